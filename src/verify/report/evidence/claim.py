"""One claim of the report: what the article says, what the source says, and the proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verify.model.drift import Drift, Movement
from verify.model.finding import Finding
from verify.model.match import Axis, Check, EditKind, Outcome
from verify.model.reference import Role
from verify.model.verdict import Evidence, Reading, Severity, Status
from verify.report.clean import shorten
from verify.report.evidence.case import Case, PageChange
from verify.report.evidence.changes import near, pointer, spoken
from verify.report.evidence.course import counted_looks, in_words, looks, sparkline
from verify.report.evidence.markup import Child, Element, el, link, other
from verify.report.evidence.passages import Kind, Passage, Run, passages
from verify.report.evidence.words import (
    EDIT,
    LOOKED_FOR,
    OUTCOME,
    ROLE,
    SEVERITY,
    ZONE,
    badge,
    full_stop,
    language,
    minute,
    sentence,
)

_HINT = 400
_SERIOUS = (Severity.error, Severity.warning)


def article(number: int, case: Case, change: PageChange | None) -> Element:
    """The claim, ready to be filtered: its status and whether it needs a look stand in attributes."""
    verdict, title = case.verdict, f"{case.anchor}-title"
    head = el(
        "h3",
        badge(verdict.status),
        " ",
        el("span", f"Claim {number}", class_="number"),
        " ",
        el("a", other(case.claim.id), href=f"#{case.anchor}", class_="own"),
        id=title,
    )
    return el(
        "article",
        head,
        el("blockquote", _sentence(case), class_="sentence", dir="auto", lang=language(case.language)),
        el("p", _why(case), class_="why"),
        _since(case.drift),
        _remarks(case),
        _source(case),
        _changed(case, change),
        _proof(case),
        id=case.anchor,
        class_=f"claim {verdict.status.value}",
        aria_labelledby=title,
        data_status=verdict.status.value,
        data_look="yes" if needs_look(case) else "no",
    )


def needs_look(case: Case) -> bool:
    """Whether an editor must look at it: an error or warning that nobody has accepted."""
    return any(item.severity in _SERIOUS and item.accepted is None for item in case.findings)


def worst(case: Case) -> Severity:
    """Of what counts; accepted findings do not."""
    order = list(Severity)
    open_ = [item.severity for item in case.findings if item.accepted is None]
    return min(open_, key=order.index, default=Severity.none)


def _sentence(case: Case) -> list[Child]:
    """The article's sentence with the words that were looked for marked."""
    text, parts = case.claim.text, [*case.claim.quote, *filter(None, [case.claim.figure])]
    places = sorted(
        {(text.index(part), text.index(part) + len(part)) for part in parts if part and part in text}
    )
    out: list[Child] = []
    last = 0
    for start, end in places:
        if start >= last:
            out += [text[last:start], el("mark", text[start:end], class_="asked")]
            last = end
    return [*out, text[last:]]


def _why(case: Case) -> list[Child]:
    verdict = case.verdict
    lead = {
        Status.holds: "It holds",
        Status.altered: "Altered",
        Status.missing: "Not found",
        Status.unknown: "Could not be read",
        Status.unverifiable: "Not decided",
    }[verdict.status]
    return [el("strong", f"{lead}: "), other(full_stop(verdict.reason))]


def _since(drift: Drift | None) -> Element | None:
    """From when on it has been so, where it was otherwise before."""
    if drift is None or drift.movement not in (Movement.altered, Movement.lost) or drift.first_seen is None:
        return None
    told: list[Child] = ["So since ", minute(drift.first_seen)]
    told += ["; it stood until ", minute(drift.since)] if drift.since else []
    told.append(
        f". Seen by {drift.count} of the {drift.needed} looks that confirm it." if drift.unconfirmed else "."
    )
    return el("p", told, class_="dates")


