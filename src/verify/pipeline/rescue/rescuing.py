"""rescue: every reference in need, each place where its claims may stand, and the one to cite."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from verify.judge.nearest import Cited, cited_on
from verify.judge.rescue import Candidate, Kind, Rescue, State, ranked, recommended, state_of, url_status
from verify.model.policy import MatchPolicy
from verify.pipeline.past.ports import Mementos, PastStore
from verify.pipeline.ports import Clock, Events, Looker, Progress, Selection, silent
from verify.pipeline.reading import Page, Reader
from verify.pipeline.rescue.copies import STORED_BY_US, known_copies, own_snapshots
from verify.pipeline.rescue.finding import Finder, Need, Untold, passing, titles_of
from verify.pipeline.rescue.judging import Judging
from verify.pipeline.rescue.looking import UNASKED, Looking
from verify.pipeline.rescue.mementos import PROBES, MementoSearch
from verify.pipeline.rescue.moved import MovedSearch
from verify.pipeline.rescue.site_lists import SiteLists

_SOUND = "its own page can be read, and no claim is altered or missing there"


@dataclass(frozen=True)
class RescueRun:
    """What came of a run. Of references that are `untold` the store cannot say whether they need a rescue."""

    rescues: tuple[Rescue, ...]
    untold: tuple[Untold, ...] = ()


@dataclass(frozen=True)
class _Found:
    """What a search brought, `title` being what the work calls itself."""

    candidates: tuple[Candidate, ...]
    gaps: tuple[str, ...]
    title: str


@dataclass
class Rescuing:
    """One run. Without `looker` nothing is asked, and what is stored is judged.

    References are worked on one after the other, so that a limit of requests serves the first ones wholly;
    what was stored costs the next run nothing, and it goes on where this one stopped.
    """

    store: PastStore
    clock: Clock
    policy: MatchPolicy
    looker: Looker | None
    mementos: Mementos
    fresh_for: dt.timedelta = dt.timedelta(hours=20)
    probes: int = PROBES
    events: Events = silent
    _looking: Looking = field(init=False)
    _lists: SiteLists = field(init=False)
    _done: int = 0
    _total: int = 0

    def __post_init__(self) -> None:
        self._looking = Looking(self.looker, self.store, self.clock, self.fresh_for)
        self._lists = SiteLists(self._looking)

    async def run(self, selection: Selection) -> RescueRun:
        """Every reference in need, in the order of the registries. With ids, those that they name."""
        finder = Finder(selection, Reader(self.store), self.policy)
        found = list(finder.needs())
        needs = [each for each in found if isinstance(each, Need)]
        self._total, self._done = len(needs), 0
        rescues = []
        for need in needs:
            rescues.append(await self._rescue(finder, need))
            self._done += 1
            self._tell(need.cited.url, str(rescues[-1].state))
        return RescueRun(tuple(rescues), tuple(each for each in found if isinstance(each, Untold)))

    async def _rescue(self, finder: Finder, need: Need) -> Rescue:
        now = await self._now(finder, need)
        begun = _begun(need, now, self._cited(need))
        why = finder.trouble(need, now)
        if not why and not finder.selection.ids:
            return replace(begun, state=State.sound, why=_SOUND)
        found = await self._search(Judging(finder, need), now, begun.cited)
        in_order = ranked(found.candidates, begun.cited)
        best = recommended(in_order)
        return replace(
            begun,
            state=state_of(best, in_order, found.gaps) if why else State.sound,
            why=why or _SOUND,
            candidates=in_order,
            best=best,
            gaps=found.gaps,
            remarks=_remarks(need, now, best, in_order),
            title=begun.title or found.title,
        )

    def _cited(self, need: Need) -> Cited:
        article, reference = need.registry.article, need.reference
        return cited_on(reference.accessed, article.published, reference.published, self.clock().date())

    async def _now(self, finder: Finder, need: Need) -> Page:
        """The cited address as it is now: one bad morning sends nobody to an archive."""
        look = await self._looking.look(need.cited.address)
        self._tell(need.cited.url, "looked at")
        return finder.reader.at(need.cited, look) if look is not None else need.page

    async def _search(self, judging: Judging, now: Page, cited: Cited) -> _Found:
        """What is at hand first, then archives, then the publisher's site: a memento may tell the title."""
        own, newest = own_snapshots(judging, cited)
        copies = await known_copies(judging.need, judging, self._looking)
        past = MementoSearch(self.mementos, self._looking, judging, cited, self._tell, self.probes)
        await past.run()
        before = [page for page in (newest, past.page) if page is not None]
        moved = MovedSearch(judging.need, judging, self._looking, self._lists, now, before, self._tell)
        await moved.run()
        gaps = [*past.gaps, *moved.gaps] if self.looker is not None else [UNASKED]
        return _Found(
            (*own, *copies, *past.candidates, *moved.candidates),
            tuple(dict.fromkeys(gaps)),
            next(iter(titles_of(judging.need, before)), ""),
        )

    def _tell(self, url: str, outcome: str) -> None:
        self.events(Progress(self._done, self._total, url, outcome))


def _begun(need: Need, now: Page, cited: Cited) -> Rescue:
    """What is known before anything is searched."""
    reference, source = need.reference, need.registry.source_by_id.get(need.reference.source)
    place = need.registry.place(reference.id)
    status = url_status(now.sight, passing=passing(now))
    at = now.look.at if now.look else None
    return Rescue(
        need.name, need.cited.url, need.why, State.unknown, cited, now.sight, status, at,
        title=reference.title or "", author=reference.author or "",
        publisher=source.name if source else "", published=str(reference.published or ""),
        language=reference.language or "", path=place.path, line=place.line,
    )  # fmt: skip


def _remarks(
    need: Need, now: Page, best: Candidate | None, candidates: Sequence[Candidate]
) -> tuple[str, ...]:
    """What an editor should know of the one that is recommended, or of why none can be."""
    remarks = []
    own = next((each for each in candidates if each.carries and not each.citable), None)
    if best is None and own is not None and own.at is not None:
        what = "our own snapshot" if own.found == STORED_BY_US else f"what was {own.found}, as"
        remarks.append(f"{what} of {own.at:%Y-%m-%d} carries every claim, but no reader can open it")
    if not need.resting:
        remarks.append("no claim that a program can check rests on it: compare the pages by eye")
    if best is not None and best.kind is Kind.moved:
        remarks.append("the publisher moved the page: this address may take the place of `url`")
    if best is not None and now.sight.availability.readable:
        remarks.append("the page itself is read before any copy: `check` goes on to say what it says today")
    return tuple(remarks)
