"""PDF to SourceText by pypdfium2 (extra [pdf]).

PDFium is not thread safe: call from one thread of a process at a time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from enum import Enum
from typing import Any

from verify.extract.page_dates import read_date
from verify.extract.pdf_columns import gutter, in_columns
from verify.extract.pdf_lines import join_pages
from verify.extract.unreadable import Unreadable
from verify.extract.version import EXTRACTOR
from verify.model.availability import Availability
from verify.model.text import Metadata, SourceText
from verify.text.language import language_of

_MAX_PAGES = 3000
_MAX_CHARACTERS = 30_000_000
_MAX_RECTANGLES = 3000  # of a page that is looked at for columns
_LOCKED = (4, 5)  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY
_IMAGE = 3  # FPDF_PAGEOBJ_IMAGE
_NO_TITLE = re.compile(r"\A\Z|\A(?:Microsoft |untitled)|\.(?:docx?|indd|qxd|pdf|rtf|tex)\Z", re.IGNORECASE)
_PDF_DATE = re.compile(
    r"(?:D:)?(\d{4})(?:(\d\d)(?:(\d\d)(?:(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d'?(?:\d\d)?)?)?)?)?", re.ASCII
)


def load_library() -> Any:
    """The pypdfium2 package, or None where the extra is not installed."""
    try:
        import pypdfium2
    except ImportError:
        return None
    return pypdfium2


def extract_pdf(
    body: bytes, *, hint: str | None = None, load: Callable[[], Any] = load_library
) -> SourceText | Unreadable:
    """The text layer of a PDF; `unsupported` without the extra, for encrypted files and for scans.

    Lines of a paragraph are joined with spaces, also over a page break. A hyphen at a line's end comes
    out as a soft hyphen (U+00AD) unless something shows it to be a real one: see pdf_lines. The work is
    bounded by pages and characters; only the process that calls can bound the time.
    """
    library = load()
    if library is None:
        return Unreadable(
            Availability.unsupported, "PDF needs the extra [pdf]: pip install 'verify-sources[pdf]'"
        )
    try:
        with closing(library.PdfDocument(body)) as document:
            return _read(document, hint)
    except library.PdfiumError as error:
        if getattr(error, "err_code", None) in _LOCKED:
            return Unreadable(Availability.unsupported, "the PDF is encrypted")
        return Unreadable(Availability.bad_response, "the PDF is damaged")


def _read(document: Any, hint: str | None) -> SourceText | Unreadable:
    count = len(document)
    pages: list[str] = []
    scanned = covers = broken = characters = 0
    for number in range(min(count, _MAX_PAGES)):
        text, fault = _page(document, number)
        pages.append(text)
        characters += len(text)
        inner = 0 < number < count - 1
        broken += fault is _Fault.broken
        scanned += fault is _Fault.picture and inner
        covers += fault is _Fault.picture and not inner  # a cover may be a picture: a doubt, no shortfall
        if characters > _MAX_CHARACTERS:
            break
    if not any(page.strip() for page in pages):
        return Unreadable(Availability.unsupported, "the PDF has no text layer")
    text, blocks = join_pages(pages)
    return SourceText(
        text=text,
        blocks=blocks,
        media_type="application/pdf",
        extractor=EXTRACTOR,
        decoded_by="pdf",
        language=language_of(text, (hint,)),
        metadata=_metadata(document),
        shortfall=_shortfall(count, len(pages), scanned, broken),
        markers=("picture-page",) if covers else (),
    )


class _Fault(Enum):
    picture = 1  # the page is a picture without text
    broken = 2


def _page(document: Any, number: int) -> tuple[str, _Fault | None]:
    """A page's text in reading order, and why it has none."""
    try:
        with closing(document[number]) as page:
            with closing(page.get_textpage()) as words:
                text = _words(words)
            if text.strip():
                return text, None
            pictures = any(True for _ in page.get_objects(filter=[_IMAGE], max_depth=3))
            return text, _Fault.picture if pictures else None
    except RuntimeError:  # PdfiumError
        return "", _Fault.broken


def _words(words: Any) -> str:
    """The text as PDFium orders it, two columns that it ran together set apart again."""
    count = min(words.count_rects(), _MAX_RECTANGLES + 1)
    x = gutter([words.get_rect(index) for index in range(count)])
    text = str(words.get_text_bounded(errors="replace"))
    if x is None or len(text) != words.count_chars():  # two code units to a character: no places
        return text
    return in_columns(text, words.get_charbox, x)


def _shortfall(count: int, read: int, scanned: int, broken: int) -> str | None:
    if read < count:
        return f"only {read} of {count} pages of the PDF were read"
    if broken:
        return f"{broken} of {count} pages of the PDF are damaged"
    return f"{scanned} of {count} pages of the PDF are pictures without text" if scanned else None


def _metadata(document: Any) -> Metadata:
    """Title, authors and the file's own date. That is `modified`: a file may be made long after its text."""
    said = document.get_metadata_dict(skip_empty=True)
    title = " ".join(said.get("Title", "").split())[:1000]
    people = (" ".join(name.split())[:200] for name in said.get("Author", "").split(";")[:30])
    return Metadata(
        title=None if _NO_TITLE.search(title) else title,
        authors=tuple(dict.fromkeys(filter(None, people))),
        modified=_pdf_date(said.get("ModDate")) or _pdf_date(said.get("CreationDate")),
    )


def _pdf_date(said: str | None) -> str | None:
    """ISO 32000-1, 7.9.4: D:YYYYMMDDHHmmSSOHH'mm', cut off after any part."""
    found = _PDF_DATE.match(said or "")
    if not found:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    date = "-".join(filter(None, (year, month, day)))
    sign = f"{zone[:3]}:{zone[4:6] or '00'}" if zone and zone != "Z" else zone or ""
    return read_date(f"{date}T{hour}:{minute}:{second or '00'}{sign}" if minute else date)
