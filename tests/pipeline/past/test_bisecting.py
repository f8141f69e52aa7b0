"""Finding every change of a claim, with a fake archive that counts what it is asked."""

import datetime as dt
from dataclasses import replace

import pytest
from tests.pipeline.given import OWN, page, quoting, registry
from tests.pipeline.past.given import (
    ALTERED,
    CLAIM,
    WALL,
    WITH,
    WITHOUT,
    Desk,
    FakeMementos,
    archive,
    at,
    brackets,
    broken,
    capture,
    course,
    replayed,
    story,
)

from verify.errors import UsageError
from verify.model.claim import Claim
from verify.model.past import BlindKind
from verify.model.reference import Copy, Role
from verify.model.snapshot import Truncation
from verify.model.verdict import Status
from verify.pipeline.past.bisecting import subject_of
from verify.pipeline.past.captures import Window
from verify.pipeline.ports import Progress, Selection

RELAPSING = [WITH] * 20 + [WITHOUT] * 15 + [WITH] * 15 + [ALTERED] * 30


def words(found_text: str, spans: list[tuple[int, int] | None]) -> list[str]:
    return [found_text[span[0] : span[1]] for span in spans if span]


def test_every_change_is_a_bracket_of_neighbours_with_what_changed() -> None:
    desk = Desk(archive(*RELAPSING))
    found = desk.bisect()
    assert course(found) == ["holds", "missing", "holds", "altered (number)"]
    assert list(brackets(found)) == [(19, 20), (34, 35), (49, 50)]
    assert found.timeline.complete
    assert (found.halted, found.asked) == (
        "50 captures were read, the most of such a history (--every reads all)",
        50,
    )
    last = found.changes[-1].nearby
    assert last is not None
    (edit, *_) = last.diff.edits
    assert words(last.before.text, [edit.before]) == [WITH]
    assert words(last.after.text, [edit.after]) == [ALTERED]


def test_a_grid_and_a_bisection_need_few_requests() -> None:
    desk = Desk(archive(*[WITH] * 150, *[WITHOUT] * 250))
    found = desk.bisect(most=48)
    assert list(brackets(found)) == [(149, 150)]
    assert found.timeline.complete


def test_a_second_run_goes_on_where_the_first_stopped() -> None:
    whole, parted = Desk(archive(*RELAPSING)), Desk(archive(*RELAPSING))
    whole.bisect()
    for most in (7, 1, 20, 1000):
        found = parted.bisect(most=most)
    assert parted.mementos.asked == whole.mementos.asked
    assert list(brackets(found)) == [(19, 20), (34, 35), (49, 50)]
    assert parted.bisect().asked == 0


def test_out_of_requests_it_says_what_it_does_not_know() -> None:
    desk = Desk(archive(*[WITH] * 50, *[WITHOUT] * 50))
    found = desk.bisect(most=4)
    assert "one run asks for no more" in found.halted
    assert found.asked == 4
    ((left, right),) = brackets(found)
    assert left <= 49 < 50 <= right
    assert not found.timeline.complete
    assert [spot.kind for spot in found.timeline.blind].count(BlindKind.bracket) == 1


def test_an_interruption_keeps_what_was_asked() -> None:
    desk = Desk(archive(*RELAPSING))

    def stop(event: Progress) -> None:
        if event.done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.bisect(events=stop)
    assert len(desk.store.urls()) == 5
    desk.bisect()
    assert len(desk.mementos.asked) == len(set(desk.mementos.asked)) == 50


def test_what_could_not_be_read_widens_a_bracket_and_is_never_missing() -> None:
    desk = Desk(archive(*[WITH] * 10, *[WALL] * 10, *[WITHOUT] * 10))
    for number, taken in enumerate(desk.mementos.holds):
        if number in (3, 25):
            desk.mementos.holds[taken] = broken(taken)
    found = desk.bisect()
    assert list(brackets(found)) == [(9, 20)]
    (change,) = found.timeline.transitions
    assert (change.unread, change.unreadable) == (0, 10)
    statuses = [probe.status for probe in found.timeline.probes if probe]
    assert statuses.count(Status.missing) == 9
    assert statuses.count(Status.unknown) == 12


def test_a_wall_alone_is_not_a_change() -> None:
    found = Desk(archive(*[WITH] * 10, *[WALL] * 10, *[WITH] * 10)).bisect()
    assert course(found) == ["holds"]


def test_where_nothing_could_be_read_nothing_is_told() -> None:
    found = Desk(archive(*[WALL] * 10)).bisect()
    assert (found.timeline.told, found.timeline.spells, found.asked) == (0, (), 10)


def test_no_capture_at_all() -> None:
    found = Desk().bisect()
    assert (found.timeline.points, found.timeline.told, found.asked) == ((), 0, 0)


