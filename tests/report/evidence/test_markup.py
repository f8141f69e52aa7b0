"""Whatever is text stays text: nothing that anybody wrote becomes an element, an attribute or an address."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.report.clean import clean
from verify.report.evidence.markup import Code, el, is_web_address, link, markup, other


class Parsed(HTMLParser):
    """What a parser finds: start tags with their attributes, and the text between."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text(), st.text())
def test_any_text_reads_back_as_itself_and_makes_no_element(inside: str, value: str) -> None:
    parsed = Parsed(markup(el("p", inside, title=value)))
    assert parsed.tags == [("p", [("title", clean(value))])]
    assert parsed.text == clean(inside)


@given(st.text())
def test_a_link_leads_to_a_page_or_is_text(url: str) -> None:
    parsed = Parsed(markup(link(url)))
    leads = [value for _, attributes in parsed.tags for name, value in attributes if name == "href"]
    assert all(value and value.startswith(("http://", "https://")) for value in leads)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>", "vbscript:x", "file:///etc/passwd", "//host.example/",
        "/relative", "http:", "https://", "http://[", "https://a.example/\u202e", "https://a.example/ b",
        "https://a.example\\@b.example/", "blob:https://a.example/1", "",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_no_link(url: str) -> None:
    assert not is_web_address(url)
    assert "href" not in markup(link(url))


def test_a_link_tells_the_other_side_nothing() -> None:
    made = markup(link("https://a.example/?a=1&b=2"))
    assert 'href="https://a.example/?a=1&amp;b=2"' in made
    assert 'rel="noopener noreferrer nofollow"' in made


@pytest.mark.parametrize(
    "wrong",
    [
        {"onclick": "x"}, {"style": "x"}, {"srcdoc": "x"}, {"href": "javascript:x"}, {"src": "https://a.example/"},
        {"action": "https://a.example/"}, {"formaction": "#a"}, {"a b": "x"},
    ],
)  # fmt: skip
def test_attributes_that_could_run_or_fetch_something_cannot_be_written(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError):
        el("a", **wrong)


def test_code_of_our_own_stands_in_its_element_alone_and_cannot_end_it() -> None:
    assert markup(el("style", Code("a{}"))) == "<style>a{}</style>"
    with pytest.raises(ValueError):
        el("script", "alert(1)")
    with pytest.raises(ValueError):
        el("p", Code("a{}"))
    with pytest.raises(ValueError):
        Code("</script><script>")


def test_attributes_that_are_none_or_false_are_left_out() -> None:
    assert markup(el("input", hidden=True, checked=False, id=None, class_="a")) == '<input hidden class="a">'


def test_marks_of_direction_do_not_leave_somebody_elses_words() -> None:
    made = markup(other("abc\u202edef\x00"))
    assert made == "<bdi>abcdef\ufffd</bdi>"


def test_lone_surrogates_can_be_written() -> None:
    assert markup(el("p", "a\ud800b")).encode()
