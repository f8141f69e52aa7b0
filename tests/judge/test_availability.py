"""What came of a look: one name each, and a cause in plain words. Pages are read by the real extractor."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.judge.given import ASKED, DATED, STORY, WHEN, exchange_of, hop_of, look, name, page, told

from verify.extract.document import Unreadable
from verify.extract.payload import read_payload
from verify.judge.addresses import is_home, same_page
from verify.judge.availability import classify
from verify.judge.wall_words import says_not_found
from verify.model.availability import Availability, Sight
from verify.model.snapshot import Exchange, Failure, FailureKind, Hop, Origin, OriginKind, Truncation
from verify.model.text import plain


def test_a_story_is_ok() -> None:
    assert told(look(page(STORY))) == Sight(Availability.ok, "HTTP 200")


@pytest.mark.parametrize("kind", FailureKind)
def test_a_failure_keeps_its_name_and_cause(kind: FailureKind) -> None:
    exchange = Exchange(ASKED, WHEN, 1, (), Failure(kind, "plain words"))
    assert told(classify(exchange, None)) == Sight(Availability(kind.value), "plain words")


def test_an_exchange_without_anything_is_a_bad_response() -> None:
    assert name(classify(Exchange(ASKED, WHEN, 1, ()), None)) == "bad_response"


@pytest.mark.parametrize(
    ("status", "availability"),
    [
        (400, "bad_response"),
        (401, "blocked"),
        (402, "paywalled"),
        (403, "blocked"),
        (404, "not_found"),
        (406, "blocked"),
        (408, "timeout"),
        (410, "gone"),
        (429, "rate_limited"),
        (451, "legal"),
        (500, "server_error"),
        (503, "server_error"),
        (522, "server_error"),
        (999, "blocked"),
        (304, "ok"),
        (300, "bad_response"),
        (206, "truncated"),
    ],
)
def test_status_codes(status: int, availability: str) -> None:
    sight = look(page(STORY), status=status)
    assert name(sight) == availability
    assert f"HTTP {status}" in sight.cause


@pytest.mark.parametrize("status", [200, 202, 403, 404, 503])
def test_a_bot_wall_is_blocked_whatever_its_code(status: int) -> None:
    script = "<script src='/cdn-cgi/challenge-platform/h/b/x.js'></script>"
    sight = look(page(f"<p>Checking your browser.</p>{script}", "Just a moment..."), status=status)
    assert name(sight) == "blocked"
    assert "bot wall" in sight.cause
    assert name(look("", status=status, headers={"cf-mitigated": "challenge"})) == "blocked"
    frame = '<iframe src="/_Incapsula_Resource?x=1">Request unsuccessful. Incapsula incident ID: 7</iframe>'
    assert name(look(f"<html><body>{frame}</body></html>", status=status)) == "blocked"


def test_a_story_with_a_challenge_script_or_captcha_is_ok() -> None:
    scripts = "<script src='/cdn-cgi/challenge-platform/x.js'></script><div class=g-recaptcha></div>"
    assert name(look(page(STORY + scripts))) == "ok"
    assert name(look(page(STORY + scripts, "Access denied: how a valley was closed"))) == "ok"
    assert name(look(page("<p>Not here.</p>" + scripts, "Not found"), status=404)) != "ok"


def test_login_walls() -> None:
    form = "<form><input name=u><input type=password></form>"
    sight = look(page(form, "Log in"), final="https://news.example.org/login?next=/world", via=302)
    assert name(sight) == "blocked"
    assert sight.cause == "a login wall, redirected to https://news.example.org/login?next=/world"
    assert name(look(page(f"<h1>Sign in to go on</h1>{form}", "Sign in"))) == "blocked"
    assert name(look(page(STORY + form))) == "ok"


def test_consent_walls() -> None:
    sight = look(page("<p>Choose.</p>"), final="https://consent.example.com/m?continue=x", via=302)
    assert name(sight) == "blocked"
    assert "consent wall" in sight.cause


def test_redirected_home() -> None:
    for final in (
        "https://news.example.org/",
        "https://www.news.example.org/en/",
        "http://news.example.org/index.html",
    ):
        sight = look(page(STORY), final=final)
        assert (name(sight), final in sight.cause) == ("redirected_home", True)
    assert name(look(page(STORY), final="https://elsewhere.example.com/")) == "redirected_home"
    assert "another site" in look(page(STORY), final="https://elsewhere.example.com/").cause
    assert name(look(page(STORY), final="https://news.example.org/world/")) == "redirected_home"


def test_home_to_home_is_not_redirected_home() -> None:
    assert (
        name(look(page(STORY), asked="https://example.org/", final="https://example.org/en/")) == "redirected"
    )


@pytest.mark.parametrize(
    "final",
    [
        ASKED.replace("https", "http"),
        ASKED.replace("news.", "www.news."),
        ASKED + "?utm_source=x&fbclid=y",
        ASKED + "/",
        ASKED.replace("camps.html", "camps.amp.html"),
        ASKED.replace("camps", "c%61mps"),
    ],
)
def test_small_changes_of_the_address_are_ok(final: str) -> None:
    assert name(look(page(STORY), final=final)) == "ok"


def test_other_addresses_are_redirected() -> None:
    moved = "https://news.example.org/a/29233012.html"
    elsewhere = "the address led to a page of another name"
    for_good = Sight(Availability.redirected, f"redirected for good to {moved}", moved, elsewhere)
    assert told(look(page(STORY), final=moved)) == for_good
    assert look(page(STORY), final=moved).evidence[0] == f"HTTP 301 from {ASKED}"
    for_now = look(page(STORY), final=moved, via=302)
    assert told(for_now) == Sight(Availability.redirected, f"redirected to {moved}", None, elsewhere)
    assert name(look(page(STORY), final=ASKED + "?page=2")) == "redirected"


@pytest.mark.parametrize(
    "title",
    [
        "Page not found",
        "404 | Example News",
        "Error 404: Not Found",
        "Страница не найдена",
        "Бет табылмады",
        "页面不存在",
        "Seite nicht gefunden",
        "Page introuvable – Exemple",
        "We can’t find that page",
        "This page is no longer available",
    ],
)
def test_soft_404(title: str) -> None:
    sight = look(page(f"<h1>{title}</h1><p>Try our front page.</p>", title))
    assert name(sight) == "soft_404"
    assert title[:20] in sight.cause


def test_a_long_not_found_page_needs_more_signs() -> None:
    essay = page(f"<h1>Page not found: how links rot</h1>{STORY * 3}", "Page not found: how links rot", DATED)
    assert name(look(essay)) == "ok"
    padded = page(
        f"<h1>Page not found</h1>{STORY * 3}", "Page not found", '<meta name=robots content="noindex">'
    )
    assert name(look(padded)) == "soft_404"


@pytest.mark.parametrize(
    "markup",
    [
        page(
            "<h1>Changelog</h1><ul>"
            + "<li>The option has been removed. File not found is now an error." * 40
            + "</ul>"
        ),
        page(
            "<h1>API reference</h1>"
            + "<p>404 Not Found: the document does not exist or was deleted.</p>" * 30
        ),
        page(STORY + "<div>This comment has been removed by a moderator.</div>" * 20, head=DATED),
        page(
            "<h1>Plane not found after weeks of search</h1><p>A short report.</p>",
            "Plane not found after weeks",
            DATED,
        ),
        page("<p>A brief: this page was not available to our reporters at first.</p>", head=DATED),
    ],
)
def test_words_alone_never_make_a_soft_404(markup: str) -> None:
    assert name(look(markup)) == "ok"


def test_home_pages_are_exempt_from_soft_404() -> None:
    assert name(look(page("<p>Welcome.</p>", "404"), asked="https://example.org/")) == "ok"


def test_parked_domains_need_two_signs() -> None:
    parked = page("<p>example.org: this domain is for sale. Make an offer on this domain.</p>", "example.org")
    assert told(look(parked)) == Sight(Availability.soft_404, "a parked domain")
    assert "its words offer the domain itself" in look(parked).evidence
    assert name(look(page(STORY * 2 + "<p>The domain is for sale, he said.</p>", head=DATED))) == "ok"


def test_paywalls() -> None:
    ld = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    assert name(look(page("<p>The first words only.</p>" * 20, head=ld))) == "paywalled"
    assert name(look(page(STORY * 3, head=ld))) == "ok"
    asks = "<div class='paywall'><p>Subscribe to continue reading.</p></div>"
    assert name(look(page("<p>The first words only.</p>" * 20 + asks))) == "paywalled"
    assert name(look(page(STORY * 3 + asks))) == "ok"


def test_javascript_shells_and_empty_pages_are_unsupported() -> None:
    shell = page("<noscript>Please enable JavaScript to run this app.</noscript><div id='root'></div>")
    assert name(look(shell)) == "unsupported"
    assert "JavaScript" in look(shell).cause
    assert told(look(page(""))) == Sight(Availability.unsupported, "a page without text")
    stub = page("<p>Moved.</p>", head='<meta http-equiv="refresh" content="0; url=/new">')
    assert "meta refresh" in look(stub).cause


def test_cut_captures() -> None:
    body = page(STORY)
    assert told(look(body[:900], truncated=Truncation.disconnect)) == Sight(
        Availability.truncated, "capture was cut: the connection broke"
    )
    assert name(look(body[:900], truncated=Truncation.length)) == "too_large"


def test_a_shortfall_is_not_ok() -> None:
    hop = Hop(ASKED, WHEN, 1, b"", b"", 200, (), b"")
    text = replace(plain("Only the first of many words came out of it."), shortfall="half of it is missing")
    assert told(classify(Exchange(ASKED, WHEN, 1, (hop,)), text)) == Sight(
        Availability.unsupported, "extraction shortfall: half of it is missing"
    )


def test_unreadable_payloads_keep_their_name() -> None:
    assert name(look("")) == "bad_response"
    assert name(look(page(STORY), headers={"Content-Encoding": "aes128gcm"})) == "unsupported"
    assert name(look(page(STORY), headers={"Content-Encoding": "br"})) == "bad_response"
    assert name(look("x", headers={"Content-Type": "image/png"})) == "unsupported"
    hop = Hop(ASKED, WHEN, 1, b"", b"", 200, (), b"")
    sight = classify(Exchange(ASKED, WHEN, 1, (hop,)), Unreadable(Availability.unsupported, "why"))
    assert told(sight) == Sight(Availability.unsupported, "why")


def test_without_a_text_the_status_decides() -> None:
    hop = Hop(ASKED, WHEN, 1, b"", b"", 200, (), b"")
    assert told(classify(Exchange(ASKED, WHEN, 1, (hop,)), None)) == Sight(Availability.ok, "HTTP 200")


def test_home_urls() -> None:
    for url in (
        "https://a.org",
        "https://a.org/en-us/",
        "https://a.org/index.php",
        "https://a.org/?utm_source=x",
    ):
        assert is_home(url)
    for url in (
        "https://a.org/?p=12",
        "https://a.org/world",
        "https://a.org/#!/story",
        "https://a.org/enough/",
    ):
        assert not is_home(url)


def test_not_found_words_in_titles() -> None:
    assert says_not_found("Example | Not found")
    assert not says_not_found("Bodies not found in the valley")
    assert not says_not_found("Highway 404 reopens")
    assert not says_not_found(None)


@given(url=st.text(max_size=80), other=st.text(max_size=80))
def test_any_string_is_taken_as_an_address(url: str, other: str) -> None:
    assert same_page(url, url)
    assert same_page(url, other) == same_page(other, url)
    assert is_home(url) in (True, False)


@given(body=st.binary(max_size=300), status=st.integers(100, 599))
def test_every_look_gets_one_name_and_a_cause(body: bytes, status: int) -> None:
    hop = Hop(ASKED, WHEN, 1, b"", b"", status, (("content-type", "text/html"),), body)
    sight = classify(Exchange(ASKED, WHEN, 1, (hop,)), read_payload(hop, limit=1000))
    assert sight.cause
    if sight.availability.readable:
        assert 200 <= status < 400


IMPORTED = Origin(OriginKind.imported, "crawl.warc.gz", "sha256:00", WHEN)
GIVEN = Origin(OriginKind.supplied, "saved.html", "sha256:00", WHEN, "A. Editor", seen="2018-06")


def of_others(body: str, origin: Origin, *, status: int = 0, final: str = ASKED) -> Sight:
    last = hop_of(body, status=status, url=final)
    exchange = replace(exchange_of(last), origin=origin)
    return classify(exchange, read_payload(last, limit=10**7))


def test_a_page_that_no_server_gave_is_read_under_its_label() -> None:
    assert told(of_others(page(STORY), GIVEN)) == Sight(Availability.ok, GIVEN.label)
    assert told(of_others(page(STORY), IMPORTED)) == Sight(Availability.ok, IMPORTED.label)


def test_a_capture_is_read_by_its_status_under_its_label() -> None:
    assert told(of_others(page(STORY), IMPORTED, status=200)).cause == f"HTTP 200, {IMPORTED.label}"
    assert name(of_others(page(STORY), IMPORTED, status=404)) == "not_found"


def test_an_old_redirect_does_not_say_where_the_page_is_now() -> None:
    moved = ASKED.replace("world", "archive")
    sight = of_others(page(STORY), IMPORTED, status=200, final=moved)
    assert (name(sight), sight.moved_to) == ("redirected", None)
    assert look(page(STORY), final=moved).moved_to == moved


@pytest.mark.parametrize("body", ["", page("<p>Checking your browser.</p>", "Just a moment...")])
def test_a_saved_wall_or_nothing_is_no_page(body: str) -> None:
    sight = of_others(body, GIVEN)
    assert not sight.availability.readable
    assert "HTTP 0" not in " ".join((sight.cause, *sight.evidence))


def test_without_a_server_and_without_an_origin_nothing_can_be_said() -> None:
    assert name(look(page(STORY), status=0)) == "bad_response"
