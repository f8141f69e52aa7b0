"""TCP and TLS for httpcore by the event loop's own transports.

httpcore's AnyIO streams make a cancel scope for each read and write and look the socket up anew for each
question about it, which costs more than the rest of a small request.
"""

from __future__ import annotations

import asyncio
import select
import ssl
from collections.abc import Iterable
from typing import Any

import httpcore

_PIECE = 64 * 1024
"""Bytes that are taken from the system at a time."""
_HIGH = 256 * 1024
"""Bytes waiting to be read above which the sender is held back."""


class SocketBackend(httpcore.AsyncNetworkBackend):
    """Connects to addresses as they are; nothing is resolved or checked here."""

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raises httpcore.ConnectError and ConnectTimeout."""
        loop = asyncio.get_running_loop()
        local = (local_address, 0) if local_address else None
        try:
            async with asyncio.timeout(timeout):
                _, wires = await loop.create_connection(_Wires, host, port, local_addr=local)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        for option in socket_options or ():
            wires.transport.get_extra_info("socket").setsockopt(*option)
        return SocketStream(wires)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class _Wires(asyncio.BufferedProtocol):
    """What the event loop tells of one connection. One reader and one writer at a time."""

    transport: asyncio.Transport

    def __init__(self) -> None:
        self.waiting = bytearray()
        self._landing = memoryview(bytearray(_PIECE))
        self.ended = False
        self.error: Exception | None = None
        self.full = False
        self._held = False
        self._wake: asyncio.Future[None] | None = None
        self._drained: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def get_buffer(self, sizehint: int) -> memoryview:
        return self._landing

    def buffer_updated(self, nbytes: int) -> None:
        self.waiting += self._landing[:nbytes]
        if len(self.waiting) > _HIGH and not self._held:
            self._held = True
            self.transport.pause_reading()
        _finish(self._wake)

    def eof_received(self) -> None:
        self.ended = True
        _finish(self._wake)

    def connection_lost(self, exc: Exception | None) -> None:
        self.ended = True
        self.error = exc
        for future in (self._wake, self._drained):
            _finish(future)

    def pause_writing(self) -> None:
        self.full = True

    def resume_writing(self) -> None:
        self.full = False
        _finish(self._drained)

    def take(self, most: int) -> bytes:
        piece = bytes(self.waiting[:most])
        del self.waiting[:most]
        if self._held and len(self.waiting) < _HIGH // 2:
            self._held = False
            self.transport.resume_reading()
        return piece

    async def readable(self, timeout: float | None) -> None:
        """Returns once something came or nothing more will. Raises TimeoutError."""
        self._wake = asyncio.get_running_loop().create_future()
        await _within(self._wake, timeout)

    async def drained(self, timeout: float | None) -> None:
        """Returns once the sender's buffer has room or the connection is gone. Raises TimeoutError."""
        self._drained = asyncio.get_running_loop().create_future()
        await _within(self._drained, timeout)


class SocketStream(httpcore.AsyncNetworkStream):
    """One connection. Raises httpcore's errors with the socket's or TLS's own as their cause."""

    def __init__(self, wires: _Wires) -> None:
        self._wires = wires

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        wires = self._wires
        if not wires.waiting and not wires.ended:
            try:
                await wires.readable(timeout)
            except TimeoutError as error:
                raise httpcore.ReadTimeout(str(error)) from error
        if not wires.waiting and wires.error:
            raise httpcore.ReadError(str(wires.error)) from wires.error
        return wires.take(max_bytes)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        wires = self._wires
        if wires.transport.is_closing():
            raise httpcore.WriteError("the connection is closed") from wires.error
        wires.transport.write(buffer)
        if wires.full:
            try:
                await wires.drained(timeout)
            except TimeoutError as error:
                raise httpcore.WriteTimeout(str(error)) from error

    async def aclose(self) -> None:
        """Says goodbye and does not wait for the other side's, which may never come."""
        self._wires.transport.close()
        try:
            await asyncio.sleep(0)
        finally:
            self._wires.transport.abort()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raises httpcore.ConnectError and ConnectTimeout."""
        loop = asyncio.get_running_loop()
        inner, wires = self._wires.transport, _Wires()
        try:
            async with asyncio.timeout(timeout):
                secured = await loop.start_tls(
                    inner,
                    wires,
                    ssl_context,
                    server_hostname=server_hostname,
                )
        except TimeoutError as error:
            inner.abort()
            raise httpcore.ConnectTimeout(str(error)) from error
        except (ssl.SSLError, OSError) as error:
            inner.abort()
            raise httpcore.ConnectError(str(error)) from error
        except BaseException:
            inner.abort()
            raise
        assert secured is not None
        wires.transport = secured
        return SocketStream(wires)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks for: ssl_object, client_addr, server_addr, socket and is_readable."""
        named = {"client_addr": "sockname", "server_addr": "peername"}
        if info == "is_readable":
            return self._readable()
        return self._wires.transport.get_extra_info(named.get(info, info))

    def _readable(self) -> bool:
        """Whether an unused connection has something to say: it is out of step, or about to close."""
        wires = self._wires
        if wires.waiting or wires.ended or wires.transport.is_closing():
            return True
        return _has_input(wires.transport.get_extra_info("socket").fileno())


def _has_input(descriptor: int) -> bool:
    if not hasattr(select, "poll"):  # Windows
        return bool(select.select([descriptor], [], [], 0)[0])
    asked = select.poll()
    asked.register(descriptor, select.POLLIN)
    return bool(asked.poll(0))


def _finish(future: asyncio.Future[None] | None) -> None:
    if future is not None and not future.done():
        future.set_result(None)


async def _within(future: asyncio.Future[None], timeout: float | None) -> None:
    """A bare timer: asyncio.timeout costs several times as much and this is done for each read."""
    if timeout is None:
        await future
        return
    timer = asyncio.get_running_loop().call_later(timeout, _expire, future)
    try:
        await future
    finally:
        timer.cancel()


def _expire(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_exception(TimeoutError())