def test_an_archive_that_failed_is_asked_again_in_another_run() -> None:
    desk = Desk(archive(*[WITH] * 3))
    taken = list(desk.mementos.holds)[1]
    good, desk.mementos.holds[taken] = desk.mementos.holds[taken], broken(taken)
    assert desk.bisect().timeline.told == 2
    desk.mementos.holds[taken] = good
    assert desk.bisect().timeline.told == 3
    assert desk.mementos.asked.count(taken) == 2


def test_a_capture_that_an_archive_denies_is_not_asked_for_again_on_the_same_day() -> None:
    desk = Desk(archive(*[WITH] * 3))
    taken = list(desk.mementos.holds)[1]
    denied = replayed(taken, "<p>Not in the archive.", status=404)
    hops = tuple(replace(hop, headers=hop.headers[:1]) for hop in denied.hops)
    desk.mementos.holds[taken] = replace(denied, hops=hops)
    assert desk.bisect().timeline.told == 2
    desk.bisect()
    assert desk.mementos.asked.count(taken) == 1
    desk.clock.pass_(dt.timedelta(days=2))
    desk.bisect()
    assert desk.mementos.asked.count(taken) == 2


def test_a_replay_that_broke_off_is_no_fact_of_the_capture() -> None:
    desk = Desk(archive(*[WITH] * 3, digests="xxx"))
    first = next(iter(desk.mementos.holds))
    cut = replayed(first, story(WITH, 0)[:60])
    hops = tuple(replace(hop, truncated=Truncation.disconnect) for hop in cut.hops)
    desk.mementos.holds[first] = replace(cut, hops=hops)
    found = desk.bisect()
    assert course(found) == ["holds"]
    assert found.timeline.probes[0] is not None
    assert found.timeline.probes[0].inferred  # by the equal body at the other end


def test_equal_bodies_are_asked_for_once() -> None:
    said = [WITH] * 40 + [WITHOUT] * 40
    desk = Desk(archive(*said, digests="x" * 40 + "y" * 40))
    found = desk.bisect()
    assert list(brackets(found)) == [(39, 40)]
    assert found.asked == 4
    assert all(each.proven for each in found.timeline.transitions)


def test_our_own_snapshots_count_and_cost_nothing() -> None:
    desk = Desk(archive(*[WITH] * 3))
    desk.saw("2020-01-01", story(WITHOUT, 90))
    found = desk.bisect()
    assert course(found) == ["holds", "missing"]
    assert (found.asked, found.timeline.points[3].by) == (3, "ours")
    only = desk.bisect(ours=True)
    assert course(only) == ["missing"]
    assert only.asked == 0


def test_what_an_index_calls_an_error_page_is_not_asked_for() -> None:
    desk = Desk(archive(*[WITH] * 3))
    desk.mementos.holds[capture(at("2018-06-15"), status=404)] = "never read"
    found = desk.bisect()
    assert found.asked == 3
    assert found.timeline.probes[1] is not None
    assert found.timeline.probes[1].reason == "the archive captured HTTP 404"


def test_a_reading_stands_at_the_moment_that_was_served() -> None:
    """Asked for the second capture, the archive gives the fourth."""
    desk = Desk(archive(WITH, WITH, WITH, WITHOUT))
    second, fourth = (list(desk.mementos.holds)[number] for number in (1, 3))
    desk.mementos.holds[second] = replayed(second, story(WITHOUT, 3), moment=fourth.at)
    found = desk.bisect()
    assert list(brackets(found)) == [(2, 3)]
    assert found.timeline.probes[1] is not None
    assert "served its capture of 2018-08-30" in found.timeline.probes[1].reason


def test_one_served_a_little_beside_its_moment_is_told_with_that() -> None:
    desk = Desk(archive(WITH, WITHOUT))
    first = next(iter(desk.mementos.holds))
    beside = first.at + dt.timedelta(hours=1)
    desk.mementos.holds[first] = replayed(first, story(WITH, 0), moment=beside)
    found = desk.bisect()
    assert list(brackets(found)) == [(0, 1)]
    assert found.timeline.probes[0] is not None
    assert found.timeline.probes[0].served == beside


def test_an_archive_that_asks_to_be_left_alone_keeps_nobody_else_up() -> None:
    desk = Desk(archive(*[WITH] * 6))
    for day in ("2018-07-10", "2018-09-10"):
        desk.mementos.holds[capture(at(day), archive="other")] = story(WITHOUT, 70)
    desk.mementos.quiet = frozenset({"other"})
    found = desk.bisect()
    assert "other asked us to stop" in found.halted
    assert (found.asked, course(found)) == (6, ["holds"])
    assert sum(probe is None for probe in found.timeline.probes) == 2


