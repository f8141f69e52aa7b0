"""From readings to a verdict: what could not be read is never missing, one carrier is enough."""

import datetime as dt
from dataclasses import replace

import pytest

from verify.judge.verdict import decide, judge_reading, telling
from verify.model.availability import Availability, Sight
from verify.model.claim import Claim
from verify.model.match import Axis, Check, Edit, EditKind, Outcome
from verify.model.reference import Role
from verify.model.snapshot import Origin, OriginKind
from verify.model.verdict import Reading, Severity, Status

AT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
OK = Sight(Availability.ok)
VERBATIM = Check(Axis.wording, Outcome.verbatim)
MISSING = Check(Axis.wording, Outcome.missing)
NEGATED = Check(Axis.wording, Outcome.altered, edits=(Edit(EditKind.negation, "", "not"),), reason="a not")


def reading(*checks: Check, name: str = "a", sight: Sight = OK, role: Role = Role.own) -> Reading:
    return Reading(name, sight, f"https://{name}.example/", role, AT, "en", checks)


def claim(*names: str, quote: str = "words") -> Claim:
    return Claim("c", names, "He said words.", (quote,) if quote else ())


def verdict_of(*readings: Reading):
    names = [item.reference for item in readings]
    return decide(claim(*names), "s/c", [judge_reading(item) for item in readings])


UNREADABLE = [
    item for item in Availability if not item.readable and item.value not in ("private", "unlocated")
]


@pytest.mark.parametrize("availability", UNREADABLE)
def test_what_could_not_be_read_is_unknown_with_its_reason(availability: Availability) -> None:
    found = verdict_of(reading(sight=Sight(availability, "the cause"), name="a"))
    assert found.status is Status.unknown
    assert availability.value in found.reason
    assert "the cause" in found.reason
    assert found.severity is Severity.warning


@pytest.mark.parametrize("availability", [Availability.private, Availability.unlocated])
def test_closed_references_are_unverifiable(availability: Availability) -> None:
    found = verdict_of(reading(sight=Sight(availability, "why")))
    assert (found.status, found.severity, found.reason) == (Status.unverifiable, Severity.note, "why")


def test_one_reference_that_carries_the_claim_is_enough_and_the_contradiction_is_a_warning() -> None:
    found = verdict_of(reading(NEGATED, name="a"), reading(VERBATIM, name="b"))
    assert found.status is Status.holds
    assert found.reading is not None
    assert found.reading.reference == "b"
    assert [(item.rule, item.severity) for item in found.remarks] == [("contradicted", Severity.warning)]
    assert found.severity is Severity.warning


def test_missing_needs_every_reference_to_be_read() -> None:
    assert verdict_of(reading(MISSING)).status is Status.missing
    blocked = reading(name="b", sight=Sight(Availability.blocked, "a wall"))
    assert verdict_of(reading(MISSING), blocked).status is Status.unknown
    undecided = reading(Check(Axis.wording, Outcome.undecided, reason="source is in ru"), name="b")
    assert verdict_of(reading(MISSING), undecided).status is Status.unverifiable


def test_altered_outranks_what_could_not_be_read() -> None:
    blocked = reading(name="b", sight=Sight(Availability.blocked, "a wall"))
    found = verdict_of(blocked, reading(NEGATED))
    assert (found.status, found.severity, found.reason) == (Status.altered, Severity.error, "a not")


@pytest.mark.parametrize("role", [Role.mirror, Role.repost, Role.translation])
@pytest.mark.parametrize("outcome", [Outcome.missing, Outcome.partial])
def test_words_absent_from_a_copy_are_unknown_never_missing(role: Role, outcome: Outcome) -> None:
    found = verdict_of(reading(Check(Axis.wording, outcome), role=role))
    assert found.status is Status.unknown
    assert role.value in found.reason


def test_a_copy_can_carry_a_claim_and_says_so() -> None:
    found = verdict_of(reading(VERBATIM, role=Role.repost))
    assert found.status is Status.holds
    assert [(item.rule, item.severity) for item in found.remarks] == [("read-from-copy", Severity.note)]


def test_a_copy_can_contradict_a_claim() -> None:
    assert verdict_of(reading(NEGATED, role=Role.repost)).status is Status.altered


def test_the_worst_axis_wins_and_gives_the_reason() -> None:
    other = Check(Axis.speaker, Outcome.other, reason="the source gives it to the classmates")
    found = verdict_of(reading(VERBATIM, other))
    assert (found.status, found.reason) == (Status.altered, "the source gives it to the classmates")


def test_a_warning_beside_a_verbatim_quote_gives_the_reason() -> None:
    narrator = Check(Axis.speaker, Outcome.narrator, reason="the source says it in its own voice")
    found = verdict_of(reading(VERBATIM, narrator))
    assert (found.status, found.severity) == (Status.holds, Severity.warning)
    assert found.reason == "the source says it in its own voice"


