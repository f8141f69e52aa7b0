"""What `accept` and `baseline` share: reading the terms, writing into the registries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from verify.errors import UsageError
from verify.model.claim import Acceptance
from verify.model.dates import PartialDate
from verify.pipeline.accepting import Proposal, Terms
from verify.registry.acceptances import accept_all


def terms_of(by: str, note: str, expires: str | None, today: dt.date) -> Terms:
    """The terms as they were typed. Raises UsageError."""
    try:
        last = PartialDate.parse(expires) if expires else None
    except ValueError as error:
        raise UsageError(f"--expires: {error}", mend="write it as 2027, 2027-03 or 2027-03-01") from None
    terms = Terms(by, note, last)
    terms.check(today)
    return terms


def accept_written(proposals: Sequence[Proposal]) -> None:
    """Write them, one registry after the other. Raises what `accept_all` raises."""
    by_path: dict[str, dict[str, Acceptance]] = {}
    for item in proposals:
        by_path.setdefault(item.registry.path, {})[item.claim] = item.acceptance
    for path, acceptances in by_path.items():
        accept_all(Path(path), acceptances)
