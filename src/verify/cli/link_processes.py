"""A link check with a real fetcher, in this process and, if asked for, in others beside it."""

from __future__ import annotations

import asyncio
import random
import secrets
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from typing import Any

from verify.cli.session import now
from verify.fetch.client import Fetcher
from verify.fetch.guard import SystemResolver
from verify.fetch.proxy import read_proxy
from verify.model.link import HostUse, LinkPolicy, LinksRun, StoredAnswer
from verify.model.policy import FetchPolicy
from verify.pipeline.links.asking import Asker
from verify.pipeline.links.crew import Crew, Mate, Remote, share, splits
from verify.pipeline.links.job import Links
from verify.pipeline.links.ports import AnswerStore, Question
from verify.pipeline.ports import Events


def _fetcher(policy: FetchPolicy) -> Fetcher:
    return Fetcher(policy, clock=now, sleep=asyncio.sleep, resolver=SystemResolver(), random=random.random)


def _told(policy: FetchPolicy) -> tuple[str, ...]:
    """A proxy is said: what it resolves is out of the guard's sight."""
    proxy = read_proxy(policy.proxy)
    if proxy is None:
        return ()
    return (f"asked through the proxy {proxy.url}, which resolves the names: where they lead is not guarded",)


@dataclass(frozen=True)
class _Working:
    """One process's own asker and the fetcher it asks through."""

    asker: Asker
    fetcher: Fetcher

    @classmethod
    def over(cls, fetcher: Fetcher, policy: LinkPolicy) -> _Working:
        return cls(Asker(fetcher, policy, now, secrets.token_hex(8)), fetcher)

    async def ask(self, question: Question) -> StoredAnswer:
        return await self.asker.ask(question)

    def uses(self) -> tuple[HostUse, ...]:
        return self.fetcher.uses()


@dataclass(frozen=True)
class Beside:
    """What another process does: fetch and read under its own part of the policy."""

    fetching: FetchPolicy
    links: LinkPolicy

    def __call__(self, serving: Callable[[Mate], Coroutine[Any, Any, None]]) -> None:
        asyncio.run(self._run(serving))

    async def _run(self, serving: Callable[[Mate], Coroutine[Any, Any, None]]) -> None:
        async with _fetcher(self.fetching) as fetcher:
            await serving(_Working.over(fetcher, self.links))


def check_with_processes(
    links: Links,
    store: AnswerStore,
    fetching: FetchPolicy,
    workers: int,
    *,
    stdin: Callable[[], bytes],
    events: Events,
) -> LinksRun:
    """Check in `workers` processes, this one among them; in this one alone where requests are limited.
    Raises what Links.check raises."""

    async def run() -> LinksRun:
        several = workers if not (links.policy.offline or fetching.max_requests) else 1
        own = share(fetching, several)
        async with _fetcher(own) as fetcher, AsyncExitStack() as stack:
            others = [await Remote.start(Beside(own, links.policy)) for _ in range(several - 1)]
            for other in others:
                stack.push_async_callback(other.close)
            crew = Crew(_Working.over(fetcher, links.policy), others, shared_hosts=splits(fetching))
            looker = None if links.policy.offline else fetcher
            lanes = max(fetching.host_concurrency, 1)
            found = await links.check(crew, looker, store, now, lanes=lanes, stdin=stdin, events=events)
            return replace(found, hosts=await crew.uses(), notes=(*_told(fetching), *found.notes))

    return asyncio.run(run())
