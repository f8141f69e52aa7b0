"""What makes two readings of a claim say the same."""

from dataclasses import replace

import pytest
from tests.pipeline.given import quoting

from verify.judge.said import altered_in, said
from verify.judge.verdict import Judged, judge_reading
from verify.match.claim import match_claim
from verify.match.prepared import Prepared
from verify.model.availability import Availability, Sight
from verify.model.claim import Claim, Selector
from verify.model.policy import MatchPolicy
from verify.model.reference import Role
from verify.model.text import plain
from verify.model.verdict import Reading, Status

QUOTE = quoting("three cranes were lifted at the harbour")
FIGURE = Claim("f", ("story",), "50 men were held.", figure="50 men")
PINNED = Claim(
    "p", ("story",), "They lifted cranes.", passage=Selector("Three cranes were lifted", "At noon. ")
)
AROUND = "The valley lies between two ranges. The road by the river is open. "


def judged(claim: Claim, text: str) -> Judged:
    checks = match_claim(claim, Prepared(plain(AROUND + text, "en")), MatchPolicy(), language="en")
    return judge_reading(
        Reading("story", Sight(Availability.ok), "https://a.example/", Role.own, checks=checks)
    )


def test_marks_and_spelling_make_no_difference() -> None:
    straight = judged(QUOTE, 'He said "three cranes were lifted at the harbour" at noon.')
    curly = judged(QUOTE, "He said “three  cranes were lifted at the harbour” at noon.")
    assert straight.status is curly.status is Status.holds
    assert said(straight) == said(curly) == "holds"


def test_a_passage_that_moved_says_the_same() -> None:
    there = judged(PINNED, "At noon. Three cranes were lifted. Then they left.")
    moved = judged(PINNED, "All was quiet in the east. Three cranes were lifted. Nobody saw it.")
    assert said(there) == said(moved) == "holds"


@pytest.mark.parametrize(
    "text",
    [
        "He said “four cranes were lifted at the harbour”.",
        "He said “three cranes were not lifted at the harbour”.",
        "He said nothing.",
    ],
)
def test_other_words_say_something_else(text: str) -> None:
    assert said(judged(QUOTE, text)) != said(judged(QUOTE, f"He said “{QUOTE.quote[0]}”."))


def test_two_alterations_are_not_the_same() -> None:
    four, nine = (
        judged(QUOTE, f"He said “{number} cranes were lifted at the harbour”.") for number in ("four", "nine")
    )
    assert four.status is nine.status is Status.altered
    assert said(four) != said(nine)
    assert altered_in(four) == altered_in(nine) == ("number",)


def test_a_hedge_beside_a_figure_is_a_change_although_the_claim_holds() -> None:
    bare, hedged = judged(FIGURE, "They held 50 men."), judged(FIGURE, "They held more than 50 men.")
    assert bare.status is hedged.status is Status.holds
    assert said(bare) != said(hedged)


def test_another_figure_is_altered_in_its_figure() -> None:
    assert altered_in(judged(FIGURE, "They held 70 men.")) == ("figure",)


def test_what_is_missing_says_one_thing() -> None:
    found = judged(QUOTE, "Nothing of the kind.")
    assert (said(found), altered_in(found)) == ("missing", ())


@pytest.mark.parametrize("status", [Status.unknown, Status.unverifiable])
def test_what_could_not_be_told_has_no_key(status: Status) -> None:
    assert said(replace(judged(QUOTE, "Nothing."), status=status)) is None
