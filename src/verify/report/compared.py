"""What `diff` prints: the two snapshots, then how their texts differ.

The json format is `{"format": "verify-diff", "version": 1, …}`; within this version fields are never renamed,
moved or removed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from verify.diff.operations import TextDiff
from verify.diff.touching import Passage
from verify.model.snapshot import Look
from verify.model.text import SourceText
from verify.report import diff_csv, diff_html, diff_markdown, diff_terminal, difference, json_v1
from verify.report.clean import clean
from verify.report.diff_order import laid_out_anew
from verify.report.diff_terminal import PLAIN, Screen
from verify.report.json_v1 import moment


@dataclass(frozen=True)
class Side:
    """One of the two snapshots: where it was read, its look and its text."""

    url: str
    look: Look
    text: SourceText

    @property
    def digest(self) -> str | None:
        return self.look.snapshot.digest if self.look.snapshot else None


@dataclass(frozen=True)
class Compared:
    """One comparison. With `claims_only` every format leaves out what touches no claim of `passages`."""

    reference: str
    before: Side
    after: Side
    diff: TextDiff
    passages: tuple[Passage, ...] = ()
    claims_only: bool = False


def render(compared: Compared, form: str, screen: Screen = PLAIN) -> str:
    """`form` is one of FORMS; jsonl and csv give one edit a line. `screen` is how a table is laid out."""
    return _table(compared, screen) if form == "table" else FORMS[form](compared)


def _table(each: Compared, screen: Screen = PLAIN) -> str:
    head = f"{each.reference}\n" + _head("from", each.before) + _head("to", each.after)
    return head + "\n" + diff_terminal.render(
        each.before.text, each.after.text, each.diff, each.passages,
        claims_only=each.claims_only, screen=screen,
    )  # fmt: skip


def _json(each: Compared) -> str:
    whole = {
        "format": "verify-diff",
        "version": 1,
        "reference": each.reference,
        "before": _object(each.before),
        "after": _object(each.after),
        "counts": {kind.value: number for kind, number in each.diff.counts.items()},
        "layout_only": each.diff.layout_only,
        "edits": _edits(each),
        "damage_only": each.diff.damage_only,
        "laid_out_anew": laid_out_anew(each.before.text, each.after.text, each.diff),
        "claims_only": each.claims_only,
        "passages": [difference.passage_object(passage) for passage in each.passages],
    }
    return json_v1.dumps(whole, indent=2) + "\n"


def _jsonl(each: Compared) -> str:
    return "".join(json_v1.dumps(item) + "\n" for item in _edits(each))


def _edits(each: Compared) -> list[json_v1.Json]:
    found = difference.objects(each.before.text, each.after.text, each.diff, each.passages)
    return [edit for edit in found if edit["claims"] or not each.claims_only]


def _markdown(each: Compared) -> str:
    return diff_markdown.render(
        f"What changed in {each.reference}", _lines(each), each.before.text, each.after.text, each.diff,
        each.passages, claims_only=each.claims_only,
    )  # fmt: skip


def _html(each: Compared) -> str:
    body = diff_html.fragment(
        each.before.text, each.after.text, each.diff, each.passages, claims_only=each.claims_only, level=2
    )
    return diff_html.page(f"What changed in {each.reference}", _lines(each), body)


def _csv(each: Compared) -> str:
    return diff_csv.render(
        each.before.text, each.after.text, each.diff, each.passages, claims_only=each.claims_only
    )


FORMS: Mapping[str, Callable[[Compared], str]] = {
    "table": _table,
    "json": _json,
    "jsonl": _jsonl,
    "markdown": _markdown,
    "html": _html,
    "csv": _csv,
}


def _lines(each: Compared) -> list[str]:
    return [_line("from", each.before), _line("to", each.after)]


def _line(label: str, side: Side) -> str:
    origin = f", {side.look.origin.label}" if side.look.origin else ""
    return f"{label} {moment(side.look.at)}, {(side.digest or '')[:19]}, {side.url}{origin}"


def _head(label: str, side: Side) -> str:
    line = f"  {label:<5}{moment(side.look.at)}  {(side.digest or '')[:19]}  {clean(side.url)}\n"
    return line + (f"       {clean(side.look.origin.label)}\n" if side.look.origin else "")


def _object(side: Side) -> json_v1.Json:
    stored = side.look.snapshot
    return {
        "url": side.url,
        "at": moment(side.look.at),
        "snapshot": stored.id if stored else None,
        "digest": side.digest,
        "origin": side.look.origin.label if side.look.origin else None,
    }
