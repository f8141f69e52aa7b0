"""What an editor's bracket may put for the source's words, and what it may not."""

from __future__ import annotations

import pytest
from tests.match.wording.wording_cases import ask, passes

SOURCE = "In May the board said that {} mill was kept by the town."


def bracketed(source: str, bracket: str) -> bool:
    """Whether `bracket` passes for `source` in the middle of a sentence."""
    quote = SOURCE.format(f"[{bracket}]" if source else f"the [{bracket}]")
    return passes(ask(SOURCE.format(source or "the"), quote))


@pytest.mark.parametrize(
    ("source", "bracket"),
    [
        *(
            ("their", "the owners'"),
            ("our", "their"),
            ("my", "his"),
            ("the", "a"),
            ("it was our", "it was their"),
        ),
        *(("the", "the Orrin"), ("", "lower"), ("its", "the council's"), ("turning the", "turned the")),
        *(
            ("they had sold the", "the owners had sold the"),
            ("it is the", "it was the"),
            ("this", "the lower"),
        ),
    ],
)
def test_names_forms_and_additions_are_fair(source: str, bracket: str) -> None:
    assert bracketed(source, bracket)


@pytest.mark.parametrize(
    ("source", "bracket"),
    [
        *(("the guilty", "the innocent"), ("the poor", "the rich"), ("his", "her"), ("this", "that")),
        *(
            ("before the", "after the"),
            ("and the", "or the"),
            ("up at the", "down at the"),
            ("from the", "to the"),
        ),
        *(("importing the", "imposing the"), ("the wooden", "the wood"), ("they had the", "they were the")),
        *(
            ("the dog and the man of the", "the man and the dog of the"),
            ("the", "the last"),
            ("the", "another"),
        ),
        *(
            ("someone's", "everyone's"),
            ("now the", "later the"),
            ("now the", "then the"),
            ("a third of the", "the"),
        ),
        *(("the old", "the first"), ("most of the", "each"), ("he sold the", "she sold the"), ("the", "no")),
    ],
)
def test_another_word_is_not(source: str, bracket: str) -> None:
    assert not bracketed(source, bracket)


def test_a_bracket_may_tell_when_but_not_how_many() -> None:
    war = "The war ended in the spring, the old clerk wrote to us."
    assert passes(ask(war, "The war [of 1911] ended in the spring, the old clerk wrote to us."))
    assert passes(ask(war, "The war ended in the spring [in May 1911], the old clerk wrote to us."))
    assert not passes(ask(war, "The [3] war ended in the spring, the old clerk wrote to us."))
    assert not passes(ask(war, "The war ended in the spring, the [two] old clerk wrote to us."))
    then = "We lost all of the sheep then, and the meadows too."
    assert passes(ask(then, "We lost all of the sheep [on 3 May], and the meadows too."))
    number = "They paid for 34 sacks of gravel in the spring."
    assert not passes(ask(number, "They paid for [in 1911] sacks of gravel in the spring."))


def test_the_order_of_number_words_counts() -> None:
    source = "水坝的百分之三十在春天被卖给了镇上的农民。"
    assert not passes(ask(source, "水坝的[百分之十三]在春天被卖给了镇上的农民", language="zh"))
    assert passes(ask(source, "水坝的[百分之三十]在春天被卖给了镇上的农民", language="zh"))


def test_a_bracket_at_the_end_stands_for_what_is_near() -> None:
    source = "The loss is partly ours, and we won't hide it. The plan failed."
    assert passes(ask(source, "The loss is partly ours, and we won't hide [the plan]."))
    assert not passes(ask(source, "The loss is partly ours, and we won't [sell] it."))


def test_the_outermost_words_are_found_where_the_rest_stands() -> None:
    source = "It rained. It closes when we say so. It rained on."
    check = ask(source, "It closes when [the owners] say so.")
    assert passes(check)
    assert check.found == "It closes when we say so"
