"""Numbers, dates and names are never taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.diff.operations import OpKind
from verify.diff.units import units
from verify.diff.words import diff_words


def changed(before: str, after: str) -> list[tuple[str, str]]:
    ops = [op for op in diff_words(before, after) if op.kind is not OpKind.kept]
    return [(before[slice(*(op.before or (0, 0)))], after[slice(*(op.after or (0, 0)))]) for op in ops]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1,234.5", "1,234.6"),
        ("1 200 000", "1 300 000"),
        ("12 %", "13 %"),
        ("12 percent", "13 percent"),
        ("3 May 2018", "4 May 2018"),
        ("3 May 2018", "3 June 2018"),
        ("3 mai 2018", "3 mai 2019"),
        ("3 мая 2018", "4 мая 2018"),
        ("May 2018", "May 2019"),
        ("$1.2 million", "$1.2 billion"),
        ("Omir Bekali", "Omar Bekali"),
        ("Ludwig van Beethoven", "Ludwig von Beethoven"),
        ("Омир Бекали", "Омар Бекали"),
    ],
)
def test_a_unit_changes_whole(before: str, after: str) -> None:
    for frame in ("it was {} there", "so said {}, twice", "it was ({})."):
        assert changed(frame.format(before), frame.format(after)) == [(before, after)]


def test_a_name_that_got_a_word_is_one_change() -> None:
    assert changed("so said Omir Bekali twice", "so said Omir Nur Bekali twice") == [
        ("Omir Bekali", "Omir Nur Bekali")
    ]


def test_the_first_word_of_a_sentence_is_no_name() -> None:
    assert units("The Kremlin said so.") == []
    assert changed("The Kremlin said so.", "The Ministry said so.") == [("Kremlin", "Ministry")]


def test_ideographs_are_words_of_their_own() -> None:
    assert changed("他没有去学校。", "他有去学校。") == [("没", "")]


@given(st.text(max_size=60))
def test_units_are_in_order_and_inside(text: str) -> None:
    end = 0
    for start, stop in units(text):
        assert end <= start < stop <= len(text)
        end = stop
