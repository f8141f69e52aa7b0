"""What an ellipsis may not stand for by its shape."""

from __future__ import annotations

import pytest
from tests.match.wording.wording_cases import ask, kinds, passes

from verify.match.wording.asides import aside_shape
from verify.match.wording.atoms import atomize
from verify.match.wording.lexicon import lexicon
from verify.match.wording.tails import FINE
from verify.model.match import EditKind, Outcome

K = EditKind


@pytest.mark.parametrize(
    ("aside", "kind", "unsure"),
    [
        ("they glorp", K.attribution, False),
        ("the owners glorp", K.attribution, False),
        ("glorply", K.omitted, True),
        ("glorp willing", K.omitted, True),
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


@pytest.mark.parametrize("aside", ["in March", "a ford of old", "and the ford", "which is old", "again"])
def test_a_fair_aside(aside: str) -> None:
    source = f"The bridge was, {aside}, damaged by ice in the night."
    assert ask(source, "The bridge was … damaged by ice in the night").outcome is Outcome.marked


def test_an_adverb_or_a_word_that_touches_a_number() -> None:
    source = "The bridge was glorply damaged by ice in March."
    assert kinds(ask(source, "The bridge was … damaged by ice in March")) == [K.omitted]
    numbers = "The council bought glorp 50 barges in the spring."
    assert not passes(ask(numbers, "The council bought … 50 barges in the spring"))
    assert passes(ask("They bought for the town 50 barges in May.", "They bought … 50 barges in May"))
    assert passes(ask("They bought 50 wooden barges in May.", "They bought 50 … barges in May"))


def test_a_narrators_words_between_two_quotations_are_fair() -> None:
    source = "“The bridge is old,” the mayor said, “and the ford is deep.”"
    assert passes(ask(source, "The bridge is old … and the ford is deep"))


def test_at_an_end_and_in_a_language_without_the_table_nothing_is_said() -> None:
    words = atomize("glorply", lexicon("en"))
    assert aside_shape(words, None, words[0], lexicon("en")) == FINE
    assert aside_shape([], words[0], words[0], lexicon("en")) == FINE
    assert aside_shape(words, words[0], words[0], lexicon("kk")) == FINE
