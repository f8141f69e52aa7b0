"""One URL, one answer: look, read, name what was seen, look for what the fragments name."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from verify.extract.document import EXTRACTOR, Unreadable
from verify.judge.availability import classify
from verify.judge.heads import speaks_of_trouble
from verify.judge.probe import needs_probe, probe_of, sibling
from verify.model.availability import Availability, Probe, Sight
from verify.model.link import FragmentCheck, LinkAnswer, LinkPolicy, PageTraits, StoredAnswer
from verify.model.snapshot import Exchange, FetchRequest, Hop
from verify.model.text import SourceText
from verify.pipeline.links.fragments import check_fragments
from verify.pipeline.links.opened import Opened
from verify.pipeline.links.ports import Question
from verify.pipeline.ports import Clock, Looker

Reading = SourceText | Unreadable | None
MAX_PROBES = 3
"""Made-up siblings asked for at one host in a run; pages of one folder share one."""


@dataclass
class Asker:
    """Asks through `looker`. `token` is a word that no page is named by, for made-up sibling URLs."""

    looker: Looker
    policy: LinkPolicy
    clock: Clock
    token: str
    _probes: dict[str, dict[str, asyncio.Task[Probe]]] = field(default_factory=dict)

    async def ask(self, question: Question) -> StoredAnswer:
        """Never raises: a fault of our own at one page is that page's answer, and the run goes on."""
        try:
            return await self._ask(question)
        except Exception as error:
            told = f"a fault of verify itself: {type(error).__name__}: {error}"
            sight = Sight(Availability.unsupported, told[:300], evidence=("please report it",))
            exchange = Exchange(question.url, self.clock(), 0, ())
            return _stored(question.url, exchange, sight, (), PageTraits())

    async def _ask(self, question: Question) -> StoredAnswer:
        exchange = question.seen or await self.looker.look(self._request(question))
        if _not_modified(exchange):
            if question.before is not None and reusable(question.before, question):
                return _unchanged(question.before, exchange, question)
            exchange = await self.looker.look(FetchRequest(question.url))
        return await self._answer(question, exchange)

    def _request(self, question: Question) -> FetchRequest:
        """Conditional where what is known is enough to answer the question."""
        before = question.before
        if self.policy.status_only:
            return FetchRequest(question.url, head_only=True)
        if before is None or not reusable(before, question):
            return FetchRequest(question.url)
        return FetchRequest(question.url, before.traits.etag, before.traits.last_modified)

    async def _answer(self, question: Question, exchange: Exchange) -> StoredAnswer:
        hop = exchange.last
        digest = _digest(hop) if hop and not self.policy.status_only else None
        before = question.before
        if before and digest and before.traits.digest == digest and _same_way(before, exchange, question):
            return _unchanged(before, exchange, question, "the same bytes as last time")
        opened = Opened(hop, self.policy.max_decoded) if hop and not self.policy.status_only else None
        text, sight = await self._sight(question, exchange, opened)
        checks = check_fragments(
            question.fragments, sight, opened, lambda: self._doubt(question, exchange, opened)
        )
        return _stored(question.url, exchange, sight, checks, _traits(exchange, text, digest))

    async def _sight(
        self, question: Question, exchange: Exchange, opened: Opened | None
    ) -> tuple[Reading, Sight]:
        """By a glance where that is enough to see that a page is well; whatever else is said, all of the
        text says it."""
        if opened is not None and opened.light is not None and not speaks_of_trouble(opened.light):
            probe = await self._probe(exchange, opened.light)
            sight = classify(exchange, opened.light, probe=probe)
            if sight.availability.readable:
                return opened.light, sight
        text = opened.full if opened is not None else None
        probe = await self._probe(exchange, text)
        return text, _as_link(classify(exchange, text, probe=probe, before=question.good), text, exchange)

    def _doubt(self, question: Question, exchange: Exchange, opened: Opened | None) -> str:
        """Why what is absent from the page as a whole may stand in the document all the same."""
        return classify(exchange, opened.full, before=question.good).doubt if opened is not None else ""

    async def _probe(self, exchange: Exchange, text: Reading) -> Probe | None:
        """What a made-up sibling brings, asked for once, and of a host no more than MAX_PROBES."""
        if self.policy.status_only or not needs_probe(exchange, text):
            return None
        of_host = self._probes.setdefault(host_of(exchange.url), {})
        url = sibling(exchange.url, self.token)
        if url not in of_host:
            if len(of_host) >= MAX_PROBES:
                return None
            of_host[url] = asyncio.create_task(self._look_at_sibling(url))
        return await asyncio.shield(of_host[url])

    async def _look_at_sibling(self, url: str) -> Probe:
        exchange = await self.looker.look(FetchRequest(url))
        hop = exchange.last
        return probe_of(exchange, Opened(hop, self.policy.max_decoded).full if hop is not None else None)


