"""Something an editor must look at."""

from __future__ import annotations

from dataclasses import dataclass

from verify.model.claim import Acceptance
from verify.model.registry import Place
from verify.model.verdict import Evidence, Severity


@dataclass(frozen=True)
class Finding:
    """`rule` is a stable id, `subject` the slug/id of the claim or reference, `place` where it stands.

    `accepted`: an editor knows it and called it fine; it is shown, and fails nothing (SARIF: suppressed).
    `unconfirmed`: seen once, and not yet confirmed by another look; it is listed, and fails nothing.
    """

    rule: str
    severity: Severity
    subject: str
    message: str
    place: Place
    evidence: Evidence | None = None
    accepted: Acceptance | None = None
    unconfirmed: bool = False

    @property
    def counts(self) -> bool:
        """Whether it may fail a run."""
        return self.accepted is None and not self.unconfirmed
