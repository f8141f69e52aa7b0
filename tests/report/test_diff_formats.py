"""One diff in every format: order, folded zones, damage by name; and strings that want to be markup."""

import csv
import html
import io
import json
import re

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from verify.diff.text_diff import diff_texts
from verify.diff.touching import Passage
from verify.model.text import Block, SourceText, Zone, plain
from verify.report import diff_csv, diff_html, diff_markdown, diff_terminal, difference
from verify.report.clean import clean
from verify.report.diff_terminal import Screen

BODY = "The road was closed. They were not moved. Nobody came on Monday morning."
AFTER = "The road was open. They were moved. Nobody came on Monday morning."
CLAIM = Passage("town/moved", "They were not moved.", ((21, 41),), ((19, 35),), "holds", "altered")
QUIET = Passage("town/monday", "Nobody came.", ((42, 72),), ((36, 66),), "holds", "holds")


def page(body: str, menu: str) -> SourceText:
    text = f"{menu}\n{body}"
    start = len(menu) + 1
    return SourceText(
        text, (Block(0, len(menu), Zone.nav), Block(start, len(text), Zone.body)), "text/html", "x"
    )


hostile = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            list("<>&\"'`*_[]()#|\\!~$=+-@:/.,1 \t\n\x1b\x07\x9b\u202e\u200b\ufeff\ufffd;é漢w{}")
        ),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
)


def test_what_touches_a_claim_comes_first_and_the_rest_after_it() -> None:
    before, after = plain(BODY), plain(AFTER)
    diff = diff_texts(before, after)
    for shown in (
        diff_terminal.render(before, after, diff, [CLAIM, QUIET]),
        diff_markdown.render("t", [], before, after, diff, [CLAIM, QUIET]),
        diff_html.fragment(before, after, diff, [CLAIM, QUIET]),
    ):
        assert shown.index("town/moved") < shown.index("They were") < shown.lower().index("elsewhere")
        assert shown.lower().index("elsewhere") < shown.index("The road was")
        assert "1 claim not touched: town/monday" in shown
        assert "altered" in shown


def test_claims_only_leaves_out_what_touches_none() -> None:
    before, after = plain(BODY), plain(AFTER)
    diff = diff_texts(before, after)
    for shown in (
        diff_terminal.render(before, after, diff, [CLAIM], claims_only=True),
        diff_markdown.render("t", [], before, after, diff, [CLAIM], claims_only=True),
        diff_html.fragment(before, after, diff, [CLAIM], claims_only=True),
        diff_csv.render(before, after, diff, [CLAIM], claims_only=True),
    ):
        assert "They were" in shown
        assert "The road was" not in shown


def test_menus_are_counted_in_one_line_and_listed_in_json() -> None:
    before, after = page(BODY, "Sport on Sunday"), page(AFTER, "Weather for today")
    diff = diff_texts(before, after)
    shown = diff_terminal.render(before, after, diff)
    assert "2 changes in menus and asides" in shown
    assert "Weather" not in shown
    assert "<details>" in diff_html.fragment(before, after, diff)
    edits = difference.objects(before, after, diff)
    assert [edit["zone"] for edit in edits if edit["furniture"]] == ["nav", "nav"]


def test_a_claim_in_a_menu_is_not_folded_away() -> None:
    before, after = page(BODY, "Sport on Sunday"), page(BODY, "Weather for today")
    passage = Passage("town/sport", "Sport.", ((0, 5),), (), "holds", "missing")
    shown = diff_terminal.render(before, after, diff_texts(before, after), [passage])
    assert "Sport on Sunday" in shown


def test_layout_and_damage_are_called_that() -> None:
    before, after = plain("Le café était fermé. Rien."), plain("Le café était fermé.\nRien.")
    laid_out = plain("Le café était\nfermé. Rien.")
    assert "no word of the text changed" in diff_terminal.render(before, after, diff_texts(before, after))
    shown = diff_terminal.render(before, laid_out, diff_texts(before, laid_out))
    assert "1 kept sentence in another layout or typography" in shown
    broken = plain(before.text.encode().decode("windows-1252"))
    shown = diff_terminal.render(before, broken, diff_texts(before, broken))
    assert "encoding damage after: UTF-8 read as windows-1252" in shown
    assert "nothing but encoding damage" in shown


