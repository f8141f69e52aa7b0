"""Walls, logins, consent gates, regions and the law, and living pages that speak of them."""

from __future__ import annotations

import pytest
from tests.judge.given import DATED, STORY, look, name, page, seen_of, site

from verify.judge import walls
from verify.model.availability import Availability

CLOUDFLARE = page(
    "<div class=main-wrapper><h1>news.example.org</h1><p>Verifying you are human. This may take a few"
    " seconds.</p></div><script>window._cf_chl_opt={cvId:'3',cType:'managed'};</script>"
    "<script src=/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1></script>",
    "Just a moment...",
)
IMPERVA = (
    '<html><head><META NAME="ROBOTS" CONTENT="NOINDEX, NOFOLLOW"></head><body>'
    '<iframe src="/_Incapsula_Resource?SWUDNSAI=31&xinfo=9-1" frameborder=0>'
    "Request unsuccessful. Incapsula incident ID: 9-1</iframe></body></html>"
)
AKAMAI = (
    "<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>You don't have permission to"
    ' access "http://news.example.org/" on this server.<P>Reference #18.1.2'
    "<P>https://errors.edgesuite.net/18.1.2</BODY></HTML>"
)
DATADOME = (
    "<html><head><title>news.example.org</title></head><body><p id=cmsg>Please enable JS and disable any ad"
    " blocker</p><script src=https://ct.captcha-delivery.com/c.js></script></body></html>"
)
PERIMETERX = page(
    "<h1>Press and hold to confirm you are a human</h1><div id=px-captcha></div>",
    "Access to this page has been denied",
)
SUCURI = page(
    "<h1>Access Denied - Sucuri Website Firewall</h1><p>Block ID: EXP1</p>", "Sucuri Website Firewall"
)
DDOS_GUARD = page(
    "<p>Checking your browser</p><script src=https://check.ddos-guard.net/x.js></script>", "DDoS-Guard"
)


@pytest.mark.parametrize(
    ("body", "status", "headers", "whose"),
    [
        (CLOUDFLARE, 403, {"cf-mitigated": "challenge", "server": "cloudflare"}, "Cloudflare"),
        (CLOUDFLARE, 503, {}, "Cloudflare"),
        (CLOUDFLARE, 200, {}, "Cloudflare"),
        ("", 403, {"CF-Mitigated": "challenge"}, "Cloudflare"),
        (IMPERVA, 200, {"x-iinfo": "9-1"}, "Imperva"),
        (IMPERVA, 403, {}, "Imperva"),
        (AKAMAI, 403, {"Server": "AkamaiGHost"}, "Akamai"),
        (DATADOME, 403, {"x-datadome": "protected"}, "DataDome"),
        (PERIMETERX, 403, {}, "PerimeterX"),
        (SUCURI, 403, {"x-sucuri-block": "EXP1"}, "Sucuri"),
        (DDOS_GUARD, 403, {"server": "ddos-guard"}, "DDoS-Guard"),
        ("", 202, {"x-amzn-waf-action": "challenge"}, "Amazon Web Services"),
        (page("", ""), 429, {"x-vercel-mitigated": "challenge"}, "Vercel"),
    ],
)
def test_bot_walls_by_their_own_marks(body: str, status: int, headers: dict[str, str], whose: str) -> None:
    sight = look(body, status=status, headers=headers)
    assert name(sight) == "blocked"
    assert f"a bot wall of {whose}" in sight.cause
    assert f"HTTP {status}" in sight.evidence


def test_a_wall_of_nobody_in_particular() -> None:
    body = page("<h1>Please verify you are a human</h1><p>We saw unusual traffic.</p>", "Security check")
    sight = look(body, status=403)
    assert (name(sight), "titled “Security check”" in sight.cause) == ("blocked", True)
    assert name(look(body)) == "blocked"


def test_an_address_that_only_asks_for_a_person() -> None:
    sight = look(page("<p>Symbols.</p>"), final="https://news.example.org/showcaptcha?d=1", via=302)
    assert (name(sight), sight.evidence[0]) == (
        "blocked",
        "the address led to https://news.example.org/showcaptcha?d=1",
    )


@pytest.mark.parametrize("status", [500, 502, 503, 520, 522])
def test_a_vendors_page_for_a_broken_server_is_no_wall(status: int) -> None:
    broken = page(
        '<div id="cf-wrapper"><div id="cf-error-details"><h1>Connection timed out</h1></div></div>',
        f"news.example.org | {status}: Connection timed out",
    )
    sight = look(broken, status=status, headers={"server": "cloudflare"})
    assert name(sight) == "server_error"
    assert "the headers are those of Cloudflare" in sight.evidence
    akamai = AKAMAI.replace("Access Denied", "Error").replace("You don't have permission to", "An error at")
    assert name(look(akamai, status=status)) == "server_error"


def test_a_limit_on_a_vendors_page_is_a_limit() -> None:
    limited = page('<div id="cf-error-details"><h1>You are being rate limited</h1></div>', "Error 1015")
    assert name(look(limited, status=429, headers={"retry-after": "30"})) == "rate_limited"
    assert (
        "the header Retry-After says 30" in look(limited, status=429, headers={"retry-after": "30"}).evidence
    )


