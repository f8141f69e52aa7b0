"""The timeline of claims as a picture: SVG 1.1, one lane a claim, for a browser, an article or an issue.

A status is told by its colour, by the letter in its bar and by the bar's height, so that nothing rests on
colour alone; every bar says in words what it is. What could not be told is hatched. Pure: the same timelines
give the same bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from verify.model.past import PagePast, Point, Spell, Timeline
from verify.model.verdict import Status
from verify.report.clean import clean, shorten
from verify.report.json_v1 import moment
from verify.report.past import untold
from verify.text.counting import counted

WIDTH = 900
_LEFT, _RIGHT = 20, 880
_HEAD, _LANE, _FOOT = 56, 70, 86
_BAR = 22
_LETTER = 9.0  # pixels that a letter needs
_MARKS = 7  # times with their hours that fit the axis
_STEPS = [dt.timedelta(minutes=each) for each in (10, 30, 60, 180, 360, 720, 1440)]
_TITLE = 118  # characters that fit the width


@dataclass(frozen=True)
class Style:
    """How a status is drawn: `share` is the part of the bar's height that is filled."""

    fill: str
    ink: str
    letter: str
    share: float
    says: str


STYLES = {
    Status.holds: Style("#1f7a4d", "#ffffff", "H", 1.0, "holds"),
    Status.altered: Style("#e9a13b", "#2b1d00", "A", 0.82, "altered"),
    Status.missing: Style("#b3261e", "#ffffff", "M", 0.64, "missing"),
}
"""Colours that stay apart for every common kind of colour blindness, and in grey."""


def render(pages: Sequence[PagePast]) -> str:
    """One picture of every timeline, all over the same axis. Ends in a newline."""
    lines = [line for page in pages for line in page.timelines]
    scale = _Scale.over([point for page in pages for line in page.timelines[:1] for point in line.points])
    height = _HEAD + _LANE * len(lines) + _FOOT
    parts = [*_opening(lines, pages, height), *_axis(scale, _HEAD + _LANE * len(lines))]
    for number, line in enumerate(lines):
        parts += _lane(line, scale, _HEAD + _LANE * number)
    parts += [*_legend(height - 30), "</svg>"]
    return "\n".join(parts) + "\n"


