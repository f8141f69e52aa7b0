from __future__ import annotations

import socket
from typing import Any
from urllib.parse import quote

import httpcore
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from tests.faults.server import FaultServer
from tests.fetch.given import CountingBackend, Names, fetcher, policy, run, served

from verify.fetch.guard import (
    AddressRefused,
    GuardedBackend,
    NameNotResolved,
    Resolver,
    SystemResolver,
    why_refused,
)
from verify.model.policy import ConnectTo, Endpoint, FetchPolicy, Resolve
from verify.model.snapshot import Exchange, FailureKind, FetchRequest

PUBLIC = "93.184.216.34"
PUBLIC_6 = "2606:2800:220:1::1"

FORBIDDEN = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.192", "192.0.2.1",
    "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1",
    "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
    "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1",
    "2001:0:7f00:1::", "2002:7f00:1::", "2002:a00:1::1", "2002:c0a8:1::1", "3fff::1", "5f00::1",
    "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%lo", "fec0::1", "ff02::1", "not an address",
]  # fmt: skip

ALLOWED = [
    "1.1.1.1", PUBLIC, "192.0.1.1", "198.17.0.1", "223.255.255.255", PUBLIC_6, "2001:4860:4860::8888",
    "::ffff:93.184.216.34", "64:ff9b::5db8:d822", "2002:5db8:d822::1",
]  # fmt: skip

# The ways in which an address bar can spell a host that is not the public's; all resolve without a name
# server, so the machine's own resolver answers them.
SPELLINGS = [
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0x7F.0x0.0x0.0x1",
    "0177.0.0.1", "0177.1", "017700000001", "0", "0.0.0.0", "0x0", "10.1", "0xa000001", "167772161",
    "169.254.169.254", "0xa9fea9fe", "2852039166", "0251.0376.0251.0376", "192.168.1", "172.16.1",
    "localhost", "127.0.0.1.", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]", "[fd00::1]",
    "[ff02::1]", "127。0。0。1", "１２７.0.0.1", "user@127.0.0.1", "press.example@127.0.0.1",
    "press.example:80@127.0.0.1",
]  # fmt: skip

# The same through a name server.
NAMED = [address for address in FORBIDDEN if address != "not an address"]


_REFUSALS = (FailureKind.unsafe, FailureKind.dns)


class Everything(CountingBackend):
    """Counts what would be connected to and connects to nothing."""

    def __init__(self) -> None:
        super().__init__(deny=True)


async def connect(
    host: str, port: int = 80, *, resolver: Resolver | None = None, **changes: Any
) -> list[tuple[str, int]]:
    backend = Everything()
    guarded = GuardedBackend(policy(**changes), resolver or Names(), backend)
    try:
        await guarded.connect_tcp(host, port, 1.0)
    except (AddressRefused, NameNotResolved):
        assert not backend.connects
        raise
    except httpcore.ConnectError:
        return backend.connects
    raise AssertionError("nothing denied the connection")


@pytest.mark.parametrize("address", FORBIDDEN)
def test_addresses_that_are_not_the_publics(address: str) -> None:
    reason = why_refused(address)
    assert reason
    assert reason.startswith("it is")


@pytest.mark.parametrize("address", ALLOWED)
def test_global_addresses_pass(address: str) -> None:
    assert why_refused(address) is None


@drawn(st.ip_addresses(v=4))
def test_embedding_an_address_changes_nothing(address: Any) -> None:
    plain = why_refused(str(address)) is None
    high, low = divmod(int(address), 65536)
    for form in (f"::ffff:{address}", f"64:ff9b::{high:x}:{low:x}", f"2002:{high:x}:{low:x}::"):
        assert (why_refused(form) is None) is plain


@pytest.mark.parametrize("address", NAMED)
def test_a_name_for_a_forbidden_address_is_refused_also_beside_a_public_one(address: str) -> None:
    names = Names({"one.example": [address], "two.example": [PUBLIC, address]})
    with pytest.raises(AddressRefused):
        run(connect("one.example", resolver=names))
    with pytest.raises(AddressRefused, match="two"):
        run(connect("two.example", resolver=names))


def test_the_checked_address_is_the_one_connected_to_and_the_name_is_asked_once() -> None:
    names = Names(row=[[PUBLIC], ["127.0.0.1"]])
    assert run(connect("press.example", 443, resolver=names)) == [(PUBLIC, 443)]
    assert names.asked == ["press.example"]


def test_every_address_of_a_name_is_tried_up_to_a_limit() -> None:
    names = Names({"press.example": [f"93.184.216.{number}" for number in range(1, 10)]})
    tried = run(connect("press.example", resolver=names))
    assert [address for address, _ in tried] == [f"93.184.216.{number}" for number in range(1, 5)]


def test_an_allowance_is_for_one_address_and_port() -> None:
    only = (Endpoint("127.0.0.1", 8080),)
    assert run(connect("127.0.0.1", 8080, allow=only)) == [("127.0.0.1", 8080)]
    for host, port in (("127.0.0.1", 8081), ("127.0.0.2", 8080), ("::1", 8080)):
        with pytest.raises(AddressRefused):
            run(connect(host, port, allow=only))


def test_an_allowance_names_an_address_not_a_host() -> None:
    names = Names({"inside.example": ["127.0.0.1"]})
    with pytest.raises(AddressRefused):
        run(connect("inside.example", 80, resolver=names, allow=(Endpoint("inside.example", 80),)))


def test_an_allowed_address_beside_a_forbidden_one_is_not_enough() -> None:
    names = Names({"mixed.example": ["127.0.0.1", "10.0.0.1"]})
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.1"):
        run(connect("mixed.example", 80, resolver=names, allow=(Endpoint("127.0.0.1", 80),)))


