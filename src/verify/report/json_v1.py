"""The json format, version 1. Frozen: within this version fields are never renamed, moved or removed.

A document is `{"format": "verify", "version": 1, "command": …, "summary": …, "sightings": […],
"verdicts": […], "findings": […], "changes": […], "drifts": […]}`. Spans count characters of the extracted
text; times are UTC in ISO 8601 with a Z; digests are `sha256:<hex>`.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

from verify.model.claim import Acceptance
from verify.model.drift import Drift
from verify.model.finding import Finding
from verify.model.match import Check, Edit
from verify.model.run import Change, Run, Sighting
from verify.model.snapshot import Look, Origin
from verify.model.verdict import Evidence, Reading, Remark, Severity, Status, Verdict

Json = dict[str, Any]


def render(run: Run) -> str:
    """The whole run as one JSON document that ends in a newline."""
    return dumps(document(run), indent=2) + "\n"


_ESCAPED = {
    code: f"\\u{code:04x}"
    for code in (*range(0x7F, 0xA0), 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
}
"""C1 controls and marks of direction, which steer a terminal; only strings can hold them."""


def dumps(value: Mapping[str, Any], indent: int | None = None) -> str:
    """JSON in UTF-8-safe text: non-ASCII letters stay, lone surrogates and controls are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    return text.encode("utf-8", "backslashreplace").decode("utf-8").translate(_ESCAPED)


def document(run: Run) -> Json:
    """The run as version 1 has it, for json.dumps."""
    return {
        "format": "verify",
        "version": 1,
        "command": run.command,
        "run": run.id,
        "started": moment(run.started),
        "interrupted": run.interrupted,
        "registries": [{"slug": slug, "path": path} for slug, path in run.registries.items()],
        "summary": summary(run.verdicts, run.findings),
        "sightings": [sighting(item) for item in run.sightings],
        "verdicts": [verdict(item) for item in run.verdicts],
        "findings": [finding(item) for item in run.findings],
        "changes": [change(item) for item in run.changes],
        "drifts": [drift(item) for item in run.drifts],
    }


def summary(verdicts: Iterable[Verdict], findings: Iterable[Finding]) -> Json:
    """Counts by status and by severity; every name is always there. `accepted` and `unconfirmed` count
    findings that are among those of their severity and fail nothing."""
    counts: Json = {"claims": 0, **{status.value: 0 for status in Status}}
    for item in verdicts:
        counts["claims"] += 1
        counts[item.status.value] += 1
    levels = [Severity.error, Severity.warning, Severity.note]
    told = list(findings)
    listed = [item.severity for item in told]
    return counts | {
        **{f"{level.value}s": listed.count(level) for level in levels},
        "accepted": sum(item.accepted is not None for item in told),
        "unconfirmed": sum(item.unconfirmed for item in told),
    }


def sighting(item: Sighting) -> Json:
    """One URL of a reference as last looked at."""
    return {
        "reference": item.reference,
        "url": item.url,
        "role": item.role and item.role.value,
        "availability": item.sight.availability.value,
        "cause": item.sight.cause,
        "at": moment(item.at),
        "status": item.status,
        "final_url": item.final_url,
        "snapshot": item.snapshot,
        "digest": item.digest,
        "changed": item.changed,
    }


def verdict(item: Verdict) -> Json:
    """One claim with its checks, evidence, remarks and readings."""
    return {
        "claim": item.claim,
        "text": item.text,
        "status": item.status.value,
        "severity": item.severity.value,
        "reason": item.reason,
        "reference": item.reading.reference if item.reading else None,
        "checks": [check(each) for each in item.checks],
        "evidence": evidence(item.evidence),
        "remarks": [remark(each) for each in item.remarks],
        "readings": [reading(each) for each in item.readings],
    }


def check(item: Check) -> Json:
    """One axis; `span` is [start, end] or null."""
    return {
        "axis": item.axis.value,
        "outcome": item.outcome.value,
        "wanted": item.wanted,
        "span": list(item.span) if item.span else None,
        "found": item.found,
        "zone": item.zone.value if item.zone else None,
        "reason": item.reason,
        "edits": [edit(each) for each in item.edits],
        "also": [list(span) for span in item.also],
    }


