"""A report as PDF 1.4 (ISO 32000-1), just enough of it: text lines, fi ligatures, hyphens at line ends."""

from __future__ import annotations

import textwrap
import zlib
from collections.abc import Iterable, Iterator

from verify.demo.shapes import banner
from verify.demo.source_files import Location, PartKind, StandIn

SOFT_HYPHEN = "\u00ad"
_FI = "\u00ae"  # its code point in WinAnsi is 174, which _FONT gives to the glyph `fi`
_WIDTH = 84  # characters of a line
_LINES = 46  # of a page
_LEADING = 15
_FONT = (
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
    "/Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [174 /fi] >> >>"
)


def render_pdf(stand_in: StandIn, location: Location) -> bytes:
    """The stand-in as a PDF file. Text outside Windows-1252 is refused with UnicodeEncodeError.

    A soft hyphen in the text ends the line there with a hyphen, as typesetters do.
    """
    lines = [banner(stand_in.language), "", *_lines(stand_in, location)]
    pages = [lines[start : start + _LINES] for start in range(0, len(lines), _LINES)]
    return _file(_objects(pages, stand_in.title))


def _lines(stand_in: StandIn, location: Location) -> Iterator[str]:
    yield location.site
    yield ""
    yield from textwrap.wrap(stand_in.title, _WIDTH)
    yield f"{stand_in.author}, {stand_in.published}"
    for part in stand_in.parts:
        yield ""
        if part.kind is PartKind.heading:
            yield ""
        yield from _wrapped(part.text)


def _wrapped(text: str) -> Iterator[str]:
    *broken, last = text.split(SOFT_HYPHEN)
    for piece in broken:
        lines = textwrap.wrap(piece, _WIDTH - 1)
        lines[-1] += "-"
        yield from lines
    yield from textwrap.wrap(last, _WIDTH)


def _objects(pages: list[list[str]], title: str) -> list[bytes]:
    """Catalog, page tree, font and title, then two objects for each page: the page and its content."""
    numbers = [5 + 2 * index for index in range(len(pages))]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    fixed = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        _FONT,
        f"<< /Title ({_escaped(title)}) /Subject (Stand-in: written for a demonstration of verify) >>",
    ]
    objects = [text.encode("cp1252") for text in fixed]
    for number, lines in zip(numbers, pages, strict=True):
        objects.append(_page(number + 1))
        objects.append(_content(lines))
    return objects


def _page(content: int) -> bytes:
    resources = "<< /Font << /F1 3 0 R >> >>"
    box = "/MediaBox [0 0 595 842]"
    return f"<< /Type /Page /Parent 2 0 R {box} /Resources {resources} /Contents {content} 0 R >>".encode()


def _content(lines: Iterable[str]) -> bytes:
    shown = "\n".join(f"({_escaped(_ligatures(line))}) Tj T*" for line in lines)
    stream = zlib.compress(f"BT /F1 11 Tf {_LEADING} TL 56 780 Td\n{shown}\nET".encode("cp1252"))
    head = f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n".encode()
    return head + stream + b"\nendstream"


def _ligatures(text: str) -> str:
    return text.replace("fi", _FI)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\n" % (len(objects) + 1)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)
