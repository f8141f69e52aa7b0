"""PDF text: lines back to paragraphs, and what cannot be read is named. The files are written here."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.extract.document import Unreadable, extract
from verify.extract.pdf import extract_pdf
from verify.extract.pdf_columns import gutter, in_columns
from verify.extract.pdf_lines import join_pages
from verify.model.availability import Availability
from verify.model.text import SourceText, Zone
from verify.text.fold import fold_text


def write_pdf(pages: list[list[str]], trailer: str = "", info: str = "") -> bytes:
    """A minimal PDF 1.4 file: one line of Helvetica below the other."""
    return draw_pdf(
        [[(72, 760 - 14 * at, line) for at, line in enumerate(lines)] for lines in pages], trailer, info
    )


def draw_pdf(pages: list[list[tuple[int, int, str]]], trailer: str = "", info: str = "") -> bytes:
    """Words at places (x, y) in points, in the order given."""
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< {info} >>".encode(),
    ]
    for number, words in enumerate(pages):
        shown = [f"1 0 0 1 {x} {y} Tm ({word}) Tj" for x, y, word in words]
        stream = "\n".join(["BT", "/F1 12 Tf", *shown, "ET"]).encode("cp1252")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {6 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    end = f"trailer\n<< /Size {size} /Root 1 0 R /Info 4 0 R {trailer} >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end.encode()


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


def test_a_page_that_is_damaged_is_missing() -> None:
    found = extract_pdf(write_pdf(REPORT).replace(b"[5 0 R 7 0 R]", b"[5 0 R 9 0 R]"))
    assert isinstance(found, SourceText)
    assert found.text.startswith("The ministry said")
    assert found.shortfall == "1 of 2 pages of the PDF are damaged"


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


def test_a_head_of_two_pages_steps_out_where_it_stands_alike() -> None:
    first = "Notes of the valley 4\nA sentence that begins here and\nruns over the"
    second = "Notes of the valley 5\npage to the end.\nThat is all."
    text, _ = join_pages([first, second])
    assert "runs over the page to the end." in text
    text, blocks = join_pages(["It snowed.\nThe road was\nclosed.", "It snowed.\nThe road was\nopen."])
    assert {block.zone for block in blocks} == {Zone.body}  # sentences are no running heads


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ("the govern-\nment said", "the govern\u00adment said"),
        ("the govern\u0002ment said", "the govern\u00adment said"),
        ("the govern\ufffement said", "the govern\u00adment said"),
        ("the govern\u00ad\n ment said", "the govern\u00adment said"),
        ("the govern\u00adment said", "the govern\u00adment said"),
        ("in 2017-\n2018 a 13-\nyear-old", "in 2017-2018 a 13-year-old"),
        ("the Anglo-\nAmerican view", "the Anglo-American view"),
        ("a well-\nknown and so well-known man", "a well-known and so well-known man"),
        ("the road - \nthey said", "the road - they said"),
    ],
)
def test_a_hyphen_at_a_lines_end(lines: str, joined: str) -> None:
    assert join_pages([lines])[0] == joined


def test_a_word_cut_by_a_page_break_is_joined() -> None:
    assert join_pages(["Report\nthe govern-", "ment said\n2"])[0].startswith(
        "Report the govern\u00adment said"
    )


LEFT = [
    "The first column begins with a",
    "line that goes on below to tell",
    "of pupils whom the ministry had",
    "counted there.",
]
RIGHT = [
    "The second column has words of",
    "its own and never mixes with the",
    "first when a reader goes down to",
    "its end at last.",
]


def test_two_columns_drawn_across_the_page_are_read_one_after_the_other() -> None:
    words = [(72, 760, "A heading that runs over the whole width of the page from edge to edge")]
    for number in range(8):
        words.append((72, 730 - 14 * number, LEFT[number % 4]))
        words.append((330, 730 - 14 * number, RIGHT[number % 4]))
    found = extract_pdf(draw_pdf([words]))
    assert isinstance(found, SourceText)
    first, second = " ".join(LEFT * 2), " ".join(RIGHT * 2)
    assert found.text.replace("\n", " ") == f"{words[0][2]} {first} {second}"


def test_a_table_keeps_its_rows() -> None:
    rows = [(72, 760 - 14 * at, f"Place {at}") for at in range(20)]
    cells = [(330, 760 - 14 * at, f"1,0{at:02d}") for at in range(20)]
    found = extract_pdf(draw_pdf([[word for pair in zip(rows, cells, strict=True) for word in pair]]))
    assert isinstance(found, SourceText)
    assert "Place 7 1,007" in found.text


boxes = st.tuples(*[st.floats(0, 600)] * 4)


@given(st.lists(boxes, max_size=60), st.text(alphabet="ab \n\u0002", max_size=60), st.floats(0, 600))
def test_columns_lose_no_letter(found: list[tuple[float, float, float, float]], text: str, x: float) -> None:
    assert gutter(found) is None or min(box[0] for box in found) <= gutter(found)
    ordered = in_columns(text, lambda index: found[index % len(found)] if found else (0, 0, 1, 1), x)
    assert sorted("".join(ordered.split())) == sorted("".join(text.split()))


def test_what_the_file_says_of_itself() -> None:
    info = "/Title (Pupils of the valley) /Author (Ann Example; B. Sample) "
    info += "/CreationDate (D:20180517103000+02'00')"
    found = extract_pdf(write_pdf(REPORT, info=info))
    assert isinstance(found, SourceText)
    assert found.metadata.title == "Pupils of the valley"
    assert found.metadata.authors == ("Ann Example", "B. Sample")
    assert found.metadata.modified == "2018-05-17T10:30:00+02:00"
    assert found.metadata.published is None  # a file may be made long after its text
    for info in (
        "/Title (Microsoft Word - x)",
        "/Title (report.docx) /ModDate (D:2018)",
        "/CreationDate (x)",
    ):
        found = extract_pdf(write_pdf(REPORT, info=info))
        assert isinstance(found, SourceText)
        assert (found.metadata.title, found.metadata.modified) in ((None, None), (None, "2018"))


@given(st.lists(st.text(alphabet="ab1. \n\u0002-", max_size=60), max_size=5))
def test_no_letter_of_a_page_is_lost(pages: list[str]) -> None:
    text, blocks = join_pages(pages)
    assert sorted(filter(str.isalnum, text)) == sorted(filter(str.isalnum, "".join(pages)))
    ends = [0, *(block.end for block in blocks)]
    assert all(block.start >= end for block, end in zip(blocks, ends, strict=False))
