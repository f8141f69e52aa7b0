"""What a claim was found to be over time: a line to see, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verify.model.verdict import Status
from verify.report.evidence.case import Judged, Seen
from verify.report.evidence.markup import Element, el
from verify.report.evidence.words import STATUS, availability, day, minute
from verify.text.counting import counted

_WIDTH, _HEIGHT, _EDGE = 240, 56, 10
_LEVEL = {
    Status.holds: 10.0,
    Status.unverifiable: 20.0,
    Status.unknown: 28.0,
    Status.altered: 37.0,
    Status.missing: 46.0,
}
"""Pixels from the top: better stands higher."""
_SHAPE = {
    Status.holds: "M{x} {y}m-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0",  # a disc
    Status.altered: "M{x} {y}m0 -5.5l5.5 9.5h-11z",  # a triangle
    Status.missing: "M{x} {y}m-4 -4h8v8h-8z",  # a square
    Status.unknown: "M{x} {y}m0 -5l5 5l-5 5l-5 -5z",  # a diamond
    Status.unverifiable: "M{x} {y}m-5 -1.5h10v3h-10z",  # a bar
}
_MOST = 40


def sparkline(course: Sequence[Judged]) -> Element | None:
    """A dot for each verdict over time; None where there are fewer than two."""
    course = course[-_MOST:]
    if len(course) < 2:
        return None
    xs = _places(course)
    path = "".join(_steps(course, xs))
    marks = [
        el(
            "path",
            d=_SHAPE[item.status].format(x=x, y=_LEVEL[item.status]),
            class_=f"dot {item.status.value}",
        )
        for item, x in zip(course, xs, strict=True)
    ]
    title = "Verdicts over time: " + in_words(course)
    line = el("path", d=path, class_="line", fill="none")
    picture = el(
        "svg", list(_levels()), line, marks, viewBox=f"0 0 {_WIDTH} {_HEIGHT}", width=_WIDTH, height=_HEIGHT,
        role="img", aria_label=title, class_="sparkline",
    )  # fmt: skip
    best, worst = (el("span", STATUS[status].lower()) for status in (Status.holds, Status.missing))
    return el("div", el("div", best, worst, class_="levels", aria_hidden="true"), picture, class_="line-box")


def _levels() -> Iterator[Element]:
    for status in (Status.holds, Status.missing):
        yield el("path", d=f"M0 {_LEVEL[status]}H{_WIDTH}", class_="level-line", fill="none")


def _places(course: Sequence[Judged]) -> list[float]:
    start, span = course[0].at, course[-1].at - course[0].at
    room = _WIDTH - 2 * _EDGE
    if not span:
        return [round(_EDGE + room * number / (len(course) - 1), 1) for number in range(len(course))]
    return [round(_EDGE + room * ((item.at - start) / span), 1) for item in course]


def _steps(course: Sequence[Judged], xs: Sequence[float]) -> Iterator[str]:
    """Level until the next verdict: in between nothing is known."""
    for number, (item, x) in enumerate(zip(course, xs, strict=True)):
        yield f"{'H' if number else 'M'}{x}" + (f" {_LEVEL[item.status]}" if not number else "")
        yield f"V{_LEVEL[item.status]}" if number else ""


def in_words(course: Sequence[Judged]) -> str:
    """`holds from 21 Nov 2026, altered from 28 Nov 2026`: what stayed is told once."""
    told = []
    for number, item in enumerate(course):
        if not number or course[number - 1].status is not item.status:
            told.append(f"{STATUS[item.status].lower()} from {day(item.at)}")
    again = f", judged last {day(course[-1].at)}" if len(course) > len(told) else ""
    return ", ".join(told) + again


def looks(seen: Sequence[Seen]) -> Element:
    """Every look at the page, the newest first."""
    rows = [el("li", minute(item.look.at), f": {_outcome(item)}") for item in reversed(seen)]
    return el("ul", rows, class_="looks")


def _outcome(item: Seen) -> str:
    body = {True: ", other bytes than before", False: ", the same bytes as before", None: ""}[item.changed]
    who = f", {item.look.origin.label}" if item.look.origin else ""
    word = availability(item.outcome)
    return word + body + who


def counted_looks(seen: Sequence[Seen]) -> str:
    return counted(len(seen), "look")
