"""A diff as CSV (RFC 4180), one change a row, safe to open in a spreadsheet.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, which it shows as text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from verify.diff.furniture import zone_of
from verify.diff.operations import TextDiff
from verify.diff.touching import Passage, touched
from verify.model.match import Span
from verify.model.text import SourceText
from verify.report.clean import clean
from verify.report.diff_order import label

COLUMNS = ("kind", "what", "claims", "zone", "before", "after", "before_start", "before_end", "after_start",
           "after_end")  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%")


def render(
    before: SourceText,
    after: SourceText,
    diff: TextDiff,
    passages: Sequence[Passage] = (),
    *,
    claims_only: bool = False,
) -> str:
    """A header and the edits in the order of the page; lines end in CRLF. Spans count characters."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for op in diff.edits:
        claims = " ".join(touched(op, passages))
        if claims_only and not claims:
            continue
        texts = [cell(_cut(before, op.before)), cell(_cut(after, op.after))]
        named = [op.kind.value, cell(label(op)), cell(claims), zone_of(op, before, after).value]
        rows.writerow([*named, *texts, *(op.before or ("", "")), *(op.after or ("", ""))])
    return out.getvalue()


def cell(text: str) -> str:
    """`text` on one line, never a formula."""
    bare = clean(text)
    return f"'{bare}" if bare.lstrip().startswith(_FORMULA) else bare


def _cut(text: SourceText, span: Span | None) -> str:
    return text.text[span[0] : span[1]] if span else ""
