"""Labels are believed only as far as the letters allow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.text.language import clean_tag, language_of, script_of

RUSSIAN = "Дипломат сообщил, что граждане просят помочь родственникам за границей."
KAZAKH = "Елші азаматтардың туыстарына көмек сұрап өтініш білдіргенін, жауап әлі келмегенін айтты."
CHINESE = "当局要求居民上交护照，违者将受到处罚，家人不知道他什么时候回来。"
JAPANESE = "当局は住民に旅券の提出を求め、家族はいつ戻れるのか知らされていない。"
ENGLISH = "The diplomat said that citizens were asking for help."


@pytest.mark.parametrize(
    ("text", "labels", "language"),
    [
        (RUSSIAN, ["en"], "ru"),
        (RUSSIAN, ["en", "ru"], "ru"),
        (RUSSIAN, ["kk"], "ru"),
        (KAZAKH, ["ru-KZ"], "kk"),
        (KAZAKH, [None, "kk"], "kk"),
        (RUSSIAN, ["bg"], "bg"),
        (CHINESE, ["en-US"], "zh"),
        (CHINESE, ["zh-Hans"], "zh-Hans"),
        (JAPANESE, ["zh"], "ja"),
        (ENGLISH, ["ru", "en-gb"], "en-GB"),
        (ENGLISH, ["zh"], None),
        (ENGLISH, [], None),
        ("1999", ["kk"], "kk"),
        ("", [], None),
        ("당국은 주민들에게 여권을 제출하라고 요구했다.", ["en"], "ko"),
        ("وقالت الوزارة إن التلاميذ محتجزون منذ أشهر", ["en"], "ar"),
        ("وقالت الوزارة إن التلاميذ محتجزون منذ أشهر", ["ug"], "ug"),
        (RUSSIAN + " " + ENGLISH, ["ru"], "ru"),
    ],
)
def test_label_against_letters(text: str, labels: list[str | None], language: str | None) -> None:
    assert language_of(text, labels) == language


def test_kazakh_names_do_not_make_a_russian_text_kazakh() -> None:
    assert language_of(RUSSIAN * 3 + " Қызай Әділ", []) == "ru"


@pytest.mark.parametrize(
    ("label", "tag"),
    [("EN_us", "en-US"), ("zh-hANT-tw", "zh-Hant-TW"), ("und", None), ("x y", None), (None, None)],
)
def test_clean_tag(label: str | None, tag: str | None) -> None:
    assert clean_tag(label) == tag


@given(st.text(max_size=200))
def test_any_text_has_a_script_or_none(text: str) -> None:
    if script_of(text) is None:
        assert language_of(text, ["en"]) == "en"
