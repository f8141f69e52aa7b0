"""PDF to SourceText by pypdfium2 (extra [pdf]).

PDFium is not thread safe: call from one thread of a process at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Any

from verify.extract.pdf_lines import join_pages
from verify.extract.unreadable import Unreadable
from verify.extract.version import EXTRACTOR
from verify.model.availability import Availability
from verify.model.text import Metadata, SourceText
from verify.text.language import language_of

_MAX_PAGES = 3000
_MAX_CHARACTERS = 30_000_000
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_IMAGE = 3  # FPDF_PAGEOBJ_IMAGE


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
    out as a soft hyphen (U+00AD), since nothing in the file tells "govern-ment" from "well-known".
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
        if getattr(error, "err_code", None) == _PASSWORD:
            return Unreadable(Availability.unsupported, "the PDF is encrypted")
        return Unreadable(Availability.bad_response, "the PDF is damaged")


def _read(document: Any, hint: str | None) -> SourceText | Unreadable:
    count = len(document)
    pages: list[str] = []
    scanned = covers = characters = 0
    for number in range(min(count, _MAX_PAGES)):
        text, image_only = _page(document, number)
        pages.append(text)
        characters += len(text)
        inner = 0 < number < count - 1
        scanned += image_only and inner
        covers += image_only and not inner  # a cover may be a picture: a doubt, no shortfall
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
        shortfall=_shortfall(count, len(pages), scanned),
        markers=("picture-page",) if covers else (),
    )


def _page(document: Any, number: int) -> tuple[str, bool]:
    """A page's text as PDFium orders it, and whether the page is a picture without text."""
    with closing(document[number]) as page:
        with closing(page.get_textpage()) as words:
            text = str(words.get_text_bounded(errors="replace"))
        image_only = not text.strip() and any(True for _ in page.get_objects(filter=[_IMAGE], max_depth=3))
    return text, image_only


def _shortfall(count: int, read: int, scanned: int) -> str | None:
    if read < count:
        return f"only {read} of {count} pages of the PDF were read"
    return f"{scanned} of {count} pages of the PDF are pictures without text" if scanned else None


def _metadata(document: Any) -> Metadata:
    said = document.get_metadata_dict(skip_empty=True)
    author = said.get("Author")
    return Metadata(title=said.get("Title"), authors=(author,) if author else ())
