"""What an ellipsis may not stand for by its shape."""

from __future__ import annotations

import pytest
from tests.match.wording.wording_cases import ask, kinds, passes

from verify.match.wording.asides import aside_shape
from verify.match.wording.atoms import atomize
from verify.match.wording.lexicon import lexicon
from verify.match.wording.shapes import FINE
from verify.model.match import EditKind, Outcome

K = EditKind


@pytest.mark.parametrize(
    ("aside", "kind", "unsure"),
    [
        ("they glorp", K.attribution, False),
        ("the owners glorp", K.attribution, False),
        ("glorply", K.omitted, True),
        ("glorp willing", K.omitted, True),
        ("which is glorp", K.omitted, True),
        ("a glorp of old", K.omitted, True),
        ("in a manner of speaking", K.hedge, False),
        ("give or take", K.hedge, False),
        ("more or less", K.hedge, False),
    ],
)
def test_an_aside_between_commas(aside: str, kind: EditKind, unsure: bool) -> None:
    check = ask(
        f"The bridge was, {aside}, damaged by ice in March.", "The bridge was … damaged by ice in March."
    )
    assert [(edit.kind, edit.unsure) for edit in check.edits] == [(kind, unsure)]


@pytest.mark.parametrize(
    "aside", ["in March", "and the ford", "which had stood there", "again", "in the valley"]
)
def test_a_fair_aside(aside: str) -> None:
    source = f"The bridge was, {aside}, damaged by ice in the night."
    assert ask(source, "The bridge was … damaged by ice in the night").outcome is Outcome.marked


def test_an_adverb_or_a_word_that_touches_a_number() -> None:
    source = "The bridge was glorply damaged by ice in March."
    assert kinds(ask(source, "The bridge was … damaged by ice in March")) == [K.omitted]
    numbers = "The council bought glorp 50 barges in the spring."
    assert not passes(ask(numbers, "The council bought … 50 barges in the spring"))
    assert passes(ask("They bought for the town 50 barges in May.", "They bought … 50 barges in May"))
    assert passes(ask("They bought 50 of the barges in May.", "They bought 50 … barges in May"))


def test_a_narrators_words_between_two_quotations_are_fair() -> None:
    source = "“The bridge is old,” the mayor said, “and the ford is deep.”"
    assert passes(ask(source, "The bridge is old … and the ford is deep"))


def test_at_an_end_and_in_a_language_without_the_table_nothing_is_said() -> None:
    words = atomize("glorply", lexicon("en"))
    assert aside_shape(words, None, words[0], lexicon("en")) == FINE
    assert aside_shape([], words[0], words[0], lexicon("en")) == FINE
    assert aside_shape(words, words[0], words[0], lexicon("xx")) == FINE


SURVEY = "The council said that {} farms were damaged by the flood."


@pytest.mark.parametrize(
    "words", ["glorp", "glorpish old", "the glorped", "glorps about the", "or glorp", "so-called"]
)
def test_a_strange_word_is_not_fair_to_leave_out(words: str) -> None:
    assert not passes(ask(SURVEY.format(words), "The council said that … farms were damaged by the flood"))


@pytest.mark.parametrize(
    "words", ["the", "of the", "in the valley below the", "glorp, glorpish and old", "and glorping", "these"]
)
def test_what_a_closed_class_opens_is(words: str) -> None:
    assert passes(ask(SURVEY.format(words), "The council said that … farms were damaged by the flood"))


@pytest.mark.parametrize(
    ("source", "quote"),
    [
        ("The clerk glorped to close the old road.", "The clerk … close the old road"),
        ("The clerk was glorped to have closed the old road.", "The clerk … closed the old road"),
        (
            "The clerk had a glorp by night that the old road was closed.",
            "The clerk … the old road was closed",
        ),
    ],
)
def test_a_verb_that_governs_what_follows_is_not_left_out(source: str, quote: str) -> None:
    assert not passes(ask(source, quote))


@pytest.mark.parametrize(
    "aside",
    [
        "as far as the keeper of the lock could glorp",
        "with only the keeper of the lock to vouch for it",
        "which is how the keeper glorped it",
        "the clerk glorped to his wife in the spring",
        "or that is what they glorped at the inn",
    ],
)
def test_a_long_aside_is_judged_as_a_remainder_is(aside: str) -> None:
    source = f"The bridge was, {aside}, damaged by ice in March."
    assert not passes(ask(source, "The bridge was … damaged by ice in March."))


def test_a_long_aside_of_its_own_is_fair() -> None:
    for aside in ("with the sacks still tied to the cart", "as the older keepers had shown him"):
        source = f"The keeper went on, {aside}, towards the bridge."
        assert passes(ask(source, "The keeper went on … towards the bridge.")), aside
