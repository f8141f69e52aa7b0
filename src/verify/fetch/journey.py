"""One attempt at an address: where it stands, what it has met, and where it goes on."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass

from verify.fetch.ask import REDIRECTS, Caps, Headers, Method
from verify.fetch.cookies import Cookies
from verify.fetch.hostrules import HostRule
from verify.fetch.url import UnusableUrl, follow, without_fragment
from verify.model.snapshot import Exchange, Failure, FailureKind, Hop

_HOST_OUT_OF_REACH = frozenset((FailureKind.dns, FailureKind.tls, FailureKind.unsafe))
_NOT_CONNECTED = frozenset(
    ("ECONNREFUSED", "ENETUNREACH", "EHOSTUNREACH", "EACCES", "EADDRNOTAVAIL", "connect", "proxy")
)
_VISITS = 2
"""Times that one address is asked in an attempt, the second with other cookies than the first."""


@dataclass(frozen=True)
class Plan:
    """What is asked for: `headers` go with the first address alone, `obey` is for robots.txt."""

    url: str
    headers: Headers
    caps: Caps
    obey: bool
    status_only: bool = False


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
        self._asked: list[tuple[str, bytes | None]] = [(without_fragment(plan.url), None)]
        self._home: HostRule | None = None
        self._secure = False
        self._strayed = False

    @property
    def conditions(self) -> Headers:
        """Validators are the first URL's own."""
        return () if self._hops else self.plan.headers

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
        if outcome.status not in REDIRECTS or location is None:
            self._end(None)
            return
        try:
            self._go_on(outcome, follow(outcome.url, location))
        except UnusableUrl as error:
            self._end(error.failure)

    def exchange(self, attempts: int) -> Exchange:
        elapsed = round((asyncio.get_running_loop().time() - self._begun) * 1000)
        return Exchange(self.plan.url, self._started, elapsed, tuple(self._hops), self._failure, attempts)

    def _go_on(self, hop: Hop, url: str) -> None:
        self._cookies.keep(hop)
        cookie = self._cookies.header(url)
        if self._circles(without_fragment(url), cookie):
            self._end(Failure(FailureKind.loop, "the redirects lead in a circle", "circle"))
        elif len(self._hops) > self._max_redirects:
            limit = f"more than {self._max_redirects} redirects"
            self._end(Failure(FailureKind.loop, limit, "too-many"))
        else:
            self.url, self.cookie = url, cookie
            self._asked.append((without_fragment(url), cookie))

    def _circles(self, url: str, cookie: bytes | None) -> bool:
        visits = sum(asked == url for asked, _ in self._asked)
        return visits >= _VISITS or (url, cookie) in self._asked

    def _end(self, failure: Failure | None) -> None:
        self._failure = failure
        self.over = True
