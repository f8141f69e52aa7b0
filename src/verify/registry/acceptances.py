"""Acceptances in a references.yaml: written beside their claims, and warned of before they expire
or where they cover more than was seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from verify.model.claim import Acceptance, Claim
from verify.model.registry import Registry
from verify.model.verdict import Severity, Status
from verify.registry.edit import claim_nodes
from verify.registry.insert import Pairs, set_key
from verify.registry.problem import LintResult, Problem, shown
from verify.registry.rewrite import commit, known, open_registry
from verify.registry.yaml_text import scalar

NOTICE = dt.timedelta(days=14)
"""How long before its last day an acceptance is warned of."""
_GRAVE = (Status.altered.value, Status.missing.value)


def accept_all(path: Path, acceptances: Mapping[str, Acceptance]) -> None:
    """Write an acceptance for each claim id, all or none, in the place of those they had.

    Raises RegistryError where the file is unusable or cannot be written, UnknownId for a claim it does not
    hold, UsageError for a value that a registry cannot keep.
    """
    opened = open_registry(path)
    for name in acceptances:
        known(name, opened.registry.claim_by_id, "claim")
    page = opened.page(opened.written.text)
    for node, name in reversed(claim_nodes(page.root)):  # from the end: earlier offsets stay true
        if name in acceptances:
            page = replace(page, text=set_key(page, node, "accepted", _pairs(acceptances[name])))
    claims = (
        replace(claim, accepted=acceptances.get(claim.id, claim.accepted)) for claim in opened.registry.claims
    )
    commit(opened, page.text, replace(opened.registry, claims=tuple(claims)))


def _pairs(acceptance: Acceptance) -> Pairs:
    given = {
        "status": acceptance.status,
        "by": acceptance.by,
        "note": acceptance.note,
        "expires": str(acceptance.expires or ""),
        "evidence": acceptance.evidence or "",
    }
    always = ("status", "by", "note")
    return {key: _value(key, text) for key, text in given.items() if text or key in always}


def _value(key: str, text: str) -> str:
    """A digest has a colon inside, and is safe as it is."""
    return text if key in ("expires", "evidence") else scalar(text)


def lint_expiry(result: LintResult, today: dt.date) -> LintResult:
    """What lint found, and the warnings of `expiring` and `unbound`; a file that cannot be used has none."""
    if result.registry is None:
        return result
    problems = (*result.problems, *expiring(result.registry, today), *unbound(result.registry))
    ordered = sorted(problems, key=lambda one: (one.place.line, one.place.column, one.message))
    return LintResult(result.registry, tuple(ordered))


def expiring(registry: Registry, today: dt.date) -> tuple[Problem, ...]:
    """A warning for each acceptance that has expired or will within NOTICE, in the article's order."""
    found = (_expiry(registry, claim, claim.accepted, today) for claim in registry.claims if claim.accepted)
    return tuple(problem for problem in found if problem is not None)


def unbound(registry: Registry) -> tuple[Problem, ...]:
    """A warning for each acceptance, written by hand, that would cover any falsehood or loss to come."""
    return tuple(
        Problem(
            registry.place(claim.id),
            Severity.warning,
            f"claim {shown(claim.id)}",
            f"its acceptance by {shown(claim.accepted.by)} names no evidence: it covers whatever is "
            f"{claim.accepted.status}",
            f"bind it to what was found: verify accept {claim.id}",
        )
        for claim in registry.claims
        if claim.accepted and claim.accepted.evidence is None and claim.accepted.status in _GRAVE
    )


def _expiry(registry: Registry, claim: Claim, accepted: Acceptance, today: dt.date) -> Problem | None:
    if accepted.expires is None or accepted.expires.last() - today > NOTICE:
        return None
    last = accepted.expires.last()
    when = f"expired on {last}" if last < today else f"expires on {last}"
    message = f"its acceptance by {shown(accepted.by)} {when}"
    mend = f"look at it again: verify accept {claim.id}, or mend the claim and take `accepted` away"
    return Problem(registry.place(claim.id), Severity.warning, f"claim {shown(claim.id)}", message, mend)