def test_resolve_answers_for_a_name_and_does_not_pass_the_guard() -> None:
    rule = (Resolve("press.example", 443, PUBLIC), Resolve("inside.example", 443, "10.0.0.1"))
    assert run(connect("Press.Example", 443, resolve=rule)) == [(PUBLIC, 443)]
    with pytest.raises(AddressRefused):
        run(connect("inside.example", 443, resolve=rule))
    with pytest.raises(NameNotResolved):
        run(connect("press.example", 80, resolve=rule))


def test_connect_to_moves_the_connection_and_does_not_pass_the_guard() -> None:
    rules = (ConnectTo("press.example", 443, PUBLIC, 8443), ConnectTo("", 80, "127.0.0.1", 8080))
    assert run(connect("press.example", 443, connect_to=rules)) == [(PUBLIC, 8443)]
    with pytest.raises(AddressRefused):
        run(connect("any.example", 80, connect_to=rules))
    allow = (Endpoint("127.0.0.1", 8080),)
    assert run(connect("any.example", 80, connect_to=rules, allow=allow)) == [("127.0.0.1", 8080)]


def test_connect_to_comes_before_resolve_as_in_curl() -> None:
    moved = (ConnectTo("press.example", 443, "mirror.example", 0),)
    told = (Resolve("mirror.example", 443, PUBLIC),)
    assert run(connect("press.example", 443, connect_to=moved, resolve=told)) == [(PUBLIC, 443)]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (socket.EAI_NONAME, "NXDOMAIN"),
        (socket.EAI_AGAIN, "EAI_AGAIN"),
        (socket.EAI_FAIL, "EAI_FAIL"),
        (socket.EAI_NODATA, "EAI_NODATA"),
    ],
)
def test_a_name_that_does_not_exist_is_told_from_other_trouble(error: int, code: str) -> None:
    with pytest.raises(NameNotResolved) as caught:
        run(connect("gone.example", resolver=Names({"gone.example": error})))
    assert caught.value.code == code


def test_a_resolver_that_hangs_or_finds_nothing_is_dns_trouble() -> None:
    class Hanging:
        async def resolve(self, host: str, port: int) -> list[str]:
            raise TimeoutError

    with pytest.raises(NameNotResolved, match="did not answer"):
        run(connect("slow.example", resolver=Hanging()))
    with pytest.raises(NameNotResolved) as caught:
        run(connect("void.example", resolver=Names(row=[[]])))
    assert caught.value.code == "EAI_NODATA"


def test_a_name_no_resolver_can_take_is_not_called_nonexistent() -> None:
    with pytest.raises(NameNotResolved) as caught:
        run(connect("a" * 70 + ".example", resolver=SystemResolver()))
    assert caught.value.code == "INVALID_NAME"


@pytest.mark.slow
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_of_an_address_reaches_the_loopback_secret(spelling: str) -> None:
    async def scene(server: FaultServer) -> None:
        backend = CountingBackend()
        async with fetcher(policy(), resolver=SystemResolver(), backend=backend) as open_fetcher:
            for scheme in ("http", "https"):
                url = f"{scheme}://{spelling}:{server.port}/ok"
                exchange = await open_fetcher.look(FetchRequest(url))
                assert exchange.failure is not None
                assert exchange.failure.kind in _REFUSALS
                assert not exchange.hops
        assert backend.connects == []
        assert server.connects == 0

    served(scene)


@pytest.mark.slow
@pytest.mark.parametrize("spelling", [*SPELLINGS, "inside.example"])
def test_no_redirect_reaches_the_loopback_secret(spelling: str) -> None:
    async def scene(server: FaultServer) -> None:
        backend = CountingBackend()
        resolver = Mixed({"inside.example": ["127.0.0.1"]})
        async with FaultServer() as secret:
            async with fetcher(policy(server), resolver=resolver, backend=backend) as open_fetcher:
                for scheme in ("http", "https"):
                    target = f"{scheme}://{spelling}:{secret.port}/ok"
                    exchange = await open_fetcher.look(FetchRequest(server.url(f"/to?{quote(target)}")))
                    assert exchange.failure is not None
                    assert exchange.failure.kind in (*_REFUSALS, FailureKind.bad_response)
                    assert [hop.status for hop in exchange.hops] == [302]
            assert secret.connects == 0
        assert set(backend.connects) == {("127.0.0.1", server.port)}

    served(scene)


class Mixed(SystemResolver):
    """The machine's resolver with a few names of our own."""

    def __init__(self, table: dict[str, list[str]]) -> None:
        self._table = table

    async def resolve(self, host: str, port: int) -> list[str]:
        return self._table.get(host) or await super().resolve(host, port)


@pytest.mark.slow
def test_a_name_that_turns_to_loopback_between_looks_is_refused_at_each() -> None:
    """Rebinding: first a public address (which the test denies), then loopback."""

    async def scene(server: FaultServer) -> None:
        backend = CountingBackend(deny=True)
        names = Names(row=[[PUBLIC], ["127.0.0.1"], [PUBLIC_6, "::1"]])
        kinds = []
        async with fetcher(policy(), resolver=names, backend=backend) as open_fetcher:
            for _ in range(3):
                url = f"http://turning.example:{server.port}/ok"
                exchange: Exchange = await open_fetcher.look(FetchRequest(url))
                assert exchange.failure
                kinds.append(exchange.failure.kind)
        assert kinds == [FailureKind.refused, FailureKind.unsafe, FailureKind.unsafe]
        assert backend.connects == [(PUBLIC, server.port)]
        assert server.connects == 0

    served(scene)


def test_the_default_policy_allows_nothing() -> None:
    assert FetchPolicy().allow == ()
