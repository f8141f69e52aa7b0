"""The bytes of the heads as they crossed the wire, taken where httpcore reads and writes.

Parsed headers keep case and order but lose white space; an archive wants what was really sent. A
`Wire` belongs to one request. The request's task announces it in a context variable; the stream that
the request is written to picks it up, which draws the line between exchanges of one connection.
"""

from __future__ import annotations

import hashlib
import re
import ssl
from collections.abc import Collection, Iterable
from contextvars import ContextVar
from typing import Any

import httpcore

from verify.extract.chunks import Chunks
from verify.model.snapshot import Framing, TlsFacts

MAX_HEAD = 96 * 1024
"""Bytes of one response head; below the 100 KiB at which the parser gives up without naming it."""
MAX_INTERIM = 50
"""Interim (1xx) responses before one request's answer."""

_END = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/\d\.\d (\d{3})")
_CHUNKED = re.compile(rb"\ntransfer-encoding[ \t]*:[ \t]*chunked[ \t]*\r?\n", re.IGNORECASE)


class HeadTooLarge(httpcore.RemoteProtocolError):
    """A response head, or the row of interim responses before it, passed the cap."""


class Wire:
    """What one exchange put on the wire. Heads end with their empty line; interim heads are dropped.

    With `exact` the framing of a chunked body is kept.
    """

    def __init__(self, *, exact: bool = False) -> None:
        self.request_head = b""
        self.response_head = b""
        self.reused = False
        self.received = 0
        self.beyond = 0  # bytes behind the response's head, as far as they came
        self.ip_address: str | None = None
        self.tls: TlsFacts | None = None
        self._exact = exact
        self._chunks: Chunks | None = None
        self._pending = bytearray()
        self._searched = 0
        self._interim = 0

    def restart(self) -> None:
        """Forget what crossed before the exchange itself: a proxy's CONNECT and its answer."""
        self.request_head = self.response_head = b""
        self.received = self.beyond = self._searched = self._interim = 0
        self._chunks = None
        self._pending.clear()

    def sent(self, piece: bytes) -> None:
        """The head is written first and by itself; what follows it is a body."""
        if len(self.request_head) < MAX_HEAD and not self.request_head.endswith(b"\r\n\r\n"):
            self.request_head += piece

    def got(self, piece: bytes) -> None:
        """Raises HeadTooLarge."""
        self.received += len(piece)
        if self.response_head:
            self._behind(piece)
            return
        self._pending += piece
        while self._take_head():
            pass
        if len(self._pending) > MAX_HEAD:
            raise HeadTooLarge(f"the answer's head is larger than {MAX_HEAD // 1024} KiB")

    def agrees(self, status: int, fields: int) -> bool:
        """Whether the recorded head is the one that was parsed: same status, no field missing.

        The parser drops a repeated Content-Length, so the head may name more.
        """
        lines = self.response_head.split(b"\n")
        named = [line for line in lines[1:] if line.strip() and line[:1] not in b" \t"]
        return _status(self.response_head) == status and len(named) >= fields

    def framing(self, size: int) -> Framing | None:
        """How a body of `size` bytes was framed; None where it was not chunked or is not all that came."""
        chunks = self._chunks
        if chunks is None or chunks.size != size or not self.beyond:
            return None
        return Framing(chunks.digest, chunks.framing)

    def _behind(self, piece: bytes) -> None:
        self.beyond += len(piece)
        if self._chunks:
            self._chunks.take(piece)

    def _take_head(self) -> bool:
        """Cut one whole head off what is pending; True if it was interim and another follows."""
        found = _END.search(self._pending, max(0, self._searched - 3))
        self._searched = len(self._pending)
        if not found:
            return False
        head = bytes(self._pending[: found.end()])
        if not 100 <= (_status(head) or 0) < 200:
            self.response_head = head
            self._chunks = Chunks(keep=self._exact) if _CHUNKED.search(head) else None
            self._behind(bytes(self._pending[found.end() :]))
            self._pending.clear()
            return False
        del self._pending[: found.end()]
        self._searched = 0
        self._interim += 1
        if self._interim > MAX_INTERIM:
            raise HeadTooLarge(f"more than {MAX_INTERIM} interim responses and no answer")
        return True


def without_values(head: bytes, names: Collection[bytes]) -> bytes:
    """A request's head with `redacted` for the values of these fields (names in lower case)."""
    if not names:
        return head
    lines = head.split(b"\r\n")
    return b"\r\n".join(_redacted(line) if _name(line) in names else line for line in lines)


def _name(line: bytes) -> bytes:
    return line.partition(b":")[0].lower()


def _redacted(line: bytes) -> bytes:
    return line.partition(b":")[0] + b": redacted"


def _status(head: bytes) -> int | None:
    found = _STATUS.match(head)
    return int(found.group(1)) if found else None


CURRENT: ContextVar[Wire] = ContextVar("CURRENT")
"""The exchange that the running task is about to put on the wire."""


class TeeBackend(httpcore.AsyncNetworkBackend):
    """Connects through `inner` and wraps what it opens; with `peer` the Wire names whom it is open to."""

    def __init__(self, inner: httpcore.AsyncNetworkBackend, *, peer: bool = True) -> None:
        self._inner = inner
        self._peer = peer

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        inner = await self._inner.connect_tcp(host, port, timeout, local_address, socket_options)
        return TeeStream(inner, peer=self._peer)

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)


class TeeStream(httpcore.AsyncNetworkStream):
    """Copies what passes to the Wire of the exchange under way."""

    def __init__(self, inner: httpcore.AsyncNetworkStream, *, peer: bool) -> None:
        self._inner = inner
        self._peer = peer
        self._wire: Wire | None = None

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            piece = await self._inner.read(max_bytes, timeout)
        except (ssl.SSLError, OSError) as error:  # a broken TLS record comes through unmapped
            raise httpcore.ReadError(str(error)) from error
        if self._wire:
            self._wire.got(piece)
        return piece

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if not buffer:
            return
        self._begin()
        if self._wire:
            self._wire.sent(buffer)
        try:
            await self._inner.write(buffer, timeout)
        except (ssl.SSLError, OSError) as error:
            raise httpcore.WriteError(str(error)) from error

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        try:
            inner = await self._inner.start_tls(
                ssl_context=ssl_context, server_hostname=server_hostname, timeout=timeout
            )
        except (ssl.SSLError, OSError, ValueError) as error:  # ValueError: a name no certificate can hold
            raise httpcore.ConnectError(str(error)) from error
        return TeeStream(inner, peer=self._peer)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)

    def _begin(self) -> None:
        current = CURRENT.get(None)
        if current is None or current is self._wire:
            return
        current.reused = self._wire is not None
        current.restart()
        current.ip_address = _peer(self._inner) if self._peer else None
        current.tls = _tls_facts(self._inner)
        self._wire = current


def _peer(stream: httpcore.AsyncNetworkStream) -> str | None:
    address = stream.get_extra_info("server_addr")
    return str(address[0]) if address else None


def _tls_facts(stream: httpcore.AsyncNetworkStream) -> TlsFacts | None:
    session = stream.get_extra_info("ssl_object")
    if session is None:
        return None
    certificate = session.getpeercert(binary_form=True)
    cipher = session.cipher()
    return TlsFacts(
        version=session.version() or "",
        cipher=cipher[0] if cipher else "",
        certificate_sha256=hashlib.sha256(certificate).hexdigest() if certificate else None,
    )
