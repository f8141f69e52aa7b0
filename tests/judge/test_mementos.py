"""What replays stand for. What is not the page at a moment is unknown, and no page without a passage."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from verify.extract.payload import read_payload
from verify.judge.availability import classify
from verify.judge.mementos import TOLERANCE, Observation, as_captured, memento_sight
from verify.model.availability import Availability, Sight
from verify.model.memento import Capture
from verify.model.snapshot import Exchange, Failure, FailureKind
from verify.testing import EPOCH, hop

URL = "http://press.example/news/2018/river"
AT = dt.datetime(2018, 5, 17, 9, tzinfo=dt.UTC)
BASE = "https://archive.example/web/"
WORDS = " ".join(f"The river rose by {number} metres in the night, the mayor said." for number in range(60))
PAGE = f"<html><title>The river</title><body><h1>The river</h1><p>{WORDS}</p></body></html>".encode()


def raw(at: dt.datetime = AT, url: str = URL) -> str:
    return f"{BASE}{at:%Y%m%d%H%M%S}id_/{url}"


CAPTURE = Capture(URL, AT, raw(), "old web", status=200, media_type="text/html")


def said(at: dt.datetime | None = AT, **fields: str) -> dict[str, str]:
    moment = {"Memento-Datetime": f"{at:%a, %d %b %Y %H:%M:%S GMT}"} if at else {}
    return (
        {"Content-Type": "text/html; charset=utf-8"}
        | moment
        | {name.replace("_", "-"): value for name, value in fields.items()}
    )


def served(
    body: bytes = PAGE, status: int = 200, headers: dict[str, str] | None = None, *urls: str
) -> Exchange:
    """A replay of CAPTURE whose hops have these URLs, all but the last redirects of the archive."""
    places = urls or (CAPTURE.raw,)
    steps = [hop(place, b"", status=302) for place in places[:-1]]
    last = hop(places[-1], body, status=status, headers=said() if headers is None else headers)
    return Exchange(CAPTURE.raw, EPOCH, 1, (*steps, last))


def judged(exchange: Exchange, capture: Capture = CAPTURE) -> Observation:
    """As a pipeline does it: read the replay as captured, name it, and judge what it stands for."""
    original = as_captured(capture, exchange)
    text = read_payload(original.last, limit=2**24) if original.last else None
    return memento_sight(capture, exchange, classify(original, text))


def test_a_whole_page_is_what_it_was() -> None:
    found = judged(served())
    assert (found.sight.availability, found.readable) == (Availability.ok, True)
    assert (found.at, found.served_url) == (AT, CAPTURE.raw)


def test_the_moment_served_counts_where_it_is_near() -> None:
    near = AT - dt.timedelta(hours=5)
    for exchange in (
        served(PAGE, 200, said(near), CAPTURE.raw, raw(near)),
        served(PAGE, 200, said(near, Content_Location=raw(near))),
        served(PAGE, 200, said(near, Content_Location=raw(near).removeprefix("https://archive.example"))),
    ):
        found = judged(exchange)
        assert found.readable
        assert (found.at, found.served_url) == (near, raw(near))


@pytest.mark.parametrize("away", [TOLERANCE, -TOLERANCE])
def test_a_moment_too_far_away_is_another_one(away: dt.timedelta) -> None:
    far = AT + 2 * away
    found = judged(served(PAGE, 200, said(far), CAPTURE.raw, raw(far)))
    assert not found.readable
    assert found.at == far
    assert found.sight.cause == (
        f"the archive served its capture of {far:%Y-%m-%d %H:%M} UTC in place of that of 2018-05-17 09:00 UTC"
    )
    exact = judged(served(PAGE, 200, said(AT + away)))
    assert exact.readable


@pytest.mark.parametrize(
    ("status", "availability"),
    [
        (404, Availability.not_found), (410, Availability.gone), (403, Availability.blocked),
        (429, Availability.rate_limited), (500, Availability.server_error), (503, Availability.server_error),
        (451, Availability.legal), (204, Availability.bad_response),
    ],
)  # fmt: skip
def test_a_captured_error_page_is_unknown(status: int, availability: Availability) -> None:
    found = judged(served(PAGE, status))
    assert (found.sight.availability, found.readable) == (availability, False)
    assert found.sight.cause.startswith(f"the capture is of an error page: HTTP {status}")
    by_index = judged(served(), replace(CAPTURE, status=status))
    assert (by_index.sight.availability, by_index.readable) == (availability, False)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_captured_redirect_is_unknown_and_says_where_it_led(status: int) -> None:
    found = judged(served(b"", status, said(Location=raw(url="http://press.example/"))))
    assert found.sight == Sight(
        Availability.unsupported,
        "the capture is a redirect to http://press.example/",
        evidence=(f"HTTP {status} from {CAPTURE.raw}", "its Memento-Datetime is 2018-05-17 09:00 UTC"),
    )
    assert not judged(served(), replace(CAPTURE, status=status)).readable


def test_a_revisit_of_which_the_index_says_no_status_is_judged_by_what_is_served() -> None:
    assert judged(served(), replace(CAPTURE, status=None)).readable
    assert not judged(served(PAGE, 404), replace(CAPTURE, status=None)).readable


@pytest.mark.parametrize(
    ("url", "readable"),
    [
        ("https://www.press.example/news/2018/river/", True),
        ("http://press.example:80/news/2018/river", True),
        ("http://press.example/", False),
        ("http://press.example/news/2018/other", False),
        ("http://other.example/news/2018/river", False),
    ],
)
def test_a_redirect_in_time_leads_to_the_same_page_or_to_another(url: str, readable: bool) -> None:
    found = judged(served(PAGE, 200, None, CAPTURE.raw, raw(url=url)))
    assert found.readable is readable
    if not readable:
        assert found.sight.cause == f"the archive served another page: {url}"


@pytest.mark.parametrize(
    ("status", "availability"),
    [
        (200, Availability.skipped), (404, Availability.skipped), (403, Availability.blocked),
        (429, Availability.rate_limited), (503, Availability.server_error), (302, Availability.skipped),
    ],
)  # fmt: skip
def test_a_page_of_the_archives_own_says_nothing_of_the_captured_one(
    status: int, availability: Availability
) -> None:
    found = judged(served(PAGE, status, said(None)))
    assert (found.sight.availability, found.readable) == (availability, False)
    assert found.sight.cause == f"the archive answered HTTP {status} and gave no capture"
    assert found.at == AT


def test_soft_404s_and_walls_keep_their_names() -> None:
    gone = b"<html><title>Page not found</title><body><h1>Page not found</h1><p>Sorry.</p></body>"
    found = judged(served(gone))
    assert (found.sight.availability, found.readable) == (Availability.soft_404, False)
    wall = (
        b"<html><title>Just a moment...</title><body><h1>Checking your browser</h1>"
        b'<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script></body>'
    )
    assert judged(served(wall)).sight.availability is Availability.blocked


def test_a_wall_is_known_by_the_headers_that_the_archive_kept() -> None:
    kept = said(X_Archive_Orig_cf_mitigated="challenge", X_Archive_Orig_server="cloudflare", Server="nginx")
    short = b"<html><title>The river</title><body><p>One moment, please, the page is on its way.</p></body>"
    assert judged(served(short, 200, kept)).sight.availability is Availability.blocked
    assert judged(served(short)).sight.availability is not Availability.blocked
    original = as_captured(CAPTURE, served(PAGE, 200, kept | {"X-Archive-Orig-content-type": "text/plain"}))
    assert original.last is not None
    assert original.last.headers == (
        ("Content-Type", "text/html; charset=utf-8"), ("cf-mitigated", "challenge"), ("server", "cloudflare"),
    )  # fmt: skip


def test_what_did_not_come_is_named_as_it_is() -> None:
    failed = Exchange(CAPTURE.raw, EPOCH, 1, (), Failure(FailureKind.timeout, "too slow", "read"))
    found = judged(failed)
    assert (found.sight.availability, found.sight.cause) == (Availability.timeout, "too slow")
    assert (found.at, found.served_url, found.readable) == (AT, CAPTURE.raw, False)


# As captured


def test_a_replay_is_read_under_the_originals_address() -> None:
    near = AT - dt.timedelta(hours=5)
    secure = URL.replace("http:", "https:")
    original = as_captured(CAPTURE, served(PAGE, 200, said(near), CAPTURE.raw, raw(near, secure)))
    assert (original.url, original.final_url, len(original.hops)) == (secure, secure, 1)
    elsewhere = as_captured(CAPTURE, served(PAGE, 200, None, CAPTURE.raw, raw(url="http://press.example/")))
    assert (elsewhere.url, elsewhere.final_url) == (URL, "http://press.example/")


def test_a_front_page_in_an_archive_is_a_front_page() -> None:
    """Under the archive's address a short front page would pass for a page that says that it is not there."""
    home = replace(CAPTURE, url="http://press.example/", raw=raw(url="http://press.example/"))
    body = b"<html><head><title>404 Not Found</title></head><body><h1>404</h1><p>A gallery.</p></body></html>"
    exchange = Exchange(home.raw, EPOCH, 1, (hop(home.raw, body, headers=said()),))
    assert judged(exchange, home).sight.availability is not Availability.soft_404


