"""Captures of a URL, page after page, and what is said where something is missing."""

from __future__ import annotations

import datetime as dt
import gzip
import json

import pytest
from tests.memento.given import IA, PLAIN, PYWB, URL, World, answer, moment, refused, run

from verify.memento.addresses import timemap_url
from verify.memento.asking import LARGEST
from verify.memento.cdx_query import Query
from verify.memento.listing import MOST_PAGES, Lister
from verify.model.memento import Listing, PublicArchive
from verify.model.snapshot import Hop, Truncation

HEADER = ["timestamp", "original", "mimetype", "statuscode", "digest"]
INDEX = Query(IA, URL).address
PYWB_INDEX = Query(PYWB, URL).address


def index(*stamps: str, resume: str | None = None) -> bytes:
    """The Internet Archive's answer; a digest after a slash."""
    rows = [[f"{stamp.partition('/')[0]:0<14}", URL, "text/html", "200", stamp.partition("/")[2] or "-"]
            for stamp in stamps]  # fmt: skip
    more: list[list[str]] = [[], [resume]] if resume else []
    return json.dumps([HEADER, *rows, *more]).encode()


def lines(*stamps: str) -> bytes:
    return b"".join(
        json.dumps({"timestamp": f"{stamp:0<14}", "url": URL}).encode() + b"\n" for stamp in stamps
    )


def timemap(archive: PublicArchive, *stamps: str, further: str = "") -> bytes:
    links = [f'<{URL}>; rel="original"']
    links += [f'<{archive.base}{stamp:0<14}/{URL}>; rel="memento"' for stamp in stamps]
    links += [f'<{further}>; rel="timemap"'] if further else []
    return ",\n".join(links).encode()


YEARS = tuple(f"20{year}0101000000" for year in range(10, 20))


def listed(world: World, archive: PublicArchive = IA, limit: int = 0, **asked: object) -> Listing:
    lister = Lister(world.asker(), dt.timedelta(hours=20), limit)
    return run(lister.captures(archive, URL, **asked))  # type: ignore[arg-type]


def years(listing: Listing) -> list[int]:
    return [capture.at.year for capture in listing.captures]


# By the Internet Archive's index


def test_one_answer() -> None:
    world = World({INDEX: index("20190101000000/B", "20180101000000/A")})
    listing = listed(world)
    assert (listing.archive, years(listing), listing.trouble) == ("old-web", [2018, 2019], "")
    assert [capture.digest for capture in listing.captures] == ["A", "B"]
    (request,) = world.looker.asked
    assert (request.robots, request.once) == (False, True)


def test_none_is_no_trouble() -> None:
    assert listed(World({INDEX: b"[]"})) == Listing("old-web", ())


def test_pages_are_followed_by_their_keys_and_the_repeated_line_counts_once() -> None:
    answers: dict[str, bytes | Hop] = {
        INDEX: index(*YEARS[:4], resume="k+1"),
        Query(IA, URL, resume="k+1").address: index(*YEARS[3:7], resume="k 2"),
        Query(IA, URL, resume="k 2").address: index(*YEARS[7:]),
    }
    world = World(dict(answers))
    listing = listed(world)
    assert (years(listing), listing.trouble) == (list(range(2010, 2020)), "")
    assert len(world.looker.asked) == 3
    assert world.time.slept == [2.5, 2.5]


def test_an_answer_comes_coded() -> None:
    coded = answer(gzip.compress(index(*YEARS)), 200, {"Content-Encoding": "gzip"})
    assert len(listed(World({INDEX: coded})).captures) == 10


def test_days_are_asked_for_and_kept_to() -> None:
    since, until = dt.date(2013, 1, 1), dt.date(2015, 1, 1)
    world = World({Query(IA, URL, since, until).address: index(*YEARS)})
    assert years(listed(world, since=since, until=until)) == [2013, 2014, 2015]


def test_collapsing_is_asked_for_and_done() -> None:
    world = World({Query(IA, URL, collapse=True).address: index("2010/A", "2011/A", "2012/B", "2013/A")})
    assert years(listed(world, collapse=True)) == [2010, 2012, 2013]


@pytest.mark.parametrize("key", ["same", "other"])
def test_keys_that_lead_in_a_circle_or_on_for_ever_end(key: str) -> None:
    world = World({INDEX: index("2010", resume="k")})
    for number in range(MOST_PAGES + 1):
        this, following = ("k", "k") if key == "same" else (f"k{number}" if number else "k", f"k{number + 1}")
        world.looker.answers[Query(IA, URL, resume=this).address] = index("2011", resume=following)
    listing = listed(world)
    assert years(listing) == [2010, 2011]
    assert listing.trouble == (
        "the index leads in a circle" if key == "same" else f"the list goes on behind {MOST_PAGES} captures"
    )


