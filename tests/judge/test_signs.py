"""Single signs: each there or not, in one plain line."""

from __future__ import annotations

import pytest
from tests.judge.given import (
    ASKED,
    DATED,
    NOINDEX,
    STORY,
    TRACKER,
    made_up,
    page,
    read_before,
    seen_of,
    silent,
    site,
)

from verify.judge import signs, sizes

NONE = site("<h1>Nothing</h1><p>There is no page of that name on this server.</p>", "Nothing")


def test_the_same_page_as_a_made_up_address() -> None:
    assert signs.alike(seen_of(NONE, probe=made_up(NONE)))
    assert not signs.alike(seen_of(NONE, probe=made_up(site(STORY))))
    assert not signs.alike(seen_of(NONE, probe=made_up(NONE, status=404)))
    assert not signs.alike(seen_of(NONE, probe=made_up(NONE, final=ASKED)))
    assert not signs.alike(seen_of(NONE, probe=silent()))
    assert not signs.alike(seen_of(page(""), probe=made_up(page(""))))
    assert not signs.alike(seen_of(NONE))


def test_the_same_target_as_a_made_up_address() -> None:
    away = "https://news.example.org/welcome"
    assert signs.same_target(seen_of(NONE, final=away, probe=made_up(NONE, final=away)))
    assert not signs.same_target(seen_of(NONE, final=away, probe=made_up(NONE)))
    assert not signs.same_target(seen_of(NONE, final=away, probe=silent()))
    assert not signs.same_target(seen_of(NONE, final=away))


def test_a_server_that_says_404() -> None:
    assert signs.honest(seen_of(NONE, probe=made_up("", status=404))) == "a made-up sibling URL gave HTTP 404"
    assert signs.honest(seen_of(NONE, probe=made_up("", status=410)))
    assert not signs.honest(seen_of(NONE, probe=made_up("", status=403)))
    assert not signs.honest(seen_of(NONE, probe=silent()))


def test_what_was_lost_since() -> None:
    before = read_before(site(STORY, "Camps of the valley"))
    assert signs.lost(seen_of(NONE, before=before))
    assert signs.shrunk(seen_of(NONE, before=before))
    assert not signs.lost(seen_of(site("<p>Cut.</p>", "Camps of the valley"), before=before))
    assert not signs.lost(seen_of(site(STORY, "Another title altogether"), before=before))
    assert not signs.lost(seen_of(NONE))
    assert signs.unchanged(seen_of(site(STORY, "Camps of the valley | Example"), before=before))
    assert not signs.unchanged(seen_of(NONE, before=before))
    short = read_before(page("<p>A short note.</p>"))
    assert not signs.shrunk(seen_of(page("<p>A</p>"), before=short))


@pytest.mark.parametrize(
    ("path", "title", "itself"),
    [
        ("/world/camps-of-the-valley", "Camps of the valley", True),
        ("/songs/oops", "Oops!", True),
        ("/http-404", "404", True),
        ("/docs/not_found.html", "Errors", True),
        ("/foundation/pages/12", "Page not found", False),
        ("/world/terror-attack", "Error", False),
        ("/story/20404", "404", False),
        ("/world/12", "Page not found", False),
    ],
)
def test_a_page_that_is_what_its_address_says(path: str, title: str, itself: bool) -> None:
    seen = seen_of(page(f"<h1>{title}</h1>", title), asked=f"https://news.example.org{path}")
    assert signs.names_itself(seen) is itself


def test_an_address_about_absence() -> None:
    def speaks(path: str) -> bool:
        return signs.speaks_of_absence(seen_of(NONE, asked=f"https://news.example.org{path}"))

    assert speaks("/docs/errors/12")
    assert speaks("/missing-persons")
    assert not speaks("/terror/12")
    assert not speaks("/missing/a/b")


def test_signs_of_one_page() -> None:
    bare = seen_of(NONE)
    assert (bool(signs.short(bare)), bool(signs.undated(bare)), bool(signs.noindex(bare))) == (
        True,
        True,
        False,
    )
    full = seen_of(site(STORY * 2, head=DATED + NOINDEX))
    assert (bool(signs.short(full)), bool(signs.undated(full)), bool(signs.noindex(full))) == (
        False,
        False,
        True,
    )
    assert signs.error_address(seen_of(NONE, final="https://news.example.org/404"))
    assert not signs.error_address(seen_of(NONE, asked="https://news.example.org/404"))


def test_scripts_that_may_fill_a_page() -> None:
    ld = '<script type="application/ld+json">{}</script>'
    assert signs.scripted(seen_of(page(TRACKER)))
    assert signs.scripted(seen_of(page("<script type=module src=/a.js></script>")))
    assert not signs.scripted(seen_of(page(f"<p>None.</p>{ld}")))
    assert not signs.scripted(seen_of(page("<p>&lt;script&gt;</p>")))


def test_sizes_grow() -> None:
    assert sizes.THIN < sizes.TINY < sizes.SHORT < sizes.TEASER < sizes.LONG
    edge = "x" * (sizes.SHORT - 1)
    assert signs.short(seen_of(page(f"<p>{edge}</p>")))
    assert not signs.short(seen_of(page(f"<p>{edge}x</p>")))
