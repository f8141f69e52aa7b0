"""Links of HTML: every attribute that carries one, where its value stands, and nothing that is no markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.extract.links.html_links import html_links
from verify.extract.links.tags import live_tags
from verify.extract.links.written import Positions
from verify.model.link import LinkKind

FILLER = st.sampled_from(
    [
        *(
            "\n",
            "  ",
            "text é",
            "<p>",
            "</p>",
            "<br/>",
            "<!-- <a href=no> -->",
            "<script>'<a href=no>'</script>",
        ),
        *(
            "<style>a{}</style>",
            "<title><a href=no></title>",
            "a < b",
            "<b title='<a href=no>'>",
            "</b>",
            "&lt;",
        ),
        *(
            "<template><a href=no></template>",
            "<![CDATA[x>",
            "<?x <a?>",
            '<div data-x="\'">',
            "路",
            "<!doctype x>",
        ),
    ]
)
LINK = st.sampled_from(
    [
        *(
            '<a class=x href="{}">',
            "<a href='{}'>",
            "<A\nHREF\n=\n{} >",
            "<img alt='>' src=\"{}\">",
            "<iframe src={} >",
        ),
        *(
            '<link rel="stylesheet" href=" {} ">',
            "<script src={}></script>",
            "<object\tdata='{}'>",
            '<a/href="{}"/>',
        ),
        '<source srcset="{} 2x">',
    ]
)


@given(st.lists(st.tuples(FILLER, LINK), max_size=12))
def test_every_link_is_found_where_it_stands(pieces: list[tuple[str, str]]) -> None:
    text, wanted = "", []
    for number, (filler, link) in enumerate(pieces):
        target = f"l{number}.html"
        text += filler
        if "iframe" in "".join(each for _, each in pieces[:number]):
            break  # what stands behind an open frame is its raw text
        wanted.append((len(text) + link.index("{}"), target))
        text += link.format(target)
    found = html_links(text)
    assert [(each.at, each.target) for each in found.links] == wanted
    where = Positions(text)
    for each in found.links:
        line, column = where(each.at)
        assert text.split("\n")[line - 1][column - 1 :].startswith(each.target)


def test_what_links_are_used_for() -> None:
    text = """<link rel=stylesheet href=1><link rel=icon href=2><link rel=preconnect href=no>
    <script src=3></script><a href=4><area href=5><img src=6 srcset="7 1x, 8,9 2x, 10">
    <video src=11 poster=12><track src=13>
    <embed src=14><frame src=15><input type=image src=16><input src=no><body background=17>
    <meta http-equiv=Refresh content="3; URL='18'"><meta name=x content="url=no">
    <link rel="preload" as="image" href=19><svg><image xlink:href=20 /></svg><form action=no>"""
    kinds = {each.target: each.kind for each in html_links(text).links}
    groups = {
        LinkKind.style: "1",
        LinkKind.other: "2",
        LinkKind.script: "3",
        LinkKind.page: "4 5 18",
        LinkKind.image: "6 7 8,9 10 12 16 17 19 20",
        LinkKind.media: "11 13 14",
        LinkKind.frame: "15",
    }
    assert kinds == {number: kind for kind, numbers in groups.items() for number in numbers.split()}


def test_entities_are_decoded_and_the_first_of_two_attributes_counts() -> None:
    (link,) = html_links("<a href='/?a=1&amp;b=&#50;&copy=3' href=no>").links
    assert link.target == "/?a=1&b=2©=3"


def test_the_base_is_the_first_one() -> None:
    assert html_links("<base target=x><base href='/a/'><base href='/b/'>").base == "/a/"


def test_an_open_comment_or_tag_hides_the_rest() -> None:
    assert html_links("<a href=1><!-- <a href=2>").links[0].target == "1"
    assert len(html_links("<a href=1><a href='2>").links) == 1


@pytest.mark.parametrize(
    "piece",
    [
        "<a ",
        "<a href=x>",
        "<!--",
        "<a href='",
        "</a",
        "<![CDATA[",
        "<template>",
        "<img srcset='",
        "<b><a href=x>",
    ],
)
def test_hostile_markup_is_read_in_linear_time(piece: str) -> None:
    small, large = (sum(1 for _ in live_tags(piece * times)) for times in (200, 20_000))
    assert large in (0, 100 * small)
    html_links(piece * 5_000)
