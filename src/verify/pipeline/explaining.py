"""check --explain: every step from the stored looks of a claim to its verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from verify.judge.table import Row, row_for
from verify.match.trace import Weighed, weighed
from verify.model.claim import Claim
from verify.model.match import Check
from verify.model.policy import MatchPolicy
from verify.model.reference import Reference
from verify.model.registry import Registry
from verify.model.verdict import Verdict
from verify.pipeline.checking import judge_claim, readings
from verify.pipeline.ports import Selection, Store
from verify.pipeline.reading import Page, Reader, closed, read_copies
from verify.pipeline.selecting import claims


@dataclass(frozen=True)
class PageStory:
    """One location of a reference: what was seen, what was compared, which row of the table decided."""

    reference: str
    page: Page | None
    reason: str
    checks: tuple[tuple[Check, Row], ...] = ()
    candidates: tuple[Weighed, ...] = ()


@dataclass(frozen=True)
class Explanation:
    claim: Claim
    verdict: Verdict
    pages: tuple[PageStory, ...]


def explain(selection: Selection, store: Store, policy: MatchPolicy) -> tuple[Explanation, ...]:
    """One explanation for each selected claim. Reads the store alone."""
    reader = Reader(store)
    return tuple(_explain(registry, claim, reader, policy) for registry, claim in claims(selection))


def _explain(registry: Registry, claim: Claim, reader: Reader, policy: MatchPolicy) -> Explanation:
    verdict = judge_claim(registry, claim, reader, policy)
    stories: list[PageStory] = []
    for name in claim.references:
        reference = registry.reference_by_id[name]
        shut = closed(reference)
        if shut is not None:
            stories.append(PageStory(name, None, shut.cause))
            continue
        stories += _locations(registry, reference, claim, reader, policy)
    return Explanation(claim, verdict, tuple(stories))


def _locations(
    registry: Registry, reference: Reference, claim: Claim, reader: Reader, policy: MatchPolicy
) -> list[PageStory]:
    language = claim.language or registry.article.language
    judged = {
        (item.url, item.at): item.checks for item in readings(registry, claim, reference, reader, policy)
    }
    stories = []
    for page in _pages(reader, reference):
        key = (page.copy.url, page.look.at if page.look else None)
        made = judged.get(key, ())
        rows = tuple((check, row_for(check)) for check in made)
        found = weighed(claim, page.prepared, policy, made, language=language) if page.prepared else ()
        reason = "" if key in judged else "not needed: another page of this reference decides"
        stories.append(PageStory(reference.id, page, reason, rows, found))
    return stories


def _pages(reader: Reader, reference: Reference) -> Iterator[Page]:
    """Every location as we saw it last, then what others brought of it and a verdict may rest on."""
    for copy in reference.locations():
        yield reader.page(copy)
    for page in read_copies(reader, reference):
        if page.look and page.look.origin:
            yield page
