"""Pages of which less can be read than the document holds, and whole ones that only speak of it."""

from __future__ import annotations

import gzip

import pytest
from tests.judge.given import DATED, STORY, TRACKER, look, made_up, name, page, site

from verify.model.snapshot import Truncation

OPENING = "<p>" + "The ministry said on Thursday that it had counted the pupils. " * 8 + "</p>"
LD = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": %s%s}</script>'
PART = ', "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": false, "cssSelector": ".meter"}'
WALL = "<div class='paywall'><p>Subscribe to continue reading. Already a subscriber? Log in.</p></div>"
NOSCRIPT = "<noscript>You need to enable JavaScript to run this app.</noscript>"


HEAVY = "<script>" + "call(1);" * 400 + "</script>"


# Cut


@pytest.mark.parametrize(
    ("why", "availability"),
    [
        (Truncation.length, "too_large"),
        (Truncation.time, "truncated"),
        (Truncation.disconnect, "truncated"),
    ],
)
def test_a_body_that_did_not_come_whole(why: Truncation, availability: str) -> None:
    sight = look(site(STORY)[:1500], truncated=why)
    assert (name(sight), "1500 bytes of the body came" in sight.evidence) == (availability, True)
    assert name(look("", truncated=why)) == availability


def test_a_compressed_body_that_ends_too_early() -> None:
    body = gzip.compress(site(STORY).encode(), mtime=0)
    assert name(look(body, headers={"Content-Encoding": "gzip"})) == "ok"
    assert name(look(body[:-20], headers={"Content-Encoding": "gzip"})) == "truncated"


@pytest.mark.parametrize(
    ("given", "availability"),
    [
        ("bytes 0-99/100", "ok"),
        ("bytes 0-99/200", "truncated"),
        ("bytes 100-199/200", "truncated"),
        ("bytes */200", "truncated"),
        ("bytes 0-99/*", "truncated"),
        ("nonsense", "truncated"),
        ("", "truncated"),
    ],
)
def test_a_part_that_was_not_asked_for(given: str, availability: str) -> None:
    sight = look(site(STORY), status=206, headers={"Content-Range": given} if given else None)
    assert name(sight) == availability


# Not to be read


@pytest.mark.parametrize(
    ("kind", "body", "availability", "fact"),
    [
        ("text/html", b"", "bad_response", "the header Content-Type says text/html"),
        ("text/html", b"   \n", "bad_response", "HTTP 200 with 4 bytes"),
        ("image/png", b"\x89PNG\r\n\x1a\n", "unsupported", "the header Content-Type says image/png"),
        ("text/html", b"\x89PNG\r\n\x1a\n", "unsupported", "HTTP 200 with 8 bytes"),
        ("application/json", b'{"error": "not found"}', "unsupported", "HTTP 200 with 22 bytes"),
        ("application/zip", b"PK\x03\x04", "unsupported", "HTTP 200 with 4 bytes"),
        ("application/pdf", b"%PDF-1.7 half", "bad_response", "HTTP 200 with 13 bytes"),
    ],
)
def test_payloads_without_words(kind: str, body: bytes, availability: str, fact: str) -> None:
    sight = look(body, headers={"Content-Type": kind})
    assert name(sight) == availability
    assert fact in sight.evidence


@pytest.mark.parametrize(
    "kind", ["application/octet-stream", "text/plain", "nonsense", "text/html; charset=klingon"]
)
def test_a_page_under_a_wrong_label_is_read(kind: str) -> None:
    assert name(look(site(STORY), headers={"Content-Type": kind})) == "ok"


# A failure under a success


@pytest.mark.parametrize(
    "title",
    [
        "502 Bad Gateway",
        "Service Unavailable",
        "Ведутся технические работы",
        "网站维护中",
        "Wartungsarbeiten",
        "Сайт уақытша қолжетімсіз",
        "الموقع تحت الصيانة",
        "Error",
        "Ошибка",
        "Fehler | Beispiel",
    ],
)
def test_a_failure_with_a_success(title: str) -> None:
    sight = look(page(f"<h1>{title}</h1><p>…</p>", title))
    assert (name(sight), sight.cause) == ("server_error", f"HTTP 200 titled “{title}”")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/a", site("<h1>Trial and error</h1><p>A column.</p>", "Trial and error")),
        ("/songs/error", site("<h1>Error</h1><p>A song of 2019.</p>", "Error | Songs")),
        ("/b", site(f"<h1>Service unavailable: a year of trains</h1>{STORY}", "Service unavailable")),
        ("/c", site("<h1>Under maintenance again</h1><p>The bridge.</p>", "Bridge under maintenance", DATED)),
        ("/d", site("<h1>How to fix a database error</h1><p>Restart it.</p>", "How to fix a database error")),
    ],
)
def test_a_page_about_failures(path: str, body: str) -> None:
    assert name(look(body, asked=f"https://news.example.org{path}")) == "ok"