def edit(item: Edit) -> Json:
    return {
        "kind": item.kind.value,
        "claim": item.claim,
        "source": item.source,
        "span": list(item.span) if item.span else None,
    }


def evidence(item: Evidence | None) -> Json | None:
    """Where the words stand: enough to find them again; null where nothing was read."""
    if item is None:
        return None
    return {
        "url": item.url,
        "role": item.role.value,
        "snapshot": item.snapshot,
        "digest": item.digest,
        "warc": item.warc,
        "fetched": moment(item.fetched),
        "span": list(item.span) if item.span else None,
        "excerpt": item.excerpt,
        "zone": item.zone.value if item.zone else None,
        "extractor": item.extractor,
        "matcher": item.matcher,
        "origin": item.origin or None,
    }


def remark(item: Remark) -> Json:
    """One thing a verdict says beside its status."""
    return {
        "rule": item.rule,
        "severity": item.severity.value,
        "message": item.message,
        "axis": item.axis and item.axis.value,
        "reference": item.reference,
    }


def reading(item: Reading) -> Json:
    """One text a verdict was judged on, with the outcome of each axis."""
    return {
        "reference": item.reference,
        "url": item.url,
        "role": item.role and item.role.value,
        "at": moment(item.at),
        "availability": item.sight.availability.value,
        "cause": item.sight.cause,
        "language": item.language,
        "outcomes": {each.axis.value: each.outcome.value for each in item.checks},
        "origin": item.origin.label if item.origin else None,
    }


def finding(item: Finding) -> Json:
    """One thing to look at, with its place in references.yaml."""
    place = item.place
    return {
        "rule": item.rule,
        "severity": item.severity.value,
        "subject": item.subject,
        "message": item.message,
        "place": {"path": place.path, "line": place.line, "column": place.column},
        "evidence": evidence(item.evidence),
        "accepted": item.accepted and acceptance(item.accepted),
        "unconfirmed": item.unconfirmed,
    }


def acceptance(item: Acceptance) -> Json:
    """An editor's "known and fine", as references.yaml has it."""
    return {
        "status": item.status,
        "by": item.by,
        "note": item.note,
        "expires": str(item.expires) if item.expires else None,
        "evidence": item.evidence,
    }


def drift(item: Drift) -> Json:
    """How one claim moved between the look it was last judged otherwise on and the newest."""
    return {
        "claim": item.claim,
        "movement": item.movement.value,
        "before": item.before.value,
        "after": item.after.value,
        "kinds": list(item.kinds),
        "reason": item.reason,
        "since": moment(item.since),
        "first_seen": moment(item.first_seen),
        "confirmed": moment(item.confirmed),
        "count": item.count,
        "needed": item.needed,
        "transient": item.transient,
        "alerts": item.alerts,
        "at": moment(item.at),
    }


def change(item: Change) -> Json:
    """How one claim moved since it was last recorded."""
    return {
        "claim": item.claim,
        "before": item.before.value,
        "after": item.after.value,
        "what": item.what,
        "reason": item.reason,
    }


def look(item: Look) -> Json:
    """One stored look, as `log` and `archive` give it."""
    stored = item.snapshot
    return {
        "look": item.id,
        "url": item.url,
        "at": moment(item.at),
        "run": item.run,
        "origin": item.origin and origin(item.origin),
        "failure": item.failure and {"kind": item.failure.kind.value, "cause": item.failure.cause},
        "snapshot": stored and {
            "id": stored.id,
            "status": stored.status or None,
            "final_url": stored.final_url,
            "digest": stored.digest,
            "size": stored.size,
            "media_type": stored.media_type,
            "warc": stored.warc,
            "offset": stored.offset,
            "length": stored.length,
            "revisits": stored.revisits,
        },
    }  # fmt: skip


def origin(item: Origin) -> Json:
    """Where a look that we did not make ourselves comes from; `label` is what reports say of it."""
    return {
        "kind": item.kind.value,
        "label": item.label,
        "name": item.name,
        "digest": item.digest,
        "by": item.by or None,
        "seen": item.seen or None,
        "taken": moment(item.taken),
        "record": item.record,
    }


def moment(when: dt.datetime | None) -> str | None:
    """`2018-06-01T09:30:00Z`, to the second; None stays None."""
    if when is None:
        return None
    return when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
