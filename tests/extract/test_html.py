"""What a reader of a page sees, whole and once; what nobody sees, never."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.extract.html import extract_html
from verify.extract.unreadable import Unreadable
from verify.model.availability import Availability
from verify.model.text import SourceText, Zone


def read(markup: str, hint: str | None = None) -> SourceText:
    found = extract_html(markup.encode(), content_type="text/html", media_type="text/html", hint=hint)
    assert isinstance(found, SourceText)
    return found


def text_of(markup: str) -> str:
    return read(markup).text


def zones(markup: str) -> list[tuple[Zone, str]]:
    found = read(markup)
    return [(block.zone, found.text[block.start : block.end]) for block in found.blocks]


def test_lines_break_at_block_tags_only() -> None:
    assert text_of("<p>un<b>brok</b><span>en</span> wo<i>rd</i>s</p><div>next<div>inner</div>tail</div>") == (
        "unbroken words\nnext\ninner\ntail"
    )


def test_one_br_breaks_the_line_two_end_the_block() -> None:
    assert zones("<p>one<br>two<br/> <br>three</p>") == [(Zone.body, "one\ntwo"), (Zone.body, "three")]


def test_white_space_collapses_as_in_a_browser() -> None:
    assert text_of("<p>  a \n\t b<b> c </b> d\u00a0 e </p>") == "a b c d\u00a0 e"
    assert text_of("<pre>a  b\n  c</pre><p>a  b</p>") == "a  b\n  c\na b"


def test_entities_are_characters() -> None:
    assert text_of("<p>a &lt;b&gt; &amp; &#8220;c&#8221; &eacute;</p>") == "a <b> & “c” é"


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>SECRET</script>",
        "<style>SECRET</style>",
        "<template><p>SECRET</p></template>",
        "<noscript><p>SECRET</p></noscript>",
        "<!-- SECRET -->",
        "<p hidden>SECRET</p>",
        "<p hidden=''>SECRET <b>SECRET</b></p>",
        "<div style='color:red; DISPLAY : none'>SECRET</div>",
        "<span style='visibility:hidden'>SECRET</span>",
        "<dialog>SECRET</dialog>",
        "<iframe>SECRET</iframe>",
        "<object><p>SECRET</p></object>",
        "<svg><title>SECRET</title><style>SECRET</style></svg>",
        "<ruby>seen<rp>(</rp><rt>SECRET</rt></ruby>",
        "<textarea hidden>SECRET</textarea>",
        "<input type=hidden value=SECRET>",
        "<p title=SECRET data-x=SECRET>x</p>",
    ],
)
def test_what_no_reader_sees_is_not_text(hidden: str) -> None:
    found = text_of(f"<title>SECRET</title><p>before</p>{hidden}<p>after</p>")
    assert "SECRET" not in found
    assert found.startswith("before\n")
    assert found.endswith("\nafter")


def test_what_a_reader_can_see_stays() -> None:
    for kept in (
        "<p aria-hidden=true>KEPT</p>",
        "<p hidden=until-found>KEPT</p>",
        "<details><summary>s</summary>KEPT</details>",
        "<dialog open>KEPT</dialog>",
        "<p style='display:inline'>KEPT</p>",
        "<svg><text>KEPT</text></svg>",
        "<my-element>KEPT</my-element>",
    ):
        assert "KEPT" in text_of(kept)


def test_zones_follow_the_nearest_ancestor_that_names_one() -> None:
    assert zones(
        "<header><nav><ul><li>menu<h2>in menu</h2></ul></nav><p>masthead</header>"
        "<main><article><header><h1>headline</h1><p>dateline</header><p>story<ul><li>item<p>more</ul>"
        "<table><caption>cap</caption><tr><th>head<td>cell</table><blockquote><p>said</blockquote>"
        "<figure><img><figcaption>photo</figcaption></figure><aside>side<h3>also</h3></aside></article></main>"
        "<div role=navigation>crumbs</div><footer>imprint<ul><li>terms</ul></footer>"
    ) == [
        (Zone.nav, "menu"),
        (Zone.nav, "in menu"),
        (Zone.nav, "masthead"),
        (Zone.heading, "headline"),
        (Zone.body, "dateline"),
        (Zone.body, "story"),
        (Zone.list, "item"),
        (Zone.list, "more"),
        (Zone.caption, "cap"),
        (Zone.table, "head"),
        (Zone.table, "cell"),
        (Zone.quote, "said"),
        (Zone.caption, "photo"),
        (Zone.aside, "side"),
        (Zone.heading, "also"),
        (Zone.nav, "crumbs"),
        (Zone.nav, "imprint"),
        (Zone.nav, "terms"),
    ]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("over a million<sup><a href='#n1'>1</a></sup> people", "over a million people"),
        ("over a million<a href='#n1'><sup>1</sup></a> people", "over a million people"),
        ("over a million<sup>1</sup> people", "over a million people"),
        ("the camps<sup class=reference>[12]</sup>.", "the camps."),
        ("the camps<sup>[<i><a href='/w'>citation needed</a></i>]</sup>.", "the camps."),
        ("he said.<sup>3,4</sup> Then", "he said. Then"),
        ("the end<a role=doc-noteref href='#x'>2</a>.", "the end."),
        ("about 10<sup>2</sup> of them", "about 10² of them"),
        ("34,000 km<sup>2</sup> of land", "34,000 km² of land"),
        ("34,000 miles<sup>2</sup> of land", "34,000 miles² of land"),
        ("10<sup>-3</sup>", "10⁻³"),
        ("the 4<sup>th</sup> camp", "the 4th camp"),
        ("CO<sub>2</sub> and 10<sub>2</sub>", "CO2 and 10₂"),
    ],
)
def test_superscripts(markup: str, words: str) -> None:
    assert text_of(f"<p>{markup}</p>") == words


def test_text_beyond_the_limits_of_other_parsers_comes_out() -> None:
    deep = "<div>" * 2500 + "<p>at the bottom</p>" + "</div>" * 2500
    assert text_of(deep) == "at the bottom"
    long = "x" * 10_500_000
    assert text_of(f"<p>{long}</p>") == long


def test_hostile_markup_is_unsupported_at_once() -> None:
    for markup in ("<div>" * 100_000, "<p " + "a=1 " * 200_000 + ">x"):
        began = time.perf_counter()
        found = extract_html(markup.encode(), content_type=None, media_type="text/html")
        assert isinstance(found, Unreadable)
        assert found.availability is Availability.unsupported
        assert found.cause.startswith("markup not parsed: ")
        assert time.perf_counter() - began < 5


def test_markup_just_under_the_limits_parses_in_bounded_time() -> None:
    began = time.perf_counter()
    formatting = "<p>" + "".join(f"<b id={number}>" for number in range(60)) + "<p>x" * 3000
    assert text_of(formatting).count("x") == 3000
    assert text_of("<a " + " ".join(f"a{n}=1" for n in range(3900)) + ">seen</a>") == "seen"
    assert time.perf_counter() - began < 5


def test_json_ld_body_is_a_labelled_last_resort() -> None:
    body = "The ministry counted the pupils again. " * 12
    data = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{body}"}}</script>'
    found = read(f"<html><head>{data}</head><body><div id=root></div></body></html>")
    assert [block.zone for block in found.blocks] == [Zone.metadata]
    assert found.text == body.strip()
    assert found.shortfall is not None
    assert "articleBody" in found.shortfall
    seen = "<p>" + "A page with text of its own. " * 12 + "</p>"
    assert "counted" not in text_of(f"<html><head>{data}</head><body>{seen}</body></html>")


def test_nothing_lost_means_no_shortfall() -> None:
    words = "<p>" + "A sentence of ordinary length stands here. " * 40 + "</p>"
    assert read(words).shortfall is None
    assert read(words + f"<div hidden>{words * 5}</div>").shortfall is None  # hidden on purpose is not lost
    assert read("<p>" + "&#1084;&#1080;&#1088; " * 300).shortfall is None


def test_text_the_parser_drops_is_owned_up_to() -> None:
    found = read(
        "<p>short</p><select><option>" + "<div>lost in a select " * 3 + "</select>" + "<frameset>" * 3
    )
    assert found.text.startswith("short")
    lost = read("<frameset><frame>" + "words that a frameset swallows whole. " * 40 + "</frameset>")
    assert lost.shortfall is not None
    assert "characters of the page came out" in lost.shortfall


def test_language_is_the_page_own_unless_its_letters_deny_it() -> None:
    russian = "<p>Граждане обращались с просьбами о помощи родственникам.</p>"
    assert read(f"<html lang=ru-RU>{russian}").language == "ru-RU"
    assert read(f"<html lang=en>{russian}").language == "ru"
    assert read("<p>Plain words without a label of their own.</p>", hint="en").language == "en"


def test_markers_are_facts() -> None:
    found = read("<script src='/cdn-cgi/challenge-platform/x.js'></script><form><input type=password></form>")
    assert {"challenge-script", "password-form"} <= set(found.markers)
    shell = read("<noscript>You need to enable JavaScript to run this app.</noscript><div id='root'></div>")
    assert {"noscript-required", "script-shell"} <= set(shell.markers)
    assert read("<p>" + "An ordinary page. " * 60).markers == ()


def test_undecodable_bytes_are_owned_up_to() -> None:
    body = b"\xef\xbb\xbf<p>" + b"\xff word " * 60  # marked as UTF-8, which it is not
    found = extract_html(body, content_type=None, media_type="text/html")
    assert isinstance(found, SourceText)
    assert found.text.count("\ufffd") > 20
    assert found.shortfall == f"{found.text.count('�')} characters could not be decoded as {found.charset}"


# Properties

_WORD = st.text(alphabet="abcdefгдежзй123é–", min_size=1, max_size=12)
_INLINE = st.sampled_from(
    ["b", "i", "em", "span", "a", "font", "u", "mark", "small", "code", "wbr", "my-tag"]
)


@given(word=_WORD, cuts=st.lists(st.tuples(st.integers(0, 12), _INLINE), max_size=6))
def test_a_word_split_over_inline_tags_comes_out_whole(word: str, cuts: list[tuple[int, str]]) -> None:
    markup, done = "", 0
    for at, tag in sorted(cuts):
        at = min(at, len(word))
        markup += word[done:at] + (
            f"<{tag}>" if tag == "wbr" else f"<{tag}></{tag}><{tag}>{word[at : at + 1]}</{tag}>"
        )
        done = max(done, at if tag == "wbr" else min(at + 1, len(word)))
    seen = text_of(f"<p>x {markup}{word[done:]} y</p>").split(" ")
    assert seen[0] == "x"
    assert seen[-1] == "y"
    assert len(seen) == 3


_TAGS = (
    "<p> </p> <div> </div> <li> <ul> </ul> <td> <table> </table> <tr> <b> </b> <br> <h1> </h1> <nav> </nav> "
    "<sup> </sup> <pre> </pre> <script> </script> <!-- --> <a> </a> <svg> </svg> <select> </select> word 1 \n"
)
_PIECE = st.sampled_from([*_TAGS.split(" "), "<p hidden>", "two words ", " ", "\u00a0", "&amp;"])


@given(pieces=st.lists(_PIECE, max_size=40))
def test_blocks_cover_the_text_in_order_without_overlap(pieces: list[str]) -> None:
    found = read("".join(pieces))
    end = 0
    between = ""
    for block in found.blocks:
        assert block.start >= end
        assert block.end > block.start
        assert found.text[block.start : block.end].strip() != ""
        between += found.text[end : block.start]
        end = block.end
    assert (between + found.text[end:]).strip("\n") == ""
    assert read("".join(pieces)) == found


@given(body=st.binary(max_size=500))
def test_random_bytes_never_raise(body: bytes) -> None:
    found = extract_html(body, content_type="text/html", media_type="text/html")
    assert isinstance(found, SourceText | Unreadable)


@given(
    before=st.lists(_PIECE.filter(lambda piece: "<!--" not in piece and "<script" not in piece), max_size=12)
)
def test_hidden_text_never_appears_whatever_stands_before_it(before: list[str]) -> None:
    markup = "".join(before) + "<div hidden>SECRET<b>SECRET</b></div><script>SECRET</script>"
    if "<select>" not in before and "<svg>" not in before:
        assert "SECRET" not in text_of(markup)