# Payment


@pytest.mark.parametrize(
    ("body", "head", "fact"),
    [
        (OPENING, LD % ("false", ""), "its metadata say isAccessibleForFree: false"),
        (OPENING, LD % ('"False"', PART), "its metadata name .meter as the part that is not free"),
        (STORY * 2 + WALL, LD % ("false", ""), "it asks for a subscription"),
        (OPENING, '<meta property="article:content_tier" content="locked">', "its metadata say"),
        (OPENING + WALL, "", "its markup marks a paywall"),
        (OPENING + WALL.replace("Subscribe to continue reading", "Оформите подписку"), "", "a text of"),
    ],
)
def test_paywalls(body: str, head: str, fact: str) -> None:
    sight = look(site(body, head=head))
    assert name(sight) == "paywalled"
    assert any(fact in line for line in sight.evidence)


@pytest.mark.parametrize(
    "body",
    [
        site(STORY * 2, head=LD % ("true", "")),
        site(f"<h1>Why papers say “subscribe to continue reading”</h1>{STORY * 2}"),
        site(OPENING + "<p>Subscribe to our newsletter.</p>", head=DATED),
        site(STORY * 2 + "<div class='paywall-promo'>Subscribe to read more.</div>"),
    ],
)
def test_a_free_page_is_not_called_paid(body: str) -> None:
    assert name(look(body)) == "ok"


def test_a_paid_story_that_is_shown_whole_is_read_with_a_doubt() -> None:
    sight = look(site(STORY * 2, head=LD % ("false", "")))
    assert (name(sight), "subscription" in sight.doubt) == ("ok", True)


# Shells


@pytest.mark.parametrize(
    "body",
    [
        f"{NOSCRIPT}<div id=root></div><script src=/static/js/main.js></script>",
        "<div id=root><p>Loading…</p></div><script src=/static/js/main.js></script>",
        "<div id=app>Loading the page, please wait</div><script type=module src=/assets/i.js></script>",
        "<div id=__next></div><script>" + "f(1);" * 600 + "</script><p>© Example</p>",
        f"<h1>Example</h1><p>{'Our terms and our privacy, 2026. ' * 5}</p><div id=root></div>{HEAVY}",
        f"{NOSCRIPT}<h1>Example</h1><p>{'Our terms and our privacy, 2026. ' * 5}</p>{HEAVY}",
    ],
)
def test_javascript_shells(body: str) -> None:
    sight = look(page(body))
    assert (name(sight), "JavaScript" in sight.cause) == ("unsupported", True)
    assert any("characters" in line for line in sight.evidence)


@pytest.mark.parametrize(
    "body",
    [
        page("<p>It works.</p>"),
        page("<p>Closed until Monday.</p>" + TRACKER),
        page(f"<div id=root>{STORY}</div><script src=/static/js/main.js></script>"),
        page(f"{NOSCRIPT}{STORY}"),
        page("<h1>Error E0231</h1><p>" + "A short entry of a reference amid scripts. " * 4 + "</p>" + HEAVY),
    ],
)
def test_a_page_that_has_its_text_is_no_shell(body: str) -> None:
    assert name(look(body)) == "ok"


def test_a_shell_without_a_word_is_a_page_without_text() -> None:
    sight = look(page("<div id=q></div><script type=module src=/a.js></script>"))
    assert (name(sight), sight.cause) == ("unsupported", "a page without text")


def test_a_page_that_sends_on_says_where() -> None:
    sight = look(page("<p>Moved.</p>", head='<meta http-equiv=refresh content="0;url=/new.html">'))
    assert name(sight) == "unsupported"
    assert "its meta refresh names /new.html, which is not followed" in sight.evidence


def test_the_same_short_page_for_every_address_is_a_shell_only_where_it_has_scripts() -> None:
    shell = page("<p>Example Reader</p><script src=/a.js></script>", "Example Reader")
    assert name(look(shell, probe=made_up(shell))) == "unsupported"
    assert name(look(shell)) == "ok"
    bare = shell.replace("<script src=/a.js></script>", "")
    assert name(look(bare, probe=made_up(bare))) == "soft_404"
