"""Through an HTTP proxy: what it is asked, what it never learns, and what is refused before it is asked."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
from tests.faults import certificates
from tests.faults.certificates import HOST
from tests.faults.routes import PAGE
from tests.faults.server import FaultServer
from tests.fetch.given import CountingBackend, Names, failure_of, fetcher, look, policy, run, served

from verify.errors import SettingsError
from verify.fetch.proxy import read_proxy
from verify.model.policy import Endpoint, FetchPolicy, HostPolicy
from verify.model.snapshot import Exchange, Failure, FailureKind, FetchRequest

CREDENTIALS = base64.b64encode(b"me:pass word").decode()


@dataclass
class Proxy:
    """Leads every request to one port of this machine. `refuse` is the status that it answers instead."""

    to: int
    refuse: bytes = b""
    port: int = 0
    heads: list[bytes] = field(default_factory=list)
    connects: int = 0
    _server: asyncio.Server | None = None
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _writers: list[asyncio.StreamWriter] = field(default_factory=list)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for writer in self._writers:
            writer.transport.abort()
        await self._server.wait_closed()
        await asyncio.sleep(0)

    @property
    def lines(self) -> list[str]:
        return [head.split(b" HTTP/", 1)[0].decode() for head in self.heads]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        self._writers.append(writer)
        self.connects += 1
        try:
            await self._lead(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            writer.close()

    async def _lead(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        self.heads.append(head)
        if self.refuse:
            writer.write(b"HTTP/1.1 " + self.refuse + b"\r\nContent-Length: 0\r\n\r\n")
            return
        onward, answers = await asyncio.open_connection("127.0.0.1", self.to)
        self._writers.append(answers)
        if head.startswith(b"CONNECT "):
            writer.write(b"HTTP/1.1 200 Connection established\r\nX-Proxy: tunnel\r\n\r\n")
            await asyncio.gather(_pipe(reader, answers), _pipe(onward, writer))
            return
        while True:
            answers.write(_direct(head))
            answer = await onward.readuntil(b"\r\n\r\n")
            length = int(answer.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            writer.write(answer + await onward.readexactly(length))
            head = await reader.readuntil(b"\r\n\r\n")
            self.heads.append(head)


def _direct(head: bytes) -> bytes:
    """The request as the proxy passes it on: origin form, without what is for the proxy."""
    first, *fields = head.split(b"\r\n")
    method, url, version = first.split(b" ")
    path = b"/" + url.split(b"/", 3)[3]
    kept = [line for line in fields if not line.lower().startswith(b"proxy-")]
    return b"\r\n".join([b" ".join((method, path, version)), *kept])


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while piece := await reader.read(65536):
        writer.write(piece)
        await writer.drain()
    writer.close()


def through(proxy: Proxy, userinfo: str = "", **changes: object) -> FetchPolicy:
    return policy(proxy=f"http://{userinfo}127.0.0.1:{proxy.port}", **changes)


def proxied(
    url: str, *, userinfo: str = "", refuse: bytes = b"", tls: bool = False, **changes: object
) -> tuple[Exchange, Proxy, FaultServer, Names]:
    async def scene(server: FaultServer) -> tuple[Exchange, Proxy, FaultServer, Names]:
        names = Names()
        async with Proxy(server.port, refuse) as proxy:
            return await look(through(proxy, userinfo, **changes), url, resolver=names), proxy, server, names

    return served(scene, FaultServer(tls=certificates.good() if tls else None))


@pytest.mark.slow
def test_the_proxy_resolves_the_name_and_is_the_only_one_connected_to() -> None:
    exchange, proxy, server, names = proxied("http://press.example/ok")
    hop = exchange.last
    assert hop is not None
    assert (hop.status, hop.body, hop.ip_address) == (200, PAGE, None)
    assert names.asked == []
    assert proxy.lines == ["GET http://press.example/ok"]
    assert hop.request_head == proxy.heads[0]
    assert hop.response_head == server.sent[0]
    assert b"Host: press.example\r\n" in server.heads[0]


@pytest.mark.slow
def test_https_goes_through_a_tunnel_and_keeps_its_own_heads(tmp_path: Path) -> None:
    cacert = certificates.cacert(tmp_path)
    exchange, proxy, server, names = proxied(f"https://{HOST}/ok", tls=True, cacert=cacert)
    hop = exchange.last
    assert hop is not None
    assert (hop.body, names.asked, server.names) == (PAGE, [], [HOST])
    assert proxy.lines == [f"CONNECT {HOST}:443"]
    assert [hop.request_head] == server.heads
    assert [hop.response_head] == server.sent
    assert b"X-Proxy" not in hop.response_head
    assert hop.tls is not None
    assert hop.ip_address is None


@pytest.mark.slow
def test_a_certificate_is_checked_through_the_tunnel(tmp_path: Path) -> None:
    exchange, _, server, _ = proxied(
        "https://other.example/ok", tls=True, cacert=certificates.cacert(tmp_path)
    )
    assert failure_of(exchange).code == "CERT_WRONG_HOST"
    assert server.heads == []


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_credentials_go_to_the_proxy_and_are_kept_nowhere(scheme: str, tmp_path: Path) -> None:
    exchange, proxy, server, _ = proxied(
        f"{scheme}://{HOST}/ok",
        userinfo="me:pass%20word@",
        tls=scheme == "https",
        cacert=certificates.cacert(tmp_path),
    )
    assert exchange.last is not None
    assert f"Proxy-Authorization: Basic {CREDENTIALS}\r\n".encode() in proxy.heads[0]
    assert CREDENTIALS not in repr(exchange)
    assert b"Proxy-Authorization" not in server.heads[0]
    if scheme == "http":
        assert b"Proxy-Authorization: redacted\r\n" in exchange.last.request_head


@pytest.mark.slow
def test_robots_and_host_headers_go_the_same_way() -> None:
    own = HostPolicy("press.example", headers=(("X-Key", "s3cr3t"),))
    exchange, proxy, _, _ = proxied("http://press.example/ok", robots=True, hosts=(own,), userinfo="a:b@")
    assert proxy.lines == ["GET http://press.example/robots.txt", "GET http://press.example/ok"]
    assert all(b"X-Key: s3cr3t\r\n" in head for head in proxy.heads)
    assert "s3cr3t" not in repr(exchange)
    assert proxy.connects == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("scheme", "status", "kind", "cause"),
    [
        ("https", b"407 Who", FailureKind.skipped, "the proxy asks for a name and a password"),
        ("http", b"407 Who", FailureKind.skipped, "the proxy asks for a name and a password"),
        ("https", b"403 No", FailureKind.skipped, "the proxy made no connection: 403 No"),
        ("https", b"502 Bad", FailureKind.refused, "the proxy made no connection: 502 Bad"),
    ],
)
def test_a_proxy_that_refuses_is_not_taken_for_the_page(
    scheme: str, status: bytes, kind: FailureKind, cause: str
) -> None:
    exchange, _, server, _ = proxied(f"{scheme}://press.example/ok", refuse=status, robots=True)
    failure = failure_of(exchange)
    assert (failure.kind, failure.cause, failure.code) == (kind, cause, "proxy")
    assert server.connects == 0


@pytest.mark.slow
@pytest.mark.parametrize("proxy", ["http://127.0.0.1:{port}", "http://gone.example:3128"])
def test_a_proxy_that_is_not_there_says_nothing_of_the_page(proxy: str) -> None:
    async def scene(server: FaultServer) -> int:
        return server.port

    closed = served(scene)
    chosen = policy(proxy=proxy.format(port=closed), retries=2, robots=True)
    failure = failure_of(run(look(chosen, "http://press.example/ok")))
    assert (failure.kind, failure.code) == (FailureKind.skipped, "proxy")
    assert failure.cause.startswith("the ")
    assert "proxy" in failure.cause


@pytest.mark.slow
def test_a_redirect_to_a_private_address_is_not_passed_on() -> None:
    exchange, proxy, _, _ = proxied("http://press.example/to-loopback")
    assert failure_of(exchange) == Failure(
        FailureKind.unsafe, "no proxy is asked for 127.0.0.1: it is a loopback address", "address"
    )
    assert proxy.lines == ["GET http://press.example/to-loopback"]


@pytest.mark.slow
def test_an_allowed_address_may_be_asked_of_the_proxy_at_its_port() -> None:
    allow = (Endpoint("127.0.0.1", 8123),)
    exchange, proxy, _, _ = proxied("http://127.0.0.1:8123/ok", allow=allow)
    assert exchange.last is not None
    assert proxy.lines == ["GET http://127.0.0.1:8123/ok"]
    exchange, proxy, _, _ = proxied("http://127.0.0.1:8124/ok", allow=allow)
    assert failure_of(exchange).kind is FailureKind.unsafe
    assert proxy.connects == 0


def test_without_a_proxy_nobody_asks_one() -> None:
    backend = CountingBackend(deny=True)
    run(look(policy(), "http://93.184.216.34/", backend=backend))
    assert backend.connects == [("93.184.216.34", 80)]


def test_a_proxy_is_read_without_its_credentials() -> None:
    proxy = read_proxy("http://me:s3cr3t%40x@proxy.example:3128")
    assert proxy is not None
    assert (proxy.url, proxy.credentials) == ("http://proxy.example:3128", (b"me", b"s3cr3t@x"))
    assert "s3cr3t" not in repr(proxy)
    assert read_proxy(None) is None


@pytest.mark.parametrize(
    "url",
    ["", "proxy.example:3128", "https://me:s3cr3t@proxy.example", "socks5://me:s3cr3t@proxy.example",
     "http://", "http://me:s3cr3t@", "http://me:s3cr3t@[half/"],
)  # fmt: skip
def test_a_proxy_that_cannot_be_used_is_a_settings_error_without_secrets(url: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_proxy(url)
    chain = f"{caught.value} {caught.value.mend}"
    assert "s3cr3t" not in chain
    assert caught.value.mend


def test_a_fetcher_with_such_a_proxy_is_not_made() -> None:
    async def scene() -> None:
        async with fetcher(policy(proxy="ftp://x")) as open_fetcher:
            await open_fetcher.look(FetchRequest("http://press.example/"))

    with pytest.raises(SettingsError):
        run(scene())