@pytest.mark.parametrize(
    "exchange",
    [
        served(PAGE, 200, said(None)),
        Exchange(CAPTURE.raw, EPOCH, 1, (), Failure(FailureKind.timeout, "too slow")),
    ],
)
def test_what_is_no_memento_stays_as_it_is(exchange: Exchange) -> None:
    assert as_captured(CAPTURE, exchange) is exchange


@pytest.mark.parametrize("place", ["http://[oops", "/elsewhere", ""])
def test_an_odd_content_location_is_passed_over(place: str) -> None:
    near = AT - dt.timedelta(hours=5)
    found = judged(served(PAGE, 200, said(near, Content_Location=place)))
    assert (found.at, found.served_url) == (near, CAPTURE.raw)


def test_a_content_location_of_the_page_itself_is_not_the_archives() -> None:
    own = said(Content_Location=raw(url="http://press.example/news/2018/river.en.html"))
    assert judged(served(PAGE, 200, own)).readable


FORGED = (("Memento-Datetime", "Fri, 01 Jan 2010 00:00:00 GMT"),)
"""What a page sent itself when it was captured, and what pywb plays back before its own header."""


def forging(*fields: tuple[str, str], asked: str = "") -> Exchange:
    place = asked or CAPTURE.raw
    last = hop(place, PAGE, headers=said())
    return Exchange(CAPTURE.raw, EPOCH, 1, (replace(last, headers=(*fields, *last.headers)),))


