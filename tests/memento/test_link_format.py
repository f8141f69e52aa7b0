from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.memento.given import moment

from verify.memento.link_format import Link, read_links, write_links


def test_a_timemaps_lines() -> None:
    text = (
        '<http://a.example/>;rel="original",\n'
        '<http://t.example/timemap/link/http://a.example/>\n; rel="self";type="application/link-format"\n'
        '; from="Tue, 20 Jun 2000 18:02:59 GMT", <http://t.example/2000/http://a.example/>'
        '; rel="first memento"; datetime="Tue, 20 Jun 2000 18:02:59 GMT",\n'
    )
    original, own, first = read_links(text)
    assert (original.target, original.rels) == ("http://a.example/", {"original"})
    assert own.parameter("from") == "Tue, 20 Jun 2000 18:02:59 GMT"
    assert first.rels == {"first", "memento"}
    assert first.at == moment("20000620180259")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<a,b;c>; rel=next", [Link("a,b;c", (("rel", "next"),))]),
        ('<a>; title="one, two; <b>", <c>', [Link("a", (("title", "one, two; <b>"),)), Link("c")]),
        (r'<a>; title="say \"no\" \\ yes"', [Link("a", (("title", 'say "no" \\ yes'),))]),
        ("<a>; flag; REL = Next ", [Link("a", (("flag", ""), ("rel", "Next")))]),
        ("<a> ,, <b>", [Link("a"), Link("b")]),
        ("nonsense, <a>; rel=x", [Link("a", (("rel", "x"),))]),
        ("nonsense <a>", [Link("a")]),
        ("<a>; rel=x oddity <b>", [Link("a", (("rel", "x"),)), Link("b")]),
        ('<a>; rel="open', [Link("a", (("rel", ""),))]),
        ("<a", []),
        ("", []),
        (" , ; > ", []),
    ],
)
def test_links_out_of_the_ordinary(text: str, expected: list[Link]) -> None:
    assert list(read_links(text)) == expected


def test_the_first_parameter_of_a_name_counts() -> None:
    (link,) = read_links("<a>; rel=one; rel=two")
    assert link.parameter("rel") == "one"
    assert link.parameter("none") is None
    assert link.rels == {"one"}


def test_a_time_that_is_none_is_none() -> None:
    assert read_links('<a>; rel=memento; datetime="long ago"')[0].at is None


_TARGETS = st.text(st.characters(exclude_characters="<>"), max_size=30).map(str.strip)
_NAMES = st.from_regex(r"[a-z*!-]{1,8}", fullmatch=True)
_VALUES = st.text(max_size=30)
_LINKS = st.builds(Link, _TARGETS, st.lists(st.tuples(_NAMES, _VALUES), max_size=4).map(tuple))


@given(st.lists(_LINKS, max_size=5).map(tuple))
def test_what_is_written_reads_back(links: tuple[Link, ...]) -> None:
    assert read_links(write_links(links)) == links


@given(st.text(alphabet='<>;,="\\ \nrelaé', max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    for link in read_links(text):
        assert link.target in text


@pytest.mark.parametrize("text", ["<" * 50_000, "<a>;" * 50_000, '<a>; x="' * 20_000, ", " * 100_000])
def test_long_nonsense_is_read_in_little_time(text: str) -> None:
    assert len(read_links(text)) <= 50_000