def _remarks(case: Case) -> Element | None:
    """Everything else the claim calls for, with what editors said of it."""
    items = [_remark(item) for item in case.findings if _tells(item, case)]
    return el("ul", items, class_="remarks") if items else None


def _tells(item: Finding, case: Case) -> bool:
    return item.message != case.verdict.reason or item.accepted is not None or item.unconfirmed


def _remark(item: Finding) -> Element:
    told: list[Child] = [el("span", SEVERITY[item.severity], class_=f"level {item.severity.value}"), " "]
    told.append(other(sentence(item.message)))
    if item.unconfirmed:
        told.append(el("span", " Seen once; not confirmed by another look yet.", class_="aside"))
    if item.accepted:
        until = f" until {item.accepted.expires}" if item.accepted.expires else ""
        told.append(
            el("span", f" Accepted by {item.accepted.by}{until}: ", other(item.accepted.note), class_="aside")
        )
    return el("li", told)


def _source(case: Case) -> Element | None:
    """What the source says where the words were found, or that they were not."""
    verdict = case.verdict
    if verdict.reading is None or verdict.reading.url is None:
        return None
    shown = passages(case.text, verdict.checks) if case.text else ()
    body: list[Child] = [_passage(item, verdict.reading) for item in shown]
    if not shown and verdict.evidence and verdict.evidence.excerpt:
        body = [el("p", verdict.evidence.excerpt, dir="auto", class_="said")]
    if not body and verdict.status is Status.missing:
        body = list(_nothing(case))
    if not body:
        return None
    differs = any(run.kind in (Kind.ours, Kind.theirs) for item in shown for run in item.runs)
    return el(
        "div",
        el("h4", "The source", _named(case)),
        _seen(verdict.reading),
        body,
        _differences(verdict.checks) if differs else None,
        _origin(verdict.evidence),
        class_="source",
    )


def _nothing(case: Case) -> Iterator[Element]:
    yield el("p", "The page was read in full and does not have it.")
    if case.nearest:
        yield el("h5", "The sentence of the page that shares most of its words (a hint, not a finding)")
        yield el("blockquote", shorten(case.nearest, _HINT), dir="auto", class_="said")


def _named(case: Case) -> list[Child]:
    """The reference that decided: its source and title, as the way to its page."""
    reading = case.verdict.reading
    found = [pair for pair in case.references if reading and pair[0].id == reading.reference]
    if not found or reading is None or reading.url is None:
        return []
    reference, source = found[0]
    return [": ", other(source), ", ", link(reading.url, other(reference.title or reading.url))]


def _seen(reading: Reading) -> Element:
    """When it was read, and where it was not read on the page that is cited."""
    parts: list[Child] = []
    if reading.at:
        parts += ["Dated " if reading.origin else "Read ", minute(reading.at)]
    if reading.role not in (None, Role.own):
        parts += [f"{' on' if parts else 'On'} {ROLE[reading.role]}"]
    return el("p", parts, "." if parts else None, class_="dates")


def _passage(item: Passage, reading: Reading) -> Element:
    words = [child for run in item.runs for child in _run(run)]
    whole = ["… " if item.cut_before else None, words, " …" if item.cut_after else None]
    said = el("blockquote", whole, dir="auto", lang=language(reading.language), class_="said")
    return el("div", said, el("p", f"Stands {ZONE[item.zone]}.", class_="zone"), class_="passage")


def _run(run: Run) -> list[Child]:
    if run.kind is Kind.plain:
        return [run.text]
    if run.kind is Kind.found:
        return [el("mark", run.text)]
    if run.kind is Kind.ours:
        return [spoken("del", "only in the article", run.text), " "]
    if run.kind is Kind.theirs:
        return [spoken("ins", "only in the source", run.text)]
    return [el("span", f" [… {run.text} …] ", class_="aside")]