# What goes wrong


@pytest.mark.parametrize(
    ("given", "trouble"),
    [
        (answer(b"<html>Temporarily offline</html>"), "old-web gave an answer that cannot be read"),
        (answer(b""), "old-web gave an answer that cannot be read"),
        (answer(b"", 503), "old-web answered HTTP 503"),
        (answer(b"<html>", 504), "old-web answered HTTP 504"),
        (answer(b"AdministrativeAccessControlException: Blocked Site Error", 403),
         "old-web shows nothing of this site: it has been excluded"),
        (answer(b"RobotAccessControlException: Blocked By Robots", 403),
         "old-web shows nothing of this site: its robots.txt forbids it"),
        (refused(), "old-web did not answer: the server refused the connection"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)  # fmt: skip
def test_an_index_that_cannot_be_had_is_said_and_never_empty_without_a_word(given: Hop, trouble: str) -> None:
    world = World({INDEX: given})
    assert listed(world) == Listing("old-web", (), trouble)
    assert timemap_url(IA, URL) not in world.looker.urls


def test_an_answer_that_broke_off_gives_what_came() -> None:
    half = index(*YEARS)[:300]
    cut = Hop(**{**answer(half).__dict__, "truncated": Truncation.disconnect})
    for given in (half, cut):
        listing = listed(World({INDEX: given}))
        assert years(listing) == [2010, 2011, 2012]
        assert listing.trouble == "the answer of old-web broke off"


def test_lines_that_cannot_be_read_are_counted() -> None:
    rows = json.dumps([HEADER, ["2018", URL, "", "", ""], ["20180101000000", URL, "", "", ""], ["x"]])
    listing = listed(World({INDEX: rows.encode()}))
    assert len(listing.captures) == 1
    assert listing.trouble == "2 lines of the index could not be read"


def test_an_error_that_may_pass_is_asked_about_once_more() -> None:
    world = World({INDEX: [answer(b"", 503), answer(index(*YEARS))]})
    assert (len(listed(world).captures), len(world.looker.asked)) == (10, 2)
    assert world.time.slept == [5.0]


def test_a_429_is_the_last_thing_that_is_asked() -> None:
    world = World({INDEX: index("2010", resume="k"), Query(IA, URL, resume="k").address: answer(b"", 429)})
    first = listed(world)
    assert years(first) == [2010]
    assert first.trouble == "old-web asked us to stop until 01:01 UTC"
    asked = len(world.looker.asked)
    world.pass_(600)
    world.memory.kept.clear()
    second = listed(world)
    assert (second.captures, second.trouble) == ((), "old-web asked us to stop until 01:01 UTC")
    assert len(world.looker.asked) == asked == 2


def test_what_was_asked_for_another_day_is_said_with_its_day() -> None:
    world = World({INDEX: answer(b"", 429, {"Retry-After": "172800"})})
    assert listed(world).trouble == "old-web asked us to stop until 2026-01-03 00:00 UTC"


# Memory


def test_a_fresh_answer_is_not_asked_for_again() -> None:
    world = World({INDEX: index(*YEARS)})
    listed(world)
    world.pass_(19 * 3600)
    assert len(listed(world).captures) == 10
    assert len(world.looker.asked) == 1
    world.pass_(2 * 3600)
    listed(world)
    assert len(world.looker.asked) == 2


def test_an_older_answer_stands_in_for_one_that_cannot_be_had_and_says_so() -> None:
    world = World({INDEX: [answer(index(*YEARS)), answer(b"", 429)]})
    listed(world)
    world.pass_(3 * 24 * 3600)
    listing = listed(world)
    assert len(listing.captures) == 10
    assert listing.trouble == ("old-web asked us to stop until 01:00 UTC; this is as of 2026-01-01 00:00 UTC")


def test_a_bad_answer_is_kept_but_never_taken_for_a_good_one() -> None:
    world = World({INDEX: [answer(b"<html>oops"), answer(index(*YEARS))]})
    assert listed(world).captures == ()
    assert len(world.memory.kept) == 1
    assert len(listed(world).captures) == 10


def test_offline_tells_what_is_stored() -> None:
    world = World({INDEX: index(*YEARS)})
    listed(world)
    world.offline = True
    assert listed(world) == Listing("old-web", listed(world).captures)
    world.pass_(30 * 24 * 3600)
    old = listed(world)
    assert len(old.captures) == 10
    assert old.trouble.startswith(
        "offline, and nothing fresh is stored of what old-web would say; this is as of"
    )
    world.memory.kept.clear()
    assert listed(world).captures == ()
    assert listed(world).trouble == "offline, and nothing fresh is stored of what old-web would say"
    assert len(world.looker.asked) == 1


# By pywb's index


def test_pywb_says_all_at_once() -> None:
    world = World({PYWB_INDEX: lines(*YEARS)})
    listing = listed(world, PYWB, since=dt.date(2012, 1, 1))
    assert (years(listing), listing.trouble) == (list(range(2012, 2020)), "")
    assert world.looker.urls == [PYWB_INDEX]


def test_pywb_none_is_an_empty_answer() -> None:
    assert listed(World({PYWB_INDEX: b""}), PYWB) == Listing("pywb", ())


def test_pywb_goes_on_by_time_and_then_asks_for_pages() -> None:
    def query(**more: object) -> str:
        return Query(PYWB, URL, limit=4, **more).address  # type: ignore[arg-type]

    answers: dict[str, bytes] = {
        query(): lines(*YEARS[:4]),
        query(after=YEARS[3]): lines(*YEARS[3:7]),
        query(after=YEARS[6]): lines(*YEARS[6:8]),
        query(counting=True): b'{"pages": 2, "pageSize": 10, "blocks": 12}',
        query(page=1): lines(*YEARS[8:]),
    }
    world = World(dict(answers))
    listing = listed(world, PYWB, limit=4)
    assert (years(listing), listing.trouble) == (list(range(2010, 2020)), "")
    assert world.looker.urls == list(answers)


@pytest.mark.parametrize("given", [answer(b"", 404), answer(b"<html>no such page</html>"), answer(b"", 400)])
def test_an_archive_without_that_index_is_asked_for_its_timemap(given: Hop) -> None:
    world = World({PYWB_INDEX: given, timemap_url(PYWB, URL): timemap(PYWB, *YEARS)})
    listing = listed(world, PYWB)
    assert (years(listing), listing.trouble) == (list(range(2010, 2020)), "")


@pytest.mark.parametrize("given", [answer(b"", 429), answer(b"", 500), refused()])
def test_one_whose_index_is_down_is_not(given: Hop) -> None:
    world = World({PYWB_INDEX: given, timemap_url(PYWB, URL): timemap(PYWB, *YEARS)})
    listing = listed(world, PYWB)
    assert listing.captures == ()
    assert listing.trouble
    assert timemap_url(PYWB, URL) not in world.looker.urls


def test_where_neither_can_be_had_both_are_said() -> None:
    listing = listed(World({PYWB_INDEX: answer(b"", 404)}), PYWB)
    assert (listing.captures, listing.trouble) == ((), "pywb answered HTTP 404")


# By TimeMap


def test_timemaps_are_followed_and_none_is_asked_twice() -> None:
    first, second = timemap_url(PLAIN, URL), f"{PLAIN.base}timemap/2/link/{URL}"
    world = World(
        {first: timemap(PLAIN, *YEARS[:5], further=second), second: timemap(PLAIN, *YEARS[5:], further=first)}
    )
    listing = listed(world, PLAIN)
    assert (years(listing), listing.trouble) == (list(range(2010, 2020)), "")
    assert world.looker.urls == [first, second]
    assert listing.captures[0].at == moment("2010")


def test_a_404_in_link_format_says_that_there_is_none_and_any_other_404_says_nothing() -> None:
    address = timemap_url(PLAIN, URL)
    none = answer(b"", 404, {"Content-Type": "application/link-format"})
    assert listed(World({address: none}), PLAIN) == Listing("plain", ())
    other = answer(b"<html>", 404, {"Content-Type": "text/html"})
    assert listed(World({address: other}), PLAIN).trouble == "plain answered HTTP 404"
    html = answer(b"<html><p>captures</p></html>")
    assert listed(World({address: html}), PLAIN).trouble == "plain gave an answer that cannot be read"


@pytest.mark.parametrize("archive", [IA, PYWB, PLAIN])
def test_an_answer_that_is_not_read_to_its_end_is_no_whole_one(archive: PublicArchive) -> None:
    """Not even where it ends with a whole line, as a list for a flood of captures may."""
    body = {IA: index("20180101"), PYWB: lines("20180101"), PLAIN: timemap(PLAIN, "20180101")}[archive]
    address = timemap_url(PLAIN, URL) if archive is PLAIN else Query(archive, URL).address
    flood = gzip.compress(body + b"\n" * LARGEST)
    world = World({address: answer(flood, 200, {"Content-Encoding": "gzip"})}, archives=(archive,))
    found = listed(world, archive)
    assert years(found) == [2018]
    assert found.trouble == f"the answer of {archive.name} broke off"
