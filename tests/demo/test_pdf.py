from __future__ import annotations

import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.demo.pdf import render_pdf
from verify.demo.shapes import BANNERS
from verify.demo.source_files import Location, Part, PartKind, StandIn

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    pdfium = pytest.importorskip("pypdfium2")

PLACE = Location("https://a.example/report", "pdf", site="A Brief")


def written(*texts: str) -> bytes:
    parts = tuple(Part(PartKind.paragraph, text) for text in texts)
    return render_pdf(
        StandIn("n", "r", "A (short) title", "en", "2018", (), parts, author="A. Writer"), PLACE
    )


def read(data: bytes) -> list[str]:
    document = pdfium.PdfDocument(data)
    try:
        pages = []
        for page in document:
            words = page.get_textpage()
            pages.append(words.get_text_range())
            words.close()
            page.close()
        return pages
    finally:
        document.close()


def test_the_first_line_is_the_banner_and_the_text_reads_back() -> None:
    (page,) = read(written("The officials said “no” (twice)."))
    assert page.startswith(BANNERS["en"])
    assert "A (short) title" in page
    assert "The officials said “no” (twice)." in page


def test_fi_is_set_as_one_glyph() -> None:
    import zlib

    data = written("five fields")
    stream = zlib.decompress(data.split(b"stream\n")[1].split(b"\nendstream")[0])
    assert b"(\xaeve \xaeelds) Tj" in stream
    assert "five fields" in read(data)[0]


def test_a_soft_hyphen_ends_its_line_with_a_hyphen() -> None:
    import zlib

    data = written("they were in\u00adterned there")
    stream = zlib.decompress(data.split(b"stream\n")[1].split(b"\nendstream")[0])
    assert b"(they were in-) Tj T*\n(terned there) Tj" in stream


def test_a_long_report_has_several_pages_and_loses_no_line() -> None:
    pages = read(written(*(f"paragraph {number}." for number in range(100))))
    assert len(pages) > 2
    text = "\n".join(pages)
    assert all(f"paragraph {number}." in text for number in range(100))


def test_what_the_encoding_cannot_hold_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        written("Пекин")


@settings(max_examples=25)
@given(st.lists(st.text("abc ()\\xyz", min_size=1, max_size=200).filter(str.strip), min_size=1, max_size=5))
def test_the_cross_reference_table_points_at_every_object(texts: list[str]) -> None:
    data = written(*texts)
    start = int(data.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    rows = data[start:].split(b"trailer")[0].splitlines()[3:]
    for number, row in enumerate(rows, start=1):
        assert data[int(row[:10]) :].startswith(b"%d 0 obj" % number)
    assert len(read(data)) == 1