def reusable(before: StoredAnswer, question: Question) -> bool:
    """Whether an earlier answer holds all that is asked for, read in full and by this very extractor."""
    known = {each.fragment for each in before.answer.fragments if each.found is not None}
    return (
        before.answer.sight.availability.readable
        and before.traits.reader == EXTRACTOR
        and known.issuperset(question.fragments)
    )


def _same_way(before: StoredAnswer, exchange: Exchange, question: Question) -> bool:
    """Whether the same bytes came from the same place, so that they mean the same again."""
    status = exchange.last.status if exchange.last else None
    same = before.answer.final_url == exchange.final_url and before.answer.status == status
    return same and reusable(before, question)


def _not_modified(exchange: Exchange) -> bool:
    return exchange.last is not None and exchange.last.status == 304


def _unchanged(
    before: StoredAnswer, exchange: Exchange, question: Question, why: str = "HTTP 304, not modified"
) -> StoredAnswer:
    """The earlier answer, as of now."""
    wanted = {each.fragment: each for each in before.answer.fragments}
    answer = replace(
        before.answer,
        attempts=exchange.attempts,
        elapsed_ms=exchange.elapsed_ms,
        evidence=(f"{why} since {before.at:%Y-%m-%d %H:%M} UTC",),
        fragments=tuple(wanted[each] for each in question.fragments),
    )
    return replace(before, answer=answer, at=exchange.started)


def _as_link(sight: Sight, text: Reading, exchange: Exchange) -> Sight:
    """A picture or archive that came whole is a link that works, though it has no text to read."""
    hop = exchange.last
    if sight.availability is not Availability.unsupported or not isinstance(text, Unreadable) or hop is None:
        return sight
    return Sight(Availability.ok, f"HTTP {hop.status}, {text.cause}", evidence=sight.evidence)


def _stored(
    url: str,
    exchange: Exchange,
    sight: Sight,
    checks: tuple[FragmentCheck, ...],
    traits: PageTraits,
) -> StoredAnswer:
    hop = exchange.hops[-1] if exchange.hops else None
    failure = exchange.failure
    answer = LinkAnswer(
        url=url,
        sight=sight,
        status=hop.status if hop else None,
        final_url=exchange.final_url if hop else None,
        redirects=tuple(each.url for each in exchange.hops[:-1]),
        attempts=exchange.attempts,
        error=failure.cause if failure else None,
        elapsed_ms=exchange.elapsed_ms,
        evidence=sight.evidence or ((sight.cause,) if sight.cause else ()),
        fragments=checks,
    )
    return StoredAnswer(answer, exchange.started, "", traits, failure.code if failure else None)


def _traits(exchange: Exchange, text: Reading, digest: str | None) -> PageTraits:
    """Validators are worth something only where this very URL gave them (RFC 9110 8.8)."""
    hop = exchange.last
    own = hop is not None and hop.status == 200 and len(exchange.hops) == 1
    title, size = (text.metadata.title, len(text.text)) if isinstance(text, SourceText) else (None, 0)
    return PageTraits(
        hop.header("etag") if hop and own else None,
        hop.header("last-modified") if hop and own else None,
        digest,
        title and title[:300],
        size,
        EXTRACTOR if digest else None,
    )


def _digest(hop: Hop) -> str:
    return "sha256:" + hashlib.sha256(hop.body).hexdigest()


def host_of(url: str) -> str:
    return urlsplit(url).netloc.lower()
