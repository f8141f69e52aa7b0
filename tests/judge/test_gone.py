"""Told apart by the earlier page: an altered sentence, and one that is gone while a sibling stands."""

from __future__ import annotations

import pytest

from verify.judge.gone import gone

SIBLING = "The mill repaired 12 stone walls before the snow."
OURS = "The harbour repaired 15 stone walls after the flood."
BEFORE = f"A menu\n{SIBLING} {OURS}\nA foot with 7 readers."


def span(text: str, words: str) -> tuple[int, int]:
    at = text.index(words)
    return at, at + len(words)


def is_gone(after: str, held: str = SIBLING) -> bool:
    return gone(BEFORE, span(BEFORE, OURS), after, (span(after, held),))


@pytest.mark.parametrize(
    "after",
    [
        f"A menu\n{SIBLING}\nA foot with 8 readers.",
        f"A menu\n{SIBLING}\nSomething else entirely stands here now, about a choir.\nA foot.",
        BEFORE.replace(OURS, "").replace(" ", "\u00a0"),
    ],
)
def test_gone_where_only_what_stood_before_is_left(after: str) -> None:
    assert is_gone(after, after[after.index("The") : after.index("snow") + 4])


@pytest.mark.parametrize(
    "changed",
    [
        OURS.replace("15", "16"),
        OURS.replace("repaired", "never repaired"),
        OURS.replace("after the flood", "after the great flood of that spring"),
    ],
)
def test_altered_where_a_new_sentence_has_its_words_whatever_it_is_held_against(changed: str) -> None:
    after = BEFORE.replace(OURS, changed)
    assert not is_gone(after, changed)
    assert not is_gone(after, SIBLING)


def test_not_gone_while_it_stands_or_without_a_place() -> None:
    assert not is_gone(BEFORE)
    assert not gone(BEFORE, span(BEFORE, OURS), SIBLING, ())
