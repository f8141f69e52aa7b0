"""Links of a PDF: its link annotations, and the addresses printed on its pages. By pypdfium2 (extra [pdf]).

PDFium is not thread safe: call from one thread of a process at a time.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

from verify.extract.links.text_links import find_urls, web
from verify.extract.links.written import MAX_LINKS, Complaint, Reading, Written
from verify.extract.pdf import load_library

MAX_PAGES = 3000
_MAX_URI = 16_384
_URI_ACTION = 3  # PDFACTION_URI
_GOES_ON = re.compile(r"(?<=[-/_=&?%.\u0002\u00ad])[ \t]*\r?\n[ \t]*(?=[^\s<>\"]*[/._=&?%-])")
_HYPHEN = re.compile("[\u0002\u00ad][ \t]*\r?\n[ \t]*")


def pdf_links(body: bytes, load: Callable[[], Any] = load_library) -> Reading:
    """`at` of each link is its page, from 0: first the annotations, then what is printed and no annotation
    leads to. An address that breaks off behind a slash, hyphen or other joint goes on in the next line."""
    library = load()
    if library is None:
        return Reading(
            complaints=(Complaint(0, "PDF needs the extra [pdf]", "pip install 'verify-sources[pdf]'"),)
        )
    try:
        with closing(library.PdfDocument(body)) as document:
            return _read(document, library.raw)
    except library.PdfiumError:
        return Reading(complaints=(Complaint(0, "the PDF is damaged or encrypted"),))


def _read(document: Any, raw: Any) -> Reading:
    links: list[Written] = []
    complaints: list[Complaint] = []
    count = len(document)
    for number in range(min(count, MAX_PAGES)):
        try:
            with closing(document[number]) as page:
                links += _of_page(document, page, number, raw)
        except Exception as error:
            if type(error).__name__ != "PdfiumError":
                raise
            complaints.append(Complaint(number, "the page cannot be read"))
        if len(links) > MAX_LINKS:
            break
    if count > MAX_PAGES:
        complaints.append(Complaint(MAX_PAGES, f"only {MAX_PAGES} of {count} pages were read"))
    return Reading(tuple(links), tuple(complaints))


def _of_page(document: Any, page: Any, number: int, raw: Any) -> Iterator[Written]:
    annotated = list(dict.fromkeys(_annotations(document, page, raw)))
    for target in annotated:
        yield Written(number, target)
    with closing(page.get_textpage()) as words:
        text = str(words.get_text_bounded(errors="replace"))
    for target in dict.fromkeys(_printed(text)):
        if not any(known.startswith(target) or known.rstrip("/") == target for known in annotated):
            yield Written(number, target)


def _annotations(document: Any, page: Any, raw: Any) -> Iterator[str]:
    at, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, at, link):
        action = raw.FPDFLink_GetAction(link)
        if not action or raw.FPDFAction_GetType(action) != _URI_ACTION:
            continue
        size = min(raw.FPDFAction_GetURIPath(document, action, None, 0), _MAX_URI)
        buffer = ctypes.create_string_buffer(max(1, size))
        raw.FPDFAction_GetURIPath(document, action, buffer, size)
        yield buffer.raw[: max(0, size - 1)].decode("utf-8", "replace").strip()


def _printed(text: str) -> Iterator[str]:
    joined = _GOES_ON.sub("", _HYPHEN.sub("-", text.replace("\ufffe", "\u0002")))
    for start, end in find_urls(joined):
        yield web(joined[start:end])
