"""Which references need a rescue, judged from what is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verify.judge.rescue import PASSING, Outcome
from verify.judge.verdict import Judged
from verify.model.availability import Availability
from verify.model.claim import Claim
from verify.model.policy import MatchPolicy
from verify.model.reference import Copy, Reference
from verify.model.registry import Registry
from verify.model.verdict import Status
from verify.pipeline.checking import judge_page, judge_reference
from verify.pipeline.ports import Selection
from verify.pipeline.reading import Page, Reader, closed
from verify.pipeline.selecting import references
from verify.text.counting import counted


@dataclass(frozen=True)
class Resting:
    """A claim that rests on a reference. `elsewhere`: another of its references carries it."""

    claim: Claim
    elsewhere: bool


@dataclass(frozen=True)
class Need:
    """A reference to be searched for, and `why`. `cited` is its own address, or its first copy where it has
    none; `page` our last look at it."""

    registry: Registry
    reference: Reference
    cited: Copy
    resting: tuple[Resting, ...]
    page: Page
    why: str

    @property
    def name(self) -> str:
        return self.registry.qualified(self.reference.id)


@dataclass(frozen=True)
class Untold:
    """A reference of which the store cannot say whether it needs a rescue. `closed`: none can be."""

    name: str
    why: str
    closed: bool = False


@dataclass(frozen=True)
class Finder:
    """Looks through the store. With ids, `selection` names what is wanted whatever its state."""

    selection: Selection
    reader: Reader
    policy: MatchPolicy

    def needs(self) -> Iterator[Need | Untold]:
        """What is to be rescued, in the order of the registries; references that are sound are left out."""
        for registry, reference in references(self.selection):
            if closed(reference) is None:
                found = self._look_at(registry, reference)
                if found is not None:
                    yield found
            elif self.selection.ids:
                yield Untold(registry.qualified(reference.id), "it has no public address to rescue", True)

    def _look_at(self, registry: Registry, reference: Reference) -> Need | Untold | None:
        cited = reference.locations()[0]
        page, resting = self.reader.page(cited), self._resting(registry, reference)
        need = Need(registry, reference, cited, resting, page, "")
        why = self.trouble(need, page)
        if self.selection.ids:
            return Need(registry, reference, cited, resting, page, why or "named; its own page is sound")
        readable = page.sight.availability.readable
        if not why or (not readable and self._by_copies(need)):
            return None
        if page.look is None or passing(page):
            return Untold(need.name, page.sight.cause or str(page.sight.availability))
        return Need(registry, reference, cited, resting, page, why)

    def trouble(self, need: Need, page: Page) -> str:
        """Why `page`, a look at the cited address, does not do; empty where it does."""
        if not page.sight.availability.readable:
            cause = page.sight.cause
            return f"{page.sight.availability}: {cause}" if cause else str(page.sight.availability)
        against = [each for each in self.outcomes(need, page) if each.against]
        if not against:
            return ""
        told = ", ".join(f"{each.claim} is {each.status}" for each in against[:3])
        more = f" and {len(against) - 3} more" if len(against) > 3 else ""
        return f"{counted(len(against), 'claim')} not as cited: {told}{more}"

    def outcomes(self, need: Need, page: Page) -> tuple[Outcome, ...]:
        """What a page says of each claim that rests on the reference."""
        return tuple(self._outcome(need, each, page) for each in need.resting)

    def _outcome(self, need: Need, each: Resting, page: Page) -> Outcome:
        judged = judge_page(need.registry, each.claim, need.reference, page, self.policy)
        name = need.registry.qualified(each.claim.id)
        return Outcome(name, judged.status, judged.reason, each.elsewhere)

    def _resting(self, registry: Registry, reference: Reference) -> tuple[Resting, ...]:
        return tuple(
            Resting(claim, self._carried_elsewhere(registry, claim, reference))
            for claim in registry.claims
            if reference.id in claim.references and claim.checkable
        )

    def _carried_elsewhere(self, registry: Registry, claim: Claim, reference: Reference) -> bool:
        others = [registry.reference_by_id[name] for name in claim.references if name != reference.id]
        return any(self._judged(registry, claim, each).status is Status.holds for each in others)

    def _by_copies(self, need: Need) -> bool:
        """Whether the registry's copies, as they are stored, carry every claim already. What was brought
        to us carries none: no reader can open it."""
        judged = [self._judged(need.registry, each.claim, need.reference) for each in need.resting]
        held = [each for each in judged if each.status is Status.holds]
        others = [each for each in judged if each.status not in (Status.holds, Status.unverifiable)]
        return bool(held) and not others and all(each.reading.origin is None for each in held)

    def _judged(self, registry: Registry, claim: Claim, reference: Reference) -> Judged:
        return judge_reference(registry, claim, reference, self.reader, self.policy)


def passing(page: Page) -> bool:
    """Whether a look says nothing of the page itself, so that the next one may well bring it."""
    failure = page.look.failure if page.look else None
    if page.sight.availability is Availability.dns:
        return failure is not None and failure.code != "NXDOMAIN"
    return page.sight.availability in PASSING


def titles_of(need: Need, pages: Sequence[Page]) -> tuple[str, ...]:
    """What the work is called: by the registry, then by pages that were it."""
    own = (need.reference.title,) if need.reference.title else ()
    return tuple(dict.fromkeys((*own, *(title for page in pages for title in titles_of_page(page)))))


def titles_of_page(page: Page) -> tuple[str, ...]:
    """A page's title and heading, as far as it has them."""
    if page.prepared is None:
        return ()
    metadata = page.prepared.source.metadata
    return tuple(title for title in (metadata.title, metadata.heading) if title)
