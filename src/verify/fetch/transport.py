"""The way from httpx to httpcore with our own connect step.

httpx's own transport takes no network backend. This one uses the public API of both: a connection pool
over our backend, httpcore's exceptions mapped to httpx's. Proxy variables have no say here.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, contextmanager

import httpcore
import httpx

from verify.fetch.wire import CURRENT, TeeBackend, Wire

_REUSE_TRIES = 3
_OURS = frozenset((b"location", b"set-cookie"))  # the client would act on them, and fail on bad ones
_BROKEN = (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError)

# The most particular first.
_MAPPED: tuple[tuple[type[Exception], type[httpx.TransportError]], ...] = (
    (httpcore.ConnectTimeout, httpx.ConnectTimeout),
    (httpcore.ReadTimeout, httpx.ReadTimeout),
    (httpcore.WriteTimeout, httpx.WriteTimeout),
    (httpcore.PoolTimeout, httpx.PoolTimeout),
    (httpcore.TimeoutException, httpx.TimeoutException),
    (httpcore.ConnectError, httpx.ConnectError),
    (httpcore.ReadError, httpx.ReadError),
    (httpcore.WriteError, httpx.WriteError),
    (httpcore.NetworkError, httpx.NetworkError),
    (httpcore.RemoteProtocolError, httpx.RemoteProtocolError),
    (httpcore.LocalProtocolError, httpx.LocalProtocolError),
    (httpcore.UnsupportedProtocol, httpx.UnsupportedProtocol),
    (httpcore.ProtocolError, httpx.ProtocolError),
)


class NoAnswer(httpx.RemoteProtocolError):
    """The server closed the connection without a single byte."""


@contextmanager
def _mapped() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        for theirs, ours in _MAPPED:
            if isinstance(error, theirs):
                raise ours(str(error)) from error
        raise


class WireTransport(httpx.AsyncBaseTransport):
    """One host's connections, HTTP/1.1 only.

    `response.extensions["wire"]` holds the exchange's Wire with all header fields; the response itself
    comes without Location and Set-Cookie, which are not the client's to follow or keep.
    """

    def __init__(
        self,
        backend: httpcore.AsyncNetworkBackend,
        ssl_context: ssl.SSLContext,
        *,
        connections: int,
    ) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=ssl_context,
            max_connections=connections,
            max_keepalive_connections=connections,
            keepalive_expiry=15.0,
            http1=True,
            http2=False,
            retries=0,
            network_backend=TeeBackend(backend),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Raises httpx.TransportError; the cause chain holds what the socket, TLS or the guard said."""
        with _mapped():
            response, wire = await self._ask(request)
        wire.fields = tuple(response.headers)
        return httpx.Response(
            status_code=response.status,
            headers=[field for field in response.headers if field[0].lower() not in _OURS],
            stream=_Body(response),
            extensions={**response.extensions, "wire": wire},
        )

    async def _ask(self, request: httpx.Request) -> tuple[httpcore.Response, Wire]:
        """Ask again when a kept connection turns out dead or out of step: it was no answer to us."""
        for _ in range(_REUSE_TRIES):
            wire = Wire()
            try:
                return await self._ask_once(request, wire), wire
            except _BROKEN as error:
                broken = error
                if not wire.reused:
                    break
        if isinstance(broken, httpcore.RemoteProtocolError) and not wire.received:
            raise NoAnswer("the server closed the connection without an answer") from broken
        raise broken

    async def _ask_once(self, request: httpx.Request, wire: Wire) -> httpcore.Response:
        assert isinstance(request.stream, httpx.AsyncByteStream)
        token = CURRENT.set(wire)
        try:
            response = await self._pool.handle_async_request(_core_request(request))
        finally:
            CURRENT.reset(token)
        if wire.agrees(response.status, len(response.headers)):
            return response
        await response.aclose()
        raise httpcore.RemoteProtocolError("the answer began before it was asked for")

    async def aclose(self) -> None:
        await self._pool.aclose()


def _core_request(request: httpx.Request) -> httpcore.Request:
    url = httpcore.URL(
        scheme=request.url.raw_scheme,
        host=request.url.raw_host,
        port=request.url.port,
        target=request.url.raw_path,
    )
    return httpcore.Request(
        method=request.method,
        url=url,
        headers=request.headers.raw,
        content=request.stream,
        extensions={**request.extensions, "sni_hostname": request.url.raw_host.decode("ascii").rstrip(".")},
    )


class _Body(httpx.AsyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _mapped():
            async with aclosing(self._response.aiter_stream()) as pieces:  # type: ignore[type-var]
                async for piece in pieces:
                    yield piece

    async def aclose(self) -> None:
        with _mapped():
            await self._response.aclose()
