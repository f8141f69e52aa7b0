from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import certifi
import pytest
from tests.faults import certificates
from tests.faults.certificates import HOST
from tests.faults.routes import PAGE
from tests.faults.server import FaultServer
from tests.fetch.given import look, policy, run, served

from verify.errors import SettingsError
from verify.fetch.tls import trust
from verify.model.policy import ConnectTo, Endpoint, FetchPolicy, Resolve
from verify.model.snapshot import Exchange, FailureKind


def secured(server: FaultServer, cacert: str | None, **changes: object) -> FetchPolicy:
    to = (ConnectTo(HOST, 443, "127.0.0.1", server.port),)
    return policy(server, **({"connect_to": to, "cacert": cacert} | changes))


def looked(variant: str, tmp_path: Path) -> tuple[Exchange, FaultServer]:
    async def scene(server: FaultServer) -> tuple[Exchange, FaultServer]:
        chosen = secured(server, certificates.cacert(tmp_path), retries=2)
        return await look(chosen, f"https://{HOST}/ok"), server

    return served(scene, FaultServer(tls=certificates.VARIANTS[variant]()))


@pytest.mark.slow
def test_connect_to_verifies_the_host_of_the_url(tmp_path: Path) -> None:
    exchange, server = looked("good", tmp_path)
    hop = exchange.last
    assert hop is not None
    assert hop.body == PAGE
    assert server.names == [HOST]
    assert b"Host: press.example\r\n" in server.heads[0]
    assert [hop.request_head] == server.heads
    assert [hop.response_head] == server.sent
    assert hop.ip_address == "127.0.0.1"
    assert hop.tls is not None
    assert hop.tls.version.startswith("TLSv1.")
    assert hop.tls.cipher
    assert hop.tls.certificate_sha256 is not None
    assert len(hop.tls.certificate_sha256) == 64


@pytest.mark.slow
@pytest.mark.parametrize(
    ("variant", "code", "cause"),
    [
        ("expired", "CERT_EXPIRED", "the certificate has expired"),
        ("not-yet", "CERT_NOT_YET_VALID", "the certificate is not valid yet"),
        ("wrong-host", "CERT_WRONG_HOST", "the certificate is for another host"),
        ("untrusted", "CERT_UNTRUSTED", "the certificate's authority is not a known one"),
    ],
)
def test_what_is_wrong_with_a_certificate_is_named_and_not_tried_again(
    variant: str, code: str, cause: str, tmp_path: Path
) -> None:
    exchange, server = looked(variant, tmp_path)
    failure = exchange.failure
    assert failure is not None
    assert (failure.kind, failure.code, failure.cause) == (FailureKind.tls, code, cause)
    assert (exchange.hops, exchange.attempts) == ((), 1)
    assert not server.heads


@pytest.mark.slow
def test_without_its_authority_the_same_server_is_untrusted() -> None:
    async def scene(server: FaultServer) -> None:
        exchange = await look(secured(server, None), f"https://{HOST}/ok")
        assert exchange.failure is not None
        assert exchange.failure.code == "CERT_UNTRUSTED"

    served(scene, FaultServer(tls=certificates.good()))


@pytest.mark.slow
def test_resolve_leads_to_the_port_of_the_url(tmp_path: Path) -> None:
    async def scene(server: FaultServer) -> None:
        chosen = secured(
            server,
            certificates.cacert(tmp_path),
            connect_to=(),
            resolve=(Resolve(HOST, server.port, "127.0.0.1"),),
        )
        exchange = await look(chosen, f"https://{HOST}:{server.port}/ok")
        assert exchange.last is not None
        assert exchange.last.body == PAGE

    served(scene, FaultServer(tls=certificates.good()))


