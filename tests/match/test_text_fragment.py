"""Text fragments: taken apart, and looked for as whole words in blocks."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.match.text_fragment import Fragment, TextDirective, check_text, parse_fragment
from verify.model.text import Block, SourceText, Zone, plain

PAGE = plain(
    "The ministry said on Monday that it doesn’t hold 1,000 people.\n"
    "Two days later the ministry said  that it does.\n"
    "Officials “denied” it. 政府在周一表示没有人被关押。\n"
    "It said that the matter is closed."
)


@pytest.mark.parametrize(
    ("fragment", "parsed"),
    [
        ("top", Fragment("top")),
        (":~:text=a%20b", Fragment(None, (TextDirective("a b"),))),
        ("x:~:text=a,b", Fragment("x", (TextDirective("a", "b"),))),
        (":~:text=p-,a,b,-s", Fragment(None, (TextDirective("a", "b", "p", "s"),))),
        (
            ":~:text=p-,a&text=b,-s",
            Fragment(None, (TextDirective("a", prefix="p"), TextDirective("b", suffix="s"))),
        ),
        (":~:text=a%2Cb%2D&foo=1", Fragment(None, (TextDirective("a,b-"),))),
        (":~:selector(x)", Fragment(None)),
        (":~:", Fragment(None)),
    ],
)
def test_taken_apart(fragment: str, parsed: Fragment) -> None:
    assert parse_fragment(fragment) == parsed


@pytest.mark.parametrize(
    "text", ["", "a-", "p-,-s", ",", "a,b,c", "a,", "100%", "%ff", "p-,a,b,c,-s", "%20", "a-,b-,c,d"]
)
def test_what_means_nothing_is_a_problem(text: str) -> None:
    parsed = parse_fragment(f":~:text={text}&text=fine")
    assert parsed.directives == (TextDirective("fine"),)
    assert len(parsed.problems) == 1


@pytest.mark.parametrize(
    "directive",
    [
        "the MINISTRY said",
        "doesn't hold",
        "1%2C000",
        "said that",
        '"denied" it',
        "周一表示",
        "ministry,people",
        "Monday,later",
        "days-,later",
        "people.-,Two",
        "closed",
        "does.,-Officials",
        "said-,that,-it%20does.",
        "The-,ministry,does.,-officials",
        "matter-,is%20clo,-sed",
    ],
)
def test_what_is_there(directive: str) -> None:
    (parsed,) = parse_fragment(f":~:text={directive}").directives
    checked = check_text(parsed, PAGE)
    assert checked.found, checked.reason
    assert checked.reason == ""


@pytest.mark.parametrize(
    ("directive", "reason"),
    [
        ("nobody", "does not say “nobody”"),
        ("minist", "not as words of their own"),
        ("doesn", "not as words of their own"),
        ("000", "not as words of their own"),
        ("people. Two", "does not say"),
        ("closed,ministry", "the end “ministry” is not behind it"),
        ("closed-,ministry", "not behind “closed”"),
        ("nobody-,ministry", "does not say “nobody”, which stands before"),
        ("ministry,-denied", "“denied” does not follow"),
        ("ministry,Monday,-people", "“people” does not follow"),
    ],
)
def test_what_is_not_there_is_named(directive: str, reason: str) -> None:
    (parsed,) = parse_fragment(f":~:text={directive}").directives
    checked = check_text(parsed, PAGE)
    assert not checked.found
    assert reason in checked.reason


def test_metadata_is_not_on_the_page() -> None:
    text = SourceText("said so", (Block(0, 7, Zone.metadata),), "text/html", "x")
    assert not check_text(TextDirective("said"), text).found


@pytest.mark.parametrize(
    ("wanted", "page"),
    [
        ("the cafe today", "At the café today."),
        ("the café today", "At the cafe today."),
        ("cafe\u0301", "the Café"),
        ("Lodz", "in Łódź."),
        ("oeuvre", "son œuvre"),
        ("Strasse", "die Straße"),
        ("Istanbul", "İstanbul"),
        ("елка", "Ёлка"),
        ("محمد", "قال مُحَمَّد"),
        ("שלום", "שָׁלוֹם"),
        ("m2", "120 m² in all"),
        ("한국", "한국"),
    ],
)
def test_base_letters_are_compared(wanted: str, page: str) -> None:
    assert check_text(TextDirective(wanted), plain(page)).found
    assert check_text(TextDirective(wanted.upper()), plain(page.lower())).found


@pytest.mark.parametrize(
    ("wanted", "page"),
    [("мои", "мой дом"), ("か", "が"), ("कल", "कला"), ("कि", "की"), ("cafe", "cave"), ("한", "하")],
)
def test_other_letters_are_not(wanted: str, page: str) -> None:
    assert not check_text(TextDirective(wanted), plain(page)).found


WORDS = st.lists(
    st.sampled_from(["the", "ministry", "denied", "1,000", "café", "don’t", "政府", "U.S."]), min_size=1
)


@given(st.lists(WORDS, min_size=1, max_size=5), st.booleans(), st.tuples(*[st.floats(0, 1)] * 4))
def test_what_is_cut_out_of_a_page_is_found_in_it(
    blocks: list[list[str]], upper: bool, cuts: tuple[float, ...]
) -> None:
    page = plain("\n".join(" ".join(words) for words in blocks))
    flat = [(number, word) for number, words in enumerate(blocks) for word in words]
    at = sorted(int(cut * (len(flat) - 1)) for cut in cuts)
    prefix, start, end, suffix = (flat[each][1] for each in at)
    shown = quote(start.upper() if upper else start, safe="")
    (ranged,) = parse_fragment(f":~:text={shown},{quote(end)}").directives
    if at[1] < at[2]:
        assert check_text(ranged, page).found
    (single,) = parse_fragment(f":~:text={shown}").directives
    assert check_text(single, page).found
    if at[0] + 1 == at[1]:
        assert check_text(TextDirective(start, prefix=prefix), page).found
    if at[2] + 1 == at[3]:
        assert check_text(TextDirective(end, suffix=suffix), page).found


@given(st.text(max_size=60), st.text(max_size=40))
def test_any_fragment_and_any_page(fragment: str, page: str) -> None:
    for directive in parse_fragment(f":~:text={fragment}").directives:
        checked = check_text(directive, plain(page))
        assert checked.found == (checked.reason == "")


def test_many_near_hits_take_linear_time() -> None:
    page = plain("a b " * 20_000)
    assert not check_text(TextDirective("a", "b", suffix="c"), page).found
    assert not check_text(TextDirective("c", prefix="a"), page).found
