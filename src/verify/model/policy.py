"""What the layers are told from outside: limits, widths, allowances. Defaults are the documented ones."""

from __future__ import annotations

from dataclasses import dataclass, field

Interval = tuple[float, float]


@dataclass(frozen=True)
class ConnectTo:
    """curl's --connect-to: a connection for `host:port` goes to `to_host:to_port` instead."""

    host: str
    port: int
    to_host: str
    to_port: int


@dataclass(frozen=True)
class Resolve:
    """curl's --resolve: `host:port` resolves to `address`."""

    host: str
    port: int
    address: str


@dataclass(frozen=True)
class Endpoint:
    """An address and port that may be connected to although the guard would refuse it."""

    address: str
    port: int


@dataclass(frozen=True)
class HostPolicy:
    """What is particular to one host: `pattern` is its name, `*.example.org` also every name under it.

    `headers` may hold credentials; they are sent to this host alone and never stored or printed.
    """

    pattern: str
    delay: float | None = None
    concurrency: int | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class FetchPolicy:
    """Times in seconds, sizes in bytes.

    `rate` is the most requests a second over all hosts, `max_requests` the most in a run; None: no limit.
    `proxy` is the URL of a proxy, which then resolves names itself. `exact_wire` keeps the framing of chunked
    bodies (`Hop.framing`).
    """

    user_agent: str = "verify-sources/0.1 (+source verification; honours robots.txt)"
    connect_timeout: float = 10.0
    read_timeout: float = 20.0
    total_time: float = 60.0
    max_body: int = 16 * 2**20
    max_decoded: int = 64 * 2**20
    max_redirects: int = 10
    retries: int = 2
    backoff: float = 0.5
    max_retry_after: float = 30.0
    host_delay: float = 1.0
    host_concurrency: int = 1
    concurrency: int = 16
    robots: bool = True
    resolve: tuple[Resolve, ...] = ()
    connect_to: tuple[ConnectTo, ...] = ()
    allow: tuple[Endpoint, ...] = ()
    cacert: str | None = None
    rate: float | None = None
    max_requests: int | None = None
    proxy: str | None = None
    hosts: tuple[HostPolicy, ...] = ()
    exact_wire: bool = False


@dataclass(frozen=True)
class MatchPolicy:
    """How vague number words are read. Widths are policy: they are printed in the evidence."""

    vague: dict[str, Interval] = field(
        default_factory=lambda: {
            "a few": (2, 5),
            "a couple": (2, 3),
            "several": (3, 9),
            "dozens": (24, 99),
            "tens": (20, 99),
            "scores": (40, 199),
            "hundreds": (200, 999),
            "thousands": (2000, 9999),
        }
    )
    near: float = 0.10  # "about", "nearly": this share of the number to the side or sides the word names
    just_over: float = 0.10