@dataclass(frozen=True)
class _Scale:
    """From moments to pixels."""

    start: dt.datetime
    end: dt.datetime

    @classmethod
    def over(cls, points: Sequence[Point]) -> _Scale:
        """From the first capture to the last, and never less than an hour."""
        times = sorted(point.at for point in points) or [dt.datetime(2000, 1, 1, tzinfo=dt.UTC)]
        start, end = times[0], times[-1]
        room = max((end - start) / 50, dt.timedelta(minutes=30))
        return cls(start - room, end + room)

    def x(self, at: dt.datetime) -> float:
        share = (at - self.start) / (self.end - self.start)
        return round(_LEFT + share * (_RIGHT - _LEFT), 1)

    def marks(self) -> Iterator[tuple[dt.datetime, str]]:
        """Starts of years; of months where there are few years, of days where there are few months, of hours
        and parts of them where there are few days."""
        span = self.end - self.start
        if span > dt.timedelta(days=3 * 365):
            step = max(1, round(span.days / 365 / 12))
            for year in range(self.start.year + 1, self.end.year + 1):
                if year % step == 0:
                    yield dt.datetime(year, 1, 1, tzinfo=dt.UTC), str(year)
        elif span > dt.timedelta(days=60):
            yield from self._months(max(1, round(span.days / 30 / 12)))
        elif span > dt.timedelta(days=4):
            yield from self._days(max(1, round(span.days / 10)))
        else:
            yield from self._minutes(next(step for step in _STEPS if span <= step * _MARKS))

    def _minutes(self, step: dt.timedelta) -> Iterator[tuple[dt.datetime, str]]:
        at = dt.datetime.combine(self.start.date(), dt.time(), dt.UTC)
        at += (self.start - at) // step * step + step
        while at < self.end:
            yield at, f"{at:%Y-%m-%d %H:%M}Z"
            at += step

    def _months(self, step: int) -> Iterator[tuple[dt.datetime, str]]:
        first = self.start.year * 12 + self.start.month
        for month in range(first, self.end.year * 12 + self.end.month):
            at = dt.datetime(month // 12, month % 12 + 1, 1, tzinfo=dt.UTC)
            if month % 12 % step == 0:
                yield at, f"{at:%Y-%m}"

    def _days(self, step: int) -> Iterator[tuple[dt.datetime, str]]:
        at = dt.datetime.combine(self.start.date(), dt.time(), dt.UTC) + dt.timedelta(days=1)
        while at < self.end:
            yield at, f"{at:%Y-%m-%d}"
            at += dt.timedelta(days=step)


def _opening(lines: Sequence[Timeline], pages: Sequence[PagePast], height: int) -> Iterator[str]:
    what = ", ".join(dict.fromkeys(_words(page.reference) for page in pages))
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title told" '
        f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'font-family="system-ui, sans-serif" font-size="12" fill="#222222">'
    )
    yield f'<title id="title">{escape(f"What the captures of {what} say of its claims")}</title>'
    yield f'<desc id="told">{escape(" ".join(map(_in_words, lines)))}</desc>'
    yield (
        '<defs><pattern id="untold" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="6" height="6" fill="#f1f1f1"/>'
        '<path d="M0 0V6" stroke="#8a8a8a" stroke-width="2"/></pattern></defs>'
    )
    yield f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>'
    shown = ", ".join(dict.fromkeys(_words(page.url) for page in pages))
    yield _text(_LEFT, 22, shorten(what, 90), size=15, weight="600")
    yield _text(_LEFT, 40, shorten(shown, _TITLE), fill="#555555")


def _in_words(line: Timeline) -> str:
    """A lane for those who cannot see it."""
    course = "; ".join(
        f"{spell.probe.label} from {_day(line.points[spell.first].at)} to {_day(line.points[spell.last].at)}"
        for spell in line.spells
    )
    return f"{_words(line.claim)}: {course or _words(untold(line))}."


def _axis(scale: _Scale, y: int) -> Iterator[str]:
    yield f'<path d="M{_LEFT} {y}H{_RIGHT}" stroke="#222222"/>'
    for at, label in scale.marks():
        x = scale.x(at)
        yield f'<path d="M{x} {_HEAD}V{y + 5}" stroke="#dddddd"/>'
        if _LEFT + 12 < x < _RIGHT - 12:
            yield _text(x, y + 18, label, anchor="middle", fill="#555555")


def _lane(line: Timeline, scale: _Scale, y: int) -> Iterator[str]:
    top = y + 18
    yield f'<g role="group" aria-label={quoteattr(_words(line.claim))}>'
    yield _text(_LEFT, y + 12, shorten(_lane_title(line), _TITLE))
    if line.points:
        first, last = (scale.x(line.points[end].at) for end in (0, -1))
        yield _rect(first, top, max(last - first, 1.0), _BAR, "url(#untold)")
    for spell in line.spells:
        yield from _spell(spell, line, scale, top)
    yield from _ticks(line, scale, top + _BAR)
    yield from _letters(line, scale, top + _BAR)
    yield "</g>"


def _lane_title(line: Timeline) -> str:
    changes = counted(len(line.transitions), "change") if line.transitions else "no change seen"
    changes = changes if line.spells else _words(untold(line))
    return f"{_words(line.claim)}  ({changes})"


def _spell(spell: Spell, line: Timeline, scale: _Scale, top: int) -> Iterator[str]:
    """A bar from the first capture to the last."""
    style = STYLES[spell.probe.status]
    first, last = line.points[spell.first], line.points[spell.last]
    x, width = _extent(spell, line, scale)
    height = round(_BAR * style.share, 1)
    says = f"{spell.probe.label}: {moment(first.at)} to {moment(last.at)}, {counted(spell.told, 'capture')}"
    yield f"<g><title>{escape(_words(says))}</title>"
    yield _rect(x, top, width, _BAR, "#ffffff")
    yield _rect(x, top + _BAR - height, width, height, style.fill)
    yield "</g>"


