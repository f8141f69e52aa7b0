"""What `import` prints: what was taken out of others' files, or what is kept of a file supplied by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from verify.model.availability import Sight
from verify.model.snapshot import Look
from verify.report import json_v1
from verify.report.clean import clean
from verify.report.json_v1 import moment
from verify.text.counting import counted


@dataclass(frozen=True)
class FileImport:
    """One WARC or WACZ: the looks that were made, how many were there before, and why the rest was left."""

    name: str
    digest: str
    records: int
    taken: Sequence[Look]
    already: int
    skipped: Mapping[str, int]
    refused: Sequence[str]
    damaged: Sequence[str]
    notes: Sequence[str]


@dataclass(frozen=True)
class FileSupplied:
    """A file that somebody saved by hand; `new` is False where it was there before."""

    reference: str
    url: str
    look: Look
    sight: Sight
    new: bool
    notes: Sequence[str]


def render(files: Sequence[FileImport], form: str) -> str:
    """`form` is table, json or jsonl (one line a file)."""
    if form == "table":
        return "\n".join(_table(each) for each in files)
    return _json([_object(each) for each in files], form)


def render_supplied(item: FileSupplied, form: str) -> str:
    """`form` is table, json or jsonl."""
    if form == "table":
        return _block(item)
    return _json([_supplied(item)], form)


def _json(objects: list[json_v1.Json], form: str) -> str:
    if form == "jsonl":
        return "".join(json_v1.dumps(each) + "\n" for each in objects)
    return json_v1.dumps({"format": "verify-import", "version": 1, "files": objects}, indent=2) + "\n"


def _object(item: FileImport) -> json_v1.Json:
    return {
        "type": "captures",
        "name": item.name,
        "digest": item.digest,
        "records": item.records,
        "taken": [json_v1.look(look) for look in item.taken],
        "already": item.already,
        "skipped": dict(item.skipped),
        "refused": list(item.refused),
        "damaged": list(item.damaged),
        "notes": list(item.notes),
    }


def _supplied(item: FileSupplied) -> json_v1.Json:
    return {
        "type": "supplied",
        "reference": item.reference,
        "new": item.new,
        "availability": item.sight.availability.value,
        "notes": list(item.notes),
    } | json_v1.look(item.look)


def _table(item: FileImport) -> str:
    skipped = sum(item.skipped.values())
    lines = [
        f"{clean(item.name)}: {counted(item.records, 'record')}; {counted(len(item.taken), 'look')} taken, "
        f"{item.already} already there, {skipped} skipped"
    ]
    lines += [_line("taken", f"{moment(look.at)}  {_answer(look)}  {look.url}") for look in item.taken]
    lines += [_line("skipped", f"{number}: {reason}") for reason, number in item.skipped.items()]
    for name in ("refused", "damaged", "notes"):
        lines += [_line(name.removesuffix("s"), words) for words in getattr(item, name)]
    return "\n".join(lines) + "\n"


def _answer(look: Look) -> str:
    stored = look.snapshot
    if stored is None:
        return "no answer"
    return f"HTTP {stored.status}, {stored.size} bytes" if stored.status else f"{stored.size} bytes"


def _block(item: FileSupplied) -> str:
    stored, origin = item.look.snapshot, item.look.origin
    lines = [f"{item.reference}  {clean(item.url)}"]
    lines.append(_line("kept", "now" if item.new else "already: the same file, date and name"))
    if stored:
        lines.append(_line("file", f"{stored.warc}, {stored.length} bytes at {stored.offset}"))
        lines.append(_line("record", stored.id))
        lines.append(_line("digest", f"{stored.digest} ({stored.size} bytes, {stored.media_type})"))
    lines.append(_line("label", origin.label if origin else ""))
    lines += [_line("note", words) for words in item.notes]
    return "\n".join(lines) + "\n"


def _line(name: str, words: str) -> str:
    return f"  {name:<8}{clean(words)}"
