"""Pages as people save them."""

from __future__ import annotations

import base64
import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.extract.document import Unreadable
from verify.extract.saved_page import SavedPage, read_saved

HTML = "<!doctype html><title>Кранов три</title><p>Три крана подняли в понедельник.</p>".encode()
FROM = "https://a.example/cranes"


def mhtml(body: bytes, coding: str, kind: str = "text/html", extra: str = "") -> bytes:
    coded = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}.get(coding, bytes)(body)
    head = (
        "From: <Saved by a browser>\r\n"
        f"Snapshot-Content-Location: {FROM}\r\nSubject: Cranes\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--x--"\r\n\r\n\r\n'
    )
    picture = "----x--\r\nContent-Type: image/png\r\nContent-Location: https://a.example/x.png\r\n\r\nPNG\r\n"
    part = f"----x--\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {coding}\r\n{extra}\r\n"
    return head.encode() + picture.encode() + part.encode() + coded + b"\r\n----x----\r\n"


@pytest.mark.parametrize("coding", ["quoted-printable", "base64", "binary", "8bit"])
def test_the_page_of_an_mhtml_file_is_its_html_part(coding: str) -> None:
    page = read_saved(mhtml(HTML, coding), "saved.mhtml")
    assert isinstance(page, SavedPage)
    assert page.body.strip() == HTML
    assert (page.media_type, page.said_url) == ("text/html", FROM)


def test_the_charset_that_a_part_names_is_kept() -> None:
    body = "<p>Три крана".encode("cp1251")
    page = read_saved(mhtml(body, "base64", "text/html; charset=windows-1251"), "x.mht")
    assert page == SavedPage("text/html; charset=windows-1251", body, FROM)


def test_an_mhtml_file_without_a_page_is_unreadable() -> None:
    assert isinstance(read_saved(mhtml(b"x", "binary", "text/css"), "x.mhtml"), Unreadable)
    assert isinstance(read_saved(mhtml(b"", "binary"), "x.mhtml"), Unreadable)


def test_parts_in_parts_without_end_are_no_stumbling_block() -> None:
    nested = b"Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\n" * 3000
    assert isinstance(read_saved(nested, "x.mhtml"), Unreadable)


def test_a_page_that_speaks_of_mhtml_is_a_page() -> None:
    text = b"<p>A header is written Content-Type: multipart/related\nContent-Type: multipart/related</p>"
    page = read_saved(text, "x.html")
    assert page == SavedPage("text/html", text)


@pytest.mark.parametrize(
    "mark",
    [
        f"<!-- saved from url=(0024){FROM} -->",
        f"<!--\n Page saved with SingleFile \n url: {FROM} \n saved date: Mon Jan 01 2024\n-->",
    ],
)
def test_what_browsers_note_in_a_file_is_given_back(mark: str) -> None:
    page = read_saved(b"<!doctype html>" + mark.encode() + HTML, "x.html")
    assert isinstance(page, SavedPage)
    assert page.said_url == FROM


def test_a_note_of_no_web_address_is_none() -> None:
    page = read_saved(b"<!-- saved from url=(0014)about:internet -->" + HTML, "x.html")
    assert isinstance(page, SavedPage)
    assert page.said_url is None


def test_a_pdf_is_a_page_also_where_its_text_cannot_be_read() -> None:
    page = read_saved(b"%PDF-1.7\nbroken", "x.pdf")
    assert isinstance(page, SavedPage)
    assert (page.media_type, page.body) == ("application/pdf", b"%PDF-1.7\nbroken")
    assert page.trouble


@given(st.binary(max_size=300))
def test_nothing_breaks_it(content: bytes) -> None:
    for start in (b"", b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"):
        found = read_saved(start + content, "x.html")
        assert isinstance(found, (SavedPage, Unreadable))
