"""What the stand-ins say to the matcher: the rows that the demonstration is made for, at both moments."""

from __future__ import annotations

import pytest

from verify.demo.answers import Pages, key_of
from verify.demo.moments import pages_at
from verify.demo.story import prepare
from verify.extract.document import extract
from verify.match.claim import match_claim
from verify.match.prepared import Prepared
from verify.model.match import Axis, Check, EditKind, Outcome
from verify.model.policy import MatchPolicy
from verify.model.registry import Registry
from verify.model.text import SourceText

FIRST, SECOND = pages_at(1), pages_at(2)


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return prepare(tmp_path_factory.mktemp("rows"))


def checks(
    registry: Registry, claim_id: str, pages: Pages = FIRST, reference: int = 0, location: int = 0
) -> dict[Axis, Check]:
    """The claim judged on one page: a reference of the claim, a location of the reference."""
    claim = registry.claim_by_id[claim_id]
    cited = registry.reference_by_id[claim.references[reference]]
    place = cited.locations()[location]
    answer = pages.by_key[key_of(place.url)]
    if target := answer.field("Location"):
        answer = pages.by_key[key_of(target)]
    hint = place.language or cited.language
    text = extract(answer.body, content_type=answer.field("Content-Type"), url=place.url, hint=hint)
    assert isinstance(text, SourceText), place.url
    found = match_claim(claim, Prepared(text), MatchPolicy(), language="en")
    return {check.axis: check for check in found}


@pytest.mark.parametrize(
    ("claim", "axis", "outcome", "found", "reason"),
    [
        ("land-1999", Axis.figure, Outcome.differs, "43.1 percent of the disputed 944", "base"),
        ("rfa-boxing", Axis.figure, Outcome.overlaps, "more than 50", "more than"),
        ("ap-bekali-jail", Axis.figure, Outcome.differs, "seven months", "a few = 2 to 5"),
        ("zenz-estimate", Axis.figure, Outcome.overlaps, "several hundred thousand", "speculative"),
        ("ap-disavow", Axis.wording, Outcome.verbatim, "had to disavow", ""),
        ("ap-disavow", Axis.speaker, Outcome.narrator, "", ""),
        ("rfa-teachers", Axis.wording, Outcome.verbatim, "wearing ‘Islamic’ clothing and praying", ""),
        ("rfa-teachers", Axis.speaker, Outcome.other, "lassmates", ""),
        ("kz-mfa-raised", Axis.wording, Outcome.undecided, "", "ru"),
        ("kz-mfa-when", Axis.when, Outcome.differs, "На прошлой неделе", "2018-05-21/2018-05-27"),
    ],
)
def test_the_rows_of_the_table(
    registry: Registry, claim: str, axis: Axis, outcome: Outcome, found: str, reason: str
) -> None:
    for pages in (FIRST, SECOND):
        check = checks(registry, claim, pages)[axis]
        assert check.outcome is outcome
        assert found in (check.found or "")
        assert reason in check.reason


def test_the_kazakh_copy_of_the_statement_is_known_as_kazakh(registry: Registry) -> None:
    check = checks(registry, "kz-mfa-raised", location=1)[Axis.wording]
    assert (check.outcome, "kk" in check.reason) == (Outcome.undecided, True)


def test_last_week_is_dated_in_kazakh_as_in_russian(registry: Registry) -> None:
    russian, kazakh = (checks(registry, "kz-mfa-when", location=place) for place in (0, 1))
    assert russian[Axis.wording].outcome is kazakh[Axis.wording].outcome is Outcome.undecided
    assert russian[Axis.when].outcome is kazakh[Axis.when].outcome is Outcome.differs
    assert kazakh[Axis.when].found == "Өткен аптада"
    assert kazakh[Axis.when].reason == (
        "source: Өткен аптада, from 28 May 2018 = 2018-05-21/2018-05-27; claim: 2018-05-11/2018-05-20; "
        "a week is Monday to Sunday"
    )


@pytest.mark.parametrize(
    ("claim", "reference", "outcome"),
    [
        ("ap-report", 0, Outcome.agrees),
        ("kanat-citizen", 0, Outcome.agrees),
        ("ap-bekali-trip", 0, Outcome.undecided),
        ("ap-bekali-trip", 1, Outcome.agrees),
        ("rferl-samarkan-released", 0, Outcome.agrees),
        ("rferl-samarkan-return", 0, Outcome.agrees),
        ("bekali-release", 0, Outcome.undecided),
        ("kz-nuryshev", 1, Outcome.undecided),
        ("kz-kamaldinov", 0, Outcome.agrees),
    ],
)
def test_dates_of_the_registry(registry: Registry, claim: str, reference: int, outcome: Outcome) -> None:
    assert checks(registry, claim, reference=reference)[Axis.when].outcome is outcome


def test_the_report_reads_the_same_as_pdf_and_as_a_page(registry: Registry) -> None:
    as_pdf, as_page = (checks(registry, "zenz-estimate", location=place)[Axis.figure] for place in (0, 1))
    assert (as_pdf.outcome, as_pdf.found, as_pdf.reason) == (as_page.outcome, as_page.found, as_page.reason)
    pinned = checks(registry, "zenz-affiliation")[Axis.passage]
    assert pinned.outcome is Outcome.intact


@pytest.mark.parametrize(
    ("claim", "axis", "before", "after"),
    [
        ("ap-solitary", Axis.passage, Outcome.intact, Outcome.altered),
        ("rfa-quota", Axis.figure, Outcome.agrees, Outcome.differs),
        ("early-2017-rallies", Axis.passage, Outcome.intact, Outcome.moved),
        ("rfa-dozens", Axis.figure, Outcome.agrees, Outcome.agrees),
        ("rfa-wechat", Axis.passage, Outcome.intact, Outcome.intact),
        ("kanat-citizen", Axis.passage, Outcome.intact, Outcome.intact),
    ],
)
def test_what_the_second_moment_does_to_a_claim(
    registry: Registry, claim: str, axis: Axis, before: Outcome, after: Outcome
) -> None:
    assert checks(registry, claim, FIRST)[axis].outcome is before
    assert checks(registry, claim, SECOND)[axis].outcome is after


def test_the_lost_word_is_named(registry: Registry) -> None:
    edit = checks(registry, "ap-solitary", SECOND)[Axis.passage].main_edit
    assert edit is not None
    assert (edit.kind, edit.claim, edit.source) == (EditKind.negation, "not", "")


def test_the_archive_copy_carries_what_the_lost_page_did(registry: Registry) -> None:
    for claim in ("kz-oralman-million", "kz-oralman-share"):
        own = checks(registry, claim, FIRST)[Axis.figure]
        copy = checks(registry, claim, SECOND, location=1)[Axis.figure]
        assert own.outcome is copy.outcome is Outcome.agrees
        assert own.found == copy.found


def test_every_pin_but_those_of_the_second_moment_stays_intact(registry: Registry) -> None:
    pinned = {
        "ap-bekali-trip": 1,
        "land-2016-protests": 0,
        "rfa-qurans": 0,
        "rferl-samarkan-released": 0,
        "rferl-samarkan-sentence": 1,
        "kz-kamaldinov": 0,
    }
    for claim, reference in pinned.items():
        for pages in (FIRST, SECOND):
            check = checks(registry, claim, pages, reference=reference)[Axis.passage]
            assert check.outcome is Outcome.intact, claim
