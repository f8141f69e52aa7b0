from __future__ import annotations

import pytest
from tests.match.wording.wording_cases import ask, kinds

from verify.match.wording.edits import opposite
from verify.match.wording.lexicon import lexicon
from verify.model.match import EditKind


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("legal", "illegal", "en"),
        ("able", "unable", "en"),
        ("respect", "disrespect", "en"),
        ("hopeful", "hopeless", "en"),
        ("harm", "harmless", "en"),
        ("законный", "незаконный", "ru"),
        ("барды", "бармады", "kk"),
        ("möglich", "unmöglich", "de"),
    ],
)
def test_opposites(one: str, other: str, language: str) -> None:
    assert opposite(one, other, lexicon(language))
    assert opposite(other, one, lexicon(language))


@pytest.mark.parametrize(
    ("one", "other"), [("boat", "boats"), ("form", "reform"), ("side", "inside out"), ("a", "una")]
)
def test_other_pairs_are_none(one: str, other: str) -> None:
    assert not opposite(one, other, lexicon("en"))


def test_several_edits_are_told_in_order_with_the_gravest_as_the_main_one() -> None:
    check = ask(
        "At dawn the 14 old keepers calmly did not open the heavy gates.",
        "At noon the 41 old keepers calmly did open all the heavy gates.",
    )
    assert kinds(check)[:2] == [EditKind.wording, EditKind.number]
    assert set(kinds(check)) >= {EditKind.negation, EditKind.added}
    assert check.main_edit is not None
    assert check.main_edit.kind is EditKind.number
    assert "a number differs" in check.reason


def test_a_month_is_not_a_modal() -> None:
    check = ask(
        "All the boats were sold in May of that year.", "All the boats were sold in June of that year."
    )
    assert kinds(check) == [EditKind.wording]


def test_a_contraction_is_one_spelling_edit() -> None:
    check = ask("The old gate wasn't open at noon.", "The old gate was not open at noon.")
    assert kinds(check) == [EditKind.spelling]
