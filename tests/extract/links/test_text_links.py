"""Addresses in plain text and tables: where they end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.extract.links.csv_links import csv_links
from verify.extract.links.text_links import find_urls, text_links


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in find_urls(text)]


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("See https://a.example/b.", ["https://a.example/b"]),
        ("(https://a.example/b_(c)), and", ["https://a.example/b_(c)"]),
        ("(see https://a.example/b) x", ["https://a.example/b"]),
        ("https://a.example/b)c", ["https://a.example/b"]),
        ("<https://a.example/b>", ["https://a.example/b"]),
        ("“https://a.example/b”, 'https://c.example'!", ["https://a.example/b", "https://c.example"]),
        ("请看https://a.example/路径。再见", ["https://a.example/路径"]),
        ("（https://a.example/b）", ["https://a.example/b"]),
        ("http://пример.рф/путь, и", ["http://пример.рф/путь"]),
        ("http://[::1]:80/a]", ["http://[::1]:80/a"]),
        ("https://a.example/?b=c&d=e#f;", ["https://a.example/?b=c&d=e#f"]),
        ("**https://a.example/b**", ["https://a.example/b"]),
        ("www.a.example/b; me@www.b.example", ["www.a.example/b"]),
        ("https:// http://... www. xhttps://a.example", []),
    ],
)
def test_where_an_address_ends(text: str, urls: list[str]) -> None:
    assert found(text) == urls


def test_an_entity_at_the_end_is_no_part_of_it_in_markup() -> None:
    assert [end for _, end in find_urls("https://a.example/b&gt;", markup=True)] == [19]


def test_lists_are_taken_line_by_line() -> None:
    listed = text_links("# mine https://no.example\nhttps://a.example/U.S.\n\n  https://b.example/c)\n").links
    assert [(each.at, each.target) for each in listed] == [
        (26, "https://a.example/U.S."),
        (52, "https://b.example/c)"),
    ]
    assert text_links("www.a.example").links[0].target == "http://www.a.example"


@given(st.text(alphabet="htps:/w.ax()[]<>&;,#\n路。 ", max_size=100))
def test_addresses_never_overlap_and_hold_no_space(text: str) -> None:
    last = 0
    for start, end in find_urls(text):
        assert last <= start < end <= len(text)
        assert not any(char.isspace() for char in text[start:end])
        last = end


CELLS = st.sampled_from(
    ["x", "", '"a ""b"""', "https://a.example/", '"https://a.example/b,c;d"', '"see https://e.example/\n."']
)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5), st.sampled_from(",;\t"))
def test_cells_are_read_whole(rows: list[list[str]], delimiter: str) -> None:
    text = "\n".join(delimiter.join(row) for row in rows)
    links = csv_links(text, delimiter).links
    assert len(links) == sum("https" in cell for row in rows for cell in row)
    for each in links:
        assert text.startswith(each.target, each.at)
        assert each.target in ("https://a.example/", "https://a.example/b,c;d", "https://e.example/")


def test_a_cell_beyond_all_measure_is_a_problem() -> None:
    reading = csv_links(f"a,{'b' * 200_000},https://a.example/\n")
    assert len(reading.links) == 1
    assert reading.complaints[0].at == 2
