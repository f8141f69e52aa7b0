"""One request and its response, read within caps of size and time."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass

import httpx

from verify.extract.inflate import Inflater
from verify.fetch.failure import failure_of, total_timeout
from verify.fetch.wire import Wire
from verify.model.policy import FetchPolicy
from verify.model.snapshot import Failure, Hop, Truncation

REDIRECTS = frozenset((301, 302, 303, 307, 308))
REDIRECT_BODY = 64 * 1024
"""Bytes kept of the body of a redirect, which nobody reads."""

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Caps:
    """Sizes in bytes (as received, after decompression), `seconds` for everything together."""

    body: int
    decoded: int
    seconds: float


class _Answer:
    """The response as far as it came."""

    def __init__(self, caps: Caps) -> None:
        self.response: httpx.Response | None = None
        self.truncated: Truncation | None = None
        self.body = bytearray()
        self._caps = caps

    async def take(self, response: httpx.Response) -> None:
        """Read the body up to the caps; what was read before an error stays in `body`."""
        self.response = response
        limit = min(self._caps.body, REDIRECT_BODY) if response.status_code in REDIRECTS else self._caps.body
        inflater = Inflater(response.headers.get("content-encoding"), self._caps.decoded)
        async with aclosing(response.aiter_raw()) as pieces:  # type: ignore[type-var]
            async for piece in pieces:
                self.body += piece
                if len(self.body) > limit or inflater.feed(piece) > self._caps.decoded:
                    del self.body[limit:]
                    self.truncated = Truncation.length
                    return


async def ask(
    client: httpx.AsyncClient,
    url: str,
    headers: Headers,
    caps: Caps,
    policy: FetchPolicy,
    clock: Callable[[], dt.datetime],
) -> Hop | Failure:
    """GET `url`. Never raises for the network: a body that broke off is a Hop with `truncated`."""
    loop = asyncio.get_running_loop()
    started, begun = clock(), loop.time()
    answer = _Answer(caps)
    try:
        async with asyncio.timeout(caps.seconds):
            timeout = httpx.Timeout(policy.read_timeout, connect=policy.connect_timeout)
            async with client.stream("GET", url, headers=list(headers), timeout=timeout) as response:
                await answer.take(response)
    except TimeoutError:
        if answer.response is None:
            return total_timeout(policy.total_time)
        answer.truncated = answer.truncated or Truncation.time
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        if answer.response is None:
            return failure_of(error)
        answer.truncated = answer.truncated or _broken_off(error)
    return _hop(url, started, round((loop.time() - begun) * 1000), answer)


def _broken_off(error: Exception) -> Truncation:
    return Truncation.time if isinstance(error, httpx.TimeoutException) else Truncation.disconnect


def _hop(url: str, started: dt.datetime, elapsed_ms: int, answer: _Answer) -> Hop:
    response = answer.response
    assert response is not None
    wire = response.extensions["wire"]
    assert isinstance(wire, Wire)
    return Hop(
        url=url,
        started=started,
        elapsed_ms=elapsed_ms,
        request_head=wire.request_head,
        response_head=wire.response_head,
        status=response.status_code,
        headers=tuple((_text(name), _text(value)) for name, value in wire.fields),
        body=bytes(answer.body),
        truncated=answer.truncated,
        ip_address=wire.ip_address,
        tls=wire.tls,
    )


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
