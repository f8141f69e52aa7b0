"""Links of PDFs: annotations and printed addresses, and what is said where there is nothing to read."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from verify.extract.links.document import find_links
from verify.extract.links.pdf_links import pdf_links


def write_pdf(pages: list[list[str]], annotated: dict[int, str]) -> bytes:
    """A minimal PDF 1.4 file: lines of Helvetica, and on some pages one link annotation."""
    kids = " ".join(f"{4 + 3 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, lines in enumerate(pages):
        shown = " ".join(f"1 0 0 1 72 {760 - 14 * at} Tm ({line}) Tj" for at, line in enumerate(lines))
        stream = f"BT /F1 12 Tf {shown} ET"
        annots = f"/Annots [{6 + 3 * number} 0 R]" if number in annotated else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 3 * number} 0 R {annots} "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI "
            f"/URI ({annotated.get(number, '')}) >> >>"
        )
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode()


PAPER = write_pdf(
    [
        ["See https://a.example/printed, and"],
        ["https://b.example/an-", "notated", "https://c.example/broken/", "off.html is long"],
    ],
    {0: "https://d.example/only", 1: "https://b.example/an-notated"},
)


def test_annotations_and_printed_addresses_by_page() -> None:
    found = find_links(PAPER, name="paper.pdf")
    assert [(link.place.line, link.place.column, link.url) for link in found.links] == [
        (1, 1, "https://d.example/only"),
        (1, 1, "https://a.example/printed"),
        (2, 1, "https://b.example/an-notated"),
        (2, 1, "https://c.example/broken/off.html"),
    ]
    assert found.problems == ()


def test_a_damaged_file_is_a_problem() -> None:
    assert "damaged" in find_links(PAPER[:300], name="paper.pdf").problems[0].message


def test_without_the_extra_the_problem_says_what_to_install() -> None:
    (complaint,) = pdf_links(PAPER, load=lambda: None).complaints
    assert "pip install" in complaint.mend


@settings(max_examples=30)
@given(st.integers(0, len(PAPER)), st.binary(min_size=1, max_size=20))
def test_a_file_with_a_hole_never_makes_it_fail(at: int, bytes_: bytes) -> None:
    reading: Any = pdf_links(PAPER[:at] + bytes_ + PAPER[at + len(bytes_) :])
    assert reading.links or reading.complaints or b"/Annots" in PAPER
