from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from verify.judge.proof import proof, since
from verify.model.package import Basis, Covers, Inspection, PackageKind, Signed, Stamp

MOMENT = dt.datetime(2026, 3, 5, 12, 0, 0, tzinfo=dt.UTC)
KEY = "sha256:" + "ab" * 32
PLAIN = Inspection(
    "a.wacz", PackageKind.wacz, 100, "sha256:x", files=7, warcs=2, records=11, digests=13, covered=True,
    latest=MOMENT - dt.timedelta(days=1),
)  # fmt: skip
STAMP = Stamp(MOMENT, "Harbour", Covers.package, Basis.authority, "sha256:c")


def told(found: Inspection) -> tuple[str, str, str]:
    judged = proof(found)
    return "\n".join(judged.proven), "\n".join(judged.said), "\n".join(judged.unproven)


def test_digests_prove_that_it_is_whole_and_not_that_nobody_altered_it() -> None:
    proven, said, unproven = told(PLAIN)
    assert "all 7 files in it are the ones that its list names" in proven
    assert "11 records are undamaged" in proven
    assert said == ""
    assert "whoever alters it can make its digests anew" in unproven


@pytest.mark.parametrize(
    "found",
    [
        PLAIN,
        replace(PLAIN, signed=Signed(KEY, known=True), stamps=(STAMP,)),
        replace(PLAIN, kind=PackageKind.warc, covered=False),
    ],
)
def test_nothing_ever_proves_that_a_site_served_the_pages(found: Inspection) -> None:
    proven, _, unproven = told(found)
    assert "That the sites served these pages" in unproven
    assert "When the pages were taken" in unproven
    assert "served" not in proven


def test_damage_leaves_nothing_proven() -> None:
    found = replace(PLAIN, problems=("x",), signed=Signed(KEY, known=True), stamps=(STAMP,))
    assert since(found) is None
    proven, said, unproven = told(found)
    assert (proven, said) == ("", "")
    assert unproven.startswith("Nothing is proven")


def test_a_checked_stamp_proves_since_when() -> None:
    found = replace(PLAIN, stamps=(STAMP,))
    assert since(found) == STAMP
    proven, _, unproven = told(found)
    assert "not been altered since 2026-03-05 12:00:00 UTC" in proven
    assert "time stamp of Harbour" in proven
    assert "except that it was not after 2026-03-05 12:00:00 UTC" in unproven
    assert "altered on purpose" not in unproven


def test_the_earliest_of_two_stamps_counts() -> None:
    early = replace(STAMP, at=MOMENT - dt.timedelta(hours=1))
    assert since(replace(PLAIN, stamps=(STAMP, early))) == early


@pytest.mark.parametrize("basis", [Basis.itself, Basis.unchecked])
def test_an_unchecked_stamp_is_only_said(basis: Basis) -> None:
    found = replace(PLAIN, stamps=(replace(STAMP, basis=basis, why="no certificate was named"),))
    proven, said, unproven = told(found)
    assert since(found) is None
    assert "altered since" not in proven
    assert "Harbour states that these bytes existed on 2026-03-05 12:00:00 UTC" in said
    assert "not checked (no certificate was named)" in said
    assert "altered on purpose" in unproven


def test_a_stamp_proves_nothing_of_a_list_that_does_not_cover_the_files() -> None:
    assert since(replace(PLAIN, covered=False, stamps=(STAMP,))) is None


def test_a_stamp_of_the_signature_counts_with_a_known_key_alone() -> None:
    stamp = replace(STAMP, covers=Covers.signature)
    assert since(replace(PLAIN, signed=Signed(KEY, known=True), stamps=(stamp,))) == stamp
    for signed in (None, Signed(KEY), Signed(KEY, domain="observer.example")):
        found = replace(PLAIN, signed=signed, stamps=(stamp,))
        assert since(found) is None
        assert "for the signature alone" in told(found)[1]


def test_a_signature_by_an_unknown_key_says_whose_it_would_be() -> None:
    proven, said, unproven = told(replace(PLAIN, signed=Signed(KEY, domain="observer.example")))
    assert f"The holder of the key {KEY} signed exactly these bytes" in proven
    assert "names observer.example; its certificate was not checked" in said
    assert "Whose key it is" in unproven
    assert "sign it anew, with another key" in unproven


def test_a_signature_by_the_named_key_needs_no_more() -> None:
    proven, _, unproven = told(replace(PLAIN, signed=Signed(KEY, known=True)))
    assert "the key that you named" in proven
    assert "Whose key" not in unproven
    assert "altered on purpose" not in unproven


def test_records_from_after_the_stamp_are_told() -> None:
    late = replace(PLAIN, latest=MOMENT + dt.timedelta(hours=1), stamps=(STAMP,))
    assert "the clock of whoever made the records was wrong" in told(late)[1]
    near = replace(PLAIN, latest=MOMENT + dt.timedelta(seconds=5), stamps=(STAMP,))
    assert told(near)[1] == ""


def test_a_warc_alone_is_undamaged_and_no_more() -> None:
    found = replace(PLAIN, kind=PackageKind.warc, covered=False, files=0)
    proven, _, unproven = told(found)
    assert "whole" not in proven
    assert "undamaged" in proven
    assert "whoever alters a record can make its digest anew" in unproven


def test_records_without_a_digest_are_not_among_the_undamaged() -> None:
    proven, _, _ = told(replace(PLAIN, records=3, bare=2, digests=1))
    assert "1 of its 3 records is undamaged" in proven
    assert "Its 3 records" not in proven