def test_the_limit_of_requests_ends_the_run() -> None:
    desk = Desk(archive(*[WITH] * 30))
    desk.mementos.limit = 4
    found = desk.bisect()
    assert (found.asked, found.halted) == (4, "the limit of requests is reached")


def test_every_capture_is_read_where_that_is_wanted() -> None:
    said = [WITH] * 60 + [WITHOUT] + [WITH] * 60
    found = Desk(archive(*said)).bisect(every=True)
    assert found.asked == 121
    assert list(brackets(found)) == [(59, 60), (60, 61)]
    assert all(each.lone for each in found.timeline.transitions)


def test_only_the_days_that_are_wanted() -> None:
    desk = Desk(archive(*[WITH] * 6, *[WITHOUT] * 6))
    found = desk.bisect(window=Window(until=dt.date(2018, 9, 1)))
    assert (course(found), found.asked) == (["holds"], 4)


def test_a_page_in_another_language_is_not_for_a_program() -> None:
    foreign = page("Der Hafenmeister sagte nichts über die drei Kräne, die gehoben wurden.").replace(
        '"en"', '"de"'
    )
    found = Desk(FakeMementos({capture(at("2018-06-01")): foreign})).bisect()
    assert found.timeline.told == 0
    assert found.timeline.probes[0] is not None
    assert found.timeline.probes[0].status is Status.unverifiable


@pytest.mark.parametrize("reference", ["letter", "lost"])
def test_without_a_public_page_there_is_nothing_to_follow(reference: str) -> None:
    made = registry(quoting("a few words", reference))
    with pytest.raises(UsageError, match="nothing to follow"):
        subject_of(Selection((made,), frozenset({"claim"})), None)


def test_a_claim_that_no_program_can_check_is_refused() -> None:
    made = registry(Claim("claim", ("story",), "It was so."))
    with pytest.raises(UsageError, match="nothing to follow"):
        subject_of(Selection((made,), frozenset({"claim"})), None)


def test_a_reference_that_the_claim_does_not_rest_on_is_refused() -> None:
    with pytest.raises(UsageError, match="called other"):
        subject_of(Selection((registry(CLAIM),), frozenset({"claim"})), "other")


def test_a_reference_with_two_claims_is_not_a_claim() -> None:
    made = registry(CLAIM, quoting("the road by the river", name="road"))
    with pytest.raises(UsageError, match="one claim"):
        subject_of(Selection((made,), frozenset({"story"})), None)
    assert subject_of(Selection((made,), frozenset({"road"})), "story").copy.url == OWN


def test_progress_counts_what_was_asked_and_ends_where_it_ends() -> None:
    told: list[Progress] = []
    Desk(archive(*[WITH] * 5)).bisect(events=told.append)
    assert [event.done for event in told] == [1, 2, 3, 4, 5, 5]
    assert [event.done == event.total for event in told] == [False] * 5 + [True]
    assert told[0].outcome == "holds"


def test_of_a_page_that_is_a_copy_missing_words_are_not_missing() -> None:
    """A repost may be cut; so may what an archive has of it."""
    made = registry(CLAIM)
    story_reference = made.references[0]
    repost = replace(story_reference, url=None, copies=(Copy(OWN, Role.repost),))
    desk = Desk(archive(WITHOUT, WITHOUT), made=replace(made, references=(repost, *made.references[1:])))
    found = desk.bisect()
    assert [probe.status for probe in found.timeline.probes if probe] == [Status.unknown, Status.unknown]


def test_what_was_served_in_the_place_of_a_capture_says_nothing_of_equal_bodies() -> None:
    """The archive gives a capture that its index does not list: its body is not the one of the digest."""
    mementos = archive(*[WITH] * 3, digests=("A", "A", "A"))
    first, middle, last = mementos.holds
    beside = middle.at + dt.timedelta(days=2)
    mementos.holds[first] = mementos.holds[last] = broken(first)
    mementos.holds[middle] = replayed(middle, story(WITHOUT, 1), moment=beside)
    found = Desk(mementos).bisect()
    assert [probe.status if probe else None for probe in found.timeline.probes] == [
        "unknown", "missing", "unknown",
    ]  # fmt: skip


def test_an_archives_own_page_around_a_capture_can_carry_a_claim_and_its_silence_tells_nothing() -> None:
    mementos = archive(WITH, WITHOUT, WITH)
    for number, (taken, body) in enumerate(list(mementos.holds.items())):
        del mementos.holds[taken]
        mementos.holds[replace(taken, raw=f"https://wayback.example/page/{number}")] = body
    found = Desk(mementos).bisect()
    assert [probe.status if probe else None for probe in found.timeline.probes] == [
        "holds", "unknown", "holds",
    ]  # fmt: skip
