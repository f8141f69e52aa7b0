"""check: judge what is stored, offline."""

from __future__ import annotations

from collections.abc import Iterable

from verify.judge.addresses import same_page
from verify.judge.findings import claim_findings, reference_findings, unconfirmed
from verify.judge.verdict import Judged, decide, judge_reading, telling
from verify.match.claim import match_claim
from verify.match.prepared import MATCHER
from verify.match.suggest import quoted_at
from verify.match.when.supersede import supersedes
from verify.model.claim import Claim
from verify.model.match import Check, Span
from verify.model.policy import MatchPolicy
from verify.model.reference import Reference, Role
from verify.model.registry import Registry
from verify.model.replay import original_address
from verify.model.run import Run, Sighting
from verify.model.text import SourceText
from verify.model.verdict import Evidence, Reading, Status, Verdict
from verify.pipeline.drifting import Past, drifts
from verify.pipeline.ports import Selection, Store
from verify.pipeline.reading import Page, Reader, closed, read_copies
from verify.pipeline.selecting import claims, references

_CONTEXT = 160


CONFIRM_LOOKS = 2
"""Readable observations in a row that must lack what carried a claim before its loss counts."""


def check(
    selection: Selection,
    store: Store,
    policy: MatchPolicy,
    command: str = "check",
    *,
    confirm_looks: int = CONFIRM_LOOKS,
) -> Run:
    """Judge every selected claim on its references' newest looks: no clock, no network, the store alone.

    Earlier looks tell how each claim moved; a loss that `confirm_looks` observations have not shown yet is
    marked in its findings. Acceptances need today's date: see `verify.pipeline.accepting`.
    """
    reader = Reader(store)
    verdicts = tuple(judge_claim(registry, claim, reader, policy) for registry, claim in claims(selection))
    seen = tuple(sightings(selection, reader))
    moved = drifts(selection, verdicts, past_of(store, policy), confirm_looks)
    findings = unconfirmed(claim_findings(selection.registries, verdicts), moved)
    findings += reference_findings(selection.registries, seen)
    return Run(
        command,
        {registry.slug: registry.path for registry in selection.registries},
        seen,
        verdicts,
        tuple(findings),
        drifts=moved,
    )


def past_of(store: Store, policy: MatchPolicy) -> Past:
    """Earlier moments, judged as `check` judges now."""

    def judge(registry: Registry, claim: Claim, reader: Reader) -> Verdict:
        return judge_claim(registry, claim, reader, policy)

    return Past(store, judge)


def judge_claim(registry: Registry, claim: Claim, reader: Reader, policy: MatchPolicy) -> Verdict:
    """One claim against each of its references."""
    judged = [
        judge_reference(registry, claim, registry.reference_by_id[name], reader, policy)
        for name in claim.references
    ]
    return decide(claim, registry.qualified(claim.id), judged)


def judge_reference(
    registry: Registry, claim: Claim, reference: Reference, reader: Reader, policy: MatchPolicy
) -> Judged:
    """One claim against one reference: its own page, or the copy that says most."""
    shut = closed(reference)
    if shut is not None:
        return judge_reading(Reading(reference.id, shut))
    judged = [judge_page(registry, claim, reference, page, policy) for page in read_copies(reader, reference)]
    best = telling(judged)
    return best if len(judged) == 1 else _name_languages(best, judged)


def judge_page(
    registry: Registry, claim: Claim, reference: Reference, page: Page, policy: MatchPolicy
) -> Judged:
    """One claim against one page of a reference, whether it is among the reference's locations or not."""
    later = supersedes(reference.published, registry.article.published)
    reading = _reading(registry, claim, reference, page, policy)
    return judge_reading(reading, own_article=_is_article(registry, reading.url), later=later)


def _is_article(registry: Registry, url: str | None) -> bool:
    """However it is spelled: another scheme, a final slash or a tracking parameter make no other witness, nor
    does an archive that holds it."""
    article = registry.article.url
    return bool(url and article) and same_page(original_address(str(url)), str(article))


