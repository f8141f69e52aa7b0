"""A page saved by hand: kept with its label, judged only where we cannot read the page ourselves."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.pipeline.given import COPIES, MIRROR, OWN, page, quoting, registry

from verify.errors import UsageError
from verify.model.availability import Availability
from verify.model.claim import Claim
from verify.model.dates import PartialDate
from verify.model.policy import MatchPolicy
from verify.model.run import Run
from verify.model.snapshot import FailureKind, Origin, OriginKind
from verify.model.verdict import Severity, Status
from verify.pipeline.checking import check
from verify.pipeline.explaining import explain
from verify.pipeline.ports import Selection
from verify.pipeline.supplying import Gift, Supplied, moment_of, prepare, supply
from verify.report.json_v1 import document
from verify.testing import EPOCH, FakeStore, answered, failed

WORDS = "the gate was never opened after dark"
SAID = page(f"He said that {WORDS}.")
DENIED = page("He said that the gate was opened after dark.")


def selection(*claims: Claim) -> Selection:
    return Selection((registry(*claims or (quoting(WORDS),), copies=COPIES),))


def gift(
    content: bytes | str = SAID, name: str = "saved.html", seen: str = "2018-06", by: str = "A. Editor"
) -> Gift:
    return Gift(name, content.encode() if isinstance(content, str) else content, PartialDate.parse(seen), by)


def give(store: FakeStore, content: bytes | str = SAID, url: str | None = None, **given: str) -> Supplied:
    return supply(prepare(selection(), "story", url, gift(content, **given), EPOCH), store)


def judged(store: FakeStore) -> Run:
    return check(selection(), store, MatchPolicy())


def test_a_dead_page_and_a_saved_one_hold_with_the_label_and_a_warning() -> None:
    store = FakeStore()
    store.append(answered(OWN, "<h1>Not found</h1>", status=404))
    give(store)
    run = judged(store)
    (verdict,) = run.verdicts
    assert (verdict.status, verdict.severity) == (Status.holds, Severity.warning)
    assert verdict.evidence is not None
    assert verdict.evidence.origin == "supplied by hand, origin not proven (by A. Editor, seen 2018-06)"
    assert [(each.rule, each.severity.value) for each in run.findings] == [("supplied-by-hand", "warning")]
    assert "supplied by hand, origin not proven" in run.findings[0].message
    assert run.sightings[0].sight.availability is Availability.not_found  # what we saw stays what we saw
    evidence = document(run)["verdicts"][0]["evidence"]
    assert evidence["origin"] == verdict.evidence.origin
    assert evidence["fetched"] == "2018-06-30T12:00:00Z"


@pytest.mark.parametrize("kind", [FailureKind.timeout, FailureKind.dns, FailureKind.robots])
def test_it_stands_in_for_whatever_we_could_not_read(kind: FailureKind) -> None:
    store = FakeStore()
    store.append(failed(OWN, kind))
    give(store)
    assert judged(store).verdicts[0].status is Status.holds


def test_it_stands_in_before_the_first_look_too() -> None:
    store = FakeStore()
    give(store)
    assert judged(store).verdicts[0].status is Status.holds


@pytest.mark.parametrize("later", [False, True])
def test_it_never_goes_before_a_page_that_we_read(later: bool) -> None:
    store = FakeStore()
    store.append(answered(OWN, DENIED))
    told = give(store, seen="2025-12" if later else "2018")
    assert any("our own look of 2026-01-01 can be read" in note for note in told.notes)
    run = judged(store)
    assert run.verdicts[0].status is Status.altered
    assert [each.rule for each in run.findings] == ["wording-meaning"]


def test_it_never_goes_before_a_copy_that_we_read_and_that_decides() -> None:
    store = FakeStore()
    store.append(failed(OWN, FailureKind.timeout))
    store.append(answered(MIRROR, DENIED))
    give(store)
    assert judged(store).verdicts[0].status is Status.altered


def test_a_copy_that_we_read_carries_the_claim_without_a_warning() -> None:
    store = FakeStore()
    store.append(answered(MIRROR, SAID))
    give(store)
    run = judged(store)
    assert [each.rule for each in run.findings] == ["read-from-copy"]


def test_it_may_carry_what_a_copy_does_not_have() -> None:
    store = FakeStore()
    store.append(answered(MIRROR, page("Another part of the text.")))
    give(store)
    run = judged(store)
    assert run.verdicts[0].status is Status.holds
    assert [each.rule for each in run.findings] == ["supplied-by-hand"]


def test_what_is_not_in_it_is_unknown_and_never_missing() -> None:
    store = FakeStore()
    give(store, page("Nothing of the kind."))
    (verdict,) = judged(store).verdicts
    assert verdict.status is Status.unknown
    assert "supplied by hand, origin not proven" in verdict.reason
    assert verdict.severity is Severity.warning


def test_what_contradicts_in_it_is_altered_with_the_label_beside() -> None:
    store = FakeStore()
    give(store, DENIED)
    run = judged(store)
    assert run.verdicts[0].status is Status.altered
    assert [each.rule for each in run.findings] == ["wording-meaning", "supplied-by-hand"]


def test_a_page_that_was_taken_away_is_no_page_when_it_is_saved_either() -> None:
    store = FakeStore()
    told = give(
        store, "<title>Just a moment...</title><p>Checking your browser before accessing the site.</p>"
    )
    assert not told.sight.availability.readable
    assert any("carries no claim" in note for note in told.notes)
    assert judged(store).verdicts[0].status is Status.unknown


def test_every_step_is_explained_with_what_we_saw_and_what_was_supplied() -> None:
    store = FakeStore()
    store.append(failed(OWN, FailureKind.timeout, "no answer"))
    give(store)
    (told,) = explain(selection(), store, MatchPolicy())
    shown = [(story.page.copy.url, story.page.sight.cause) for story in told.pages if story.page]
    assert (OWN, "no answer") in shown
    assert (OWN, "supplied by hand, origin not proven (by A. Editor, seen 2018-06)") in shown
    assert [len(story.checks) for story in told.pages] == [0, 0, 0, 1]


# what is kept


def test_it_is_kept_under_the_last_day_that_its_date_can_mean() -> None:
    store = FakeStore()
    look = give(store).look
    assert look.at == dt.datetime(2018, 6, 30, 12, tzinfo=dt.UTC)
    assert look.origin == Origin(
        OriginKind.supplied, "saved.html", look.origin.digest if look.origin else "", EPOCH, "A. Editor",
        seen="2018-06",
    )  # fmt: skip
    assert store.exchange(look).hops[0].body == SAID.encode()


@pytest.mark.parametrize(
    ("seen", "moment"),
    [
        ("2018", "2018-12-31T12:00:00+00:00"),
        ("2018-02", "2018-02-28T12:00:00+00:00"),
        ("2018-06-01", "2018-06-01T12:00:00+00:00"),
        ("2026", "2026-01-01T00:00:00+00:00"),
    ],
)
def test_the_moment_of_a_date_never_lies_ahead(seen: str, moment: str) -> None:
    assert moment_of(PartialDate.parse(seen), EPOCH) == dt.datetime.fromisoformat(moment)


def test_the_same_file_is_kept_once_and_another_date_or_name_is_another_word() -> None:
    store = FakeStore()
    assert [give(store).new, give(store).new] == [True, False]
    assert give(store, seen="2018-07").new
    assert give(store, by="B. Editor").new
    assert give(store, SAID + " ").new
    assert len(store.looks(OWN)) == 4


def test_it_may_be_a_copy_of_the_reference() -> None:
    store = FakeStore()
    told = give(store, url=MIRROR)
    assert (told.copy.url, told.reference) == (MIRROR, "slug/story")
    assert store.looks(MIRROR)
    assert [each.rule for each in judged(store).findings] == ["supplied-by-hand", "read-from-copy"]


def test_a_file_that_says_it_is_from_elsewhere_is_told() -> None:
    saved = f"<!-- saved from url=(0031)https://b.example/another-page -->{SAID}"
    (note,) = give(FakeStore(), saved).notes
    assert "https://b.example/another-page" in note
    assert not give(FakeStore(), f"<!-- saved from url=(0027){OWN}/?utm_source=x -->{SAID}").notes


def test_plain_text_is_a_page() -> None:
    store = FakeStore()
    look = give(store, f"He said that {WORDS}.\n" * 9, name="saved.txt").look
    assert store.exchange(look).hops[0].header("content-type") == "text/plain"
    assert judged(store).verdicts[0].status is Status.holds


@pytest.mark.parametrize(
    ("wanted", "url", "given", "says"),
    [
        ("nobody", None, gift(), "is no reference"),
        ("letter", None, gift(), "has no URL"),
        ("lost", None, gift(), "has no URL"),
        ("story", "https://x.example/", gift(), "is no URL of story"),
        ("story", None, gift(by=" "), "--by takes a name"),
        ("story", None, gift(by="A\nB"), "--by takes a name"),
        ("story", None, gift(by="A" * 999), "--by takes a name"),
        ("story", None, gift(seen="2099"), "lies in the future"),
        ("story", None, gift(b""), "holds no page: empty"),
        ("story", None, gift(b"\x89PNG\r\n\x1a\n", "a.png"), "holds no page: the payload is a PNG image"),
        ("story", None, gift(b"PK\x03\x04", "a.docx"), "holds no page"),
    ],
)
def test_what_cannot_be_kept_is_a_usage_error_that_says_why(
    wanted: str, url: str | None, given: Gift, says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        prepare(selection(), wanted, url, given, EPOCH)
