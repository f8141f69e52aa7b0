"""One request and its response, read within caps of size and time."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Literal

import httpcore

from verify.extract.inflate import Inflater
from verify.fetch.failure import failure_of, total_timeout
from verify.fetch.transport import ERRORS, Line
from verify.fetch.url import Target, target_of
from verify.fetch.wire import Wire, without_values
from verify.model.policy import FetchPolicy
from verify.model.snapshot import Failure, Hop, Truncation

REDIRECTS = frozenset((301, 302, 303, 307, 308))
REDIRECT_BODY = 64 * 1024
"""Bytes kept of the body of a redirect, which nobody reads."""

Headers = Sequence[tuple[bytes, bytes]]
Method = Literal["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Caps:
    """Sizes in bytes (as received, after decompression), `seconds` for everything together."""

    body: int
    decoded: int
    seconds: float


@dataclass(frozen=True)
class Question:
    """What to ask, Host excepted. The values of headers named in `secret` (lower case) are kept nowhere.

    `body` belongs to a POST, whose length is written here. It is kept nowhere either.

    Without `read` the body stays on the wire: the connection is closed behind the head, and the Hop has
    an empty body that is not marked as truncated. Such a Hop tells a status and is no copy of the page.
    """

    url: str
    headers: Headers
    method: Method = "GET"
    read: bool = True
    secret: frozenset[bytes] = field(default=frozenset())
    body: bytes = field(default=b"", repr=False)


class _Answer:
    """The response as far as it came."""

    def __init__(self, caps: Caps) -> None:
        self.response: httpcore.Response | None = None
        self.wire = Wire()
        self.truncated: Truncation | None = None
        self.body = bytearray()
        self._caps = caps

    async def take(self, response: httpcore.Response) -> None:
        """Read the body up to the caps; what was read before an error stays in `body`."""
        limit = min(self._caps.body, REDIRECT_BODY) if response.status in REDIRECTS else self._caps.body
        inflater = Inflater(_coding(response), self._caps.decoded)
        async with aclosing(response.aiter_stream()) as pieces:  # type: ignore[type-var]
            async for piece in pieces:
                self.body += piece
                if len(self.body) > limit or inflater.feed(piece) > self._caps.decoded:
                    del self.body[limit:]
                    self.truncated = Truncation.length
                    return


async def ask(
    line: Line, question: Question, caps: Caps, policy: FetchPolicy, clock: Callable[[], dt.datetime]
) -> Hop | Failure:
    """Never raises for the network: a body that broke off is a Hop with `truncated`."""
    loop = asyncio.get_running_loop()
    started, begun = clock(), loop.time()
    answer = _Answer(caps)
    try:
        async with asyncio.timeout(caps.seconds):
            await _exchange(line, question, policy, answer)
    except TimeoutError:
        if answer.response is None:
            return total_timeout(policy.total_time)
        answer.truncated = answer.truncated or Truncation.time
    except ERRORS as error:
        if answer.response is None:
            return failure_of(error)
        answer.truncated = answer.truncated or _broken_off(error)
    return _hop(question, started, round((loop.time() - begun) * 1000), answer)


async def _exchange(line: Line, question: Question, policy: FetchPolicy, answer: _Answer) -> None:
    answer.response, answer.wire = await line.ask(_request(question, policy), exact=policy.exact_wire)
    try:
        if question.read or question.method == "HEAD":
            await answer.take(answer.response)
    finally:
        await answer.response.aclose()
        if question.method == "HEAD" and answer.wire.beyond:
            await line.aclose()  # a body where none belongs would lie in the way of the next answer


def _request(question: Question, policy: FetchPolicy) -> httpcore.Request:
    target = target_of(question.url)
    timeouts = {
        "connect": policy.connect_timeout,
        **dict.fromkeys(("read", "write", "pool"), policy.read_timeout),
    }
    length = [(b"Content-Length", b"%d" % len(question.body))] if question.method == "POST" else []
    return httpcore.Request(
        method=question.method.encode(),
        url=_core_url(target),
        headers=[(b"Host", target.netloc), *question.headers, *length],
        content=question.body or None,
        extensions={"timeout": timeouts, "sni_hostname": target.host.decode("ascii").rstrip(".")},
    )


def _core_url(target: Target) -> httpcore.URL:
    return httpcore.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)


def _coding(response: httpcore.Response) -> str:
    """Several fields of one name count as one list (RFC 9110 5.3)."""
    return ", ".join(_text(value) for name, value in response.headers if name.lower() == b"content-encoding")


def _broken_off(error: Exception) -> Truncation:
    return Truncation.time if isinstance(error, httpcore.TimeoutException) else Truncation.disconnect


def _hop(question: Question, started: dt.datetime, elapsed_ms: int, answer: _Answer) -> Hop:
    response, wire = answer.response, answer.wire
    assert response is not None
    return Hop(
        url=question.url,
        started=started,
        elapsed_ms=elapsed_ms,
        request_head=without_values(wire.request_head, question.secret),
        response_head=wire.response_head,
        status=response.status,
        headers=tuple((_text(name), _text(value)) for name, value in response.headers),
        body=bytes(answer.body),
        truncated=answer.truncated,
        ip_address=wire.ip_address,
        tls=wire.tls,
        framing=wire.framing(len(answer.body)) if question.read and question.method != "HEAD" else None,
    )


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
