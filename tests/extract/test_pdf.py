"""PDF text: lines back to paragraphs, and what cannot be read is named. The files are written here."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from verify.extract.document import Unreadable, extract
from verify.extract.pdf import extract_pdf
from verify.extract.pdf_lines import join_pages
from verify.model.availability import Availability
from verify.model.text import SourceText, Zone
from verify.text.fold import fold_text


def write_pdf(pages: list[list[str]], trailer: str = "") -> bytes:
    """A minimal PDF 1.4 file: one line of Helvetica below the other."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        shown = [f"1 0 0 1 72 {760 - 14 * at} Tm ({line}) Tj" for at, line in enumerate(lines)]
        stream = "\n".join(["BT", "/F1 12 Tf", *shown, "ET"]).encode("cp1252")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    end = f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{len(body)}\n%%EOF\n".encode()
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


REPORT = [
    [
        "The ministry said that the govern-",
        "ment had counted more than",
        "1,043 pupils.",
        "A second paragraph goes on over the",
    ],
    ["next page of the report and ends.", "2"],
]


def read(pages: list[list[str]]) -> SourceText:
    found = extract(
        write_pdf(pages), content_type="application/pdf", url="https://example.org/r.pdf", hint="en"
    )
    assert isinstance(found, SourceText)
    return found


def test_lines_hyphens_and_page_breaks_are_joined() -> None:
    found = read(REPORT)
    parts = [(block.zone, fold_text(found.text[block.start : block.end])) for block in found.blocks]
    assert parts == [
        (Zone.body, "The ministry said that the government had counted more than 1,043 pupils."),
        (Zone.body, "A second paragraph goes on over the next page of the report and ends."),
        (Zone.nav, "2"),
    ]
    assert (found.media_type, found.decoded_by, found.language) == ("application/pdf", "pdf", "en")
    assert found.shortfall is None


def test_a_pdf_is_known_by_its_bytes() -> None:
    body = b"\r\n" + write_pdf(REPORT)
    for content_type in ("application/octet-stream", None, "text/html"):
        found = extract(body, content_type=content_type, url="")
        assert isinstance(found, SourceText)
        assert found.media_type == "application/pdf"


def test_a_pdf_without_text_is_unsupported() -> None:
    assert extract_pdf(write_pdf([[], []])) == Unreadable(
        Availability.unsupported, "the PDF has no text layer"
    )


def test_a_picture_at_either_end_is_marked() -> None:
    line = "P" * 60
    shown = f"BT\n/F1 12 Tf\n1 0 0 1 72 760 Tm ({line}) Tj\nET".encode()
    picture = b"q 9 0 0 9 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q".ljust(len(shown))
    text = "The report of the commission goes on here."
    for pages in ([[line], [text]], [[text], [line]]):
        found = extract_pdf(write_pdf(pages).replace(shown, picture))
        assert isinstance(found, SourceText)
        assert (found.markers, found.shortfall) == (("picture-page",), None)
    assert read([[text], [text]]).markers == ()


def test_an_encrypted_pdf_is_unsupported() -> None:
    lock = (
        f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'11' * 32}> /U <{'22' * 32}> >> /ID [<00><00>]"
    )
    assert extract_pdf(write_pdf(REPORT, lock)) == Unreadable(
        Availability.unsupported, "the PDF is encrypted"
    )


def test_a_damaged_pdf_is_a_bad_response() -> None:
    assert extract_pdf(b"%PDF-1.4 and nothing") == Unreadable(Availability.bad_response, "the PDF is damaged")


def test_without_the_extra_the_cause_says_what_to_install() -> None:
    found = extract_pdf(write_pdf(REPORT), load=lambda: None)
    assert isinstance(found, Unreadable)
    assert "pip install 'verify-sources[pdf]'" in found.cause


def test_running_heads_step_out_of_the_sentence() -> None:
    pages = [
        f"Annual report {number}\nA sentence of page {word} that is not\nover, it goes on to {word}"
        for number, word in enumerate("abc")
    ]
    text, blocks = join_pages(pages)
    assert text[blocks[0].start : blocks[0].end] == " ".join(
        f"A sentence of page {word} that is not over, it goes on to {word}" for word in "abc"
    )
    assert [block.zone for block in blocks[1:]] == [Zone.nav] * 3


@given(st.lists(st.text(alphabet="ab1. \n\u0002-", max_size=60), max_size=5))
def test_no_letter_of_a_page_is_lost(pages: list[str]) -> None:
    text, blocks = join_pages(pages)
    assert sorted(filter(str.isalnum, text)) == sorted(filter(str.isalnum, "".join(pages)))
    ends = [0, *(block.end for block in blocks)]
    assert all(block.start >= end for block, end in zip(blocks, ends, strict=False))
