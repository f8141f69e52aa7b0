"""What two snapshots differ by, beside the claims that rest on the reference."""

from __future__ import annotations

import json

import pytest
from tests.pipeline.weekly import ALTERED, STANDS, WORDS, Weekly

from verify.diff.touching import touched
from verify.errors import UnknownId, UsageError
from verify.pipeline.history import Comparison, compare
from verify.report.compared import FORMS, Compared, Side, render


def twice(before: str, after: str) -> Weekly:
    weekly = Weekly()
    weekly.audit(before)
    weekly.audit(after)
    return weekly


def compared(found: Comparison, *, claims_only: bool = False) -> Compared:
    old, new = (Side(page.copy.url, page.look, page.text) for page in (found.before, found.after))
    return Compared(found.reference, old, new, found.diff, found.passages, claims_only)


def test_the_claim_s_passage_is_found_on_both_sides_and_its_change_named() -> None:
    weekly = twice(STANDS, ALTERED)
    found = compare(weekly.selection, weekly.store, None, None)
    (passage,) = found.passages
    assert (passage.claim, passage.was, passage.stands) == ("slug/claim", "holds", "altered")
    assert [found.before.text.text[start:end] for start, end in passage.before] == [WORDS]
    (op,) = [op for op in found.diff.edits if touched(op, found.passages)]
    assert op.before
    assert found.before.text.text[slice(*op.before)] == STANDS


def test_claims_only_leaves_out_the_visit_s_number_in_every_format() -> None:
    weekly = twice(STANDS, ALTERED)
    found = compare(weekly.selection, weekly.store, "1", "2")
    for form in FORMS:
        assert "of many" in render(compared(found), form)
        told = render(compared(found, claims_only=True), form)
        assert "of many" not in told
        assert "never" in told


def test_the_json_of_a_comparison_keeps_its_fields() -> None:
    weekly = twice(STANDS, ALTERED)
    document = json.loads(render(compared(compare(weekly.selection, weekly.store, None, None)), "json"))
    first = {"format", "version", "reference", "before", "after", "counts", "layout_only", "edits"}
    assert first < set(document)
    assert document["version"] == 1
    assert document["passages"][0]["claim"] == "slug/claim"
    assert [edit["claims"] for edit in document["edits"]] == [["slug/claim"], []]


def test_one_snapshot_or_an_unknown_one_cannot_be_compared() -> None:
    weekly = Weekly()
    weekly.audit(STANDS)
    with pytest.raises(UsageError, match="only one stored snapshot"):
        compare(weekly.selection, weekly.store, None, None)
    with pytest.raises(UnknownId, match="no readable snapshot"):
        compare(weekly.selection, weekly.store, "urn:uuid:none", None)
