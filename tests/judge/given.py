"""Looks for the tests of judge: whole pages, as sites send them, read by the real extractor."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from verify.extract.payload import read_payload
from verify.judge.availability import classify
from verify.judge.probe import before_of, probe_of
from verify.judge.seen import Seen
from verify.model.availability import Before, Probe, Sight
from verify.model.snapshot import Exchange, Failure, FailureKind, Hop, Truncation
from verify.model.text import SourceText

ASKED = "https://news.example.org/world/2018/05/17/camps.html"
SIBLING = "https://news.example.org/world/2018/05/17/zqxjkvbw.html"
WHEN = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
STORY = (
    "<p>" + "The ministry said on Thursday that it had counted the pupils of the valley again. " * 30 + "</p>"
)
DATED = '<meta property="article:published_time" content="2018-05-17">'
NOINDEX = '<meta name="robots" content="noindex, follow">'
TRACKER = "<script>window.track = window.track || []; track.push(['page', location.href]);</script>"
MENU = (
    "<header><nav><ul><li><a href=/>Front page</a><li><a href=/world/>World</a><li><a href=/valley/>Valley"
    "</a><li><a href=/sport/>Sport</a><li><a href=/about>About us</a></ul></nav></header>"
)
FOOT = (
    "<footer><nav><a href=/terms>Terms</a> <a href=/privacy>Privacy</a></nav><p>© 2026 Example</p></footer>"
)


def page(body: str, title: str = "Camps of the valley", head: str = "", lang: str = "en") -> str:
    """A bare page."""
    opening = f"<!doctype html><html lang={lang}><head><title>{title}</title>{head}</head>"
    return f"{opening}<body>{body}</body></html>"


def site(
    body: str, title: str = "Camps of the valley | Example News", head: str = "", lang: str = "en"
) -> str:
    """A page amid what sites put around one: menu, foot, a script that counts visits."""
    return page(f"{MENU}<main>{body}</main>{FOOT}{TRACKER}", title, head, lang)


def hop_of(
    body: str | bytes = "",
    *,
    status: int = 200,
    url: str = ASKED,
    headers: dict[str, str] | None = None,
    truncated: Truncation | None = None,
) -> Hop:
    """One answer, HTML unless `headers` say otherwise."""
    said = {"Content-Type": "text/html; charset=utf-8", **(headers or {})}
    sent = body.encode() if isinstance(body, str) else body
    return Hop(url, WHEN, 5, b"", b"", status, tuple(said.items()), sent, truncated)


def exchange_of(last: Hop, asked: str = ASKED, via: int = 301) -> Exchange:
    """The look that ended at `last`, redirected there where it stands elsewhere."""
    if last.url == asked:
        return Exchange(asked, WHEN, 10, (last,))
    return Exchange(
        asked, WHEN, 10, (Hop(asked, WHEN, 5, b"", b"", via, (("Location", last.url),), b""), last)
    )


def seen_of(
    body: str = "",
    *,
    status: int = 200,
    asked: str = ASKED,
    final: str | None = None,
    headers: dict[str, str] | None = None,
    probe: Probe | None = None,
    before: Before | None = None,
) -> Seen:
    """What the rules are given."""
    last = hop_of(body, status=status, url=final or asked, headers=headers)
    return Seen(exchange_of(last, asked), last, read_payload(last, limit=10**7), probe, before)


def look(
    body: str | bytes = "",
    *,
    status: int = 200,
    asked: str = ASKED,
    final: str | None = None,
    via: int = 301,
    headers: dict[str, str] | None = None,
    truncated: Truncation | None = None,
    probe: Probe | None = None,
    before: Before | None = None,
) -> Sight:
    """The Sight of a look whose last hop answered `status` with an HTML body."""
    last = hop_of(body, status=status, url=final or asked, headers=headers, truncated=truncated)
    exchange = exchange_of(last, asked, via)
    return classify(exchange, read_payload(last, limit=10**7), probe=probe, before=before)


def made_up(body: str = "", *, status: int = 200, final: str | None = None) -> Probe:
    """What a made-up sibling of ASKED brought."""
    last = hop_of(body, status=status, url=final or SIBLING)
    return probe_of(exchange_of(last, SIBLING), read_payload(last, limit=10**7))


def silent() -> Probe:
    """A sibling that brought no answer."""
    return probe_of(Exchange(SIBLING, WHEN, 1, (), Failure(FailureKind.timeout, "no answer")), None)


def read_before(body: str) -> Before:
    """Our own last good snapshot of ASKED, had it been `body`."""
    text = read_payload(hop_of(body), limit=10**7)
    assert isinstance(text, SourceText)
    return before_of(text)


def name(sight: Sight) -> str:
    return sight.availability.value


def told(sight: Sight) -> Sight:
    """Without its evidence, of which there must be some, each a line of plain words."""
    assert sight.evidence
    assert all(line.strip() and "\n" not in line for line in sight.evidence)
    return replace(sight, evidence=())
