"""Links of Markdown, with exact columns in every kind of block."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.extract.links.markdown_anchors import check_markdown_anchor, heading_names
from verify.extract.links.markdown_links import MAX_BRACKETS, MAX_CHARACTERS, markdown_links
from verify.extract.links.written import Positions
from verify.model.link import LinkKind


def targets(text: str) -> list[str]:
    return [each.target for each in markdown_links(text).links]


BLOCKS = st.sampled_from(
    [
        *(
            "{}",
            "# {}",
            "## {} ##",
            "> {}",
            "> > {}",
            "- {}",
            "  * one\n    {}",
            "1. {}\n\n   {}",
            "{}\n===",
            "a\n{}",
        ),
        *(
            "| A | B |\n|---|:-:|\n| {} | x \\| {} |\n{} | b",
            "> - {}\n>   {}",
            "<div>\n\n{}\n\n</div>",
            "\t> {}",
        ),
        *("```\n{}\n```", "    {}", "<!-- {} -->", "*{}* and **{}**", "{}  \n{}\\\n{}", "~~~x\n{}"),
    ]
)
LINKS = st.sampled_from(
    [
        *(
            "[x]({})",
            "![x]({})",
            "[x](<{}>)",
            '[https://a.example/ `]`]( {} "t")',
            "[![a]({}1)]({})",
            "<{}>",
            "{}",
        ),
        *(
            "é {} 路",
            "({})",
            '<a href="{}">x</a>',
            "[\\]]({})",
            "`[x](no)` {}",
            "[x] ({})",
            "**{}**",
            "*[x]({})*",
        ),
    ]
)


@given(st.lists(st.tuples(BLOCKS, LINKS), max_size=6))
def test_links_are_where_they_are_said_to_be(pieces: list[tuple[str, str]]) -> None:
    text = "\n\n".join(block.replace("{}", link) for block, link in pieces)
    number = 0
    while "{}" in text:
        number += 1
        text = text.replace("{}", f"https://l{number}.example/", 1)
    found = markdown_links(text).links
    where, lines = Positions(text), text.split("\n")
    assert list(found) == sorted(found, key=lambda each: each.at)
    for each in found:
        line, column = where(each.at)
        assert lines[line - 1][column - 1 :].startswith(each.target)


@given(st.text(alphabet="[]()<>!`*_|-#> \n\ta&;\\:/.w", max_size=80))
def test_no_markdown_makes_it_fail(text: str) -> None:
    for each in markdown_links(text).links:
        assert 0 <= each.at <= len(text)


def test_a_reference_stands_where_it_is_used_and_a_definition_that_nothing_uses_for_itself() -> None:
    text = "a [x][r], [r]\nand ![y][r]\n\n[r]: https://r.example/\n[s]: <https://s.example/> 'T'\n"
    found = markdown_links(text).links
    assert [(each.at, each.target) for each in found] == [
        (2, "https://r.example/"),
        (10, "https://r.example/"),
        (18, "https://r.example/"),
        (text.index("https://s"), "https://s.example/"),
    ]
    assert found[2].kind is LinkKind.image
    assert [each.also for each in found] == [(4,), (4,), (4,), ()]


def test_a_link_knows_all_lines_of_its_definition() -> None:
    found = markdown_links("[r] [x](y)\n\n> [R]:\n>   /there\n> 'T'\n").links
    assert [(each.target, each.also) for each in found] == [("/there", (3, 4, 5)), ("y", ())]


def test_code_holds_no_links() -> None:
    assert targets("`https://a.example` ``[x](b)``\n\n    https://c.example\n\n```\n[x](d)\n```") == []


def test_raw_html_is_read_and_its_words_are_no_bare_addresses() -> None:
    text = (
        'x <a href="a">https://no.example</a> https://b.example\n\n<p><img src="c">\n<!-- <a href=no> -->\n'
    )
    assert targets(text) == ["a", "https://b.example", "c"]


def test_escapes_and_entities_are_undone() -> None:
    assert targets(r"[x](a\_b) [y](c&amp;d) https://e.example/?f&amp;g https://h.example/i\_j") == [
        "a_b",
        "c&d",
        "https://e.example/?f&g",
        "https://h.example/i_j",
    ]


def test_a_link_without_target_is_a_problem() -> None:
    assert markdown_links("a\n[x]()").complaints[0].at == 2


@pytest.mark.parametrize(
    "piece", ["[", "[a](", "![", "`", "<a ", "*[a ", "[a](<", "> ", "|a", "[a]: /b\n", "<!--", "https://("]
)
def test_hostile_markdown_ends(piece: str) -> None:
    markdown_links(piece * 3000)


def test_what_is_too_long_is_cut_and_said_to_be() -> None:
    reading = markdown_links(f"https://a.example/\n\n{' ' * MAX_CHARACTERS}\n\nhttps://b.example/\n")
    assert [each.target for each in reading.links] == ["https://a.example/"]
    assert "only the first" in reading.complaints[0].message


def test_more_brackets_than_the_cap_are_cut_and_said_to_be() -> None:
    reading = markdown_links("https://a.example/\n\n" + "[\n\n" * MAX_BRACKETS + "[x](https://b.example/)\n")
    assert [each.target for each in reading.links] == ["https://a.example/"]
    assert reading.complaints[0].at == len("https://a.example/\n\n") + 3 * MAX_BRACKETS


def test_headings_are_anchors() -> None:
    text = "# Run it\n\n## What's `new` in [2.0](x)?\n\nRun it\n===\n\n### Über uns\n\n<a name=raw></a>\n"
    assert heading_names(text) == {"run-it", "whats-new-in-20", "run-it-1", "über-uns"}
    for anchor in ("run-it-1", "Run-It", "%C3%BCber-uns", "raw", ""):
        assert check_markdown_anchor(text, anchor).found is True
    assert check_markdown_anchor(text, "run-it-2").found is False


@pytest.mark.parametrize(
    ("heading", "anchors"),
    [
        (
            "## हिन्दी में",
            ["हिन्दी-में", "%E0%A4%B9%E0%A4%BF%E0%A4%A8%E0%A5%8D%E0%A4%A6%E0%A5%80-%E0%A4%AE%E0%A5%87%E0%A4%82"],
        ),
        ("## ที่นี่", ["ที่นี่"]),
        ("## مُحَمَّد", ["مُحَمَّد"]),
        ("## می\u200cخواهم", ["می\u200cخواهم", "میخواهم"]),
        ("## ⚙\ufe0f Set up", ["\ufe0f-set-up", "-set-up"]),
        ("## Own {#my-Id}", ["my-Id", "own"]),
        ("## Own {: .a #my-id .b }", ["my-id", "own"]),
        ("Own {#my-id}\n===", ["my-id", "own"]),
        ("<h2>Raw HTML heading</h2>", ["raw-html-heading", "Raw-HTML-heading"]),
        ("<div><h2 align=center>Raw <b>&amp;</b> <i>so</i></h2>\n\n</div>", ["raw--so", "raw-so"]),
        ("## A & B", ["a--b", "a-b"]),
        ("## A - B", ["a---b", "a-b"]),
        ("## X\n\n<h3>X</h3>\n\n## X", ["x", "x-1", "x-2"]),
        ("## ![alt](p.png) See `code_x`", ["-see-code_x", "see-code_x"]),
    ],
)
def test_headings_are_called_as_their_readers_call_them(heading: str, anchors: list[str]) -> None:
    for anchor in anchors:
        assert check_markdown_anchor(f"Words.\n\n{heading}\n\nMore.\n", anchor).found is True


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("## Own {#my-id}", "My-Id"),
        ("## हिन्दी", "हनद"),
        ("<!-- <h2>Raw</h2> -->", "raw"),
        ("```html\n<h2 id=code>Raw</h2>\n```", "raw"),
        ("```html\n<h2 id=code>Raw</h2>\n```", "code"),
        ("## A & B", "ab"),
        ("## X", "x-1"),
        ("Text {#no-heading}", "no-heading"),
    ],
)
def test_what_no_heading_is_called(text: str, anchor: str) -> None:
    assert check_markdown_anchor(text, anchor).found is False


def test_raw_html_that_swallows_the_rest_hides_no_heading() -> None:
    assert check_markdown_anchor("<title>\n\n## One\n\n## Two\n", "two").found is True


@pytest.mark.parametrize("piece", ["{#", "#a ", "{ #a", " ", "} {#a"])
def test_hostile_headings_end(piece: str) -> None:
    check_markdown_anchor(f"## {{{piece * 30_000}}}\n", "none")
    check_markdown_anchor(f"<h2>{{{piece * 30_000}}}x</h2>\n", "none")


def test_a_heading_behind_the_cap_is_not_missing() -> None:
    text = f"## One\n\n{' ' * MAX_CHARACTERS}\n\n## Two\n"
    assert check_markdown_anchor(text, "one").found is True
    checked = check_markdown_anchor(text, "two")
    assert checked.found is None
    assert "only the first" in checked.reason


@given(st.text(alphabet="#<h2>/{}: a-\n=é\u0301[`", max_size=60), st.text(max_size=10))
def test_no_heading_makes_it_fail(text: str, anchor: str) -> None:
    assert check_markdown_anchor(f"# Known\n\n{text}", "known").found is True
    check_markdown_anchor(text, anchor)
