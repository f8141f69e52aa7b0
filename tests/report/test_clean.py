"""Nothing fetched can steer a terminal."""

import json
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from verify.report.clean import clean, defused, defused_json, shorten
from verify.report.table import grid


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_no_control_bidi_or_surrogate_survives(text: str) -> None:
    shown = clean(text)
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in shown)
    assert not set(shown) & set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
    assert clean(shown) == shown


def test_escape_sequences_lose_their_escape() -> None:
    assert clean("a\x1b]0;owned\x07b\x9bc") == "a\ufffd]0;owned\ufffdb\ufffdc"
    assert clean("one\ttwo\nthree\r\nfour") == "one two three  four"


@given(st.text(max_size=100), st.integers(2, 60))
def test_shorten_never_exceeds_its_width(text: str, width: int) -> None:
    assert len(shorten(text, width)) <= max(width, 1)
    if len(text) <= width:
        assert shorten(text, width) == text


def test_a_grid_keeps_numbers_as_written_and_one_line_a_row() -> None:
    shown = grid([("0012", "a\nb"), ("1e5", None)], ["id", "x"])
    assert "0012" in shown
    assert "1e5" in shown
    assert len(shown.splitlines()) == 4


def test_no_line_is_an_order_to_a_build_server() -> None:
    orders = "##[error]x ###[group] ##vso[task.setvariable variable=a]b ##teamcity[x] # ##"
    assert clean(orders) == "# #[error]x ## #[group] # #vso[task.setvariable variable=a]b # #teamcity[x] # ##"
    text = "why  std::vector\n  ::add-mask::a\n:::error::x\n\n \u00a0::error::y ##[set-env]\n[::1]"
    assert defused(text) == (
        "why  std::vector\n  : :add-mask::a\n: ::error::x\n\n \u00a0: :error::y # #[set-env]\n[::1]"
    )
    assert defused(defused(text)) == defused(text)


@given(st.text(st.sampled_from('#[]a\\":'), max_size=20))
def test_json_without_orders_has_the_same_value(text: str) -> None:
    told = defused_json(json.dumps([text]))
    assert json.loads(told) == [text]
    assert "##[" not in told
