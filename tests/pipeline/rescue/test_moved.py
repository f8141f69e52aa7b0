"""Where the publisher has the page now."""

from __future__ import annotations

import pytest
from tests.pipeline.given import OWN, page
from tests.pipeline.rescue.given import (
    ALTERED,
    GOOD,
    NO_HOST,
    TITLE,
    WITHOUT,
    WORDS,
    Desk,
    FakeMementos,
    at,
    capture,
    dead,
    registry,
    told,
)

from verify.judge.rescue import Kind, State
from verify.model.snapshot import Exchange
from verify.testing import answered, hop

NEW = "https://paper.example/archive/three-cranes-lifted"
ROBOTS = "https://paper.example/robots.txt"
SITEMAP = "https://paper.example/sitemap.xml"


def listing(*urls: str) -> str:
    return "<urlset>" + "".join(f"<url><loc>{url}</loc></url>" for url in urls) + "</urlset>"


def feed(*entries: tuple[str, str]) -> str:
    items = "".join(f"<item><title>{title}</title><link>{url}</link></item>" for title, url in entries)
    return f"<rss><channel>{items}</channel></rss>"


def test_a_like_address_in_the_sitemap_is_the_page_where_its_title_is() -> None:
    desk = dead()
    desk.web |= {SITEMAP: listing("https://paper.example/", "https://paper.example/x", NEW), NEW: GOOD}
    rescue = desk.rescue(registry())
    assert rescue.state is State.rescued
    assert rescue.best is not None
    assert (rescue.best.kind, rescue.best.url) == (Kind.moved, NEW)
    assert rescue.best.found == f"a like address in {SITEMAP}"
    assert desk.asked == [OWN, ROBOTS, SITEMAP, NEW]
    assert "this address may take the place of `url`" in rescue.remarks[0]


def test_a_like_address_with_another_title_and_none_of_the_words_is_no_candidate() -> None:
    desk = dead()
    desk.web |= {SITEMAP: listing(NEW), NEW: page("Another story of other cranes.")}
    rescue = desk.rescue(registry())
    assert (rescue.state, rescue.candidates) == (State.lost, ())


def test_another_page_that_quotes_the_words_is_no_move() -> None:
    """Who writes of the same thing quotes it too; only where no title is known the words have to do."""
    old = "https://paper.example/2018/three-cranes-lifted"
    other = page(f"The other paper wrote that “{WORDS}”.")
    desk = dead()
    desk.saw(old, "<h1>Not found</h1>", status=404)
    desk.web |= {SITEMAP: listing(NEW), NEW: other}
    assert desk.rescue(registry(url=old), "story").candidates == ()
    (found,) = desk.rescue(registry(url=old, title=None), "story").candidates
    assert (found.carries, found.found) == (True, f"a like address, no title being known, in {SITEMAP}")


def test_the_same_title_with_other_words_is_shown_and_not_recommended() -> None:
    desk = dead()
    desk.web |= {SITEMAP: listing(NEW), NEW: ALTERED}
    rescue = desk.rescue(registry())
    assert (rescue.state, rescue.best) == (State.lost, None)
    assert told(rescue.candidates) == [("moved", NEW, "altered")]


def test_the_canonical_address_and_the_feed_of_our_last_good_snapshot() -> None:
    good = GOOD.replace(
        "<head>",
        '<head><link rel="canonical" href="/stories/cranes">'
        '<link rel="alternate" type="application/rss+xml" href="/feed.xml">',
    )
    desk = Desk()
    desk.saw(OWN, good, days_ago=60)
    desk.saw(OWN, "<h1>Not found</h1>", status=404)
    canonical = "https://paper.example/stories/cranes"
    desk.web |= {
        canonical: ALTERED,
        "https://paper.example/feed.xml": feed(("Other words of the day", OWN), (TITLE, NEW)),
        NEW: GOOD,
    }
    rescue = desk.rescue(registry(title=None))
    assert desk.asked == [OWN, canonical, ROBOTS, SITEMAP, "https://paper.example/feed.xml", NEW]
    assert told(rescue.candidates) == [
        ("moved", NEW, "holds"),
        ("own snapshot", OWN, "holds"),
        ("moved", canonical, "altered"),
    ]
    assert rescue.candidates[0].found == "the same title in https://paper.example/feed.xml"
    assert rescue.candidates[2].found == "the page named it as its own address (canonical)"
    assert rescue.title == TITLE


def test_a_memento_tells_title_canonical_and_feed_where_we_never_saw_the_page() -> None:
    good = ALTERED.replace("<head>", '<head><meta property="og:url" content="/stories/cranes">')
    desk = dead()
    desk.mementos = FakeMementos({capture("2018-06-05"): good})
    desk.web |= {"https://paper.example/stories/cranes": GOOD}
    rescue = desk.rescue(registry(title=None))
    assert rescue.best is not None
    assert rescue.best.url == "https://paper.example/stories/cranes"
    assert rescue.title == TITLE


def test_where_the_old_address_redirects_to() -> None:
    moved = Exchange(
        OWN,
        at("2026-11-28"),
        1,
        (hop(OWN, status=301, headers={"Location": NEW}), hop(NEW, ALTERED.encode())),
    )
    desk = Desk()
    desk.saw(OWN, ALTERED)
    desk.web[OWN] = moved
    rescue = desk.rescue(registry())
    assert told(rescue.candidates) == [("moved", NEW, "altered")]
    assert rescue.candidates[0].found == "the old address redirects there for good"
    assert rescue.state is State.lost


def test_a_redirect_home_is_no_move() -> None:
    home = "https://paper.example/"
    desk = Desk()
    desk.saw(OWN, "<h1>Not found</h1>", status=404)
    desk.web[OWN] = Exchange(*(OWN, at("2026-11-28"), 1, (hop(OWN, status=301), hop(home, WITHOUT.encode()))))
    rescue = desk.rescue(registry())
    assert rescue.candidates == ()
    assert "redirected_home" in rescue.why


def test_a_host_that_is_no_more_has_no_lists() -> None:
    desk = Desk()
    desk.saw(OWN, NO_HOST)
    desk.web[OWN] = NO_HOST
    rescue = desk.rescue(registry())
    assert rescue.state is State.lost
    assert desk.asked == [OWN]


def test_what_was_looked_at_a_moment_ago_costs_nothing_the_second_time() -> None:
    desk = dead()
    desk.web |= {ROBOTS: "User-agent: *", SITEMAP: listing(NEW), NEW: GOOD}
    first = desk.rescue(registry())
    asked = list(desk.asked)
    second = desk.rescue(registry())
    assert desk.asked == asked
    assert second.best == first.best


@pytest.mark.parametrize("status", [403, 404, 503])
def test_a_listed_page_that_cannot_be_read_is_no_candidate_unless_it_has_the_title(status: int) -> None:
    desk = dead()
    desk.web |= {SITEMAP: listing(NEW), NEW: answered(NEW, "<h1>No</h1>", status=status)}
    assert desk.rescue(registry()).candidates == ()
    desk = dead()
    desk.web |= {SITEMAP: feed((TITLE, NEW)), NEW: answered(NEW, "<h1>No</h1>", status=status)}
    rescue = desk.rescue(registry())
    assert told(rescue.candidates) == [("moved", NEW, "unknown")]
    assert rescue.state is (State.lost if status == 404 else State.unknown)
