"""From readings to spells, transitions and blind spots."""

import datetime as dt
from dataclasses import replace

from verify.judge.timeline import About, timeline
from verify.model.availability import Availability
from verify.model.past import BlindKind, Point, Probe, Timeline
from verify.model.verdict import Status

START = dt.datetime(2018, 1, 1, tzinfo=dt.UTC)
ABOUT = About("slug/claim", "slug/story", "Words.", "https://paper.example/story")
SAYS = {
    "h": Probe(Status.holds, "", Availability.ok, "holds"),
    "m": Probe(Status.missing, "", Availability.ok, "missing"),
    "n": Probe(Status.altered, "", Availability.ok, "altered four", altered=("number",)),
    "?": Probe(Status.unknown, "blocked", Availability.blocked),
    "!": Probe(Status.unknown, "timeout", Availability.timeout, of_body=False),
}


def line(text: str, bodies: str = "", *, days: int = 10, troubles: tuple[str, ...] = ()) -> Timeline:
    """One capture a letter; `-` was not read. `.` in `bodies` is no word of the body."""
    given = bodies or "." * len(text)
    points = [
        Point(
            START + dt.timedelta(days=days * number), "wayback", f"c{number}", None if body == "." else body
        )
        for number, body in enumerate(given)
    ]
    probes = {number: SAYS[each] for number, each in enumerate(text) if each != "-"}
    return timeline(ABOUT, points, probes, troubles)


def spells(made: Timeline) -> list[tuple[int, int, int, int, str]]:
    return [(each.first, each.last, each.told, each.unread, each.probe.label) for each in made.spells]


def brackets(made: Timeline) -> list[tuple[int, int, int, int]]:
    return [(each.before, each.after, each.unread, each.unreadable) for each in made.transitions]


def blind(made: Timeline, kind: BlindKind) -> list[tuple[int, str]]:
    return [(spot.captures, spot.says) for spot in made.blind if spot.kind is kind]


def test_a_history_that_relapses_is_told_whole() -> None:
    made = line("hhmmhhn")
    assert spells(made) == [
        (0, 1, 2, 0, "holds"),
        (2, 3, 2, 0, "missing"),
        (4, 5, 2, 0, "holds"),
        (6, 6, 1, 0, "altered (number)"),
    ]
    assert brackets(made) == [(1, 2, 0, 0), (3, 4, 0, 0), (5, 6, 0, 0)]
    assert made.complete
    assert [each.lone for each in made.transitions] == [False, False, True]


def test_what_could_not_be_told_decides_nothing() -> None:
    made = line("h?!m")
    assert brackets(made) == [(0, 3, 0, 2)]
    assert made.complete
    assert spells(made) == [(0, 0, 1, 0, "holds"), (3, 3, 1, 0, "missing")]
    assert blind(made, BlindKind.unreadable) == [(2, "2 captures in a row could not be told: blocked")]


def test_a_wall_between_two_that_agree_is_no_change() -> None:
    made = line("h??h")
    assert (brackets(made), len(made.spells), made.told) == ([], 1, 2)


def test_a_bracket_that_waits_is_not_complete() -> None:
    made = line("h--m")
    assert not made.complete
    assert blind(made, BlindKind.bracket) == [(2, "a change among 2 captures not read")]


def test_captures_between_two_that_agree_may_hide_what_came_and_went() -> None:
    made = line("h--h-")
    assert spells(made) == [(0, 3, 2, 2, "holds")]
    assert [captures for captures, _ in blind(made, BlindKind.unread)] == [2, 1]


def test_an_equal_body_tells_and_that_is_said() -> None:
    made = line("h-m", "xxy")
    inferred = made.probes[1]
    assert inferred is not None
    assert (inferred.key, inferred.inferred) == ("holds", True)
    assert brackets(made) == [(1, 2, 0, 0)]
    assert not made.transitions[0].proven
    assert line("hhm", "xxy").transitions[0].proven


def test_a_capture_that_failed_for_the_moment_is_told_by_an_equal_body() -> None:
    made = line("h!m", "xxy")
    assert brackets(made) == [(1, 2, 0, 0)]
    assert not made.transitions[0].proven


def test_a_wall_is_told_by_an_equal_wall() -> None:
    made = line("h?-m", "xwwy")
    assert brackets(made) == [(0, 3, 0, 2)]
    assert made.probes[2] == replace(SAYS["?"], inferred=True)


def test_long_times_without_a_capture_and_the_open_ends_are_named() -> None:
    made = line("hh", days=400)
    assert blind(made, BlindKind.gap) == [(0, "no capture for 400 days")]
    assert [says for _, says in blind(made, BlindKind.ends)] == [
        "before the first capture",
        "after the last capture",
    ]
    assert blind(line("hh", days=30), BlindKind.gap) == []


def test_a_list_that_is_not_whole_is_a_blind_spot() -> None:
    assert blind(line("h", troubles=("wayback: HTTP 503",)), BlindKind.listing) == [(0, "wayback: HTTP 503")]


def test_no_capture_no_timeline() -> None:
    made = line("")
    assert (made.points, made.spells, made.transitions, made.blind) == ((), (), (), ())
    assert made.complete