def _differences(checks: Sequence[Check]) -> Element:
    """The differences in words, one line each, under the two signs they are marked with."""
    lines = [el("li", line) for check in checks for line in _told(check)]
    legend = el(
        "p", el("del", "Struck through"), ": the article's or the pinned words that the source lacks. ",
        el("ins", "Underlined"), ": what the source has instead.", class_="legend",
    )  # fmt: skip
    return el("div", el("ul", lines, class_="differences") if lines else None, legend)


def _told(check: Check) -> Iterator[list[Child]]:
    ours = "the pinned passage" if check.axis is Axis.passage else "the quote"
    for edit in check.edits:
        if edit.kind is EditKind.spelling and check.outcome is not Outcome.altered:
            continue
        here = [f"{ours} has “", other(edit.claim), "”"] if edit.claim else [f"{ours} has nothing there"]
        there = ["the source has “", other(edit.source), "”"] if edit.source else ["the source does not"]
        yield [f"{EDIT[edit.kind].capitalize()}: ", *here, ", ", *there, "."]
    if check.outcome in (Outcome.differs, Outcome.other) and check.found:
        asked, found = other(check.wanted), other(check.found)
        yield [f"{LOOKED_FOR[check.axis]}: the article has “", asked, "”, the source “", found, "”."]


def _origin(evidence: Evidence | None) -> Element | None:
    if evidence is None or not evidence.origin:
        return None
    label = other(full_stop(evidence.origin))
    return el("p", el("strong", "Where this page comes from: "), label, class_="origin")


def _changed(case: Case, change: PageChange | None) -> Element | None:
    """What changed on the page since an earlier snapshot, near the claim's words."""
    if change is None:
        return None
    beside = near(case, change)
    stands = any(check.span for check in case.verdict.checks)
    elsewhere = "The page has changed" + (", though not where the claim stands" if stands else "")
    heading = "What changed there" if beside else elsewhere
    return el(
        "details", el("summary", heading), beside, pointer(change), open=beside is not None, class_="changed"
    )


def _proof(case: Case) -> Element:
    """Everything needed to find it again, closed until somebody asks."""
    line = sparkline(case.course)
    history: Child = None
    if case.course:
        history = el(
            "div",
            el("h4", "Over time"),
            line,
            el("p", sentence(in_words(case.course)), class_="course"),
        )
    seen = None
    if case.seen:
        seen = el("div", el("h4", f"The page: {counted_looks(case.seen)}"), looks(case.seen))
    facts = [el("div", el("dt", name), el("dd", value)) for name, value in _facts(case)]
    return el(
        "details", el("summary", "Evidence and history"), el("dl", facts), history, seen, class_="proof"
    )


def _facts(case: Case) -> Iterator[tuple[str, Child]]:
    for check in case.verdict.checks:
        if check.wanted:
            yield (
                LOOKED_FOR[check.axis],
                [other(check.wanted), el("span", f" ({OUTCOME[check.outcome]})", class_="aside")],
            )
    for reference, name in case.references:
        yield "Reference", [other(name), ", ", other(reference.title or reference.id)]
    evidence, reading = case.verdict.evidence, case.verdict.reading
    if evidence is not None:
        yield from _evidence(evidence)
    elif reading is not None and reading.url:
        yield "Address", [link(reading.url), f", {ROLE[reading.role]}" if reading.role else None]
        if reading.at:
            yield "Looked at", minute(reading.at)
    yield "In the registry", el("code", str(case.place))


def _evidence(evidence: Evidence) -> Iterator[tuple[str, Child]]:
    yield "Address", [link(evidence.url), f", {ROLE[evidence.role]}"]
    yield ("Dated" if evidence.origin else "Read"), minute(evidence.fetched)
    if evidence.origin:
        yield "Origin", other(evidence.origin)
    if evidence.zone:
        yield "Place in the page", ZONE[evidence.zone]
    yield "Snapshot", el("code", evidence.snapshot)
    yield "Digest", el("code", evidence.digest)
    yield "Archive file", el("code", evidence.warc)
    yield "Read and matched by", el("code", f"{evidence.extractor}, {evidence.matcher}")