def _extent(spell: Spell, line: Timeline, scale: _Scale) -> tuple[float, float]:
    """Where a bar begins and how wide it is: one capture alone can be seen too."""
    first, last = scale.x(line.points[spell.first].at), scale.x(line.points[spell.last].at)
    return first - 1.5, last - first + 3


def _letters(line: Timeline, scale: _Scale, y: int) -> Iterator[str]:
    """Each bar's letter, in it where there is room, else below the ticks, as far as none hides another."""
    taken = 0.0
    for spell in line.spells:
        style = STYLES[spell.probe.status]
        x, width = _extent(spell, line, scale)
        middle = x + width / 2
        if width >= _LETTER + 3:
            yield _text(middle, y - 3.2, style.letter, anchor="middle", fill=style.ink, size=11, weight="700")
        elif middle - taken >= _LETTER:
            yield _text(middle, y + 23, style.letter, anchor="middle", size=10, weight="700")
            taken = middle


def _ticks(line: Timeline, scale: _Scale, y: int) -> Iterator[str]:
    """Captures: read ones long, unread ones short and pale, those that told nothing with a cross below."""
    kinds: dict[str, list[float]] = {"read": [], "inferred": [], "unread": [], "vain": []}
    for point, probe in zip(line.points, line.probes, strict=True):
        kind = "unread" if probe is None else "vain" if probe.key is None else "read"
        kinds["inferred" if probe and probe.inferred and probe.key else kind].append(scale.x(point.at))
    strokes = (
        ("unread", "v4", "#9a9a9a", 0.7), ("inferred", "v7", "#555555", 0.7),
        ("read", "v11", "#111111", 1.0), ("vain", "m-2.5 6l5 5m0 -5l-5 5", "#555555", 1.0),
    )  # fmt: skip
    for kind, shape, colour, width in strokes:
        places = dict.fromkeys(kinds[kind])
        if places:
            path = "".join(f"M{x} {y + 1}{shape}" for x in places)
            yield f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}"/>'


def _legend(y: int) -> Iterator[str]:
    x = float(_LEFT)
    for style in STYLES.values():
        height = round(14 * style.share, 1)
        yield _rect(x, y + 14 - height, 16, height, style.fill)
        yield _text(x + 22, y + 11, f"{style.letter} {style.says}")
        x += 100
    yield _rect(x, y, 16, 14, "url(#untold)")
    yield _text(x + 22, y + 11, "not known")
    x += 105
    for shape, says, room in (
        ("v11", "capture read", 105), ("v7", "known by an equal body", 165),
        ("v4", "not read", 80), ("m-2.5 3l5 5m0 -5l-5 5", "told nothing", 90),
    ):  # fmt: skip
        yield f'<path d="M{x + 4} {y + 2}{shape}" fill="none" stroke="#222222"/>'
        yield _text(x + 12, y + 11, says)
        x += room


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    return (
        f'<rect x="{round(x, 1)}" y="{round(y, 1)}" width="{round(width, 1)}" height="{round(height, 1)}" '
        f'fill="{fill}"/>'
    )


def _text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    fill: str = "#222222",
    size: int = 12,
    weight: str = "400",
) -> str:
    return (
        f'<text x="{round(x, 1)}" y="{round(y, 1)}" text-anchor="{anchor}" fill="{fill}" font-size="{size}" '
        f'font-weight="{weight}">{escape(words)}</text>'
    )


def _words(text: str) -> str:
    """On one line, without controls and without the two characters that XML forbids besides."""
    return clean(text).translate({0xFFFE: "\ufffd", 0xFFFF: "\ufffd"})


def _day(at: dt.datetime) -> str:
    return (moment(at) or "")[:10]
