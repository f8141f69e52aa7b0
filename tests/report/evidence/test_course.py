"""A line to see, the same in words."""

import datetime as dt

from verify.model.verdict import Status
from verify.report.evidence.case import Judged
from verify.report.evidence.course import in_words, sparkline
from verify.report.evidence.markup import markup
from verify.testing import EPOCH

DAY = dt.timedelta(days=1)


def course(*statuses: Status) -> list[Judged]:
    return [Judged(EPOCH + DAY * number, status, "why") for number, status in enumerate(statuses)]


def test_what_stayed_is_told_once() -> None:
    told = in_words(course(Status.holds, Status.holds, Status.altered, Status.altered))
    assert told == "holds from 1 Jan 2026, altered from 3 Jan 2026, judged last 4 Jan 2026"


def test_the_line_says_in_words_what_it_shows() -> None:
    line = sparkline(course(*Status))
    assert line is not None
    shown = markup(line)
    assert 'role="img" aria-label="Verdicts over time: altered from 1 Jan 2026, missing from' in shown
    shapes = {
        shown.split(f'class="dot {status}"')[0].rpartition(' d="')[2].split("m", 1)[1] for status in Status
    }
    assert len(shapes) == len(Status), "each status has a shape of its own"


def test_one_verdict_makes_no_line_and_two_at_once_make_one() -> None:
    assert sparkline(course(Status.holds)) is None
    at_once = [Judged(EPOCH, Status.holds, ""), Judged(EPOCH, Status.missing, "")]
    assert sparkline(at_once) is not None


def test_a_long_course_stays_short() -> None:
    line = sparkline(course(*[Status.holds] * 500))
    assert line is not None
    assert markup(line).count("dot holds") == 40
