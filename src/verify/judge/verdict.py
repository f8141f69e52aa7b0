"""From readings to a claim's verdict. Pure: the same readings give the same verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from verify.judge.table import Row, row_for
from verify.model.availability import Availability
from verify.model.claim import Claim
from verify.model.match import Axis, Check, Outcome
from verify.model.reference import Role
from verify.model.snapshot import Origin, OriginKind
from verify.model.verdict import Reading, Remark, Severity, Status, Verdict

_SEVERITIES = list(Severity)
_STATUSES = list(Status)
_ABSENT = (Outcome.missing, Outcome.partial)


@dataclass(frozen=True)
class Judged:
    """One reading with what it says about the claim."""

    reading: Reading
    status: Status
    reason: str
    remarks: tuple[Remark, ...] = ()


def judge_reading(reading: Reading, *, own_article: bool = False, later: bool = False) -> Judged:
    """Judge one reference's text.

    `own_article`: the reference is the article that makes the claim. `later`: it came out after the article;
    another figure in it supersedes the article's and never refutes it.
    """
    sight = reading.sight
    if later:
        reading = replace(reading, checks=tuple(map(_superseded, reading.checks)))
    if sight.availability in (Availability.private, Availability.unlocated):
        return Judged(reading, Status.unverifiable, sight.cause or sight.availability.value)
    if not sight.availability.readable:
        reason = f"{sight.availability}: {sight.cause}" if sight.cause else str(sight.availability)
        return Judged(reading, Status.unknown, reason)
    if not reading.checks:
        return Judged(reading, Status.unverifiable, "nothing a program can compare")
    if own_article:
        return _self_citation(reading)
    return _judge_checks(reading)


def _superseded(check: Check) -> Check:
    if check.axis is not Axis.figure or check.outcome is not Outcome.differs:
        return check
    reason = f"the source came out after the article and gives a newer figure; {check.reason}"
    return replace(check, outcome=Outcome.undecided, reason=reason)


def _judge_checks(reading: Reading) -> Judged:
    copy = reading.role is not None and reading.role is not Role.own
    origin = reading.origin
    decided = [(check, row_for(check)) for check in reading.checks]
    if any(check.outcome in _ABSENT for check in reading.checks) and not _contradicts(decided):
        if origin:
            reason = f"not found whole in what was {origin.label}: it may be cut"
            return Judged(reading, Status.unknown, reason)
        if copy:
            reason = f"not found whole in a {reading.role}, and a copy may be cut"
            return Judged(reading, Status.unknown, reason)
        if reading.sight.doubt:
            return Judged(reading, Status.unknown, f"not found, but {reading.sight.doubt}")
    worst = min((row.status for _, row in decided), key=_STATUSES.index)
    remarks = tuple(
        Remark(row.rule, row.severity, _sentence(check, row.says), check.axis, reading.reference)
        for check, row in decided
        if row.severity is not Severity.none
    )
    if copy and worst is Status.holds:
        remarks += (_copy_remark(reading),)
    if origin:
        remarks += (_origin_remark(origin, reading),)
    foremost = min(
        decided, key=lambda pair: (_STATUSES.index(pair[1].status), _SEVERITIES.index(pair[1].severity))
    )
    return Judged(reading, worst, _sentence(foremost[0], foremost[1].says), remarks)


def _contradicts(decided: Sequence[tuple[Check, Row]]) -> bool:
    """Whether something that does stand there says otherwise."""
    return any(row.status is Status.altered and check.outcome not in _ABSENT for check, row in decided)


def _copy_remark(reading: Reading) -> Remark:
    return Remark(
        "read-from-copy", Severity.note, f"read from a {reading.role}: {reading.url}", None, reading.reference
    )


def _origin_remark(origin: Origin, reading: Reading) -> Remark:
    """Stands beside whatever rests on a page that we did not fetch.

    Anybody can write a file: that a claim rests on one supplied by hand is a warning, and an editor has to
    look at it. A capture out of others' WARC was at least made by a tool that keeps what servers answer.
    """
    by_hand = origin.kind is OriginKind.supplied
    rule = "supplied-by-hand" if by_hand else "captured-by-others"
    severity = Severity.warning if by_hand else Severity.note
    return Remark(rule, severity, f"the page was {origin.label}", None, reading.reference)


def _self_citation(reading: Reading) -> Judged:
    judged = _judge_checks(reading)
    if judged.status is not Status.holds:
        return judged
    reason = "only the article itself carries the words; it cannot confirm them"
    return Judged(reading, Status.unverifiable, reason)


def _sentence(check: Check, says: str) -> str:
    return check.reason or says


def telling(judged: Sequence[Judged]) -> Judged:
    """The one of a reference's pages that says most; of equals the first.

    A page that carries the claim or contradicts it decides, one of our own looks before any that others
    brought: a file supplied by hand never outweighs what we read ourselves.
    """
    order = (Status.holds, Status.altered, Status.unknown, Status.unverifiable, Status.missing)

    def rank(item: Judged) -> tuple[bool, bool, int]:
        undecided = item.status not in (Status.holds, Status.altered)
        return undecided, item.reading.origin is not None and not undecided, order.index(item.status)

    return min(judged, key=rank)


def decide(claim: Claim, claim_id: str, judged: Sequence[Judged]) -> Verdict:
    """The verdict over all references of a claim.

    One reference that carries the claim is enough; one that contradicts it is then a warning beside.
    Where none carries it: altered, then unknown, unverifiable, missing. A claim is missing only when
    every reference was read and none could carry it.
    """
    if not claim.references:
        return _plain(claim, claim_id, Status.unverifiable, "the article names no source for it")
    if not judged:
        return _plain(claim, claim_id, Status.unknown, "no reference was looked at")
    readings = tuple(item.reading for item in judged)
    if not claim.checkable:
        reason = next((item.reason for item in judged if _closed(item)), None)
        reason = reason or "no quote, figure or pinned passage to look for"
        return replace(_plain(claim, claim_id, Status.unverifiable, reason), readings=readings)
    chosen = _choose(judged)
    remarks = chosen.remarks + _beside(chosen, judged)
    if not remarks:
        remarks = _default_remark(chosen)
    severity = min((remark.severity for remark in remarks), key=_SEVERITIES.index, default=Severity.none)
    return Verdict(
        claim_id, claim.text, chosen.status, severity, chosen.reason, remarks, chosen.reading, readings
    )


def _closed(item: Judged) -> bool:
    return item.reading.sight.availability in (Availability.private, Availability.unlocated)


def _choose(judged: Sequence[Judged]) -> Judged:
    order = (Status.holds, Status.altered, Status.unknown, Status.unverifiable, Status.missing)

    def rank(item: Judged) -> tuple[int, int]:
        noise = min((_SEVERITIES.index(remark.severity) for remark in item.remarks), default=len(_SEVERITIES))
        return order.index(item.status), -noise if item.status is Status.holds else noise

    return min(judged, key=rank)


def _beside(chosen: Judged, judged: Sequence[Judged]) -> tuple[Remark, ...]:
    """What other references say against a claim that one of them carries."""
    if chosen.status is not Status.holds:
        return ()
    return tuple(
        Remark(
            "contradicted", Severity.warning, f"{item.reading.reference} says otherwise: {item.reason}",
            None, item.reading.reference,
        )
        for item in judged
        if item.status is Status.altered
    )  # fmt: skip


def _default_remark(chosen: Judged) -> tuple[Remark, ...]:
    severity = {Status.unknown: Severity.warning, Status.unverifiable: Severity.note}.get(chosen.status)
    if severity is None:
        return ()
    return (Remark(str(chosen.status), severity, chosen.reason, None, chosen.reading.reference),)


def _plain(claim: Claim, claim_id: str, status: Status, reason: str) -> Verdict:
    severity = Severity.warning if status is Status.unknown else Severity.note
    return Verdict(claim_id, claim.text, status, severity, reason, (Remark(str(status), severity, reason),))
