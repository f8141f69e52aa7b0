"""What a host says of its own pages."""

from __future__ import annotations

from dataclasses import replace

from tests.pipeline.given import OWN
from tests.pipeline.rescue.given import (
    GOOD,
    NO_HOST,
    dead,
    registry,
)

from verify.judge.rescue import State

NEW = "https://paper.example/archive/three-cranes-lifted"
ROBOTS = "https://paper.example/robots.txt"
SITEMAP = "https://paper.example/sitemap.xml"


def listing(*urls: str) -> str:
    return "<urlset>" + "".join(f"<url><loc>{url}</loc></url>" for url in urls) + "</urlset>"


def test_sitemaps_that_robots_names_and_an_index_one_level_deep_the_year_first() -> None:
    index = "https://paper.example/index.xml"
    inner = [f"https://paper.example/sitemap-{year}.xml" for year in (2015, 2016, 2017, 2018, 2019, 2020)]
    named = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in inner)
    deeper = f"<sitemapindex><sitemap><loc>{SITEMAP}</loc></sitemap></sitemapindex>"
    desk = dead()
    desk.web |= {
        ROBOTS: f"User-agent: *\nSitemap: {index}\n",
        index: f"<sitemapindex>{named}</sitemapindex>",
        inner[0]: deeper,
        inner[3]: listing(NEW),
        NEW: GOOD,
    }
    assert desk.rescue(registry()).best is not None
    assert desk.asked == [OWN, ROBOTS, index, inner[3], inner[0], inner[1], inner[2], NEW]


def test_lists_of_one_host_are_read_once_for_all_its_references() -> None:
    desk = dead()
    desk.saw("https://paper.example/other", "<h1>Not found</h1>", status=404)
    desk.web |= {SITEMAP: listing(NEW), NEW: GOOD}
    rescues = desk.run(registry(), "story", "other").rescues
    assert len(rescues) == 2
    assert desk.asked.count(SITEMAP) == desk.asked.count(ROBOTS) == 1


def test_a_list_that_does_not_come_leaves_it_unknown() -> None:
    desk = dead()
    desk.web[SITEMAP] = replace(NO_HOST, url=SITEMAP)
    rescue = desk.rescue(registry())
    assert rescue.state is State.unknown
    assert rescue.gaps == (f"{SITEMAP}: the name does not exist",)
