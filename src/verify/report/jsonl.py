"""The jsonl format: the objects of json v1, one a line, each with its `type`."""

from __future__ import annotations

from collections.abc import Iterator

from verify.model.run import Run
from verify.report import json_v1


def render(run: Run) -> str:
    """Sightings, verdicts, findings, changes and drifts, then one `summary` line."""
    return "".join(json_v1.dumps(line) + "\n" for line in _lines(run))


def _lines(run: Run) -> Iterator[json_v1.Json]:
    for sighting in run.sightings:
        yield {"type": "sighting"} | json_v1.sighting(sighting)
    for verdict in run.verdicts:
        yield {"type": "verdict"} | json_v1.verdict(verdict)
    for finding in run.findings:
        yield {"type": "finding"} | json_v1.finding(finding)
    for change in run.changes:
        yield {"type": "change"} | json_v1.change(change)
    for drift in run.drifts:
        yield {"type": "drift"} | json_v1.drift(drift)
    yield {"type": "summary"} | json_v1.summary(run.verdicts, run.findings)
