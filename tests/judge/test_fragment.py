"""Fragments on whole pages: the quick look never says yes where the full extraction says no."""

from __future__ import annotations

from urllib.parse import quote

from hypothesis import given, settings
from hypothesis import strategies as st

from verify.extract.html import extract_html
from verify.judge.fragment import FragmentPage, check_fragment_in_text
from verify.match.text_fragment import SearchText, check_text, parse_fragment
from verify.model.text import SourceText, plain


def full(markup: str) -> SourceText | None:
    read = extract_html(markup.encode(), content_type="text/html; charset=utf-8", media_type="text/html")
    return read if isinstance(read, SourceText) else None


def check(fragment: str, markup: str) -> bool | None:
    return FragmentPage(markup, lambda: full(markup)).check(fragment).found


PAGE = """<!doctype html><title>T</title><body><h1 id=head>A headline</h1><p>The ministry <b>den</b>ied all of
it.</p><p hidden>Secret words</p><ul><li>One item<li>Two items</ul><del>Taken back</del>"""


def test_anchors_and_texts() -> None:
    assert check("head", PAGE) is True
    assert check("foot", PAGE) is False
    assert check(":~:text=denied%20all", PAGE) is True
    assert check("head:~:text=headline,item&text=two", PAGE) is True
    assert check(":~:text=it.-,One", PAGE) is True
    assert check(":~:text=secret", PAGE) is False
    assert check(":~:text=taken%20back", PAGE) is False
    assert check(":~:text=headline&text=nowhere", PAGE) is False
    assert check(":~:text=", PAGE) is False


def test_a_plain_find_needs_no_full_extraction() -> None:
    calls: list[int] = []
    page = FragmentPage(PAGE, lambda: calls.append(1) or full(PAGE))  # type: ignore[func-returns-value]
    assert page.check(":~:text=The%20ministry").found
    assert page.check("head").found
    assert calls == []
    assert page.check(":~:text=nowhere").found is False
    assert page.check(":~:text=nowhere%20else").found is False
    assert calls == [1]


def test_what_is_absent_from_a_page_not_read_whole_could_not_be_told() -> None:
    cut = SourceText("x", (), "text/html", "x", shortfall="capture was cut")
    shell = SourceText("x", (), "text/html", "x", markers=("script-shell",))
    for text in (cut, shell, None):
        checked = FragmentPage("<p>x", lambda text=text: text).check(":~:text=nowhere")
        assert checked.found is None
        assert checked.reason
        assert FragmentPage("<p>x", lambda text=text: text).check("nowhere").found is None


def test_documents_without_markup() -> None:
    text = plain("The ministry denied it.")
    assert check_fragment_in_text(":~:text=denied", text).found is True
    assert check_fragment_in_text(":~:text=confirmed", text).found is False
    assert check_fragment_in_text("chapter-1", text).found is None


WORD = st.sampled_from(["ministry", "denied", "people", "said", "café", "1", "x", "政府"])
GLUE = st.sampled_from(
    [
        *(
            " ",
            "",
            "\n",
            "<br>",
            "<br><br>",
            "<wbr>",
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<b>",
            "</b>",
            "<i>",
            "</i>",
        ),
        *(
            "<p hidden>",
            "<div style='display:none'>",
            "<span style='display: block'>",
            "</span>",
            "<del>",
            "</del>",
        ),
        *(
            "<sup>",
            "</sup>",
            "<sub>",
            "</sub>",
            "<a href=x>",
            "</a>",
            "<q>",
            "</q>",
            "<!--",
            "-->",
            "<script>",
        ),
        *(
            "</script>",
            "<style>",
            "</style>",
            "<template>",
            "</template>",
            "<noscript>",
            "</noscript>",
            "<table>",
        ),
        *(
            "<tr>",
            "<td>",
            "</table>",
            "<select>",
            "<option>",
            "</select>",
            "<textarea>",
            "</textarea>",
            "<pre>",
        ),
        *(
            "</pre>",
            "<svg>",
            "</svg>",
            "<title>",
            "</title>",
            "<dialog>",
            "</dialog>",
            "<button>",
            "</button>",
        ),
        *("<ruby>", "<rt>", "</ruby>", "<iframe>", "</iframe>", "<li>", "</ul>", "<x-y>", "</x-y>", "&nbsp;"),
        *(
            "&lt;p&gt;",
            "<p title='said <b>people'>",
            "<math>",
            "</math>",
            "<s>",
            "</s>",
            "<h1>",
            "</h1>",
            "<object>",
        ),
    ]
)
PAGES = st.lists(st.tuples(WORD, GLUE), min_size=1, max_size=25).map(
    lambda pieces: "<!doctype html><body>" + "".join(word + glue for word, glue in pieces)
)
ASKED = st.lists(st.lists(WORD, min_size=1, max_size=2).map(" ".join), min_size=1, max_size=3)


@settings(max_examples=400)
@given(
    PAGES, ASKED, st.sampled_from(["{0}", "{0},{1}", "{0}-,{1}", "{0},-{1}", "{0}-,{1},{2}", "{0},{1},-{2}"])
)
def test_the_quick_look_is_never_wrong(markup: str, words: list[str], shape: str) -> None:
    parts = [quote(each, safe="") for each in (*words, *words, *words)]
    (directive,) = parse_fragment(":~:text=" + shape.format(*parts)).directives
    text = full(markup)
    page = FragmentPage(markup, lambda: text)
    around = shape != "{0}"
    stretches = list(page.quick.stretches(directive.start, around=around))
    if any(check_text(directive, each).found for each in stretches):
        assert text is not None
        assert SearchText(text).check(directive).found
