"""What `rescue` prints: for each reference the places where its claims stand, ranked, and how to cite one.

The json format is `{"format": "verify-rescue", "version": 1, "references": […], "untold": […],
"summary": {…}}`; within this version fields are never renamed, moved or removed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from verify.judge.addresses import same_page
from verify.judge.rescue import Candidate, Kind, Outcome, Rescue, State
from verify.model.reference import Role
from verify.model.replay import original_address, read_replay
from verify.model.verdict import Status
from verify.report import json_v1
from verify.report.cite_web import cite_web, cited_date
from verify.report.clean import clean, shorten
from verify.report.json_v1 import Json, moment
from verify.report.robust_links import robust_link
from verify.report.table import grid
from verify.text.counting import counted

_ROWS = 8
_OF_A_TIME = (Kind.memento, Kind.own_snapshot)
"""Kinds whose time says something; all others are of today."""
_TOLD_OF = 3
"""Candidates of which every claim that does not hold is told."""
_STATES = {
    State.rescued: "can be cited elsewhere",
    State.lost: "found nowhere",
    State.unknown: "could not be told",
    State.sound: "sound",
}
_SAID = {
    Status.holds: "hold",
    Status.altered: "altered",
    Status.missing: "missing",
    Status.unknown: "unknown",
    Status.unverifiable: "not for a program",
}


@dataclass(frozen=True)
class Answer:
    """Everything that one run found. `untold` are names and reasons."""

    rescues: Sequence[Rescue]
    untold: Sequence[tuple[str, str]] = ()


def render(answer: Answer, form: str) -> str:
    """`form` is table, json or jsonl; each object of jsonl carries its `type`."""
    if form == "table":
        return _table(answer)
    references = [_object(each) for each in answer.rescues]
    untold = [{"reference": name, "why": why} for name, why in answer.untold]
    if form == "json":
        whole = {"format": "verify-rescue", "version": 1, "references": references, "untold": untold}
        return json_v1.dumps(whole | {"summary": _counts(answer)}, indent=2) + "\n"
    lines = [{"type": "reference"} | each for each in references]
    lines += [{"type": "untold"} | each for each in untold]
    return "".join(json_v1.dumps(each) + "\n" for each in [*lines, {"type": "summary"} | _counts(answer)])


def _counts(answer: Answer) -> Json:
    states = [each.state for each in answer.rescues]
    return {state.value: states.count(state) for state in State} | {"untold": len(answer.untold)}


# -- how to cite ---------------------------------------------------------------------------------


def as_robust_link(rescue: Rescue, candidate: Candidate) -> str:
    """The link to `candidate` in the place of the cited one. Where that is no memento, it tells the day of
    the citation, by which a reader's Memento client finds what was cited."""
    memento = candidate.kind is Kind.memento and candidate.at is not None
    return robust_link(
        href=candidate.url,
        original=rescue.url,
        text=rescue.title or rescue.url,
        date=candidate.at.date() if memento and candidate.at else rescue.cited.last,
        snapshot=candidate.url if memento else None,
    )


def as_cite_web(rescue: Rescue, candidate: Candidate) -> str:
    """The citation with `candidate` as its archive, or, of a page that lives elsewhere, as its address."""
    memento = candidate.at is not None and (candidate.kind is Kind.memento or _replays(rescue, candidate))
    given = {
        "url": rescue.url if memento else candidate.url,
        "title": rescue.title or _host(rescue.url),
        "author": rescue.author,
        "publisher": rescue.publisher,
        "via": _host(candidate.url)
        if candidate.kind is Kind.copy and candidate.role is not Role.mirror
        else "",
        "date": cited_date(rescue.published),
        "language": rescue.language if rescue.language.partition("-")[0] != "en" else "",
    }
    if not memento:
        return cite_web(given | {"access-date": _day(candidate.at)})
    kept = {"archive-url": candidate.url, "archive-date": _day(candidate.at)}
    return cite_web(given | kept | {"url-status": rescue.url_status.value})


def _away(rescue: Rescue, candidate: Candidate) -> str:
    """How far from the citation a candidate of one moment is; "" for what is of today."""
    of_a_time = candidate.kind in _OF_A_TIME or read_replay(candidate.url) is not None
    return rescue.cited.distance(candidate.at) if candidate.at and of_a_time else ""


def _replays(rescue: Rescue, candidate: Candidate) -> bool:
    """Whether a copy is an archive's capture of the cited page itself."""
    original = original_address(candidate.url)
    return original != candidate.url and same_page(original, rescue.url)


def _day(at: dt.datetime | None) -> str:
    return f"{at:%Y-%m-%d}" if at is not None else ""


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


# -- json ----------------------------------------------------------------------------------------


