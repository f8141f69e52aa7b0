"""From a stored response to text, with its codings and its cuts."""

from __future__ import annotations

import datetime as dt
import gzip

from verify.extract.document import Unreadable
from verify.extract.payload import read_payload
from verify.model.availability import Availability
from verify.model.snapshot import Hop, Truncation
from verify.model.text import SourceText

PAGE = b"<html lang=en><p>The ministry counted the pupils.</p>" + b"<p>More words follow here.</p>" * 40


def hop(
    body: bytes, coding: str | None = None, truncated: Truncation | None = None, kind: str = "text/html"
) -> Hop:
    headers = [("Content-Type", kind)] + ([("content-encoding", coding)] if coding else [])
    started = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    return Hop("https://example.org/a", started, 5, b"", b"", 200, tuple(headers), body, truncated)


def test_a_coded_body_is_read() -> None:
    found = read_payload(hop(gzip.compress(PAGE), "gzip"), limit=10**6)
    assert isinstance(found, SourceText)
    assert found.text.startswith("The ministry counted the pupils.\nMore words")
    assert found.shortfall is None


def test_a_cut_capture_is_read_and_says_so() -> None:
    whole = gzip.compress(PAGE)
    for given, reason in (
        (hop(PAGE[:300], truncated=Truncation.disconnect), "the connection broke"),
        (hop(PAGE[:300], truncated=Truncation.time), "it took too long"),
        (hop(whole[:-9], "gzip"), "the compressed stream ends too early"),
    ):
        found = read_payload(given, limit=10**6)
        assert isinstance(found, SourceText)
        assert "The ministry" in found.text
        assert found.shortfall == f"capture was cut: {reason}"
        assert "cut" in found.markers


def test_our_own_limit_is_told_apart() -> None:
    for given in (hop(PAGE[:300], truncated=Truncation.length), hop(gzip.compress(PAGE), "gzip")):
        found = read_payload(given, limit=300)
        assert isinstance(found, SourceText)
        assert "cut-length" in found.markers
        assert found.shortfall is not None


def test_a_cut_body_without_any_text_is_truncated() -> None:
    found = read_payload(hop(b"", truncated=Truncation.time), limit=100)
    assert found == Unreadable(Availability.truncated, "capture was cut: it took too long")
    assert read_payload(hop(b"", truncated=Truncation.length), limit=100) == Unreadable(
        Availability.too_large, "capture was cut: it was longer than the limit"
    )


def test_bad_codings_have_names() -> None:
    unknown = read_payload(hop(PAGE, "compress"), limit=10**6)
    assert isinstance(unknown, Unreadable)
    assert (unknown.availability, unknown.cause) == (
        Availability.unsupported,
        "content coding 'compress' is not known",
    )
    corrupt = read_payload(hop(PAGE, "gzip"), limit=10**6)
    assert isinstance(corrupt, Unreadable)
    assert corrupt.availability is Availability.bad_response


def test_the_hint_reaches_the_text() -> None:
    found = read_payload(hop(b"<p>Plain words without any label.</p>"), limit=10**6, hint="en")
    assert isinstance(found, SourceText)
    assert found.language == "en"
