"""One connection to one host, over our own connect step, with what crossed the wire.

httpcore's pool scans all its connections twice a request and holds a lock meanwhile; politeness already
bounds how many run at a time, so each request borrows a connection of its own (see hosts.py) and the
pool only makes them. HTTP/1.1 only.
"""

from __future__ import annotations

import ssl

import httpcore

from verify.fetch.proxy import Proxy
from verify.fetch.url import HostKey
from verify.fetch.wire import CURRENT, TeeBackend, Wire

_REUSE_TRIES = 3
_IDLE_SECONDS = 15.0
_BROKEN = (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError)
ERRORS = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    UnicodeError,
)
"""What asking raises; the cause chain holds what the socket, TLS or the guard said."""


class NoAnswer(httpcore.RemoteProtocolError):
    """The server closed the connection without a single byte."""


class Connections:
    """Makes connections: by `backend` to the host itself, or to `proxy` for all hosts."""

    def __init__(
        self, backend: httpcore.AsyncNetworkBackend, ssl_context: ssl.SSLContext, proxy: Proxy | None = None
    ) -> None:
        self._pool = _factory(backend, ssl_context, proxy)

    def line(self, key: HostKey) -> Line:
        """A line to a host, which connects at the first request."""
        return Line(self._pool)


class Line:
    """A connection for one request at a time, opened anew where it was closed or went stale."""

    def __init__(self, pool: httpcore.AsyncConnectionPool) -> None:
        self._pool = pool
        self._connection: httpcore.AsyncConnectionInterface | None = None

    @property
    def is_open(self) -> bool:
        """Whether the connection can take another request."""
        return self._connection is not None and self._connection.is_available()

    async def ask(self, request: httpcore.Request, *, exact: bool = False) -> tuple[httpcore.Response, Wire]:
        """Ask again when a kept connection turns out dead or out of step: it was no answer to us.

        A POST may have arrived all the same, so it gets a connection of its own and is sent once
        (RFC 9110 9.2.2). `exact` as in Wire. Raises one of ERRORS.
        """
        if request.method == b"POST":
            await self.aclose()
        for _ in range(_REUSE_TRIES):
            wire = Wire(exact=exact)
            try:
                return await self._ask_once(request, wire), wire
            except _BROKEN as error:
                broken = error
                if not wire.reused:
                    break
        if isinstance(broken, httpcore.RemoteProtocolError) and not wire.received:
            raise NoAnswer("the server closed the connection without an answer") from broken
        raise broken

    async def aclose(self) -> None:
        if self._connection is not None:
            await self._connection.aclose()

    async def _ask_once(self, request: httpcore.Request, wire: Wire) -> httpcore.Response:
        connection = await self._ready(request.url.origin)
        token = CURRENT.set(wire)
        try:
            response = await connection.handle_async_request(request)
        finally:
            CURRENT.reset(token)
        if wire.agrees(response.status, len(response.headers)):
            return response
        await connection.aclose()
        raise httpcore.RemoteProtocolError("the answer began before it was asked for")

    async def _ready(self, origin: httpcore.Origin) -> httpcore.AsyncConnectionInterface:
        kept = self._connection
        if kept is not None and kept.is_available() and not kept.has_expired():
            return kept
        await self.aclose()
        self._connection = self._pool.create_connection(origin)
        return self._connection


def _factory(
    backend: httpcore.AsyncNetworkBackend, ssl_context: ssl.SSLContext, proxy: Proxy | None
) -> httpcore.AsyncConnectionPool:
    if proxy is None:
        return httpcore.AsyncConnectionPool(
            ssl_context=ssl_context, keepalive_expiry=_IDLE_SECONDS, network_backend=TeeBackend(backend)
        )
    return httpcore.AsyncHTTPProxy(
        proxy.url,
        proxy_auth=proxy.credentials,
        ssl_context=ssl_context,
        keepalive_expiry=_IDLE_SECONDS,
        network_backend=TeeBackend(backend, peer=False),  # the peer is the proxy, not the host
    )
