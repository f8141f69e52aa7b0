"""links: the use case. Collect, choose, ask, conclude."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from verify.model.link import LinkPolicy, LinksRun
from verify.pipeline.links.check import LinkCheck, resumable
from verify.pipeline.links.collect import Collector
from verify.pipeline.links.local import is_local
from verify.pipeline.links.ports import AnswerStore, Asks
from verify.pipeline.links.selection import Choice
from verify.pipeline.links.wanted import wanted
from verify.pipeline.ports import Clock, Events, Looker, silent
from verify.text.counting import counted


@dataclass(frozen=True)
class Links:
    """What one link check is about. `follow`: a target that is a URL is a page whose links count too."""

    targets: tuple[str, ...]
    choice: Choice
    policy: LinkPolicy
    base: str | None = None
    since: str | None = None
    resume: bool = False
    follow: bool = True

    async def check(
        self,
        asks: Asks,
        looker: Looker | None,
        store: AnswerStore,
        clock: Clock,
        *,
        lanes: int,
        stdin: Callable[[], bytes],
        events: Events = silent,
    ) -> LinksRun:
        """Raises UsageError, RegistryError, ArchiveError. `lanes`: requests at a time to one host."""
        collector = Collector(stdin, looker, self.base, self.since, self.follow)
        collected = await collector.collect(self.targets)
        chosen = wanted(collected.links, self.choice)
        known = resumable(store.unfinished_answers(), clock()) if self.resume else {}
        check = LinkCheck(
            asks, store, clock, self.policy, lanes, events, known, collected.seen, settles=self.follow
        )
        answers = await check.run(chosen)
        return LinksRun(
            answers=answers,
            places=chosen.places,
            excluded=chosen.excluded,
            problems=tuple(collected.problems),
            documents=collected.documents,
            asked=check.asked,
            notes=(_told(check, tuple(chosen.places)),),
        )

    @staticmethod
    def history(store: AnswerStore, url: str) -> Sequence[str]:
        """The looks of link checks at one URL, a line each, the newest first."""
        found = reversed(store.answers(url))
        return [
            f"{each.at:%Y-%m-%d %H:%M} UTC  {each.answer.sight.availability}  {each.answer.sight.cause}"
            for each in found
        ]


def _told(check: LinkCheck, urls: Sequence[str]) -> str:
    local = sum(map(is_local, urls))
    rest = len(urls) - local - check.asked - check.left
    offline = check.policy.offline
    known = "known from before" if offline else "known already (--force asks again)"
    parts = (
        f"{counted(check.asked, 'URL')} asked for" + (" (--offline)" if offline else ""),
        f"{counted(local, 'file')} looked for here" if local else "",
        f"{rest} {known}" if rest > 0 else "",
        f"{check.left} not asked for" if check.left else "",
    )
    return ", ".join(filter(None, parts))