def readings(
    registry: Registry, claim: Claim, reference: Reference, reader: Reader, policy: MatchPolicy
) -> list[Reading]:
    """The claim compared with each page of a reference that a verdict may rest on, in reading order."""
    return [_reading(registry, claim, reference, page, policy) for page in read_copies(reader, reference)]


def _name_languages(best: Judged, judged: list[Judged]) -> Judged:
    """Where copies in several languages leave a claim undecided, the reason names them all."""
    languages = list(dict.fromkeys(item.reading.language for item in judged if item.reading.language))
    if best.status is not Status.unverifiable or len(languages) < 2:
        return best
    reason = f"source is in {', '.join(languages)}"
    return Judged(best.reading, best.status, reason, ())


def _reading(
    registry: Registry, claim: Claim, reference: Reference, page: Page, policy: MatchPolicy
) -> Reading:
    at = page.look.at if page.look else None
    prepared = page.prepared
    origin = page.look.origin if page.look else None
    if prepared is None or not page.sight.availability.readable:
        return Reading(reference.id, page.sight, page.copy.url, page.copy.role, at, origin=origin)
    language = claim.language or registry.article.language
    checks = match_claim(claim, prepared, policy, language=language)
    evidence = _evidence(page, prepared.source, checks)
    spoken = prepared.source.language
    return Reading(
        *(reference.id, page.sight, page.copy.url, page.copy.role, at, spoken, checks, evidence, origin)
    )


def _evidence(page: Page, text: SourceText, checks: Iterable[Check]) -> Evidence | None:
    if page.look is None or page.look.snapshot is None:
        return None
    stored = page.look.snapshot
    found = next((item for item in checks if item.span is not None), None)
    span = found.span if found else None
    return Evidence(
        page.copy.url,
        page.copy.role,
        stored.id,
        stored.digest,
        stored.warc,
        page.look.at,
        span,
        excerpt(text, span) if span else "",
        text.zone_at(span[0]) if span else None,
        text.extractor,
        MATCHER,
        page.look.origin.label if page.look.origin else "",
        quoted_at(text.text, span) if span else None,
    )


def excerpt(text: SourceText, span: Span, context: int = _CONTEXT) -> str:
    """The words at `span` with up to `context` characters of their own blocks on either side, on one line."""
    whole = text.text
    start, end = max(0, span[0] - context), min(len(whole), span[1] + context)
    first, last = text.block_at(span[0]), text.block_at(max(span[0], span[1] - 1))
    start = max(start, first.start) if first else start
    end = min(end, max(last.end, span[1])) if last else end
    while 0 < start < span[0] and not whole[start - 1].isspace():
        start += 1
    while span[1] < end < len(whole) and not whole[end].isspace():
        end -= 1
    before = "…" if first and start > first.start else ""
    after = "…" if last and end < last.end else ""
    return before + " ".join(whole[start:end].split()) + after


def sightings(selection: Selection, reader: Reader) -> Iterable[Sighting]:
    """Every location of the selected references, as last looked at; closed references once."""
    for registry, reference in references(selection):
        name = registry.qualified(reference.id)
        shut = closed(reference)
        if shut is not None:
            yield Sighting(name, None, None, shut)
            continue
        for copy in reference.locations():
            page = reader.page(copy)
            if page.look is not None or copy.role is Role.own:
                yield _sighting(name, page, reader.store)


def _sighting(name: str, page: Page, store: Store) -> Sighting:
    look = page.look
    stored = look.snapshot if look else None
    return Sighting(
        name,
        page.copy.url,
        page.copy.role,
        page.sight,
        look.at if look else None,
        (stored.status or None) if stored else None,
        stored.final_url if stored else None,
        stored.id if stored else None,
        stored.digest if stored else None,
        _changed(page, store),
    )


def _changed(page: Page, store: Store) -> bool | None:
    own = [look for look in store.looks(page.copy.address) if look.origin is None]
    bodies = [look.snapshot.digest for look in own if look.snapshot]
    if len(bodies) < 2 or page.look is None or page.look.snapshot is None:
        return None
    return bodies[-1] != bodies[-2]
