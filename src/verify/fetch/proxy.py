"""The way through an HTTP proxy (RFC 9110 7.6, CONNECT: 9.3.6), which resolves names itself.

The address that the user named is connected to without the guard: by being named it is allowed. What is
asked of the proxy is judged by its spelling alone (guard.why_host_refused): a name that the proxy
resolves to a private address cannot be seen from here.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_to_bytes

import httpcore
import httpx

from verify.errors import SettingsError
from verify.fetch.guard import MAX_ADDRESSES, Resolver, is_literal
from verify.fetch.url import UnusableUrl, read_url

_MEND = "name it as http://host:port or http://user:password@host:port"


@dataclass(frozen=True)
class Proxy:
    """`url` has no credentials in it; `credentials` are a name and a password, never shown."""

    url: str
    credentials: tuple[bytes, bytes] | None = field(default=None, repr=False)


class ProxyUnreachable(httpcore.ConnectError):
    """No connection to the proxy itself could be made."""


def read_proxy(url: str | None) -> Proxy | None:
    """Raises SettingsError unless it is an http URL with a host; neither it nor a cause shows the URL."""
    if url is None:
        return None
    try:
        read_url(url)
        parsed = httpx.URL(url.strip())
    except (UnusableUrl, httpx.InvalidURL):
        raise SettingsError("the address of the proxy cannot be read", mend=_MEND) from None
    if parsed.scheme != "http":
        raise SettingsError("the proxy is not named by an http URL", mend=_MEND)
    name, _, password = parsed.userinfo.partition(b":")
    credentials = (unquote_to_bytes(name), unquote_to_bytes(password)) if parsed.userinfo else None
    return Proxy(f"http://{parsed.netloc.decode('ascii')}", credentials)


class ProxyBackend(httpcore.AsyncNetworkBackend):
    """Opens TCP connections to the proxy: whatever host httpcore names here is the proxy's."""

    def __init__(self, resolver: Resolver, inner: httpcore.AsyncNetworkBackend) -> None:
        self._resolver = resolver
        self._inner = inner

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raises ProxyUnreachable."""
        try:
            addresses = [host] if is_literal(host) else await self._resolver.resolve(host, port)
        except (socket.gaierror, UnicodeError, TimeoutError) as error:
            raise ProxyUnreachable("the name of the proxy could not be resolved") from error
        for address in addresses[:MAX_ADDRESSES]:
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise ProxyUnreachable("the proxy cannot be reached") from (failed if addresses else None)

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)
