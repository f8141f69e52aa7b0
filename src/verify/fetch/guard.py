"""The last word on what is connected to: names are resolved here, checked, and the checked address is used.

A page can name, redirect to or re-resolve to any address; none of that matters, because the decision
falls where the socket connects. Every address that a name resolves to must be global unicast
(IANA special-purpose registries, RFC 6890), addresses embedded in IPv6 transition forms included.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
from collections.abc import Iterable, Sequence
from typing import Protocol

import httpcore

from verify.model.policy import FetchPolicy

MAX_ADDRESSES = 4  # of one name that are tried in turn

BAD_PORTS = frozenset(
    [
        0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102,
        103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512,
        513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719,
        1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679,
        6697, 10080,
    ]
)  # fmt: skip
"""Ports of other protocols, whose servers may take a request for commands (WHATWG Fetch, "bad port")."""

# Names that never are the public's (RFC 6761, 6762, 8375; .internal is set aside by ICANN).
_PRIVATE_NAMES = ("localhost", "local", "internal", "home.arpa", "localdomain", "intranet", "lan")
_NUMBER = re.compile(r"(?:[0-9]+|0[xX][0-9A-Fa-f]*)\Z")

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]

# Special-purpose blocks that the standard library of some Python versions calls global.
_SPECIAL_V4 = tuple(map(ipaddress.IPv4Network, ("192.0.0.0/24", "192.88.99.0/24", "240.0.0.0/4")))
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_SPECIAL_V6 = tuple(map(ipaddress.IPv6Network, ("2001:db8::/32", "3fff::/20")))
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class Resolver(Protocol):
    """Names to addresses. Raises socket.gaierror as getaddrinfo does."""

    async def resolve(self, host: str, port: int) -> list[str]: ...


class SystemResolver:
    """The resolver of the machine."""

    async def resolve(self, host: str, port: int) -> list[str]:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class AddressRefused(httpcore.ConnectError):
    """The guard let no connection be made. The message is fit for people."""


class PortRefused(AddressRefused):
    """The port is one that no web server is asked at."""


class NameNotResolved(httpcore.ConnectError):
    """`code` is NXDOMAIN where the name does not exist, else the EAI name, TIMEOUT or INVALID_NAME."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


