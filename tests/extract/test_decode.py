"""The decode ladder on pages of ours, rightly and wrongly labelled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.extract.decode import decode
from verify.extract.labels import charset_name, codec_for
from verify.extract.plausible import plausibility

RUSSIAN = (
    "Дипломат сообщил, что граждане просят помочь родственникам. Вопрос поднимался на встречах с китайской "
    "стороной в мае, ответ пока не получен."
)
CHINESE = (
    "当局要求居民上交护照，违者将受到处罚。一名商人说，他的"
    "亲戚在学习班里已经七个月，家人不知道他什么时候可以回来。"
)
JAPANESE = (
    "当局は住民に旅券の提出を求めた。ある商人によると、親族は七"
    "か月にわたり学習施設にいて、いつ戻れるのか知らされていない。"
)
KOREAN = (
    "당국은 주민들에게 여권을 제출하라고 요구했다. 한 상인은 친척이"
    " 일곱 달째 학습 시설에 있으며 언제 돌아올지 모른다고 말했다."
)
FRENCH = "Le ministère a précisé que les élèves étaient là depuis sept mois, d’après un témoin âgé."
TRADITIONAL = (
    "當局要求居民上交護照，違者將受到處罰。一名商人說"
    "，他的親戚在學習班裡已經七個月，家人不知道他什麼時候可以回來。"
)
TURKISH = (
    "Yetkililer, pasaportların üç gün içinde teslim edilmesini istedi; bir tüccar, kardeşinin yedi aydır "
    "eğitim merkezinde olduğunu söyledi. Şehirde sıkı denetim sürüyor."
)
ARABIC = (
    "طالبت السلطات السكان بتسليم جوازات السفر، وقال تاجر إن قريبه موجود في مركز التعليم منذ سبعة أشهر ولا "
    "يعرف أحد متى يعود."
)
PAGES = {
    "gb18030": CHINESE,
    "windows-1251": RUSSIAN,
    "utf-8": RUSSIAN,
    "koi8-r": RUSSIAN,
    "euc-kr": KOREAN,
    "shift_jis": JAPANESE,
    "windows-1252": FRENCH,
    "big5": TRADITIONAL,
    "euc-jp": JAPANESE,
    "windows-1254": TURKISH,
    "windows-1256": ARABIC,
}


def page(words: str, label: str = "") -> str:
    return f'<html><head><meta charset="{label}"><title>t</title></head><body><p>{words}</p></body></html>'


@pytest.mark.parametrize("label", [*PAGES, "gb2312", "iso-8859-1", "utf-16", "no-such-charset"])
@pytest.mark.parametrize("real", PAGES)
def test_a_wrong_label_never_costs_the_text(real: str, label: str) -> None:
    by_header = decode(page(PAGES[real]).encode(real), f"text/html; charset={label}")
    by_meta = decode(page(PAGES[real], label).encode(real), "text/html")
    assert PAGES[real] in by_header.text
    assert PAGES[real] in by_meta.text


@pytest.mark.parametrize("label", [name for name in PAGES if name != "utf-8"])
def test_a_right_label_is_the_rung(label: str) -> None:
    found = decode(page(PAGES[label]).encode(label), f"text/html; charset={label}")
    assert (found.charset, found.rung) == (label, "header")
    assert decode(page(PAGES[label], label).encode(label)).rung == "meta"


@pytest.mark.parametrize(("header", "meta"), [("iso-8859-1", "koi8-r"), ("utf-8", "windows-1252"), ("x", "")])
@pytest.mark.parametrize("real", PAGES)
def test_labels_that_contradict_each_other(real: str, header: str, meta: str) -> None:
    found = decode(page(PAGES[real], meta).encode(real), f"text/html; charset={header}")
    assert PAGES[real] in found.text
    assert found.rung in {"utf-8", "header", "meta", "detector"}


def test_a_label_behind_much_else_is_read() -> None:
    late = f"<html><head><script>{'x();' * 2000}</script><meta charset=koi8-r></head><p>{RUSSIAN}"
    found = decode(late.encode("koi8-r"))
    assert (found.charset, found.rung) == ("koi8-r", "meta")


def test_strict_utf8_beats_the_label() -> None:
    found = decode("naïve café – 10 €".encode(), "text/html; charset=iso-8859-1")
    assert (found.text, found.charset, found.rung) == ("naïve café – 10 €", "utf-8", "utf-8")


def test_a_few_bad_bytes_do_not_unseat_utf8() -> None:
    found = decode(RUSSIAN.encode() + b" \xff " + RUSSIAN.encode(), "text/html; charset=windows-1251")
    assert found.rung == "near-utf-8"
    assert found.text == f"{RUSSIAN} \ufffd {RUSSIAN}"


def test_one_bad_byte_in_a_page_of_few_accents() -> None:
    text = "The ministry of the valley’s schools said: no comment. " * 3
    found = decode(text.encode() + b"\x96 1,043 pupils", "text/html")
    assert (found.text, found.rung) == (f"{text}\ufffd 1,043 pupils", "near-utf-8")
    body = "a café".encode() + b" \x96 and a bar"
    assert decode(body, "text/html; charset=utf-8").rung == "near-utf-8"


@pytest.mark.parametrize(
    ("mark", "codec"),
    [(b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")],
)
def test_a_byte_order_mark_decides(mark: bytes, codec: str) -> None:
    found = decode(mark + RUSSIAN.encode(codec), "text/html; charset=koi8-r")
    assert (found.text, found.rung) == (RUSSIAN, "bom")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_mark_is_seen_by_its_nulls(codec: str) -> None:
    found = decode(page(CHINESE).encode(codec))
    assert (found.text, found.rung) == (page(CHINESE), "null-pattern")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_plain_text_in_utf16_without_mark(codec: str) -> None:
    found = decode(RUSSIAN.encode(codec), "text/plain; charset=windows-1251")
    assert (found.text, found.charset) == (RUSSIAN, codec.replace("16-", "16"))
    found = decode(CHINESE.encode(codec), f"text/plain; charset={codec.replace('16-', '16')}")
    assert (found.text, found.rung) == (CHINESE, "header")
    assert decode(CHINESE.encode("gb18030"), "text/plain; charset=utf-16").text == CHINESE


def test_iso_2022_jp_is_not_taken_for_ascii() -> None:
    found = decode(page(JAPANESE).encode("iso2022-jp"))
    assert JAPANESE in found.text
    assert found.rung == "escape"


def test_a_character_cut_at_the_end_spoils_nothing() -> None:
    assert decode("сорок".encode()[:-1]).text == "соро"
    assert decode("сорок".encode()[:-1]).rung == "utf-8"


def test_gb2312_is_read_as_gb18030() -> None:
    text = page("朱镕基说，当局没有回答。" + CHINESE, "gb2312")  # 镕 is not in gb2312
    assert decode(text.encode("gb18030")).text == text


def test_labels_follow_the_encoding_standard() -> None:
    assert codec_for(" ISO-8859-1 ") == codec_for("latin1") == codec_for("ascii") == "cp1252"
    assert codec_for('"GBK"') == codec_for("gb2312") == "gb18030"
    assert codec_for("bogus") is codec_for(None) is None
    assert [charset_name(name) for name in ("cp1252", "cp932", "utf-16-le", "iso8859-5")] == [
        "windows-1252",
        "shift_jis",
        "utf-16le",
        "iso-8859-5",
    ]


def test_mojibake_scores_below_the_text_it_came_from() -> None:
    for real in ("koi8-r", "windows-1251", "utf-8"):
        for wrong in ("windows-1252", "koi8-r", "windows-1251"):
            if real != wrong:
                garbled = RUSSIAN.encode(real).decode(wrong, "replace")
                assert plausibility(garbled) < plausibility(RUSSIAN) - 0.2


@given(body=st.binary(max_size=600), label=st.sampled_from(["", "utf-8", "shift_jis", "utf-16", "big5", "x"]))
def test_random_bytes_always_decode(body: bytes, label: str) -> None:
    found = decode(body, f"text/html; charset={label}")
    assert found.rung in {
        "bom", "null-pattern", "escape", "utf-8", "near-utf-8", "header", "meta", "detector", "fallback",
    }  # fmt: skip
    assert decode(body, f"text/html; charset={label}") == found


@given(text=st.text(max_size=300))
def test_utf8_text_comes_back_unchanged(text: str) -> None:
    body = b"\xef\xbb\xbf" + text.encode()
    assert decode(body).text == text
