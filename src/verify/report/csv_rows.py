"""The csv format: one row a claim, for spreadsheets (RFC 4180, UTF-8 without a byte order mark).

Columns are only ever added, at the end. Every cell is one line without control characters. A cell that a
spreadsheet would run as a formula gets an apostrophe in front, which spreadsheets do not show.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from verify.model.drift import Drift
from verify.model.finding import Finding
from verify.model.match import Axis
from verify.model.run import Run
from verify.model.verdict import Verdict
from verify.report.clean import clean
from verify.report.grouped import by_subject, origin_of, path_of
from verify.report.json_v1 import moment

COLUMNS = (
    *("claim", "status", "severity", "rules", "reason", "text"),
    *(axis.value for axis in Axis),
    *("reference", "url", "role", "availability", "looked_at", "excerpt", "digest", "snapshot", "origin"),
    *("accepted_by", "accepted_note", "unconfirmed", "path", "line"),
    *("movement", "first_seen", "confirmed"),
)
_FORMULA = frozenset("=+-@＝＋－＠")
"""What begins a formula; East Asian editions take the full-width forms too."""


def render(run: Run) -> str:
    """A header and the rows in the article's order; lines end in CR LF."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    found = by_subject(run.findings)
    drifts = {item.claim: item for item in run.drifts}
    for verdict in run.verdicts:
        row = _row(run, verdict, found.get(verdict.claim, ()))
        rows.writerow(cell(value) for value in (*row, *_moved(drifts.get(verdict.claim))))
    return out.getvalue()


def cell(value: object) -> str:
    """One value as it may stand in a spreadsheet."""
    text = clean("" if value is None else str(value))
    return f"'{text}" if text.lstrip()[:1] in _FORMULA else text


def _moved(drift: Drift | None) -> tuple[object, ...]:
    if drift is None:
        return (None,) * 3
    return (drift.movement.value, moment(drift.first_seen), moment(drift.confirmed))


def _row(run: Run, verdict: Verdict, findings: Sequence[Finding]) -> tuple[object, ...]:
    outcomes = {check.axis: check.outcome.value for check in verdict.checks}
    reading, evidence = verdict.reading, verdict.evidence
    accepted = next((item.accepted for item in findings if item.accepted), None)
    return (
        *(verdict.claim, verdict.status.value, verdict.severity.value),
        ", ".join(dict.fromkeys(item.rule for item in findings)),
        *(verdict.reason, verdict.text),
        *(outcomes.get(axis) for axis in Axis),
        *((reading.reference, reading.url, reading.role) if reading else (None,) * 3),
        *((reading.sight.availability.value, moment(reading.at)) if reading else (None,) * 2),
        *((evidence.excerpt, evidence.digest, evidence.snapshot) if evidence else (None,) * 3),
        origin_of(verdict),
        *((accepted.by, accepted.note) if accepted else (None,) * 2),
        "yes" if any(item.unconfirmed for item in findings) else "",
        *(path_of(run, verdict.claim), findings[0].place.line if findings else None),
    )
