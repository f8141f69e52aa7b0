from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from verify.text.fold import fold, fold_text

ODD = st.text(
    st.sampled_from("aé‘’“”«—–-… \u00a0\n\t\u00ad\u200b\u202e\ufeffﬁ２Ａ²e\u0301и\u0306\ud800中。")
    | st.characters(),
    max_size=60,
)


def test_quotes_and_dashes_become_plain() -> None:
    assert fold_text("“a” ‘b’ «c» d—e – f…") == '"a" \'b\' "c" d-e - f...'


def test_white_space_of_every_kind_is_one_space() -> None:
    assert fold_text("a\u00a0\u2009\n\t b") == "a b"


def test_invisible_characters_go() -> None:
    assert fold_text("in\u00advis\u200bi\u202eble") == "invisible"


def test_a_dropped_character_between_spaces_leaves_one_space() -> None:
    assert fold_text("a \u200b b") == "a b"


def test_powers_and_case_stay() -> None:
    assert fold_text("10² Million¹") == "10² Million¹"


def test_full_width_and_ligatures_become_plain() -> None:
    assert fold_text("２０ ﬁne") == "20 fine"


def test_composition_keeps_the_short_i_a_letter() -> None:
    assert fold_text("и\u0306") == "й"


def test_the_span_of_a_ligature_is_its_one_character() -> None:
    folded = fold("a ﬃ b")
    at = folded.text.index("ffi")
    assert folded.original(at + 1, at + 2) == (2, 3)


def test_a_span_over_dropped_characters_covers_them() -> None:
    folded = fold("x so\u00adft y")
    at = folded.text.index("soft")
    assert folded.original(at, at + 4) == (2, 7)


@given(ODD)
def test_the_map_has_one_entry_for_each_folded_character_and_rises(text: str) -> None:
    folded = fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    assert list(folded.starts) == sorted(folded.starts)
    assert all(0 <= s < e <= len(text) for s, e in zip(folded.starts, folded.ends, strict=True))


@given(ODD)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold_text(text)
    assert fold_text(once) == once


@given(ODD, ODD)
def test_what_is_between_spaces_folds_the_same_alone_and_in_a_text(left: str, right: str) -> None:
    assert fold_text(f"{left} | {right}").count("|") == 1 + fold_text(left).count("|") + fold_text(
        right
    ).count("|")


@given(st.text(st.characters(categories=("Lu", "Ll", "Nd"), max_codepoint=0x17F), max_size=30))
def test_plain_composed_letters_are_kept(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert fold_text(text) == text
