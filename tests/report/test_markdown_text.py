"""Escaped words come back from a Markdown reader as they were, and as nothing but words."""

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from tests.report.hostile import STRINGS

from verify.report.clean import clean
from verify.report.markdown_text import cells, escaped, link

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def inline(text: str) -> list[Token]:
    (token,) = [token for token in READER.parse(f"x {text}") if token.type == "inline"]
    return token.children or []


def said(tokens: list[Token]) -> str:
    return "".join(token.content for token in tokens if token.type == "text").replace("\u200b", "")


@given(STRINGS)
@example("https://a.example/a_b_c, and https://a.example/(x)")
@example("a\\|b|c")
def test_words_are_words_and_addresses_lead_to_themselves(text: str) -> None:
    tokens = inline(escaped(text))
    assert {token.type for token in tokens} <= {"text", "link_open", "link_close", "text_special"}
    for token in tokens:
        if token.type == "link_open":
            assert str(token.attrs["href"]).lower().startswith(("http://", "https://"))
            assert token.markup == "autolink"


@given(STRINGS.filter(lambda text: "://" not in text))
def test_nothing_of_the_words_is_lost(text: str) -> None:
    assert said(inline(escaped(text))).strip() == ("x " + " ".join(clean(text).split())).strip()


def test_people_issues_and_bare_hosts_are_not_linked() -> None:
    assert escaped("@user fixes #12 at www.a.example") == (
        "@&#8203;user fixes #&#8203;12 at www&#8203;.a.example"
    )


@given(st.lists(STRINGS, min_size=3, max_size=3))
def test_a_row_has_as_many_cells_as_it_was_given(values: list[str]) -> None:
    table = "\n".join([cells("a", "b", "c"), cells("---", "---", "---"), cells(*map(escaped, values))])
    kinds = [token.type for token in READER.parse(table)]
    assert kinds.count("table_open") == 1
    assert kinds.count("td_open") == 3
    assert kinds[-1] == "table_close"


@given(STRINGS)
@example("javascript:alert(1)")
@example("https://a.example/>)[x](y")
def test_only_addresses_of_the_web_are_links(text: str) -> None:
    for url in (text, f"https://a.example/{text}"):
        links = [token for token in inline(link(url)) if token.type == "link_open"]
        assert len(links) <= 1
        for token in links:
            assert str(token.attrs["href"]).lower().startswith(("http://", "https://"))


def test_a_link_shows_the_host() -> None:
    assert link("https://a.example/x y?b=1&c=2") == "[a.example](<https://a.example/x%20y?b=1&c=2>)"
    assert link("ftp://a.example/") == "ftp://a.example/"