def why_refused(address: str) -> str | None:
    """The reason not to connect to an address, None for global unicast."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "it is not an IP address"
    embedded = _embedded(parsed) if isinstance(parsed, ipaddress.IPv6Address) else ()
    return next(filter(None, map(_why_special, embedded or (parsed,))), None)


def why_host_refused(host: str) -> str | None:
    """The reason not to name a host to a proxy, which would resolve it: judged by its spelling alone.

    IP addresses must be global and spelled in the one canonical way: what ends in a number is an IPv4
    address to some readers and another one to others (octal, hexadecimal, short forms).
    """
    name = host.strip("[]").rstrip(".").lower()
    if is_literal(name):
        return why_refused(name)
    last = name.rpartition(".")[2]
    if _NUMBER.match(last) or ":" in name:
        return "it is an odd spelling of an address"
    if "." not in name or any(name == special or name.endswith(f".{special}") for special in _PRIVATE_NAMES):
        return "it is a name of a private network"
    return None


def _embedded(address: ipaddress.IPv6Address) -> tuple[_Address, ...]:
    """The IPv4 addresses that a transition form leads to."""
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address.sixtofour:
        return (address.sixtofour,)
    if address.teredo:
        return address.teredo
    if address in _NAT64:
        return (ipaddress.IPv4Address(int(address) & 0xFFFFFFFF),)
    return ()


def _why_special(address: _Address) -> str | None:
    names = ("unspecified", "loopback", "link_local", "multicast", "reserved", "private")
    for name in names:
        if getattr(address, f"is_{name}"):
            return f"it is a {name.replace('_', '-')} address".replace("a unspec", "an unspec")
    if not address.is_global or not _in_global_block(address):
        return "it is not a global address"
    return None


def _in_global_block(address: _Address) -> bool:
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in block for block in _SPECIAL_V4)
    return address in _GLOBAL_V6 and not any(address in block for block in _SPECIAL_V6)


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Opens TCP connections for httpcore, only to addresses that may be connected to.

    `policy.connect_to` moves the connection elsewhere (the Host header and the TLS name stay those of
    the URL), `policy.resolve` answers for a name, both as curl does; neither passes the check. Only
    `policy.allow` does, for one address and port.
    """

    def __init__(self, policy: FetchPolicy, resolver: Resolver, inner: httpcore.AsyncNetworkBackend) -> None:
        self._policy = policy
        self._resolver = resolver
        self._inner = inner
        self._allowed = {(_canonical(end.address), end.port) for end in policy.allow}

    def against_proxying(self, host: str, port: int) -> AddressRefused | None:
        """Why a proxy is not asked for this host and port, None where it may be."""
        reason = None if (_canonical(host), port) in self._allowed else why_host_refused(host)
        if reason:
            return AddressRefused(f"no proxy is asked for {host[:80]}: {reason}")
        if port in BAD_PORTS and (_canonical(host), port) not in self._allowed:
            return PortRefused(f"no proxy is asked for port {port}: it is no web server's")
        return None

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[_SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raises AddressRefused, NameNotResolved, and httpcore's connect errors."""
        host, port = self._route(host, port)
        addresses = await self._addresses(host, port, timeout)
        self._check(host, addresses, port)
        return await self._first(addresses, port, timeout, local_address, socket_options)

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)

    def _route(self, host: str, port: int) -> tuple[str, int]:
        for rule in self._policy.connect_to:
            if _same_host(rule.host, host) and rule.port in (0, port):
                return rule.to_host or host, rule.to_port or port
        return host, port

    async def _addresses(self, host: str, port: int, timeout: float | None) -> list[str]:
        for rule in self._policy.resolve:
            if rule.port == port and (rule.host == "*" or _same_host(rule.host, host)):
                return [rule.address]
        if is_literal(host):
            return [host]
        try:
            async with asyncio.timeout(timeout):
                return (await self._resolver.resolve(host, port)) or [*self._nothing(host)]
        except socket.gaierror as error:
            raise _not_resolved(host, error) from error
        except UnicodeError as error:
            raise NameNotResolved(f"{host[:80]} is not a valid host name", "INVALID_NAME") from error
        except TimeoutError as error:
            raise NameNotResolved(f"the name server did not answer for {host[:80]}", "TIMEOUT") from error

    def _nothing(self, host: str) -> Sequence[str]:
        raise NameNotResolved(f"the name {host[:80]} has no address", "EAI_NODATA")

    def _check(self, host: str, addresses: Sequence[str], port: int) -> None:
        for address in addresses:
            if (_canonical(address), port) in self._allowed:
                continue
            reason = why_refused(address)
            if reason:
                shown = address if address == host else f"{host[:80]} ({address[:45]})"
                raise AddressRefused(f"no connection is made to {shown}: {reason}")
            if port in BAD_PORTS:
                raise PortRefused(f"no connection is made to port {port}: it is no web server's")

    async def _first(
        self,
        addresses: Sequence[str],
        port: int,
        timeout: float | None,
        local_address: str | None,
        socket_options: Iterable[_SocketOption] | None,
    ) -> httpcore.AsyncNetworkStream:
        """The first address that answers; one timeout is shared among all that are tried."""
        tried = addresses[:MAX_ADDRESSES]
        share = timeout / len(tried) if timeout else None
        for address in tried[:-1]:
            try:
                return await self._inner.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._inner.connect_tcp(tried[-1], port, share, local_address, socket_options)


def _same_host(wanted: str, host: str) -> bool:
    """An empty name in a rule stands for every host, as in curl."""
    return not wanted or wanted.strip("[]").rstrip(".").lower() == host.rstrip(".").lower()


def is_literal(host: str) -> bool:
    """Whether a host is an IP address as it should be spelled."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _canonical(address: str) -> str:
    try:
        return str(ipaddress.ip_address(address.strip("[]")))
    except ValueError:
        return address


_EAI_NAMES = {getattr(socket, name): name for name in dir(socket) if name.startswith("EAI_")}


def _not_resolved(host: str, error: socket.gaierror) -> NameNotResolved:
    if error.errno == socket.EAI_NONAME:
        return NameNotResolved(f"the name {host[:80]} does not exist", "NXDOMAIN")
    code = _EAI_NAMES.get(error.errno, "EAI_FAIL")
    return NameNotResolved(f"the name {host[:80]} could not be resolved", code)
