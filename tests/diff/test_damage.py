"""Bytes read under another decoding are named, and nothing else is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.diff.damage import damage, fits
from verify.diff.operations import Damage, OpKind, Side
from verify.diff.text_diff import diff_texts
from verify.model.text import plain

FRENCH = "Le café était fermé à l’été 2018. Rien d’autre n’a été dit."
RUSSIAN = "Школа была закрыта в мае 2018 года. Никто не пришёл."


def misread(text: str, right: str, used: str) -> str:
    """`text`, its bytes read as a browser would: what `used` leaves open as controls."""
    return "".join(
        bytes([code]).decode(used) if _known(code, used) else chr(code) for code in text.encode(right)
    )


def _known(code: int, used: str) -> bool:
    try:
        bytes([code]).decode(used)
    except UnicodeError:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "right", "used", "how"),
    [
        (FRENCH, "utf-8", "windows-1252", "UTF-8 read as windows-1252"),
        (RUSSIAN, "utf-8", "windows-1252", "UTF-8 read as windows-1252"),
        (RUSSIAN[:35], "utf-8", "koi8-r", "UTF-8 read as KOI8-R"),
        (RUSSIAN, "windows-1251", "windows-1252", "windows-1251 read as windows-1252"),
        (RUSSIAN[:35], "koi8-r", "windows-1251", "KOI8-R read as windows-1251"),
    ],
)
def test_a_misread_page_is_damage_alone_on_either_side(text: str, right: str, used: str, how: str) -> None:
    broken = misread(text, right, used)
    for before, after, side in ((text, broken, Side.after), (broken, text, Side.before)):
        diff = diff_texts(plain(before), plain(after))
        assert diff.damage_only
        assert {(op.kind, op.damage and op.damage.side) for op in diff.edits} <= {
            (OpKind.changed, Side.after),
            (OpKind.changed, Side.before),
        }
        assert Damage(side, how) in [op.damage for op in diff.edits] or right == "koi8-r"  # either way round


def test_lost_letters_are_said_to_be_lost_and_not_to_be_equal() -> None:
    after = FRENCH.encode("windows-1252").decode("utf-8", "replace")
    diff = diff_texts(plain(FRENCH), plain(after))
    assert {op.damage for op in diff.edits} == {Damage(Side.after, "letters read as U+FFFD", lost=True)}
    assert not diff.damage_only


@pytest.mark.parametrize(
    ("old", "new"), [("2018", "2019"), ("fermé", "ouvert"), (" n’a été dit", " a été dit"), ("Rien", "Tout")]
)
@pytest.mark.parametrize("how", ["misread", "lost"])
def test_no_other_word_hides_behind_damage(old: str, new: str, how: str) -> None:
    after = FRENCH.replace(old, new)
    broken = (
        misread(after, "utf-8", "windows-1252")
        if how == "misread"
        else after.encode("windows-1252").decode("utf-8", "replace")
    )
    diff = diff_texts(plain(FRENCH), plain(broken))
    assert not diff.damage_only
    assert any(op.damage is None for op in diff.edits)


def test_a_text_that_cannot_be_read_at_all_is_not_excused() -> None:
    lost = RUSSIAN.encode("windows-1251").decode("utf-8", "replace")
    assert all(op.damage is None for op in diff_texts(plain(RUSSIAN), plain(lost)).edits)


@given(st.text(alphabet="aé’ñЖ \u00a0nt", max_size=12), st.text(alphabet="aé’ñЖ \u00a0nt", max_size=12))
def test_two_healthy_texts_are_never_damage(before: str, after: str) -> None:
    assert damage(before, after) is None


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x2FF), min_size=1, max_size=30))
def test_what_was_misread_is_found_by_itself(text: str) -> None:
    broken = misread(text, "utf-8", "windows-1252")
    found = damage(text, broken)
    assert text.isascii() or found is not None


def test_a_page_made_to_try_every_gap_is_done_soon() -> None:
    sound = "的" * 3_900 + "x"
    assert damage(sound, "的的\ufffd" * 1_200 + "y") is None
    assert damage("的的é" * 1_200, "的的\ufffd" * 1_200) == Damage(
        Side.after, "letters read as U+FFFD", lost=True
    )


LETTERS = st.text(alphabet="aé的'- ", max_size=10)


@given(st.lists(LETTERS, min_size=1, max_size=4), LETTERS)
def test_gaps_are_one_to_eight_foreign_characters(parts: list[str], other: str) -> None:
    whole = "é".join(parts)
    pattern = "(?:[^\\x00-\\x7f]|['\"-]){1,8}".join(map(re.escape, parts))
    assert fits(parts, whole)
    assert fits(parts, other) == bool(re.fullmatch(pattern, other))
