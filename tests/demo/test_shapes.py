from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from verify.demo.shapes import BANNERS, ENDINGS, MARK, SHAPES, banner, ending, render
from verify.demo.source_files import Location, Part, PartKind, StandIn, stand_ins

PLAIN = StandIn(
    name="n",
    reference="r",
    title="Five < six & more",
    language="en",
    published="2018-06-01",
    locations=(),
    parts=tuple(Part(kind, f"words of a {kind} & <b>") for kind in PartKind),
)


class Seen(HTMLParser):
    """The text of a page outside script and style, and whether it is balanced at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("script", "style", "title")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style", "title")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)


def seen(page: str) -> str:
    reader = Seen()
    reader.feed(page)
    reader.close()
    return "".join(reader.words)


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_every_shape_shows_banner_title_and_all_parts_and_keeps_its_mark_in_the_head(shape: str) -> None:
    page = render(PLAIN, Location("https://a.example/x", shape))
    text = seen(page)
    assert MARK in page.split("<body")[0] if "<body" in page else MARK in page.split("<BODY")[0]
    assert text.index(BANNERS["en"]) < text.index("Five < six & more") < text.index("words of a paragraph")
    assert all(f"words of a {kind} & <b>" in text for kind in PartKind)
    assert "$" not in page


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_a_source_that_was_read_in_part_says_where_its_stand_in_ends(shape: str) -> None:
    location = Location("https://a.example/x", shape)
    assert ENDINGS["en"] in seen(render(replace(PLAIN, whole=False), location))
    assert ENDINGS["en"] not in seen(render(PLAIN, location))


def test_banner_and_ending_are_in_the_language_of_the_page() -> None:
    languages = {stand_in.language for stand_in in stand_ins()}
    assert languages <= set(BANNERS)
    assert set(BANNERS) == set(ENDINGS)
    assert (banner("xx"), ending("xx")) == (BANNERS["en"], ENDINGS["en"])
    assert all(text.startswith("STAND-IN") for text in BANNERS.values())


def test_a_title_cannot_close_the_script_it_is_described_in() -> None:
    page = render(replace(PLAIN, title="</script>x"), Location("https://a.example/", "newsroom"))
    described = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert "<\\/script>x" in described


def test_an_unknown_shape_is_refused() -> None:
    with pytest.raises(KeyError):
        render(PLAIN, Location("https://a.example/", "cube"))