def test_the_article_cannot_confirm_itself() -> None:
    judged = judge_reading(reading(VERBATIM), own_article=True)
    assert judged.status is Status.unverifiable
    assert "itself" in judged.reason
    assert judge_reading(reading(NEGATED), own_article=True).status is Status.altered


def test_claims_without_a_source_or_without_words_are_unverifiable_each_with_its_reason() -> None:
    unsourced = decide(claim(), "s/c", [])
    assert (unsourced.status, unsourced.reason) == (
        Status.unverifiable, "the article names no source for it",
    )  # fmt: skip
    wordless = decide(claim("a", quote=""), "s/c", [judge_reading(reading())])
    assert wordless.status is Status.unverifiable
    assert "pinned" in wordless.reason
    shut = judge_reading(reading(sight=Sight(Availability.private, "a private email")))
    assert decide(claim("a", quote=""), "s/c", [shut]).reason == "a private email"


def test_a_later_source_supersedes_a_figure_and_never_refutes_it() -> None:
    differs = Check(Axis.figure, Outcome.differs, reason="the figures do not meet")
    judged = judge_reading(reading(differs), later=True)
    assert judged.status is Status.unverifiable
    assert "after the article" in judged.reason
    assert judge_reading(reading(differs)).status is Status.altered
    assert judge_reading(reading(differs, NEGATED), later=True).status is Status.altered


@pytest.mark.parametrize("role", [Role.repost, Role.own])
def test_what_contradicts_is_not_hidden_by_what_is_absent(role: Role) -> None:
    absent = Check(Axis.figure, Outcome.missing)
    doubtful = Sight(Availability.ok, doubt="the page shows next to no text")
    judged = judge_reading(reading(NEGATED, absent, role=role, sight=doubtful))
    assert judged.status is Status.altered
    assert judge_reading(reading(VERBATIM, absent, role=role, sight=doubtful)).status is Status.unknown


IMPORTED = Origin(OriginKind.imported, "crawl.warc.gz", "sha256:00", AT)
GIVEN = Origin(OriginKind.supplied, "saved.html", "sha256:00", AT, "A. Editor", seen="2018-06")


def brought(origin: Origin, *checks: Check, **more) -> Reading:
    return replace(reading(*checks, **more), origin=origin)


@pytest.mark.parametrize(
    ("origin", "rule", "severity"),
    [
        (IMPORTED, "captured-by-others", Severity.note),
        (GIVEN, "supplied-by-hand", Severity.warning),
    ],
)
def test_what_rests_on_a_page_that_others_brought_says_so(
    origin: Origin, rule: str, severity: Severity
) -> None:
    verdict = verdict_of(brought(origin, VERBATIM))
    assert (verdict.status, verdict.severity) == (Status.holds, severity)
    assert [(each.rule, each.severity) for each in verdict.remarks] == [(rule, severity)]
    assert origin.label in verdict.remarks[0].message
    verdict = verdict_of(brought(origin, NEGATED))
    assert (verdict.status, verdict.severity) == (Status.altered, Severity.error)
    assert rule in [each.rule for each in verdict.remarks]


@pytest.mark.parametrize("origin", [IMPORTED, GIVEN])
@pytest.mark.parametrize("role", [Role.own, Role.mirror])
def test_words_absent_from_a_page_that_others_brought_are_unknown(origin: Origin, role: Role) -> None:
    verdict = verdict_of(brought(origin, MISSING, role=role))
    assert (verdict.status, verdict.severity) == (Status.unknown, Severity.warning)
    assert origin.label in verdict.reason


def test_the_article_itself_confirms_nothing_when_it_is_supplied_by_hand() -> None:
    judged = judge_reading(brought(GIVEN, VERBATIM), own_article=True)
    assert judged.status is Status.unverifiable


OURS = {check.outcome: judge_reading(reading(check)) for check in (VERBATIM, MISSING, NEGATED)}
THEIRS = {check.outcome: judge_reading(brought(GIVEN, check)) for check in (VERBATIM, MISSING, NEGATED)}
HOLDS, ALTERED, ABSENT = Outcome.verbatim, Outcome.altered, Outcome.missing


@pytest.mark.parametrize(
    ("ours", "theirs", "decides"),
    [
        (ALTERED, HOLDS, "ours"),  # never outweighed by a file
        (HOLDS, ALTERED, "ours"),
        (ABSENT, HOLDS, "theirs"),
        (ABSENT, ALTERED, "theirs"),
        (HOLDS, HOLDS, "ours"),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_what_we_read_ourselves_decides_where_it_says_anything(
    ours: Outcome, theirs: Outcome, decides: str, first: bool
) -> None:
    pair = [OURS[ours], THEIRS[theirs]]
    chosen = telling(pair if first else pair[::-1])
    assert chosen is (OURS[ours] if decides == "ours" else THEIRS[theirs])
