"""The streams that requests cross, against real sockets."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import httpcore
import pytest
from tests.faults import certificates
from tests.faults.certificates import HOST
from tests.fetch.given import run

from verify.fetch.sockets import SocketBackend
from verify.fetch.tls import trust

pytestmark = pytest.mark.slow

T = TypeVar("T")
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Client = Callable[[httpcore.AsyncNetworkStream], Awaitable[T]]


def between(serve: Serve, client: Client[T], tls: ssl.SSLContext | None = None) -> T:
    """Run a client on a fresh connection to a server; the server ends with it."""
    writers = []

    async def serving(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        await serve(reader, writer)

    async def scene() -> T:
        async with await asyncio.start_server(serving, "127.0.0.1", 0, ssl=tls) as server:
            port = server.sockets[0].getsockname()[1]
            stream = await SocketBackend().connect_tcp("127.0.0.1", port, 2.0)
            try:
                return await client(stream)
            finally:
                await stream.aclose()
                for writer in writers:
                    writer.transport.abort()
                await asyncio.sleep(0.01)

    return run(scene())


async def everything(stream: httpcore.AsyncNetworkStream) -> bytes:
    found = b""
    while piece := await stream.read(65536, 2.0):
        found += piece
    return found


async def write_much(stream: httpcore.AsyncNetworkStream) -> None:
    for _ in range(100):
        await stream.write(bytes(2**20), 0.1)


async def says_hello_and_leaves(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"hello")
    writer.close()


async def says_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(0)


async def resets(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def test_what_was_sent_is_read_in_pieces_no_larger_than_asked_for_and_then_the_end() -> None:
    async def client(stream: httpcore.AsyncNetworkStream) -> list[bytes]:
        return [await stream.read(2, 2.0) for _ in range(5)]

    assert between(says_hello_and_leaves, client) == [b"he", b"ll", b"o", b"", b""]


def test_a_read_that_takes_too_long_is_a_timeout_and_the_next_one_still_works() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(2)
        writer.write(b"late")

    async def client(stream: httpcore.AsyncNetworkStream) -> bytes:
        with pytest.raises(httpcore.ReadTimeout):
            await stream.read(10, 0.05)
        await stream.write(b"go", 1.0)
        return await stream.read(10, 2.0)

    assert between(serve, client) == b"late"


def test_a_reset_is_a_read_error_with_the_sockets_own_error_as_its_cause() -> None:
    async def client(stream: httpcore.AsyncNetworkStream) -> None:
        with pytest.raises(httpcore.ReadError) as caught:
            await stream.read(10, 2.0)
        assert isinstance(caught.value.__cause__, ConnectionResetError)
        with pytest.raises(httpcore.WriteError):
            await stream.write(b"more", 1.0)

    between(resets, client)


def test_a_reader_that_does_not_read_holds_the_sender_back() -> None:
    sent = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        for _ in range(1000):
            writer.write(bytes(2**16))
            await writer.drain()
            sent += 2**16

    async def client(stream: httpcore.AsyncNetworkStream) -> int:
        await stream.read(1, 2.0)
        await asyncio.sleep(0.2)
        held = sent
        for _ in range(1000):
            await stream.read(2**16, 2.0)
        assert sent > held
        return held

    assert between(serve, client) < 1000 * 2**16


def test_a_server_that_does_not_read_makes_writing_time_out() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.pause_reading()  # type: ignore[attr-defined]

    async def client(stream: httpcore.AsyncNetworkStream) -> None:
        with pytest.raises(httpcore.WriteTimeout):
            await write_much(stream)

    between(serve, client)


def test_an_unused_connection_tells_when_something_came_or_the_other_side_left() -> None:
    async def quiet(stream: httpcore.AsyncNetworkStream) -> bool:
        await asyncio.sleep(0.05)
        return bool(stream.get_extra_info("is_readable"))

    assert between(says_hello_and_leaves, quiet)
    assert between(resets, quiet)
    assert not between(says_nothing, quiet)


def test_names_of_both_ends_are_told() -> None:
    async def client(stream: httpcore.AsyncNetworkStream) -> None:
        assert stream.get_extra_info("server_addr")[0] == "127.0.0.1"
        assert stream.get_extra_info("client_addr")[0] == "127.0.0.1"
        assert stream.get_extra_info("ssl_object") is None

    between(says_hello_and_leaves, client)


def test_no_connection_is_an_error_of_connecting() -> None:
    async def scene() -> None:
        with pytest.raises(httpcore.ConnectError) as caught:
            await SocketBackend().connect_tcp("127.0.0.1", 9, 1.0)
        assert isinstance(caught.value.__cause__, ConnectionRefusedError)

    run(scene())


def test_tls_carries_bytes_both_ways(tmp_path: Path) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write((await reader.readexactly(200_000))[::-1])
        writer.close()

    async def client(stream: httpcore.AsyncNetworkStream) -> bytes:
        secured = await stream.start_tls(trust(certificates.cacert(tmp_path)), HOST, 2.0)
        assert secured.get_extra_info("ssl_object").version().startswith("TLSv1.")
        await secured.write(b"ab" * 100_000, 2.0)
        return await everything(secured)

    assert between(serve, client, certificates.good()) == b"ba" * 100_000


def test_a_handshake_that_fails_keeps_the_reason(tmp_path: Path) -> None:
    async def client(stream: httpcore.AsyncNetworkStream) -> None:
        with pytest.raises(httpcore.ConnectError) as caught:
            await stream.start_tls(trust(None), HOST, 2.0)
        assert isinstance(caught.value.__cause__, ssl.SSLCertVerificationError)

    between(says_nothing, client, certificates.good())


def test_a_handshake_that_hangs_is_a_timeout_of_connecting() -> None:
    async def client(stream: httpcore.AsyncNetworkStream) -> None:
        with pytest.raises(httpcore.ConnectTimeout):
            await stream.start_tls(trust(None), HOST, 0.1)

    between(says_nothing, client)


def test_tls_that_is_cut_without_a_goodbye_ends_what_came(tmp_path: Path) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"half")
        await asyncio.sleep(0.05)
        writer.transport.abort()

    async def client(stream: httpcore.AsyncNetworkStream) -> bytes:
        secured = await stream.start_tls(trust(certificates.cacert(tmp_path)), HOST, 2.0)
        return await everything(secured)

    assert between(serve, client, certificates.good()) == b"half"
