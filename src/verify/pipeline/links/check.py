"""The link check itself: what is known is not asked again, hosts take turns, what may pass is tried twice."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from verify.model.availability import Availability, Sight
from verify.model.link import LinkAnswer, LinkPolicy, StoredAnswer
from verify.model.snapshot import Exchange
from verify.model.standing import Standing, State
from verify.pipeline.links.asking import host_of, reusable
from verify.pipeline.links.committing import Committer
from verify.pipeline.links.earlier import last_good
from verify.pipeline.links.local import answer_local, is_local
from verify.pipeline.links.ports import AnswerStore, Asks, Question
from verify.pipeline.links.standings import Standings
from verify.pipeline.links.wanted import Wanted
from verify.pipeline.ports import Clock, Events, Progress, silent

_MAY_PASS = frozenset(
    (
        *(Availability.timeout, Availability.refused, Availability.server_error, Availability.dns),
        *(Availability.rate_limited, Availability.truncated, Availability.bad_response, Availability.tls),
    )
)
"""What is asked once more at the end of a run."""


RESUMED_FOR = dt.timedelta(days=1)
"""An interrupted run can be taken up again for so long; after it all is asked anew."""


@dataclass
class LinkCheck:
    """One run over the URLs of `wanted`. `lanes` tasks ask one host at a time.

    `asked` counts URLs that were asked for; `known` answers come from an earlier run, and `seen` are looks
    that this run has made before, while it gathered links. `settles`: with this run what was left open by
    interrupted ones is done.
    """

    asks: Asks
    store: AnswerStore
    clock: Clock
    policy: LinkPolicy
    lanes: int = 1
    events: Events = silent
    known: dict[str, StoredAnswer] = field(default_factory=dict)
    seen: dict[str, Exchange] = field(default_factory=dict)
    settles: bool = True
    asked: int = 0
    _answers: dict[str, LinkAnswer] = field(default_factory=dict)
    _total: int = 0

    async def run(self, wanted: Wanted) -> tuple[LinkAnswer, ...]:
        """Answers in the order of `wanted`. Cancelled, it keeps what was answered."""
        self._total = len(wanted.places)
        questions = self._questions(wanted)
        committer = Committer(self.store)
        try:
            await self._ask_all(questions, committer)
            if self.policy.second_pass:
                await self._ask_all(self._again(questions), committer)
        finally:
            await committer.close()
        if self.settles and not self.policy.offline:
            self.store.finish_links(len(wanted.places))
        standings = Standings(self.store, self.policy.standing)
        return tuple(self._concluded(self._answers[url], standings) for url in wanted.places)

    def _questions(self, wanted: Wanted) -> list[Question]:
        """What has to be asked; the rest is answered here."""
        questions = []
        for url in wanted.places:
            fragments = wanted.fragments.get(url, ()) if not self.policy.status_only else ()
            if is_local(url):
                self._take(answer_local(url, fragments))
                continue
            question = self._question(url, fragments)
            answer = self._known(question)
            if answer is None:
                questions.append(question)
            else:
                self._take(answer)
        return questions

    def _question(self, url: str, fragments: tuple[str, ...]) -> Question:
        stored = self.store.answers(url)
        good = last_good(self.store, stored, url)
        return Question(url, fragments, stored[-1] if stored else None, good, self.seen.get(url))

    def _known(self, question: Question) -> LinkAnswer | None:
        """An answer that need not be asked for: of the run that is resumed, or fresh and well."""
        resumed = self.known.get(question.url)
        if resumed is not None and self._settled(resumed, question):
            return _picked(resumed, question)
        before = question.before
        if self.policy.offline:
            return _offline(question, before)
        if question.seen is not None or before is None:
            return None
        if not (reusable(before, question) or self._good_status(before)):
            return None
        age = self.clock() - before.at
        fresh = self.policy.fresh_for > age >= self.policy.fresh_for * 0
        return _picked(before, question) if fresh else None

    def _settled(self, resumed: StoredAnswer, question: Question) -> bool:
        """Whether the interrupted run's answer needs no other: what may pass is asked again, as it would
        have been at that run's end, and a status is no reading."""
        availability = resumed.answer.sight.availability
        if availability.readable:
            return reusable(resumed, question) or self._good_status(resumed)
        return availability not in _MAY_PASS and availability is not Availability.skipped

    def _good_status(self, before: StoredAnswer) -> bool:
        return self.policy.status_only and before.answer.sight.availability.readable

    def _again(self, questions: Sequence[Question]) -> list[Question]:
        failed = (each for each in questions if self._answers[each.url].sight.availability in _MAY_PASS)
        return [replace(each, before=None, seen=None) for each in failed]

    async def _ask_all(self, questions: Sequence[Question], committer: Committer) -> None:
        queues: dict[str, list[Question]] = {}
        for question in reversed(questions):
            queues.setdefault(host_of(question.url), []).append(question)
        try:
            async with asyncio.TaskGroup() as group:
                for queue in queues.values():
                    for _ in range(min(self.lanes, len(queue))):
                        group.create_task(self._lane(queue, committer))
        except ExceptionGroup as failed:
            raise failed.exceptions[0] from failed  # the first one stopped the rest

    async def _lane(self, queue: list[Question], committer: Committer) -> None:
        while queue:
            question = queue.pop()
            stored = await self.asks.ask(question)
            earlier = self._answers.get(question.url)
            if earlier is None:
                self.asked += stored.answer.sight.availability is not Availability.skipped
            else:
                tries = earlier.attempts + stored.answer.attempts
                stored = replace(stored, answer=replace(stored.answer, attempts=tries))
            await committer.store(stored)
            self._take(stored.answer)

    @property
    def left(self) -> int:
        """URLs that no request was made for: offline and never looked at, or behind a limit."""
        skipped = Availability.skipped
        return sum(
            each.sight.availability is skipped and not is_local(each.url) for each in self._answers.values()
        )

    def _take(self, answer: LinkAnswer) -> None:
        self._answers[answer.url] = answer
        availability = answer.sight.availability
        self.events(Progress(len(self._answers), self._total, answer.url, availability.value))

    def _concluded(self, answer: LinkAnswer, standings: Standings) -> LinkAnswer:
        """With its standing. One good look is enough for alive, whatever was before."""
        if answer.standing is not None:
            return answer
        if answer.sight.availability.readable:
            return replace(answer, standing=Standing(State.alive, 0, self.policy.standing.looks))
        return replace(answer, standing=standings.of(answer.url))


def resumable(answers: Iterable[StoredAnswer], now: dt.datetime) -> dict[str, StoredAnswer]:
    """The newest answer of each URL, for `LinkCheck.known`; none that is older than RESUMED_FOR."""
    return {each.answer.url: each for each in answers if now - each.at <= RESUMED_FOR}


def _picked(stored: StoredAnswer, question: Question) -> LinkAnswer:
    known = {each.fragment: each for each in stored.answer.fragments}
    fragments = tuple(known[each] for each in question.fragments if each in known)
    told = f"as seen at {stored.at:%Y-%m-%d %H:%M} UTC"
    return replace(stored.answer, fragments=fragments, evidence=(*stored.answer.evidence, told))


def _offline(question: Question, before: StoredAnswer | None) -> LinkAnswer:
    if before is None:
        skipped = Sight(Availability.skipped, "offline, and no link check asked for it before")
        return LinkAnswer(question.url, skipped)
    return _picked(before, question)