def _object(rescue: Rescue) -> Json:
    best = rescue.best
    return {
        "reference": rescue.reference,
        "place": f"{rescue.path}:{rescue.line}",
        "url": rescue.url,
        "state": rescue.state.value,
        "why": rescue.why,
        "availability": rescue.sight.availability.value,
        "url_status": rescue.url_status.value,
        "looked_at": moment(rescue.at),
        "cited": {
            "first": rescue.cited.first.isoformat(),
            "last": rescue.cited.last.isoformat(),
            "by": rescue.cited.by,
        },
        "candidates": [_candidate(rescue, each, number) for number, each in enumerate(rescue.candidates, 1)],
        "recommended": rescue.candidates.index(best) + 1 if best is not None else None,
        "robust_link": as_robust_link(rescue, best) if best is not None else None,
        "cite_web": as_cite_web(rescue, best) if best is not None else None,
        "not_searched": list(rescue.gaps),
        "remarks": list(rescue.remarks),
    }


def _candidate(rescue: Rescue, each: Candidate, number: int) -> Json:
    return {
        "number": number,
        "kind": each.kind.value,
        "url": each.url,
        "read": each.read,
        "found": each.found,
        "archive": each.archive or None,
        "at": moment(each.at),
        "from_citation": rescue.cited.distance(each.at) if each.at else None,
        "role": each.role.value,
        "in_registry": each.listed,
        "availability": each.sight.availability.value,
        "cause": each.sight.cause,
        "carries": each.carries,
        "claims": [_outcome(one) for one in each.outcomes],
        "snapshot": each.snapshot,
        "digest": each.digest,
    }


def _outcome(one: Outcome) -> Json:
    return {
        "claim": one.claim,
        "status": one.status.value,
        "reason": one.reason,
        "carried_elsewhere": one.elsewhere,
    }


# -- table ---------------------------------------------------------------------------------------


def _table(answer: Answer) -> str:
    parts = [_block(each) for each in answer.rescues]
    if answer.untold:
        rows = [(name, shorten(clean(why), 80)) for name, why in answer.untold]
        hint = "name one to search for it all the same: verify rescue ID\n"
        parts.append("COULD NOT TELL WHETHER THESE NEED A RESCUE\n" + grid(rows, ["reference", "why"]) + hint)
    return "\n".join([*parts, _summary(answer)])


def _summary(answer: Answer) -> str:
    states = [each.state for each in answer.rescues]
    if not states:
        return "" if answer.untold else "no reference needs a rescue\n"
    told = [f"{states.count(state)} {words}" for state, words in _STATES.items() if state in states]
    return f"{counted(len(states), 'reference')}: {', '.join(told)}\n"


def _block(rescue: Rescue) -> str:
    lines = [
        f"{rescue.reference}: {_STATES[rescue.state]}",
        f"  cited  {clean(rescue.url)}",
        f"  dated  {rescue.cited.told} ({rescue.cited.by})",
        f"  why    {clean(rescue.why)}" + (f" (looked at {moment(rescue.at)})" if rescue.at else ""),
    ]
    text = "\n".join(lines) + "\n"
    if rescue.candidates:
        text += "\n" + _candidates(rescue)
    return text + "".join(f"{line}\n" for line in _below(rescue))


def _candidates(rescue: Rescue) -> str:
    shown = rescue.candidates[:_ROWS]
    rows = [
        (
            number,
            tally(each),
            each.kind,
            _day(each.at),
            _away(rescue, each),
            each.url,
        )
        for number, each in enumerate(shown, 1)
    ]
    text = grid(rows, ["no.", "claims", "kind", "as of", "from the citation", "address"])
    more = len(rescue.candidates) - len(shown)
    return text + (f"and {more} more (--format json lists all)\n" if more else "")


def tally(each: Candidate) -> str:
    """`3 of 3 hold`, `2 of 3 hold, 1 altered`, or why the page could not be read."""
    if not each.readable:
        return shorten(clean(f"{each.sight.availability}: {each.sight.cause}"), 44)
    if not each.outcomes:
        return "none to check"
    parts = [f"{each.count(Status.holds)} of {len(each.outcomes)} hold"]
    others = (status for status in Status if status is not Status.holds and each.count(status))
    return ", ".join([*parts, *(f"{each.count(status)} {_SAID[status]}" for status in others)])


def _below(rescue: Rescue) -> Iterator[str]:
    """What is to be said of the candidates, then the two ways to cite, each whole on a line of its own."""
    for number, each in enumerate(rescue.candidates[:_TOLD_OF], 1):
        for one in each.outcomes:
            if one.against or (one.untold and each.readable):
                yield shorten(clean(f"  {number}: {one.claim} is {one.status}: {one.reason}"), 110)
    best = rescue.best
    if best is not None:
        number = rescue.candidates.index(best) + 1
        known = ", in the registry already" if best.listed else ""
        yield ""
        yield clean(f"  cite {number}: {best.found}{known}")
    for remark in rescue.remarks:
        yield clean(f"  note: {remark}")
    for gap in rescue.gaps:
        yield clean(f"  not searched: {gap}")
    if best is not None:
        yield from ("", as_robust_link(rescue, best), "", as_cite_web(rescue, best))