def test_colour_repeats_the_marks_and_a_wide_screen_has_two_columns() -> None:
    before, after = plain(BODY), plain(AFTER)
    diff = diff_texts(before, after)
    coloured = diff_terminal.render(before, after, diff, screen=Screen(100, colour=True))
    bare = diff_terminal.render(before, after, diff, screen=Screen(100))
    assert re.sub(r"\x1b\[\d+m", "", coloured) == bare
    assert "\x1b" in coloured
    wide = diff_terminal.render(before, after, diff, screen=Screen(140))
    row = next(line for line in wide.splitlines() if "closed" in line)
    left, right = row.split(" | ")
    assert "[-closed-]" in left
    assert "{+open+}" in right


def test_moved_and_merged_sentences_say_so() -> None:
    before = plain("He left the town before noon. Nobody came to the station. One more line stands here.")
    after = plain("He left the town before noon, and nobody came to the station. One more line stands here.")
    assert "2 sentences merged into 1" in diff_terminal.render(before, after, diff_texts(before, after))


@given(hostile, hostile, st.integers(40, 160), st.booleans())
def test_terminal_lines_hold_no_control_and_keep_their_width(
    before: str, after: str, width: int, colour: bool
) -> None:
    one, other = plain(before), plain(after)
    shown = diff_terminal.render(one, other, diff_texts(one, other), screen=Screen(width, colour))
    bare = re.sub(r"\x1b\[(?:0|1|31|32)m", "", shown) if colour else shown
    lines = bare.splitlines()
    assert bare == "".join(f"{line}\n" for line in lines)
    for line in lines[:-1]:
        assert clean(line) == line
        if "changes in menus" not in line:
            assert sum(map(diff_terminal._cells, line)) <= width


@given(hostile, hostile)
def test_csv_reads_back_and_holds_no_formula(before: str, after: str) -> None:
    one, other = plain(before), plain(after)
    diff = diff_texts(one, other)
    rows = list(csv.reader(io.StringIO(diff_csv.render(one, other, diff), newline="")))
    assert len(rows) == len(diff.edits) + 1
    for row, op in zip(rows[1:], diff.edits, strict=True):
        assert len(row) == len(diff_csv.COLUMNS)
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row)
        for cell, text, span in ((row[4], before, op.before), (row[5], after, op.after)):
            told = clean(text[slice(*span)]) if span else ""
            assert cell in (told, f"'{told}")


@given(hostile)
def test_markdown_says_the_words_and_nothing_else(text: str) -> None:
    shown = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough").render(
        f"- **added** <ins>{diff_markdown.escaped(text)}</ins>\n"
    )  # fmt: skip
    tags = re.findall(r"<[^>]*>", shown)
    assert tags == ["<ul>", "<li>", "<strong>", "</strong>", "<ins>", "</ins>", "</li>", "</ul>"]
    said = html.unescape(re.sub(r"<[^>]*>", "", shown))
    assert said.split() == ["added", *clean(text).split()]


@given(hostile)
def test_markdown_alone_on_a_line_is_a_paragraph(text: str) -> None:
    escaped = diff_markdown.escaped(text)
    shown = MarkdownIt("commonmark").enable("table").render(escaped + "\n")
    assert re.findall(r"<[^>]*>", shown) == (["<p>", "</p>"] if escaped.strip() else [])


@given(hostile, hostile, hostile)
def test_html_holds_no_tag_or_attribute_of_a_source(before: str, after: str, claim: str) -> None:
    one, other = plain(before), plain(after, "en\" onload='x'")
    passage = Passage("a/b", claim, ((0, 5),), ((0, 5),), "holds", "altered")
    shown = diff_html.fragment(one, other, diff_texts(one, other), [passage])
    allowed = (
        r"</?(?:section|ol|li|p|ins|del|span|h3|blockquote|details|summary)"
        r"(?: class=\"[a-z-]+\")?(?: dir=\"auto\")?(?: lang=\"[^\"<>]*\")?>"
    )
    assert re.search(r"[<>]", re.sub(allowed, "", shown)) is None


def test_the_page_allows_its_own_style_alone() -> None:
    shown = diff_html.page("a <b>", ["from <i>"], "")
    assert "default-src 'none'; style-src 'sha256-" in shown
    assert "<b>" not in shown
    assert "<i>" not in shown
    assert "a &lt;b&gt;" in shown


def test_removed_words_are_read_aloud_as_removed() -> None:
    before, after = plain(BODY), plain(AFTER)
    shown = diff_html.fragment(before, after, diff_texts(before, after))
    assert '<del><span class="heard">[removed: </span>not<span class="heard">]</span></del>' in shown


def test_old_fields_of_an_edit_stay() -> None:
    before, after = plain(BODY), plain(AFTER)
    edit = difference.objects(before, after, diff_texts(before, after))[0]
    assert {"kind", "before", "after", "words"} < set(edit)
    assert "claims" not in edit
    json.dumps(edit)