def test_a_page_cannot_forge_the_moment_of_its_capture() -> None:
    evil = ("Content-Location", f"http://evil.example/20100101000000/{URL}")
    found = judged(forging(*FORGED, evil))
    assert (found.readable, found.at, found.served_url) == (True, AT, CAPTURE.raw)


def test_two_moments_none_of_which_was_asked_for_are_none() -> None:
    found = judged(forging(*FORGED, asked=raw(AT + dt.timedelta(days=3))))
    assert (found.readable, found.at) == (False, CAPTURE.at)


def test_what_was_served_has_its_place_in_the_same_archive() -> None:
    near = AT - dt.timedelta(hours=5)
    place = f"http://evil.example/web/{near:%Y%m%d%H%M%S}/{URL}"
    assert judged(served(PAGE, 200, said(near, Content_Location=place))).served_url == CAPTURE.raw
    both = said(near, Content_Location=raw(near))
    last = hop(CAPTURE.raw, PAGE, headers=both)
    last = replace(last, headers=(("Content-Location", place), *last.headers))
    assert judged(Exchange(CAPTURE.raw, EPOCH, 1, (last,))).served_url == raw(near)


def test_an_archive_may_name_its_captures_by_numbers() -> None:
    place = "https://archive.example/r/abc"
    numbered = replace(CAPTURE, raw=place)
    last = hop(place, PAGE, headers=said())
    found = judged(Exchange(place, EPOCH, 1, (last,)), numbered)
    assert (found.readable, found.served_url) == (True, place)
    elsewhere = Exchange(place, EPOCH, 1, (hop(place, status=302), replace(last, url=f"{place}d")))
    assert not judged(elsewhere, numbered).readable
