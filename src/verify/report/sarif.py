"""The sarif format: SARIF 2.1.0 (OASIS, with Errata 01), for code scanning and editors.

Each finding is a result at the line of references.yaml that it is about. A result keeps its identity from
run to run by `partialFingerprints` (id of claim or reference, and rule); an acceptance is a suppression.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from verify.model.drift import Drift
from verify.model.finding import Finding
from verify.model.run import Run
from verify.model.verdict import Evidence, Severity
from verify.model.version import VERSION
from verify.report import file_places, json_v1
from verify.report.clean import clean
from verify.report.grouped import level_of
from verify.report.rules import RULES, Rule, rule

Json = dict[str, Any]
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "verifyClaim/v1"
_ROOT = "SRCROOT"
"""Stands for the folder in which the program ran; its path is nobody's business."""


def render(run: Run, folder: str) -> str:
    """One log with one run. Paths are told from `folder` (absolute) on."""
    return json_v1.dumps(log(run, folder), indent=2) + "\n"


def log(run: Run, folder: str) -> Json:
    """The log as a tree for json.dumps."""
    rules = _rules(run.findings)
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(rules)},
                "automationDetails": {"id": f"verify/{run.id or ''}"},
                "invocations": [_invocation(run)],
                "originalUriBaseIds": {
                    _ROOT: {"description": _message("The folder in which verify was called.")}
                },
                "columnKind": "unicodeCodePoints",
                "results": list(_results(run, [each.id for each in rules], folder)),
            }
        ],
    }


def _rules(findings: Iterable[Finding]) -> list[Rule]:
    unheard = dict.fromkeys(item.rule for item in findings) - {each.id: None for each in RULES}.keys()
    return [*RULES, *(rule(name) for name in sorted(unheard))]


def _driver(rules: Iterable[Rule]) -> Json:
    return {
        "name": "verify",
        "version": VERSION,
        "semanticVersion": VERSION,
        "rules": [_descriptor(each) for each in rules],
    }


def _descriptor(each: Rule) -> Json:
    meaning, mend = _text(each.meaning), _text(each.mend)
    words = each.id.split("-")
    named = {"name": "".join(word.capitalize() for word in words)} if len(words) > 1 else {}
    return {
        "id": each.id,
        **named,
        "shortDescription": {"text": _sentence(_text(each.title))},
        "fullDescription": {"text": _sentence(meaning)},
        "help": {
            "text": f"{_sentence(meaning)}\n\n{_sentence(mend)}",
            "markdown": f"{_sentence(meaning)}\n\n**What to do:** {_sentence(mend)}",
        },
        "defaultConfiguration": {"level": each.level.value},
        "properties": {"tags": ["sources"]},
    }


def _invocation(run: Run) -> Json:
    told: Json = {"executionSuccessful": not run.interrupted}
    if run.started is not None:
        told["startTimeUtc"] = json_v1.moment(run.started)
    if run.notes:
        told["toolExecutionNotifications"] = [
            {"level": "note", "message": _message(note)} for note in run.notes
        ]
    return told


def _results(run: Run, ids: list[str], folder: str) -> Iterator[Json]:
    seen: Counter[tuple[str, str]] = Counter()
    drifts = {item.claim: item for item in run.drifts}
    for item in run.findings:
        seen[item.subject, item.rule] += 1
        result = _result(item, seen[item.subject, item.rule], folder)
        result["properties"] |= _moved(drifts.get(item.subject))
        yield {"ruleId": item.rule, "ruleIndex": ids.index(item.rule)} | result


def _moved(drift: Drift | None) -> Json:
    if drift is None:
        return {}
    return {"movement": drift.movement.value, "firstSeen": json_v1.moment(drift.first_seen)}


def _result(item: Finding, nth: int, folder: str) -> Json:
    told = f"{'not confirmed yet: ' if item.unconfirmed else ''}{item.message}"
    fingerprint = f"{item.subject} {item.rule}" + (f" {nth}" if nth > 1 else "")
    return {
        "level": level_of(item).value if item.severity is not Severity.none else "none",
        "message": _message(f"{item.subject}: {told}{_origin(item)}"),
        "locations": [_location(item, folder)],
        "partialFingerprints": {FINGERPRINT: _text(fingerprint)},
        "suppressions": _suppressions(item),
        "properties": _properties(item),
    }


def _origin(item: Finding) -> str:
    """Viewers show the message and few of them the properties."""
    origin = item.evidence.origin if item.evidence else ""
    return f" (the page was {origin})" if origin and origin not in item.message else ""


def _location(item: Finding, folder: str) -> Json:
    place = item.place
    artifact: Json = {"uri": file_places.uri(place.path, folder)}
    if file_places.relative(place.path, folder) is not None:
        artifact["uriBaseId"] = _ROOT
    subject = _text(item.subject)
    return {
        "physicalLocation": {
            "artifactLocation": artifact,
            "region": {"startLine": max(1, place.line), "startColumn": max(1, place.column)},
        },
        "logicalLocations": [
            {"name": subject.rpartition("/")[2], "fullyQualifiedName": subject, "kind": "object"}
        ],
    }


def _suppressions(item: Finding) -> list[Json]:
    """Empty for what is not suppressed: where one result of a run has them, all must."""
    accepted = item.accepted
    if accepted is None:
        return []
    until = f", until {accepted.expires}" if accepted.expires else ""
    why = _text(f"{accepted.note} (accepted by {accepted.by}{until})")
    return [{"kind": "external", "status": "accepted", "justification": why}]


def _properties(item: Finding) -> Json:
    told: Json = {"subject": _text(item.subject)}
    if item.unconfirmed:
        told |= {"unconfirmed": True, "severity": item.severity.value}
    return told | ({"evidence": _evidence(item.evidence)} if item.evidence else {})


def _evidence(evidence: Evidence) -> Json:
    return {
        "url": _text(evidence.url),
        "role": evidence.role.value,
        "snapshot": evidence.snapshot,
        "digest": evidence.digest,
        "fetched": json_v1.moment(evidence.fetched),
        "excerpt": _text(evidence.excerpt),
        "origin": _text(evidence.origin) or None,
    }


def _message(text: str) -> Json:
    """Plain text. A pair of brackets that would be read as an embedded link (3.11.6) is taken apart."""
    return {"text": _sentence(_text(text).replace("](", "] (")) or "."}


def _text(text: str) -> str:
    return clean(text).strip()


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", ".”", "…")) or not text else f"{text}."
