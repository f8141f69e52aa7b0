from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.match.wording.atoms import Role, atomize
from verify.match.wording.lexicon import lexicon
from verify.match.wording.marks import quote_atoms
from verify.text.fold import fold_text

EN = lexicon("en")


def keys(text: str, language: str = "en") -> list[str]:
    return [atom.key for atom in atomize(fold_text(text), lexicon(language))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("34,000", "34 000"),
        ("34,000", "34000"),
        ("34'000", "34,000"),
        ("14 per cent", "14%"),
        ("wasn't", "was not"),
        ("can’t", "cannot"),
        ("won't", "will not"),
        ("colour-coded", "color coded"),
        ("twelve", "12"),
        ("naïve", "naive"),
        ("third", "3rd"),
        ("A & B", "a and b"),
        ("“word”, (word)", "word word"),
        ("10–20", "10 - 20"),
    ],
)
def test_equal_keys(one: str, other: str) -> None:
    assert keys(one) == keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("34,000", "34.000"),
        ("3.5", "35"),
        ("10-20", "10 20"),
        ("10, 200", "10 200"),
        ("-5", "5"),
        ("$5", "€5"),
        ("5%", "5"),
        ("10²", "102"),
        ("we're", "were"),
        ("legal", "illegal"),
        ("four", "for"),
        ("filling", "filing"),
        ("affect", "effect"),
        ("24/7", "24 7"),
    ],
)
def test_different_keys(one: str, other: str) -> None:
    assert keys(one) != keys(other)


def test_german_and_english_points_are_read_by_language() -> None:
    assert keys("34.000,5", "de") == keys("34 000,5", "de") == ["#34000.5"]


def test_accents_of_cyrillic_letters_stay_but_the_dots_of_yo() -> None:
    assert keys("ёлка", "ru") == keys("елка", "ru")
    assert keys("мой", "ru") != keys("мои", "ru")


def test_a_word_about_is_a_hedge_beside_a_number_only() -> None:
    atoms = atomize("a law about the sea and about 50 boats", EN)
    assert [bool(atom.role & Role.hedge) for atom in atoms] == [False] * 6 + [True] + [False] * 2


def test_marks_of_an_editor() -> None:
    quote = quote_atoms(fold_text("[T]he boat … walk[ed] [sic] off [...] home"), EN)
    assert [(a.key, a.soft, a.outside) for a in quote.atoms if a.kind.name != "gap"] == [
        ("the", 0, "he"),
        ("boat", None, ""),
        ("walked", 1, "walk"),
        ("off", None, ""),
        ("home", None, ""),
    ]
    assert (quote.gaps, quote.marked) == (2, True)


@given(st.text(st.sampled_from("ab1-'.,% $[]…中é\u0301\ud800n't"), max_size=40))
def test_every_letter_and_digit_is_in_an_atom(text: str) -> None:
    folded = fold_text(text)
    covered = {i for atom in atomize(folded, EN) for i in range(atom.start, atom.end)}
    kept = [i for i, char in enumerate(folded) if char.isalnum() and i not in covered]
    assert all("[" in folded[max(0, i - 4) : i] for i in kept)  # only reference marks are left out
