"""match --batch: one line in, one line out, whatever the line holds."""

import asyncio
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pipeline.given import MIRROR, OWN
from tests.pipeline.given import page as given_page

from verify.extract.document import extract
from verify.model.policy import MatchPolicy
from verify.model.text import SourceText, plain
from verify.pipeline.matching import answer_line, match, quote_claims, quotes_in, read_url
from verify.testing import FakeLooker

TEXT = "The minister said the road would not be closed before the spring. Nobody disagreed."


def ask(**fields: object) -> dict[str, object]:
    return answer_line(json.dumps(fields), MatchPolicy())


def test_an_answer_has_the_contracts_fields() -> None:
    answer = ask(id="x", claim={"quote": "the road would not be closed"}, text=TEXT)
    assert answer["id"] == "x"
    assert answer["status"] == "holds"
    (check,) = answer["checks"]  # type: ignore[misc]
    start, end = check["span"]
    assert TEXT[start:end] == "the road would not be closed"
    assert {"axis", "outcome", "span", "found", "zone", "edits"} <= set(check)


def test_html_spans_count_the_extracted_text() -> None:
    line = json.dumps({"id": 1, "claim": {"quote": "would not be closed"}, "html": f"<p>{TEXT}</p>"})
    answer = answer_line(line, MatchPolicy(), give_text=True)
    start, end = answer["checks"][0]["span"]
    assert answer["extracted"][start:end] == "would not be closed"


def test_a_falsified_quote_is_altered() -> None:
    answer = ask(id=1, claim={"quote": "the road would be closed before the spring"}, text=TEXT)
    assert answer["status"] == "altered"
    assert "negation" in [edit["kind"] for edit in answer["checks"][0]["edits"]]  # type: ignore[index]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "Expecting value"),
        ("[]", "not a JSON object"),
        ('{"id": 7}', '"claim" must be an object'),
        ('{"id": 7, "claim": {}}', "needs a quote"),
        ('{"id": 7, "claim": {"quote": ""}, "text": "a"}', "none of them empty"),
        ('{"id": 7, "claim": {"quote": "a"}}', 'either "text" or "html"'),
        ('{"id": 7, "claim": {"quote": "a"}, "text": "a", "html": "b"}', 'either "text" or "html"'),
        ('{"id": 7, "claim": {"qoute": "a"}, "text": "a"}', "unknown field 'qoute'"),
        ('{"id": 7, "claim": {"when": "soon"}, "text": "a"}', "is not a date"),
        ('{"id": 7, "claim": {"passage": {"prefix": "a"}}, "text": "a"}', '"passage" needs "exact"'),
        ("[" * 100_000, ""),
    ],
)
def test_a_line_that_cannot_be_used_is_answered_with_an_error(line: str, message: str) -> None:
    answer = answer_line(line, MatchPolicy())
    assert message in str(answer["error"])
    assert answer["id"] == (7 if '"id": 7' in line else None)


@given(st.text(max_size=60), st.text(min_size=1, max_size=40))
def test_any_text_is_answered(text: str, quote: str) -> None:
    answer = ask(id=1, claim={"quote": quote}, text=text)
    assert ("error" in answer) == (not quote.strip())


def test_every_quotation_of_an_article_is_taken_in_order() -> None:
    article = plain('He called it “a start.” She said: "not yet", and left.\nNo marks here.')
    assert quotes_in(article) == ["a start.", "not yet"]
    answers = list(match(quote_claims(quotes_in(article)), plain(TEXT), MatchPolicy()))
    assert [item.judged.status for item in answers] == ["missing", "missing"]


def test_what_a_short_text_lacks_is_unknown_and_what_it_holds_holds() -> None:
    short = replace(plain(TEXT), shortfall="two pages are pictures")
    asked = quote_claims(["the road would not be closed", "the bridge fell in the night"])
    holds, unknown = match(asked, short, MatchPolicy())
    assert holds.judged.status == "holds"
    assert (unknown.judged.status, "two pages are pictures" in unknown.judged.reason) == ("unknown", True)


def test_a_doubtful_live_page_says_so() -> None:
    stub, whole = "<p>Loading the story.</p>", given_page("one")
    looker = FakeLooker({OWN: stub, MIRROR: whole})
    read = [asyncio.run(read_url(url, looker)) for url in (OWN, MIRROR)]
    assert all(isinstance(text, SourceText) for text in read)
    assert ["next to no text" in (getattr(text, "shortfall", None) or "") for text in read] == [True, False]


def test_quotation_elements_of_html_are_taken_too() -> None:
    html = (
        b"<p>She said <q>we <b>will</b> not</q> today.</p><blockquote><p>A block of words.</p></blockquote>"
    )
    article = extract(html, content_type="text/html", url="")
    assert isinstance(article, SourceText)
    assert "said “we will not” today." in article.text
    assert quotes_in(article) == ["we will not", "A block of words."]
