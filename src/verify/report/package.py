"""What `archive --wacz` and `archive check` print."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from verify.judge.proof import proof, spoken
from verify.model.package import Basis, Inspection, Package, Stamp
from verify.report import json_v1
from verify.report.clean import clean
from verify.report.json_v1 import Json, moment
from verify.text.counting import counted

_WIDTH = 100
_STAMPED = {
    Basis.authority: "checked against the authority you named",
    Basis.itself: "its certificate is not checked yet: `verify archive check --tsa-ca FILE`",
    Basis.unchecked: "its signature is not checked yet: `verify archive check --tsa-ca FILE`",
}


def render_package(made: Package, form: str) -> str:
    """A package that was written. `form` is table, json or jsonl."""
    if form != "table":
        return _dumped({"format": "verify-package", "version": 1, **_package(made)}, form)
    held = [
        counted(len(made.warcs), "WARC"),
        counted(made.records, "indexed record"),
        counted(made.pages, "page"),
    ]
    lines = [f"{clean(made.path)}  {', '.join(held)}", f"  digest  {made.digest} ({made.bytes} bytes)"]
    lines.append(f"  signed  {f'by the key {made.key}' if made.key else 'no'}")
    lines.append(f"  stamped {_stamped(made.stamp)}")
    return "\n".join(lines) + "\n"


def _stamped(stamp: Stamp | None) -> str:
    if stamp is None:
        return "no"
    return f"{spoken(stamp.at)} by {clean(stamp.authority)}, {_STAMPED[stamp.basis]}"


def render_inspection(found: Inspection, form: str) -> str:
    """What was found in a file, and what that proves."""
    if form != "table":
        return _dumped({"format": "verify-package-check", "version": 1, **_inspection(found)}, form)
    return "\n".join(_lines(found)) + "\n"


def render_inspections(found: Sequence[Inspection], form: str) -> str:
    """One file as `render_inspection` has it; several below one another, or as `files` of one object."""
    if len(found) > 1 and form == "json":
        whole = {
            "format": "verify-package-checks",
            "version": 1,
            "files": [_inspection(one) for one in found],
        }
        return _dumped(whole, form)
    return ("\n" if form == "table" else "").join(render_inspection(one, form) for one in found)


def _lines(found: Inspection) -> Iterator[str]:
    for problem in found.problems:
        yield from _wrapped("", problem)
    held = [counted(found.files, "file")] if found.files else []
    held += [counted(found.warcs, "WARC"), counted(found.records, "record")]
    held += [counted(found.pages, "page")] if found.files else []
    state = "sound" if found.sound else f"damaged ({counted(len(found.problems), 'problem')})"
    yield f"{clean(found.path)}: {state}; {', '.join(held)}"
    yield f"  digest  {found.digest} ({found.bytes} bytes)"
    if found.created or found.software:
        yield f"  made    {clean(' by '.join(filter(None, (found.created, found.software))))} (its own word)"
    judged = proof(found)
    yield from _section("Proven", judged.proven)
    yield from _section("Said, not proven", judged.said)
    yield from _section("Not proven", judged.unproven)
    yield from _section("Notes", _notes(found))


def _notes(found: Inspection) -> Sequence[str]:
    bare = (
        f"{counted(found.bare, 'record')} without a digest: only the list of files stands for what is in them"
    )
    return [*found.notes, *([bare] if found.bare else [])]


def _section(title: str, sentences: Sequence[str]) -> Iterator[str]:
    if sentences:
        yield f"\n{title}"
        for sentence in sentences:
            yield from _wrapped("  - ", sentence)


def _wrapped(start: str, text: str) -> list[str]:
    whole = textwrap.wrap(
        clean(text), _WIDTH, initial_indent=start, subsequent_indent=" " * len(start), break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip
    return whole or [start]


def render_key(path: str, fingerprint: str, public: str, form: str) -> str:
    """A signing key that was made; `public` is PEM."""
    if form != "table":
        whole = {"path": path, "fingerprint": fingerprint, "public": public}
        return _dumped({"format": "verify-key", "version": 1, **whole}, form)
    return f"{clean(path)}  private key, for your eyes alone\n  fingerprint {fingerprint}\n{public}"


def _dumped(whole: Json, form: str) -> str:
    return json_v1.dumps(whole, indent=2 if form == "json" else None) + "\n"


def _package(made: Package) -> Json:
    return {
        "path": made.path,
        "bytes": made.bytes,
        "digest": made.digest,
        "created": moment(made.created),
        "warcs": list(made.warcs),
        "records": made.records,
        "pages": made.pages,
        "key": made.key,
        "stamp": _stamp(made.stamp) if made.stamp else None,
        "notes": list(made.notes),
    }


def _inspection(found: Inspection) -> Json:
    judged = proof(found)
    return {
        "path": found.path,
        "kind": found.kind.value,
        "state": "sound" if found.sound else "damaged",
        "bytes": found.bytes,
        "digest": found.digest,
        "counts": {
            "files": found.files,
            "warcs": found.warcs,
            "records": found.records,
            "digests": found.digests,
            "without_digest": found.bare,
            "pages": found.pages,
        },
        "made": {"title": found.title, "created": found.created, "software": found.software},
        "signature": {"key": found.signed.key, "known": found.signed.known, "domain": found.signed.domain}
        if found.signed
        else None,
        "stamps": [_stamp(stamp) for stamp in found.stamps],
        "problems": list(found.problems),
        "proven": list(judged.proven),
        "said": list(judged.said),
        "not_proven": list(judged.unproven),
        "notes": list(_notes(found)),
    }


def _stamp(stamp: Stamp) -> Json:
    return {
        "at": moment(stamp.at),
        "authority": stamp.authority,
        "certificate": stamp.certificate,
        "covers": stamp.covers.value,
        "basis": stamp.basis.value,
        "why": stamp.why,
    }