@pytest.mark.slow
def test_an_address_in_the_url_must_be_in_the_certificate(tmp_path: Path) -> None:
    async def scene(server: FaultServer) -> None:
        exchange = await look(secured(server, certificates.cacert(tmp_path)), server.url("/ok"))
        assert exchange.failure is not None
        assert exchange.failure.code == "CERT_WRONG_HOST"

    served(scene, FaultServer(tls=certificates.good(HOST)))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "kind"),
    [(b"HTTP/1.1 400 Bad Request\r\n\r\n", FailureKind.tls), (b"", FailureKind.timeout)],
    ids=["answers in plain", "says nothing"],
)
def test_a_server_that_speaks_no_tls(answer: bytes, kind: FailureKind) -> None:
    closed = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        with suppress(OSError):
            await reader.read()
            writer.close()
            await writer.wait_closed()
        closed.set()

    async def scene() -> None:
        async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            chosen = policy(allow=(Endpoint("127.0.0.1", port),), connect_timeout=0.3)
            exchange = await look(chosen, f"https://127.0.0.1:{port}/ok")
            await closed.wait()
            assert exchange.failure is not None
            assert exchange.failure.kind is kind

    run(scene())


@pytest.mark.slow
def test_a_trailing_dot_in_the_host_is_no_other_host(tmp_path: Path) -> None:
    async def scene(server: FaultServer) -> None:
        exchange = await look(secured(server, certificates.cacert(tmp_path)), f"https://{HOST}./ok")
        assert exchange.last is not None
        assert server.names == [HOST]

    served(scene, FaultServer(tls=certificates.good()))


def test_the_context_of_public_authorities_is_one() -> None:
    assert trust(None) is trust(None)


@pytest.mark.parametrize("content", [None, "", "no certificate at all"])
def test_a_certificate_file_that_cannot_be_used_is_a_settings_error(
    content: str | None, tmp_path: Path
) -> None:
    file = tmp_path / "authority.pem"
    if content is not None:
        file.write_text(content)
    with pytest.raises(SettingsError, match=r"authority\.pem") as caught:
        trust(str(file))
    assert caught.value.mend


_LOOK = """
import asyncio, sys
from tests.fetch.given import look, policy
from verify.errors import SettingsError
from verify.model.policy import ConnectTo, Endpoint

port, host, cacert = int(sys.argv[1]), sys.argv[2], sys.argv[3] or None
to = (ConnectTo(host, 443, "127.0.0.1", port),)
chosen = policy(allow=(Endpoint("127.0.0.1", port),), connect_to=to, cacert=cacert)
try:
    exchange = asyncio.run(look(chosen, f"https://{host}/ok"))
    print(exchange.failure.code if exchange.failure else exchange.last.status)
except SettingsError as error:
    print(error, "|", error.mend)
"""


def looked_with(file: str | None, cacert: str | None = None) -> str:
    """What a process whose SSL_CERT_FILE is `file` says of our server."""

    async def scene(server: FaultServer) -> str:
        environment = {name: value for name, value in os.environ.items() if name != "SSL_CERT_FILE"}
        if file is not None:
            environment["SSL_CERT_FILE"] = file
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", _LOOK, str(server.port), HOST, cacert or ""),
            env=environment,
            stdout=subprocess.PIPE,
        )
        return (await child.communicate())[0].decode().strip()

    return served(scene, FaultServer(tls=certificates.good()))


@pytest.mark.slow
def test_ssl_cert_file_names_the_authorities(tmp_path: Path) -> None:
    authority = certificates.cacert(tmp_path)
    assert looked_with(authority) == "200"
    assert looked_with(None) == "CERT_UNTRUSTED"
    assert looked_with("") == "CERT_UNTRUSTED"


@pytest.mark.slow
def test_cacert_adds_to_what_ssl_cert_file_names(tmp_path: Path) -> None:
    authority = certificates.cacert(tmp_path)
    assert looked_with(certifi.where(), authority) == "200"
    assert looked_with(certifi.where()) == "CERT_UNTRUSTED"


@pytest.mark.slow
@pytest.mark.parametrize("content", [None, "no certificate"])
def test_an_ssl_cert_file_that_cannot_be_used_is_said_so(content: str | None, tmp_path: Path) -> None:
    file = tmp_path / "mine.pem"
    if content:
        file.write_text(content)
    told = looked_with(str(file))
    assert told.startswith("the certificate file ")
    assert "mine.pem" in told
    assert "SSL_CERT_FILE" in told
