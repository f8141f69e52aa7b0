"""Any document to its links: formats are told apart, places are exact, nothing makes it fail."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.extract.links.document import find_links
from verify.extract.links.written import MAX_LINKS
from verify.model.link import FoundLinks, LinkKind

NAMES = ("a.html", "a.md", "a.txt", "a.csv", "a.tsv", "a.xml", "a.rss", "a.pdf", "-", "https://x.example/a")
PIECES = st.sampled_from(
    [
        *("<a href=", "<a href='", '"', "'", ">", "<", "</a>", "<img srcset=", "<!--", "-->", "<script>"),
        *("</script>", "<template>", "<base href=d/>", "https://a.example/b", "http://", "www.c.example"),
        *("[x](", ")", "](", "[x]: ", "![", "`", "```\n", "> ", "| ", "|---|---|\n", "\n", "\n\n", "\r", " "),
        *(
            "&amp;",
            "&#x26;",
            "\\",
            "<![CDATA[",
            "]]>",
            "<loc>",
            "</loc>",
            "<?xml?>",
            "<!DOCTYPE x [",
            "<rss>",
        ),
        *(",", ";", "\t", "#", "é", "路", "\u200b", "\x00", "[::1]", "@", "%zz", "(", "<https://d.example>"),
    ]
)


def urls(found: FoundLinks) -> list[str]:
    return [link.url for link in found.links]


def places(found: FoundLinks) -> list[tuple[int, int]]:
    return [(link.place.line, link.place.column) for link in found.links]


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=80), st.sampled_from(NAMES))
def test_links_are_where_they_are_said_to_be(text: str, name: str) -> None:
    found = find_links(text.encode(), name=name, base="https://base.example/d/")
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert list(found.links) == sorted(found.links, key=lambda link: (link.place.line, link.place.column))
    for link in found.links:
        line = lines[link.place.line - 1]
        assert 1 <= link.place.column <= len(line) + 1
        if link.target in text and "@" not in text and link.target.startswith("https://a.example/b"):
            assert link.url.startswith("https://a.example/b")
        assert link.url.startswith(("http://", "https://"))


@given(st.binary(max_size=200), st.sampled_from(NAMES), st.sampled_from((None, "text/html", "text/xml; a")))
def test_no_bytes_make_it_fail(content: bytes, name: str, media_type: str | None) -> None:
    first = find_links(content, name=name, media_type=media_type)
    assert first == find_links(content, name=name, media_type=media_type)


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (b'<p><a href="https://a.example/">x</a>', "p.html", None),
        (b'<p><a href="https://a.example/">x</a>', "https://x.example/p", "text/html; charset=utf-8"),
        (b'<!doctype html><a href="https://a.example/">x</a>', "-", None),
        (b"see [x](https://a.example/)", "p.md", None),
        (b"# Head\n\nsee [x](https://a.example/)", "-", None),
        (b"see https://a.example/.", "p.txt", "text/plain"),
        (b"https://a.example/\n", "-", None),
        (b'n,"https://a.example/"\n', "p.csv", None),
        (b"name,url\nx,https://a.example/\n", "-", None),
        (b"<urlset><url><loc>https://a.example/</loc></url></urlset>", "-", None),
        (b"<rss><channel><link>https://a.example/</link></channel></rss>", "p", "application/rss+xml"),
    ],
)
def test_formats_are_told_apart(content: bytes, name: str, media_type: str | None) -> None:
    found = find_links(content, name=name, media_type=media_type)
    assert urls(found) == ["https://a.example/"]
    assert found.problems == ()
    lines = content.decode().split("\n")
    place = found.links[0].place
    assert lines[place.line - 1][place.column - 1 :].startswith("https://a.example/")
    assert place.file == name


def test_a_gzipped_sitemap_is_opened() -> None:
    packed = gzip.compress(b"<urlset><url><loc>https://a.example/</loc></url></urlset>")
    assert urls(find_links(packed, name="sitemap.xml.gz")) == ["https://a.example/"]


def test_a_cut_gzip_file_is_a_problem() -> None:
    packed = gzip.compress(b"<urlset><url><loc>https://a.example/</loc></url></urlset>")[:-12]
    assert "truncated" in find_links(packed, name="s.xml.gz").problems[0].message


def test_a_bomb_is_cut_and_said_to_be() -> None:
    packed = gzip.compress(b" " * (17 * 2**20), 1)
    assert "only the first" in find_links(packed, name="a.txt").problems[0].message


def test_a_picture_has_no_links_and_says_so() -> None:
    found = find_links(b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 9, name="a.png", media_type="image/png")
    assert found.links == ()
    assert "of this kind" in found.problems[0].message


def test_relative_links_of_a_local_file_are_files() -> None:
    found = find_links(b"[a](b.md#c) [d](#e) [f](../g.md) [h](//i.example/j)", name="docs 1%/x.md")
    assert urls(found) == [
        "file:docs 1%25/b.md#c",
        "file:docs 1%25/x.md#e",
        "file:docs 1%25/../g.md",
        "https://i.example/j",
    ]


def test_a_root_relative_link_needs_a_base() -> None:
    assert find_links(b"[a](/b)", name="x.md").problems[0].mend == "give --base-url URL"
    assert urls(find_links(b"[a](/b)", name="x.md", base="https://a.example/c/")) == ["https://a.example/b"]


def test_relative_links_of_standard_input_need_a_base() -> None:
    problem = find_links(b"<!doctype html>\n<a href=b>", name="-").problems[0]
    assert (problem.place.line, problem.place.column) == (2, 9)
    assert problem.message.endswith("relative link, and no base URL is known")
    assert problem.mend == "give --base-url URL"


def test_a_bad_address_is_a_problem_and_a_password_is_never_shown() -> None:
    found = find_links(b'<a href="https://user:secret@a.example:99999/b">', name="a.html")
    assert found.links == ()
    assert found.problems[0].message == "https://a.example:99999/b: there is no port of that number"
    assert "secret" not in repr(found)
    assert "secret" not in repr(find_links(b"https://user:secret@a.example/b", name="-"))


@pytest.mark.parametrize("password", ["sec/ret", "sec?ret", "s/e@c#ret", "sec\\ret", "sec/re@t"])
@pytest.mark.parametrize("opening", ["https://", "//", "https:", "HTTPS:/", "ht\ntps://"])
def test_a_password_with_a_slash_is_not_shown_in_a_problem(password: str, opening: str) -> None:
    written = f"{opening}user:{password}@a.example/b"
    found = find_links(f'<a href="{written}">'.encode(), name="a.html")
    assert len(found.problems) == 1
    assert "a.example/b: " in found.problems[0].message
    for piece in ("user", "sec", "ret", "e@c"):
        assert piece not in repr(found)


def test_more_links_than_the_cap_are_cut_and_said_to_be() -> None:
    found = find_links(b"https://a.example/\n" * (MAX_LINKS + 1), name="-")
    assert len(found.links) == MAX_LINKS
    assert found.problems[0].place.line == MAX_LINKS + 1


def test_line_ends_of_all_systems_count() -> None:
    for end in ("\n", "\r\n", "\r"):
        content = end.join(["x", "", "é https://a.example/"]).encode()
        assert places(find_links(content, name="a.txt")) == [(3, 3)]


def test_another_encoding_is_decoded_first() -> None:
    content = "Новости дня сообщают: https://пример.example/путь конец".encode("cp1251")
    found = find_links(content, name="a.txt", media_type="text/plain; charset=windows-1251")
    assert found.links[0].target == "https://пример.example/путь"
    assert found.links[0].kind is LinkKind.page
