"""Made-up siblings: their addresses, when one is worth a request, and what is kept of it."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.judge.given import (
    ASKED,
    DATED,
    SIBLING,
    STORY,
    WHEN,
    exchange_of,
    hop_of,
    made_up,
    page,
    read_before,
    silent,
    site,
)

from verify.extract.payload import read_payload
from verify.judge.probe import fingerprint, needs_probe, probe_of, resemblance, sibling
from verify.model.snapshot import Exchange, Failure, FailureKind

TOKEN = "zqxjkvbw"


@pytest.mark.parametrize(
    ("url", "made"),
    [
        (ASKED, SIBLING),
        ("https://a.example/world/camps/", "https://a.example/world/zqxjkvbw/"),
        ("https://a.example/story-29194106", "https://a.example/zqxjkvbw"),
        ("https://a.example/a/29194106/camps", "https://a.example/a/zqxjkvbw/zqxjkvbw"),
        ("https://a.example/2018/05/17/camps", "https://a.example/2018/05/17/zqxjkvbw"),
        ("https://a.example/", "https://a.example/zqxjkvbw"),
        ("https://a.example", "https://a.example/zqxjkvbw"),
        ("https://a.example/?p=12", "https://a.example/?p=zqxjkvbw"),
        ("https://a.example/show.php?id=12&lang=en", "https://a.example/show.php?id=zqxjkvbw&lang=zqxjkvbw"),
        ("https://a.example/camps?utm_source=x#end", "https://a.example/zqxjkvbw"),
        ("https://a.example/report.pdf", "https://a.example/zqxjkvbw.pdf"),
        ("https://a.example/дом/лагеря", "https://a.example/дом/zqxjkvbw"),
    ],
)
def test_a_sibling_stands_in_the_same_folder(url: str, made: str) -> None:
    assert sibling(url, TOKEN) == made


@given(
    steps=st.lists(
        st.text(st.characters(blacklist_characters="/?#\\\t\r\n", codec="utf-8"), max_size=9), max_size=5
    ),
    query=st.text("ab=&12", max_size=9),
)
def test_any_sibling_is_another_address_of_the_same_host(steps: list[str], query: str) -> None:
    url = f"https://news.example.org/{'/'.join(steps)}" + (f"?{query}" if query else "")
    made = sibling(url, TOKEN)
    assert urlsplit(made).netloc == "news.example.org"
    assert TOKEN in made
    assert made == sibling(url, TOKEN)


def wants(body: str, *, status: int = 200, final: str = ASKED, asked: str = ASKED) -> bool:
    last = hop_of(body, status=status, url=final)
    return needs_probe(exchange_of(last, asked), read_payload(last, limit=10**7))


def test_a_probe_is_for_pages_that_may_not_be_there() -> None:
    assert wants(page("<p>A short note.</p>"))
    assert wants(site(f"<h1>Page not found</h1>{STORY}", "Page not found"))
    assert wants(site(STORY), final="https://news.example.org/welcome")


@pytest.mark.parametrize(
    "case",
    [
        {"body": site(STORY)},
        {"body": page("<p>A short note.</p>", head=DATED)},
        {"body": page("<p>A short note.</p>"), "status": 404},
        {"body": page("<p>A short note.</p>"), "status": 203},
        {"body": page("<p>Welcome.</p>"), "asked": "https://a.example/", "final": "https://a.example/"},
        {"body": page("<p>Log in</p>"), "final": "https://news.example.org/login"},
        {"body": page("<p>Choose</p>"), "final": "https://consent.example.org/"},
        {"body": page("")},
        {"body": ""},
        {"body": page("<noscript>Enable JavaScript</noscript><div id=root>…</div>")},
    ],
)
def test_and_for_no_other(case: dict[str, object]) -> None:
    assert not wants(**case)  # type: ignore[arg-type]


def test_nothing_is_asked_after_a_failure() -> None:
    assert not needs_probe(Exchange(ASKED, WHEN, 1, (), Failure(FailureKind.timeout, "late")), None)


def test_what_is_kept_of_a_sibling() -> None:
    kept = made_up(site("<h1>Page not found</h1>", "Page not found"), final="https://news.example.org/404")
    assert (kept.url, kept.status, kept.final_url) == (SIBLING, 200, "https://news.example.org/404")
    assert (kept.title, kept.size > 0, len(kept.fingerprint) > 0) == ("Page not found", True, True)
    assert (silent().status, silent().fingerprint) == (None, ())
    picture = hop_of(b"\x89PNG", url=SIBLING)
    assert probe_of(exchange_of(picture, SIBLING), read_payload(picture, limit=9)).fingerprint == ()


def test_what_is_kept_of_a_good_snapshot() -> None:
    kept = read_before(site(STORY, "T" * 400))
    assert (kept.title, len(kept.fingerprint) <= 64) == ("T" * 300, True)
    assert kept.size > len("".join(STORY.split())) / 2


def test_error_pages_that_differ_in_numbers_are_alike() -> None:
    one, other = (
        f"Sorry, no such page. Incident {n}, at 12:{n}. Go back to our front page." for n in (17, 42)
    )
    assert resemblance(fingerprint(one), fingerprint(other)) == 1
    assert resemblance(fingerprint(one), fingerprint(STORY)) == 0
    assert resemblance((), ()) == 0
    assert resemblance(fingerprint("抱歉页面不存在请返回首页"), fingerprint("抱歉页面不存在请返回首页")) == 1


@given(one=st.text(max_size=200), other=st.text(max_size=200))
def test_resemblance_is_a_share_the_same_both_ways(one: str, other: str) -> None:
    left, right = fingerprint(one), fingerprint(other)
    assert 0 <= resemblance(left, right) <= 1
    assert resemblance(left, right) == resemblance(right, left)
    assert resemblance(left, left) == (1 if left else 0)
