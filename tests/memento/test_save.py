"""Save Page Now, in every way in which it answers and does not."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fetch.given import START
from tests.memento.given import IA, PYWB, URL, World, answer, moment, refused, run
from tests.memento.test_listing import index

from verify.memento.cdx_query import Query
from verify.memento.save import POLLS, read_answer
from verify.model.memento import Saved, SaveKey, SaveOutcome
from verify.model.snapshot import Exchange, Failure, FailureKind, Hop

SAVE = f"http://archive.example/save/{URL}"
POST = "http://archive.example/save"
JOB = "spn2-" + "ab12" * 10
STATUS = f"http://archive.example/save/status/{JOB}"
KEY = SaveKey(IA.name, "key", "secret")
TODAY = Query(IA, URL, dt.date(2025, 12, 31)).address
"""The index as it is asked behind a save of the first minute of 2026."""
SHOWN = f"http://archive.example/web/20260101000010/{URL}"
DONE = Saved(URL, IA.name, SaveOutcome.saved, SHOWN, moment("20260101000010"))


def said(*, http: int = 200, **fields: object) -> Hop:
    return answer(json.dumps(fields).encode(), http, {"Content-Type": "application/json"})


def saved(world: World, newer_than: dt.datetime | None = None) -> Saved:
    (one,) = run(world.client().save(URL, newer_than))
    return one


# Without an account


@pytest.mark.parametrize(
    "hop",
    [
        answer(b"", 302, {"Location": SHOWN}),
        answer(b"", 302, {"Location": f"/web/20260101000010/{URL}"}),
        answer(b"<html>the page", 200, {"Content-Location": f"/web/20260101000010/{URL}"}),
        answer(b"<html>", 200, {"Link": f'<{URL}>; rel="original", <{SHOWN}>; rel="memento"'}),
    ],
    ids=["redirect", "relative", "content-location", "link"],
)
def test_the_address_of_the_capture_comes_at_once(hop: Hop) -> None:
    world = World({SAVE: hop})
    assert saved(world) == DONE
    (request,) = world.looker.asked
    assert (request.body, request.follow, request.once) == (None, False, True)


def test_a_page_for_people_names_a_job() -> None:
    page = f'<html><script>spn.watchJob("{JOB}", "/_static/", 6000);</script>'.encode()
    success = said(status="success", timestamp="20260101000010", original_url=URL)
    world = World({SAVE: page, STATUS: [said(status="pending"), said(status="pending"), success]})
    assert saved(world) == DONE
    assert world.looker.urls == [SAVE, STATUS, STATUS, STATUS]
    assert world.time.slept == [6.0, 6.0]


# With an account


def with_key(answers: dict[str, object]) -> World:
    return World(answers, keys=(KEY,))  # type: ignore[arg-type]


def test_a_key_posts_the_page_and_asks_for_the_job() -> None:
    success = said(status="success", timestamp="20260101000010", original_url=URL)
    world = with_key({POST: said(url=URL, job_id=JOB), STATUS: success})
    assert saved(world) == DONE
    post, status = world.looker.asked
    assert parse_qs((post.body or b"").decode())["url"] == [URL]
    assert ("Authorization", "LOW key:secret") in post.headers
    assert ("Content-Type", "application/x-www-form-urlencoded") in post.headers
    assert ("Authorization", "LOW key:secret") in status.headers
    assert "secret" not in repr(KEY)


def test_a_key_is_for_its_own_archive() -> None:
    world = World({SAVE: answer(b"", 302, {"Location": SHOWN})}, keys=(replace(KEY, archive="another"),))
    assert saved(world) == DONE


def test_a_remark_of_the_service_is_passed_on() -> None:
    remark = "The same snapshot had been made 2 minutes ago. You can make new capture after 1 hour."
    success = said(status="success", timestamp="20260101000010", original_url=URL)
    world = with_key({POST: said(url=URL, job_id=JOB, message=remark), STATUS: success})
    assert saved(world) == replace(DONE, cause=remark)


def test_a_redirecting_page_is_saved_where_it_led() -> None:
    success = said(status="success", timestamp="20260101000010", original_url="https://press.example/new")
    world = with_key({POST: said(job_id=JOB), STATUS: success})
    assert saved(world).memento == "http://archive.example/web/20260101000010/https://press.example/new"


# The index is believed rather than an error


ERROR = said(status="error", status_ext="error:soft-time-limit-exceeded", message="<b>Too</b> slow.")


def test_a_failure_is_one_only_where_the_index_has_nothing() -> None:
    world = with_key({POST: said(job_id=JOB), STATUS: ERROR, TODAY: index()})
    assert saved(world) == Saved(URL, IA.name, SaveOutcome.failed, cause="Too slow.")
    assert world.looker.urls == [POST, STATUS, TODAY]


def test_a_page_that_was_saved_all_the_same_is_saved() -> None:
    world = with_key(
        {POST: said(job_id=JOB), STATUS: ERROR, TODAY: index("20251231000000", "20260101000010")}
    )
    assert saved(world) == replace(DONE, cause="its index has it, though it said: Too slow.")


def test_a_capture_from_before_or_of_an_error_page_is_none() -> None:
    rows = [
        ["timestamp", "original", "statuscode"],
        ["20251231235800", URL, "200"],
        ["20260101000010", URL, "503"],
    ]
    world = with_key({POST: ERROR, TODAY: json.dumps(rows).encode()})
    assert saved(world).outcome is SaveOutcome.failed


def test_an_error_comes_with_200_and_without_a_job() -> None:
    hop = said(status="error", status_ext="error:too-many-daily-captures", message=None)
    world = with_key({POST: hop, TODAY: index()})
    assert saved(world).cause == "too many daily captures"


def test_a_service_that_wants_a_login_says_so() -> None:
    world = World({SAVE: said(http=401, message="You need to be logged in."), TODAY: index()})
    assert saved(world) == Saved(URL, IA.name, SaveOutcome.failed, cause="You need to be logged in.")


@pytest.mark.parametrize(
    ("hop", "cause"),
    [
        (Failure(FailureKind.timeout, "the server did not answer in time", "read"),
         "old-web did not answer: the server did not answer in time; its index does not have it yet"),
        (answer(b"<html>", 520), "old-web answered HTTP 520; its index does not have it yet"),
        (answer(b"<html>a form"),
         "old-web gave an answer that cannot be read; its index does not have it yet"),
    ],
    ids=["timeout", "520", "form"],
)  # fmt: skip
def test_where_nothing_was_said_nobody_knows(hop: Hop | Failure, cause: str) -> None:
    world = World({SAVE: hop, TODAY: index()})
    assert saved(world) == Saved(URL, IA.name, SaveOutcome.unknown, cause=cause)
    assert world.looker.urls.count(SAVE) == 1


def test_a_timeout_whose_page_stands_in_the_index_is_saved() -> None:
    world = World({SAVE: Failure(FailureKind.timeout, "too slow", "read"), TODAY: index("20260101000010")})
    one = saved(world)
    assert (one.outcome, one.memento) == (SaveOutcome.saved, SHOWN)


def test_an_index_that_cannot_be_read_makes_no_failure() -> None:
    world = with_key({POST: ERROR, TODAY: answer(b"", 503)})
    one = saved(world)
    assert one.outcome is SaveOutcome.unknown
    assert one.cause == "Too slow.; its index could not be read: old-web answered HTTP 503"


def test_too_many_requests_end_it_and_the_rest_is_not_asked() -> None:
    world = World({SAVE: answer(b"<h1>Too Many Requests</h1>", 429)})
    client = world.client()
    first, second = (run(client.save(url))[0] for url in (URL, "http://press.example/other"))
    assert (first.outcome, second.outcome) == (SaveOutcome.unknown, SaveOutcome.unknown)
    assert first.cause == second.cause == "old-web asked us to stop until 01:00 UTC"
    assert world.looker.urls == [SAVE]


def test_a_job_that_never_ends_is_left_and_looked_for() -> None:
    world = with_key({POST: said(job_id=JOB), STATUS: said(status="pending"), TODAY: index()})
    one = saved(world)
    assert (one.outcome, world.looker.urls.count(STATUS)) == (SaveOutcome.unknown, POLLS)
    assert one.cause == "old-web is still at it; its index does not have it yet"


def test_a_job_that_is_forgotten_is_looked_for() -> None:
    world = with_key({POST: said(job_id=JOB), STATUS: answer(b"", 404), TODAY: index("20260101000010")})
    assert saved(world).outcome is SaveOutcome.saved


def test_a_poll_that_is_lost_is_made_again() -> None:
    success = said(status="success", timestamp="20260101000010", original_url=URL)
    world = with_key({POST: said(job_id=JOB), STATUS: [refused(), success]})
    assert saved(world) == DONE


# Not asked at all


def test_a_page_with_a_new_capture_is_left_out() -> None:
    month = START - dt.timedelta(days=30)
    address = Query(IA, URL, month.date()).address
    world = World({address: index("20251224120000"), SAVE: answer(b"", 302, {"Location": SHOWN})})
    shown = f"http://archive.example/web/20251224120000/{URL}"
    assert saved(world, month) == Saved(URL, IA.name, SaveOutcome.kept, shown, moment("20251224120000"))
    assert world.looker.urls == [address]
    saved(world, month)
    assert world.looker.urls == [address, address]  # asked anew: it may have been saved meanwhile
    assert saved(world).outcome is SaveOutcome.saved


def test_an_index_that_is_down_does_not_keep_a_page_from_being_saved() -> None:
    month = START - dt.timedelta(days=30)
    world = World(
        {Query(IA, URL, month.date()).address: answer(b"", 500), SAVE: answer(b"", 302, {"Location": SHOWN})}
    )
    assert saved(world, month) == DONE


def test_a_capture_of_the_archive_itself_is_not_saved_again() -> None:
    world = World()
    (one,) = run(world.client().save(SHOWN))
    assert (one.outcome, one.memento, world.looker.asked) == (SaveOutcome.kept, SHOWN, [])


def test_archives_that_take_no_pages_are_left_out() -> None:
    world = World({SAVE: answer(b"", 302, {"Location": SHOWN})}, archives=(PYWB, IA))
    assert run(world.client().save(URL)) == (DONE,)


def test_saves_are_a_few_a_minute() -> None:
    pages = [f"http://press.example/{number}" for number in range(5)]
    hop = answer(b"", 302, {"Location": SHOWN})
    world = World({f"http://archive.example/save/{page}": hop for page in pages})

    async def scene() -> None:
        client = world.client()
        for page in pages:
            await client.save(page)

    run(scene())
    assert world.time.slept == [20.0] * 4


_VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=20)
    | st.just("success")
    | st.just("20260101000010")
)
_NAMES = st.sampled_from(["status", "status_ext", "message", "job_id", "timestamp", "original_url", "url"])


@given(st.dictionaries(_NAMES, _VALUES, max_size=7) | st.binary(max_size=60))
def test_no_answer_of_a_service_breaks_the_reader(body: dict[str, object] | bytes) -> None:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    hop = answer(content, 200, {}, POST)
    found = read_answer(IA, URL, Exchange(POST, START, 1, (hop,)))
    assert found.capture is None or found.capture.at == moment("20260101000010")


def test_an_older_capture_that_the_service_names_is_no_new_one() -> None:
    world = World({SAVE: answer(b"", 302, {"Location": f"/web/20150101000000/{URL}"})})
    one = saved(world)
    assert (one.outcome, one.at) == (SaveOutcome.kept, moment("20150101000000"))
    assert one.cause == "it made no new capture and named this one"


def test_another_page_that_the_index_folds_was_not_saved_for_this_one() -> None:
    rows = [["timestamp", "original", "statuscode"], ["20260101000010", URL.replace("river", "RIVER"), "200"]]
    world = with_key({POST: ERROR, TODAY: json.dumps(rows).encode()})
    assert saved(world).outcome is SaveOutcome.failed
