"""What a payload is decides who reads it; bytes come before labels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.extract.document import EXTRACTOR, Unreadable, extract
from verify.model.availability import Availability
from verify.model.text import SourceText, Zone

HTML = b"<!doctype html><title>t</title><p>a page</p>"


def kind(body: bytes, content_type: str | None, url: str = "https://example.org/x") -> str:
    found = extract(body, content_type=content_type, url=url)
    return found.media_type if isinstance(found, SourceText) else f"{found.availability}: {found.cause}"


@pytest.mark.parametrize(
    "content_type", ["text/html", "TEXT/HTML; charset=x", None, "text/plain", "application/octet-stream", ""]
)
def test_html_is_known_by_its_start(content_type: str | None) -> None:
    assert kind(HTML, content_type) == "text/html"


def test_xhtml_keeps_its_type() -> None:
    assert kind(HTML, "application/xhtml+xml; charset=utf-8") == "application/xhtml+xml"


def test_plain_text_keeps_its_paragraphs() -> None:
    found = extract(
        b"Head line\r\n\r\nwrapped by\nhand <b>\n\n\nend\n", content_type="text/plain", url="", hint="en"
    )
    assert isinstance(found, SourceText)
    assert [found.text[block.start : block.end] for block in found.blocks] == [
        "Head line",
        "wrapped by\nhand <b>",
        "end",
    ]
    assert {block.zone for block in found.blocks} == {Zone.body}
    assert (found.extractor, found.decoded_by, found.language) == (EXTRACTOR, "utf-8", "en")


@pytest.mark.parametrize(
    ("body", "content_type", "word"),
    [
        (b"\x89PNG\r\n\x1a\n....", "text/html", "a PNG image"),
        (b"PK\x03\x04....", "application/octet-stream", "a ZIP archive"),
        (b"....ftypmp42", "text/html", "a video"),
        (b"RIFF....WEBPVP8 ", None, "an image"),
        (b"anything", "audio/mpeg", "an audio file"),
        (b"anything", "video/mp4", "a video"),
        (b'{"a": 1}', "application/json", "JSON"),
        (b'{"a": 1}', "application/ld+json; charset=utf-8", "JSON"),
        (b"<?xml version='1.0'?><rss></rss>", "application/rss+xml", "XML"),
        (b"p { color: red }", "text/css", "a style sheet"),
        (b"\x01\x02\x03\x04\x05\x06\x07", None, "binary"),
        (b"some text", "application/msword", "of type application/msword"),
    ],
)
def test_what_has_no_text_is_unsupported(body: bytes, content_type: str | None, word: str) -> None:
    assert kind(body, content_type).startswith(f"unsupported: the payload is {word}")


def test_plain_text_that_could_not_be_decoded_was_not_read() -> None:
    body = "Слова долины. ".encode() * 40 + b"\xff " * 30
    found = extract(body, content_type="text/plain; charset=utf-8", url="")
    assert isinstance(found, SourceText)
    assert found.shortfall == "30 characters could not be decoded as utf-8"


@pytest.mark.parametrize("body", [b"", b" \r\n\t", b"\x00\x00"])
def test_an_empty_body_is_a_bad_response(body: bytes) -> None:
    assert extract(body, content_type="text/html", url="") == Unreadable(
        Availability.bad_response, "empty body"
    )


def test_a_page_that_mentions_pdf_is_still_a_page() -> None:
    assert kind(b"<p>files start with %PDF-1.4 as a rule</p>", "text/html") == "text/html"


def test_a_file_name_helps_where_nothing_else_does() -> None:
    assert "JSON" in kind(b'{"a": 1}', None, "https://example.org/data.json?x=1")


@given(
    body=st.binary(min_size=1, max_size=300),
    content_type=st.sampled_from([None, "text/html", "text/plain", "x/y", ";;"]),
)
def test_any_bytes_give_an_answer_and_always_the_same(body: bytes, content_type: str | None) -> None:
    first = extract(body, content_type=content_type, url="https://example.org/")
    assert isinstance(first, SourceText | Unreadable)
    assert extract(body, content_type=content_type, url="https://example.org/") == first
