"""How a claim moved over the looks at its pages. Pure; the same observations always give the same drift.

All observations are judged by the extractor and matcher of today, so that an upgrade moves nothing here.

What is altered counts at once: a number or a "not" that changed under a cited claim is no hiccup of a server.
What is not there any more counts only when `needed` readable observations in a row lack it, each on a look
of its own at the reference that carried it: half-published pages, tests on some readers and lazy servers lose
a paragraph for an hour. No time apart is asked for, unlike for a dead page: looks are due 20 hours apart
anyway, and who looks again sooner (`--force`) does so to know. Observations that could not be read stand
between without counting; so do those in which a copy carried the claim while the reference's own page, which
lacks it before and after, could not be read: an old mirror brings back nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from verify.judge.acceptance import fingerprint, plainly
from verify.judge.table import row_for
from verify.model.drift import Drift, Movement
from verify.model.match import Axis, Check, EditKind, Outcome
from verify.model.reference import Role
from verify.model.verdict import Severity, Status, Verdict

Gone = Callable[["Observed", "Observed"], bool]
"""Whether what carried the claim at the first observation is gone at the second, at which the claim is held
against a sentence that stood beside it before (see `verify.judge.gone`)."""
_KINDS = list(EditKind)


@dataclass(frozen=True)
class Observed:
    """The verdict on what was known at one moment; `looks` are (reference id, look id) of what was known."""

    at: dt.datetime
    verdict: Verdict
    looks: frozenset[tuple[str, str]] = frozenset()

    @property
    def status(self) -> Status:
        return self.verdict.status

    @property
    def readable(self) -> bool:
        return self.status is not Status.unknown


def never(before: Observed, after: Observed) -> bool:
    """A Gone for those who cannot look at the pages again."""
    return False


def drift(observed: Sequence[Observed], needed: int = 2, gone: Gone = never) -> Drift | None:
    """The movement up to the newest observation, the last of `observed` (oldest first).

    None where there is nothing to compare: one observation alone, or a claim that was never otherwise than
    missing or altered. That is no drift; the claim's finding stands as it is.
    """
    readable = _counting([each for each in observed if each.readable])
    if not readable or len(observed) < 2:
        return None
    if not observed[-1].readable:
        return _unread(observed, readable[-1])
    showing = _stretch(readable)
    earlier = readable[: -len(showing)]
    if observed[-1].status is Status.holds and (len(showing) > 1 or not earlier):
        return _still(showing[-2], showing[-1]) if len(showing) > 1 else None
    if not earlier:
        return None
    if absence := _absence(readable, gone):
        return _lost(*absence, needed)
    before, transient = _settled(earlier, needed, gone)
    if observed[-1].status is Status.holds:
        return _regained(before, showing[-1], transient, earlier, needed)
    if observed[-1].status is Status.missing:
        return _lost(before, showing, needed)
    return _altered(before, showing, needed)


def enough(newest_first: Sequence[Observed], needed: int = 2) -> bool:
    """Whether observations older than these would not change what `drift` says."""
    readable = [each for each in newest_first if each.readable]
    if not readable:
        return False
    if not newest_first[0].readable:
        return True
    surely = [each for each in readable[1:] if not _by_copy(each)]  # whatever is further back
    oldest_first = [*surely[::-1], readable[0]]
    if newest_first[0].status is not Status.holds:
        return any(each.status is Status.holds for each in oldest_first[:-1])
    showing = _stretch(oldest_first)
    earlier = oldest_first[: -len(showing)]
    if len(showing) > 1 or not earlier:
        return len(showing) > 1
    lapse = _stretch(earlier)
    return lapse[-1].status is Status.holds or len(lapse) < len(earlier)


def kinds(verdict: Verdict) -> tuple[str, ...]:
    """How a verdict's claim differs from the source: edit kinds, the most serious first, then the axes that
    differ without edits, `partial` for a part of a quote."""
    telling = [check for check in verdict.checks if row_for(check).severity is not Severity.none]
    edits = {edit.kind for check in telling for edit in check.edits}
    bare = [_kind(check) for check in telling if not check.edits and check.outcome is not Outcome.undecided]
    return (*sorted(edits, key=_KINDS.index), *dict.fromkeys(bare))


def _kind(check: Check) -> str:
    return "partial" if check.outcome is Outcome.partial else check.axis.value


def _state(observed: Observed) -> str:
    """Alike for two observations that tell an editor the same."""
    if observed.status in (Status.holds, Status.missing):
        return observed.status
    return fingerprint(observed.verdict)


def _stretch(readable: Sequence[Observed]) -> Sequence[Observed]:
    """The last observations that all tell the same."""
    start = len(readable) - 1
    while start and _state(readable[start - 1]) == _state(readable[-1]):
        start -= 1
    return readable[start:]


def _counting(readable: Sequence[Observed]) -> list[Observed]:
    """Without those in which a copy carried what the own page lacks or denies, before and after."""
    found: list[Observed] = []
    for number, each in enumerate(readable):
        if _by_copy(each) and found and _denied(found[-1]):
            after = next((one for one in readable[number:] if not _by_copy(one)), None)
            if after is not None and _denied(after):
                continue
        found.append(each)
    return found


def _denied(observed: Observed) -> bool:
    """Whether the own page was read and does not carry the claim."""
    reading = observed.verdict.reading
    own = reading is None or reading.role in (None, Role.own)
    return own and observed.status in (Status.missing, Status.altered)


def _by_copy(observed: Observed) -> bool:
    reading = observed.verdict.reading
    copied = reading is not None and reading.role not in (None, Role.own)
    return copied and observed.status is Status.holds


def _absence(readable: Sequence[Observed], gone: Gone) -> tuple[Observed, Sequence[Observed]] | None:
    """The last observation that held and all since, where each of these lacks what carried the claim,
    whatever they hold it against."""
    held = [number for number, each in enumerate(readable) if each.status is Status.holds]
    if not held or held[-1] == len(readable) - 1:
        return None
    before, since = readable[held[-1]], readable[held[-1] + 1 :]
    lacking = (each.status is Status.missing or _is_gone(before, each, gone) for each in since)
    return (before, since) if all(lacking) else None


def _is_gone(before: Observed, after: Observed, gone: Gone) -> bool:
    return before.status is Status.holds and after.status is Status.altered and gone(before, after)


def _settled(earlier: Sequence[Observed], needed: int, gone: Gone) -> tuple[Observed, bool]:
    """The last state that counted, and whether a loss that was never confirmed lies behind it."""
    lapse = _stretch(earlier)
    rest = earlier[: -len(lapse)]
    brief = rest and len(_confirming(rest[-1], lapse)) < needed
    if brief and (lapse[-1].status is Status.missing or _is_gone(rest[-1], lapse[-1], gone)):
        return rest[-1], True
    return earlier[-1], False


def _confirming(before: Observed, showing: Sequence[Observed]) -> list[Observed]:
    """Those observations that rest on a new look at the reference that carried the claim."""
    reading = before.verdict.reading
    carrier = reading.reference if reading else None
    found: list[Observed] = []
    last = _looks(before, carrier)
    for each in showing:
        looks = _looks(each, carrier)
        if looks != last or not looks:
            found.append(each)
        last = looks
    return found


def _looks(observed: Observed, reference: str | None) -> frozenset[str]:
    return frozenset(look for name, look in observed.looks if reference in (None, name))


def _begun(before: Observed, movement: Movement, after: Observed) -> Drift:
    return Drift(
        after.verdict.claim,
        movement,
        before.status,
        after.status,
        reason=after.verdict.reason,
        since=before.at,
        at=after.at,
    )


def _unread(observed: Sequence[Observed], before: Observed) -> Drift:
    unread = observed[observed.index(before) + 1 :]
    made = _begun(before, Movement.unknown, unread[-1])
    return replace(made, first_seen=unread[0].at, count=len(unread))


def _lost(before: Observed, showing: Sequence[Observed], needed: int) -> Drift:
    seen = _confirming(before, showing)
    confirmed = seen[needed - 1].at if len(seen) >= needed else None
    made = _begun(before, Movement.lost, showing[-1])
    return replace(made, first_seen=showing[0].at, confirmed=confirmed, count=len(seen), needed=needed)


def _altered(before: Observed, showing: Sequence[Observed], needed: int) -> Drift:
    first, newest = showing[0].at, showing[-1]
    foreign = _language(before) != _language(newest)
    if newest.status is Status.unverifiable and foreign:
        return replace(_begun(before, Movement.unknown, newest), first_seen=first, count=len(showing))
    made = _begun(before, Movement.altered, newest)
    how = kinds(newest.verdict)
    return replace(made, kinds=how, first_seen=first, confirmed=first, count=len(showing), needed=needed)


def _language(observed: Observed) -> str | None:
    return observed.verdict.reading.language if observed.verdict.reading else None


def _regained(
    before: Observed, newest: Observed, transient: bool, earlier: Sequence[Observed], needed: int
) -> Drift:
    lapse = _stretch(earlier)
    made = _begun(lapse[-1], Movement.restored, newest)
    return replace(
        made,
        since=before.at if transient else lapse[-1].at,
        first_seen=newest.at,
        count=len(lapse),
        needed=needed,
        transient=transient and before.status is Status.holds,
    )


def _still(before: Observed, after: Observed) -> Drift:
    """It held and holds: the same words in the same place, elsewhere, or among other words."""
    movement, reason = _shift(before.verdict, after.verdict)
    made = _begun(before, movement, after)
    return replace(made, reason=reason, first_seen=after.at)


def _shift(before: Verdict, after: Verdict) -> tuple[Movement, str]:
    old, new = before.evidence, after.evidence
    if old is None or new is None or old.digest == new.digest:
        return Movement.unchanged, ""
    if old.url != new.url:
        return Movement.moved, f"read from {new.url} now, from {old.url} before"
    if changed := _outcomes(before, after):
        return Movement.reworded, changed
    if _newly_moved(before, after) or old.zone != new.zone:
        return Movement.moved, "the same words stand elsewhere on the page"
    if old.selector is None or new.selector is None:
        return Movement.unchanged, ""
    sides = [plainly(one) == plainly(other) for one, other in (
        (old.selector.prefix, new.selector.prefix), (old.selector.suffix, new.selector.suffix))]  # fmt: skip
    if all(sides):
        return Movement.unchanged, ""
    if any(sides):
        return Movement.reworded, f"other words stand {'behind' if sides[0] else 'before'} it"
    return Movement.moved, "the same words stand among others"


def _newly_moved(before: Verdict, after: Verdict) -> bool:
    was = any(check.axis is Axis.passage and check.outcome is Outcome.moved for check in before.checks)
    return not was and any(
        check.axis is Axis.passage and check.outcome is Outcome.moved for check in after.checks
    )


def _outcomes(before: Verdict, after: Verdict) -> str:
    """Axes on which other words were found, or whose outcome weighs otherwise; typography is no news."""
    old = {check.axis: check for check in before.checks}
    told = []
    for check in after.checks:
        was = old.get(check.axis)
        if was is None or check.outcome is Outcome.moved or was.outcome is Outcome.moved:
            continue
        if row_for(was).severity is not row_for(check).severity:
            told.append(f"{check.axis} {was.outcome} -> {check.outcome}")
        elif plainly(was.found) != plainly(check.found):
            told.append(f"{check.axis}: other words")
    return ", ".join(told)
