"""Something an editor must look at."""

from __future__ import annotations

from dataclasses import dataclass

from verify.model.registry import Place
from verify.model.verdict import Evidence, Severity


@dataclass(frozen=True)
class Finding:
    """`rule` is a stable id, `subject` the slug/id of the claim or reference, `place` where it stands."""

    rule: str
    severity: Severity
    subject: str
    message: str
    place: Place
    evidence: Evidence | None = None
