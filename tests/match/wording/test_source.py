from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.match.wording.paragraphs import PAGE

from verify.match.wording.atoms import atomize
from verify.match.wording.lexicon import lexicon
from verify.match.wording.roles import Role, role_table
from verify.match.wording.source import SourceAtoms, to_space
from verify.text.fold import fold_text
from verify.text.lists import languages

EN = lexicon("en")
TEXT = fold_text(PAGE)
_PHRASES = [
    *("at least", "no longer", "per cent", "34 000 000", "50 or more", "10 - 20", "about", "[12]"),
    *("-5", "exam- ple", "can't", "May", "中文字"),
]


def test_the_cells_of_a_page_hold_the_atoms_of_the_page() -> None:
    assert SourceAtoms(TEXT, EN).between(0, len(TEXT)) == atomize(TEXT, EN)


@given(st.integers(1000, 1060), st.lists(st.sampled_from(_PHRASES), min_size=1, max_size=40))
def test_what_crosses_the_edge_of_a_cell_is_read_as_a_whole(shift: int, words: list[str]) -> None:
    text = "x" * (shift % 7) + " ab" * (shift // 3) + " ".join(["", *words, "end"])
    assert SourceAtoms(text, EN).between(0, len(text)) == atomize(text, EN)


@given(st.integers(0, len(TEXT)), st.integers(0, 700))
def test_between_gives_whole_atoms_only(start: int, length: int) -> None:
    end = start + length
    inside = [atom for atom in atomize(TEXT, EN) if start <= atom.start and atom.end <= end]
    assert SourceAtoms(TEXT, EN).between(start, end) == inside


@pytest.mark.parametrize(
    ("text", "at", "key", "hedged"),
    [("They paid 34 000 crowns", 12, "#000", False), ("They saw at least, we think", 11, "least", False)],
)
def test_the_rest_is_read_as_if_nothing_stood_before(text: str, at: int, key: str, hedged: bool) -> None:
    first = SourceAtoms(text, EN).rest(at, len(text))[0]
    assert (first.key, bool(first.role & Role.hedge)) == (key, hedged)


@pytest.mark.parametrize("language", languages())
def test_no_phrase_is_longer_than_what_is_read_beside_a_cell(language: str) -> None:
    table = role_table(lexicon(language))
    phrases = [phrase for found in table.openings.values() for opening in found for phrase in opening.phrases]
    assert max(len(" ".join(phrase)) for phrase in phrases) <= 48


def test_a_word_without_end_is_cut() -> None:
    assert to_space("x" * 1000, 500, 1) == 700
    text = "x" * 3000
    assert all(len(atom.text) < 1000 for atom in SourceAtoms(text, EN).between(0, 3000))


@given(st.integers(0, 2900), st.integers(1, 900))
def test_an_endless_word_is_cut_alike_whatever_was_read_before(start: int, length: int) -> None:
    text = "he said " + "x" * 2000 + " and left " * 90
    read = SourceAtoms(text, EN)
    read.between(start, start + length)
    assert read.between(0, len(text)) == SourceAtoms(text, EN).between(0, len(text))