LIVING = {
    "about a vendor": site(f"<h1>How Cloudflare asks “Just a moment”</h1>{STORY}", "How Cloudflare works"),
    "with the vendor's script": site(
        f"{STORY}<script src=https://challenges.cloudflare.com/turnstile/v0/api.js></script>"
    ),
    "let through, with its script": page(
        "<p>A short note of the desk, sixty characters and a few more of them.</p>"
        "<script src=/cdn-cgi/challenge-platform/scripts/jsd/main.js></script>"
    ),
    "about a closed valley": site(f"<h1>Access denied: a valley is closed</h1>{STORY}", "Access denied"),
    "brief about a closed valley": site(
        "<h1>Access denied to the valley</h1><p>Reporters were turned away on Monday.</p>",
        "Access denied to the valley",
        DATED,
    ),
    "with a login in its corner": site(f"<form>Log in<input type=password></form>{STORY}", "Log in to vote"),
    "about cookies": site(
        f"<h1>Cookie consent, explained</h1>{STORY}<script src=https://x/didomi.js></script>"
    ),
    "with a banner": site(
        f"<div id=didomi-host>We value your privacy. <button>Accept all cookies</button></div>{STORY}"
    ),
    "about a law": site(f"<h1>Blocked by court order: a paper's year</h1>{STORY}", "Blocked by court order"),
}


@pytest.mark.parametrize("case", LIVING)
def test_a_living_page_is_no_wall(case: str) -> None:
    sight = look(LIVING[case])
    assert name(sight) == "ok", sight.evidence


def test_a_404_that_says_so_is_no_wall_whatever_it_carries() -> None:
    body = site(
        "<h1>Page not found</h1><script src=https://challenges.cloudflare.com/x.js></script>", "Not found"
    )
    assert name(look(body, status=404)) == "not_found"
    assert name(look(CLOUDFLARE, status=404)) == "blocked"


# Logins

FORM = "<form><input name=u><input type=password><button>Log in</button></form>"


@pytest.mark.parametrize(
    "final",
    [
        "https://news.example.org/login?next=/world",
        "https://accounts.example.com/signin/v2",
        "https://sso.example.org/",
        "https://id.example.org/?return=news",
        "https://news.example.org/wp-login.php?redirect_to=x",
        "https://www.example.com/checkpoint/lg",
    ],
)
def test_a_redirect_to_a_login(final: str) -> None:
    sight = look(page(FORM, "Welcome"), final=final, via=302)
    assert (name(sight), sight.evidence) == ("blocked", (f"the address led to {final}",))


@pytest.mark.parametrize(
    "title", ["Sign in", "Вход в систему", "登录", "Anmelden", "تسجيل الدخول", "Жүйеге кіру"]
)
def test_a_login_in_place(title: str) -> None:
    sight = look(page(f"<h1>{title}</h1>{FORM}", title))
    assert (name(sight), sight.cause) == ("blocked", "a login wall")
    assert "it asks for a password" in sight.evidence


def test_what_only_looks_like_a_login() -> None:
    assert (
        name(look(page(f"<h1>Log in</h1>{FORM}", "Log in"), asked="https://news.example.org/login")) == "ok"
    )
    moved = look(site(STORY), final="https://id.encyclopedia.example/wiki/Kamp")
    assert name(moved) == "redirected"
    assert name(look(page(f"<p>A note.</p>{FORM}", "A note of the desk"))) == "ok"


# Consent


def test_a_redirect_to_a_consent_service() -> None:
    for final in ("https://consent.google.com/ml?continue=x", "https://guce.yahoo.com/consent?x=1"):
        sight = look(page("<h1>Before you continue</h1>", "Before you continue"), final=final, via=302)
        assert (name(sight), sight.evidence) == ("blocked", (f"the address led to {final}",))


@pytest.mark.parametrize(
    ("title", "script"),
    [
        ("Your privacy", "https://cdn.privacy-mgmt.com/x.js"),
        ("Ihre Privatsphäre", "https://app.usercentrics.eu/x.js"),
        ("We value your privacy", "https://sdk.privacy-center.org/didomi.js"),
    ],
)
def test_a_consent_gate_in_place(title: str, script: str) -> None:
    body = page(f"<h1>{title}</h1><button>Accept all</button><script src={script}></script>", title)
    sight = look(body)
    assert (name(sight), sight.cause) == ("blocked", "a consent wall")
    assert any("of a consent service" in line for line in sight.evidence)
    assert name(look(body.replace(script, "/x.js"))) == "ok"


def test_a_sites_own_page_on_cookies_is_no_gate() -> None:
    body = site(
        "<h1>Cookie settings</h1><p>What we keep.</p><script src=//x/didomi.js></script>", "Cookie settings"
    )
    assert name(look(body, asked="https://news.example.org/cookie-settings")) == "ok"


# Region, age and law


@pytest.mark.parametrize(
    ("title", "availability"),
    [
        ("This content is not available in your country", "blocked"),
        ("Недоступно в вашем регионе", "blocked"),
        ("Unavailable for legal reasons", "legal"),
        ("Доступ ограничен по решению суда", "legal"),
        ("根据相关法律法规和政策，部分内容未予显示", "legal"),
        ("Aus rechtlichen Gründen nicht abrufbar", "legal"),
    ],
)
def test_region_and_law_with_a_success(title: str, availability: str) -> None:
    sight = look(page(f"<h1>{title}</h1>", title))
    assert name(sight) == availability
    assert f"it is titled “{title}”" in sight.evidence


def test_a_brief_about_a_court_is_no_order_of_one() -> None:
    body = site(
        "<h1>Book blocked by court order</h1><p>Its shop appealed.</p>", "Book blocked by court order", DATED
    )
    assert name(look(body)) == "ok"


def test_the_rules_are_silent_on_a_story() -> None:
    seen = seen_of(site(STORY))
    rules = (walls.bot_wall, walls.login_wall, walls.consent_wall, walls.law_or_region)
    assert [rule(seen) for rule in rules] == [None] * 4


def test_a_wall_whose_body_is_no_page() -> None:
    sight = look("x", status=403, headers={"cf-mitigated": "challenge", "Content-Type": "image/png"})
    assert sight.availability is Availability.blocked
