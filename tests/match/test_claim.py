from __future__ import annotations

from tests.match.wording.wording_cases import prepared

from verify.match.claim import match_claim
from verify.model.claim import Claim, Selector
from verify.model.dates import DateSpan
from verify.model.match import Axis, Outcome
from verify.model.policy import MatchPolicy

PAGE = "“We kept 40 boats ashore all winter,” said Ona Brill, the harbour keeper. Nobody was hurt."
RULES = MatchPolicy()


def claim(**fields: object) -> Claim:
    return Claim("boats", ("port",), "Ona Brill said they “kept 40 boats ashore”.", **fields)  # type: ignore[arg-type]


def test_each_axis_asked_for_is_answered_in_order() -> None:
    asked = claim(
        quote=("kept 40 boats ashore",),
        figure="40 boats",
        about=("winter",),
        speaker=("Ona Brill",),
        passage=Selector("Nobody was hurt."),
        when=DateSpan.parse("2018-05"),
    )
    checks = match_claim(asked, prepared(PAGE), RULES, language="en")
    assert [check.axis for check in checks] == [
        Axis.wording,
        Axis.figure,
        Axis.speaker,
        Axis.passage,
        Axis.when,
    ]
    assert checks[0].outcome is Outcome.verbatim
    assert checks[3].outcome is Outcome.intact
    assert checks[4].outcome is Outcome.undecided
    assert checks[4].reason == "the source gives no date near the evidence; claim: 2018-05"
    assert all(check.reason for check in checks)


def test_a_source_in_another_language_leaves_everything_undecided() -> None:
    asked = claim(quote=("kept 40 boats ashore",), figure="40 boats", speaker=("Ona Brill",))
    checks = match_claim(asked, prepared("Никто не пострадал.", "ru"), RULES, language="en-GB")
    assert [check.outcome for check in checks] == [Outcome.undecided] * 3
    assert {check.reason for check in checks} == {"source is in ru"}


def test_a_passage_lost_from_a_source_in_another_language_leaves_the_rest_undecided() -> None:
    asked = claim(quote=("kept 40 boats ashore",), passage=Selector("Лодки остались на берегу."))
    checks = match_claim(asked, prepared("Никто не пострадал.", "ru"), RULES, language="en")
    assert [check.outcome for check in checks] == [Outcome.undecided, Outcome.missing]


def test_regions_of_one_language_and_unknown_languages_are_compared() -> None:
    asked = claim(quote=("kept 40 boats ashore",))
    for language in ("en-US", None):
        (check,) = match_claim(asked, prepared(PAGE, language), RULES, language="en-GB")
        assert check.outcome is Outcome.verbatim


def test_nobody_said_what_is_not_there() -> None:
    asked = claim(quote=("sank 40 boats on purpose in spring",), speaker=("Ona Brill",))
    wording, speaker = match_claim(asked, prepared(PAGE), RULES, language="en")
    assert (wording.outcome, speaker.outcome) == (Outcome.missing, Outcome.undecided)
    assert "not found" in speaker.reason


def test_the_speaker_of_a_figure_is_judged_at_the_figure() -> None:
    asked = claim(figure="40 boats", about=("winter",), speaker=("Ona Brill",))
    figure, speaker = match_claim(asked, prepared(PAGE), RULES, language="en")
    assert figure.span is not None
    assert speaker.axis is Axis.speaker
    assert speaker.outcome is not Outcome.missing


def test_a_claim_that_asks_nothing_gets_nothing() -> None:
    assert match_claim(claim(speaker=("Ona Brill",)), prepared(PAGE), RULES, language="en") == ()


def test_a_passage_pinned_in_the_sources_language_decides_what_language_left_open() -> None:
    passage = Selector("вопрос был поднят на встрече в Пекине")
    asked = Claim("c", ("r",), "It was raised.", quote=("It was raised",), passage=passage)
    page = prepared("Министерство сообщило, что вопрос был поднят на встрече в Пекине.", "ru")
    found = match_claim(asked, page, RULES, language="en")
    assert [(check.axis, check.outcome) for check in found] == [(Axis.passage, Outcome.intact)]
