"""One attempt at an address: where it stands, what it has met, and where it goes on."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass, field

from verify.fetch.ask import REDIRECTS, Caps, Headers, Method
from verify.fetch.cookies import Cookies
from verify.fetch.hostrules import HostRule
from verify.fetch.url import UnusableUrl, follow, host_key, without_fragment
from verify.model.snapshot import Exchange, Failure, FailureKind, Hop

_HOST_OUT_OF_REACH = frozenset((FailureKind.dns, FailureKind.tls, FailureKind.unsafe))
_NOT_CONNECTED = frozenset(
    ("ECONNREFUSED", "ENETUNREACH", "EHOSTUNREACH", "EACCES", "EADDRNOTAVAIL", "connect", "proxy")
)
_BODY_STAYS = (307, 308)
"""Redirects that ask for the same method and body again (RFC 9110 15.4.8); others turn a POST into a GET."""
_VISITS = 2
"""Times that one address is asked in an attempt, the second with other cookies than the first."""

_Asked = tuple[Method, str, bytes | None]
"""Method, address without fragment, cookies."""


@dataclass(frozen=True)
class Plan:
    """What is asked for: `headers` and `own` go with the first address alone, `obey` is for robots.txt.

    `headers` give way to what a policy has for the host, `own` does not. `at_once`: the host's delay does
    not have to pass behind it. Without `follow` a redirect is the answer, with `once` nothing is repeated.
    """

    url: str
    headers: Headers
    caps: Caps
    obey: bool
    status_only: bool = False
    at_once: bool = False
    own: Headers = field(default=(), repr=False)
    body: bytes | None = field(default=None, repr=False)
    follow: bool = True
    once: bool = False


class Journey:
    """Starts at `plan.url`. `over` once there is an answer or a failure."""

    def __init__(self, plan: Plan, method: Method, started: dt.datetime, max_redirects: int) -> None:
        self.plan = plan
        self.method = method
        self.url = plan.url
        self.cookie: bytes | None = None
        self.over = False
        self.settled = False  # by rules, before any request: trying again would change nothing
        self.tries = 1
        self._started = started
        self._begun = asyncio.get_running_loop().time()
        self._max_redirects = max_redirects
        self._hops: list[Hop] = []
        self._failure: Failure | None = None
        self._cookies = Cookies()
        self._asked: list[_Asked] = [(method, without_fragment(plan.url), None)]
        self._home: HostRule | None = None
        self._secure = False
        self._strayed = False

    @property
    def conditions(self) -> Headers:
        """Validators are the first URL's own."""
        return () if self._hops else self.plan.headers

    @property
    def own(self) -> Headers:
        """The request's own headers; behind the first address only what says how to read a body."""
        if not self._hops:
            return self.plan.own
        if self.method != "POST":
            return ()
        return [(name, value) for name, value in self.plan.own if name.lower().startswith(b"content-")]

    @property
    def body(self) -> bytes:
        return (self.plan.body or b"") if self.method == "POST" else b""

    @property
    def answered(self) -> bool:
        """Whether a server said anything at all."""
        return bool(self._hops)

    @property
    def convinces(self) -> bool:
        """Whether this outcome stands though it was asked for by HEAD, which not all servers know.

        It does where the page is there, where a rule decided, and where no connection came about.
        """
        failure = self._failure
        if failure is None:
            return 200 <= self._hops[-1].status < 400
        alone = failure.kind in _HOST_OUT_OF_REACH or failure.code in _NOT_CONNECTED
        return self.settled or (alone and not self._hops)

    @property
    def limited(self) -> bool:
        """Whether the host says that it is asked too often: a GET at once would be one more."""
        if self._failure is not None:
            return False
        last = self._hops[-1]
        return last.status == 429 or (last.status == 503 and last.header("retry-after") is not None)

    def own_headers(self, rule: HostRule, scheme: str) -> Headers:
        """The headers that a policy has for the host at hand; to be asked once for each request.

        They go along while every address so far was under that same policy, and not from https to http:
        a redirect from elsewhere does not make a request with credentials.
        """
        self._home = self._home or rule
        self._strayed = (
            self._strayed or rule.pattern != self._home.pattern or (self._secure and scheme == "http")
        )
        self._secure = self._secure or scheme == "https"
        return () if self._strayed else rule.headers

    @property
    def caps(self) -> Caps:
        """The plan's, with what is left of the time for all hops; waiting for a turn does not count."""
        caps = self.plan.caps
        spent = sum(hop.elapsed_ms for hop in self._hops) / 1000
        return Caps(caps.body, caps.decoded, max(0.001, caps.seconds - spent))

    def stop(self, failure: Failure, tries: int) -> None:
        self._end(failure)
        self.settled = True
        self.tries = tries

    def arrive(self, outcome: Hop | Failure) -> None:
        """Take what a request brought; `url` is then where to go on, if anywhere."""
        if isinstance(outcome, Failure):
            self._end(outcome)
            return
        self._hops.append(outcome)
        location = outcome.header("location")
        if outcome.status not in REDIRECTS or location is None or not self.plan.follow:
            self._end(None)
            return
        try:
            url = follow(outcome.url, location)
        except UnusableUrl as error:
            self._end(error.failure)
            return
        if self._takes_body_away(outcome, url):
            self._end(None)
        else:
            self._go_on(outcome, url)

    def exchange(self, attempts: int) -> Exchange:
        elapsed = round((asyncio.get_running_loop().time() - self._begun) * 1000)
        return Exchange(self.plan.url, self._started, elapsed, tuple(self._hops), self._failure, attempts)

    def _takes_body_away(self, hop: Hop, url: str) -> bool:
        """Whether a redirect wants the body of a POST sent to a host that it was not meant for."""
        stays = self.method == "POST" and hop.status in _BODY_STAYS
        return stays and host_key(url) != host_key(hop.url)

    def _go_on(self, hop: Hop, url: str) -> None:
        if self.method == "POST" and hop.status not in _BODY_STAYS:
            self.method = "GET"
        self._cookies.keep(hop)
        cookie = self._cookies.header(url)
        if self._circles(without_fragment(url), cookie):
            self._end(Failure(FailureKind.loop, "the redirects lead in a circle", "circle"))
        elif len(self._hops) > self._max_redirects:
            limit = f"more than {self._max_redirects} redirects"
            self._end(Failure(FailureKind.loop, limit, "too-many"))
        else:
            self.url, self.cookie = url, cookie
            self._asked.append((self.method, without_fragment(url), cookie))

    def _circles(self, url: str, cookie: bytes | None) -> bool:
        visits = sum((self.method, url) == (method, asked) for method, asked, _ in self._asked)
        return visits >= _VISITS or (self.method, url, cookie) in self._asked

    def _end(self, failure: Failure | None) -> None:
        self._failure = failure
        self.over = True
