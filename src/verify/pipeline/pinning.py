"""pin: which passage of the stored source carries a paraphrase. A person chooses."""

from __future__ import annotations

from dataclasses import dataclass

from verify.errors import UnknownId, UsageError
from verify.match.prepared import Prepared
from verify.match.suggest import Suggestion, selector_at, suggest
from verify.match.wording.locate import exact_places
from verify.model.claim import Claim, Selector
from verify.model.registry import Registry
from verify.pipeline.ports import Selection, Store
from verify.pipeline.reading import Reader, closed, read_copies
from verify.text.fold import fold_text


@dataclass(frozen=True)
class Candidates:
    """The claim, the text it may be pinned in, and sentences that may carry it, best first.

    `origin` is the label of a page that we did not fetch ourselves, else empty.
    """

    registry: Registry
    claim: Claim
    url: str
    prepared: Prepared
    suggestions: tuple[Suggestion, ...]
    origin: str = ""


def candidates(selection: Selection, store: Store) -> Candidates:
    """Suggestions for the one claim selected. Raises UnknownId or UsageError where there is no text."""
    registry, claim = _claim(selection)
    reader = Reader(store)
    for name in claim.references:
        reference = registry.reference_by_id[name]
        if closed(reference) is not None:
            continue
        for page in read_copies(reader, reference):
            if page.sight.availability.readable and page.prepared is not None:
                found = tuple(suggest(claim.text, page.prepared))
                origin = page.look.origin if page.look else None
                label = origin.label if origin else ""
                return Candidates(registry, claim, page.copy.url, page.prepared, found, label)
    raise UsageError(
        f"no readable source of {claim.id} is stored", mend=f"run `verify fetch {claim.id}` first"
    )


def _claim(selection: Selection) -> tuple[Registry, Claim]:
    for registry in selection.registries:
        for claim in registry.claims:
            if selection.wants(registry, claim.id):
                return registry, claim
    raise UnknownId("pin takes the id of a claim", mend="`verify list` shows them")


def chosen(found: Candidates, exact: str | None, pick: int | None) -> Selector:
    """The selector to write. Raises UsageError for a number out of range or words not in the source."""
    text = found.prepared.source.text
    if exact is None:
        assert pick is not None
        if pick > len(found.suggestions):
            raise UsageError(f"there are {len(found.suggestions)} suggestions, not {pick}")
        return selector_at(text, found.suggestions[pick - 1].span)
    folded = found.prepared.folded
    places = exact_places(folded.text, fold_text(exact).strip())
    if not places:
        raise UsageError(
            "these words do not stand in the stored source",
            mend=f"copy them from it: {found.url}",
        )
    return selector_at(text, folded.original(*places[0]))
