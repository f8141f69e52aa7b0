"""Pages on which the absence of words proves nothing, and whole ones on which it does."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.judge.given import ASKED, DATED, STORY, WHEN, look, page

from verify.judge.availability import classify
from verify.judge.verdict import judge_reading
from verify.model.availability import Sight
from verify.model.match import Axis, Check, Outcome
from verify.model.snapshot import Exchange, Hop
from verify.model.text import plain
from verify.model.verdict import Reading, Status

LINKS = (
    "<ul>" + "<li>The council met again to talk of the road by the river and the bridge.</li>" * 20 + "</ul>"
)
TEASER = "<p>" + "The ministry said on Thursday that it had counted the pupils. " * 12 + "</p>"
WORDS = json.dumps({"@type": "NewsArticle", "articleBody": "It had counted the pupils of the valley. " * 60})
SCRIPT = "<script>" + "call(1);" * 400 + "</script>"

DOUBTFUL = {
    "a stub": (page("<p>Loading the story.</p>"), "next to no text"),
    "a second heading": (page("<h2>Page not found</h2>" + LINKS, "Example News"), "not there"),
    "plain words": (
        page("<p>Sorry, the page you were looking for could not be found.</p>" + LINKS),
        "not there",
    ),
    "an excuse": (page("<h1>The site is under maintenance</h1>" + TEASER), "wall or an error"),
    "consent": (page("<h2>We value your privacy</h2><p>Accept all cookies.</p>" + LINKS), "wall or an error"),
    "a login": (page("<h1>Log in to Example</h1>" + TEASER, "Example"), "wall or an error"),
    "a teaser": (page(TEASER + "<p>Already a subscriber? Log in.</p>", head=DATED), "subscription"),
    "an empty root": (page(f"<div id='__next'></div>{TEASER}{SCRIPT}"), "JavaScript"),
    "a longer body": (page(f"{TEASER}<script type='application/ld+json'>{WORDS}</script>"), "longer text"),
    "hidden words": (page(TEASER + f"<div style='display:none'>{STORY}</div>"), "hidden"),
    "struck words": (page(STORY + "<p>It was <del>never</del> so.</p>"), "struck out"),
    "a frame": (page(STORY + "<iframe title=x src='/files/report.pdf'></iframe>"), "frame"),
    "no end": (page(STORY).removesuffix("</body></html>"), "never closed"),
    "a next page": (page(STORY, head='<link rel="next" href="?page=2">'), "next page"),
}


@pytest.mark.parametrize("case", DOUBTFUL)
def test_one_sign_is_enough_for_a_doubt(case: str) -> None:
    body, sign = DOUBTFUL[case]
    sight = look(body)
    assert sight.availability.readable
    assert sign in sight.doubt


@pytest.mark.parametrize(
    "body",
    [
        page(STORY),
        page(STORY * 2 + "<p>Already a subscriber? Log in.</p>"),
        page(STORY + "<h2>Page not found</h2>" + STORY),
        page(f"<div id='root'>{STORY}</div>{SCRIPT}"),
        page(STORY + "<div hidden>Menu</div>"),
        page(STORY + "<iframe src='https://video.example/embed/1'></iframe>"),
        STORY,
        page(STORY, head='<link rel="prev next-of-kin" href="/other">'),
    ],
)
def test_a_whole_story_raises_no_doubt(body: str) -> None:
    assert look(body).doubt == ""


def test_a_page_that_is_not_finished_raises_one() -> None:
    assert "HTTP 202" in look(page(STORY), status=202).doubt


def test_a_picture_among_the_pages_of_a_pdf_raises_one() -> None:
    hop = Hop(ASKED, WHEN, 1, b"", b"", 200, (), b"%PDF")
    text = replace(plain("The report of the commission."), media_type="application/pdf")
    sights = [
        classify(Exchange(ASKED, WHEN, 1, (hop,)), replace(text, markers=marks))
        for marks in ((), ("picture-page",))
    ]
    assert [sight.doubt for sight in sights] == ["", "a page of the PDF is a picture without text"]


def test_only_absence_is_put_in_doubt() -> None:
    def status(outcome: Outcome, sight: Sight) -> Status:
        return judge_reading(
            Reading("a", sight, ASKED, None, None, "en", (Check(Axis.wording, outcome),))
        ).status

    doubtful = look(DOUBTFUL["a stub"][0])
    assert status(Outcome.missing, doubtful) is Status.unknown
    assert status(Outcome.partial, doubtful) is Status.unknown
    assert status(Outcome.verbatim, doubtful) is Status.holds
    assert status(Outcome.missing, look(page(STORY))) is Status.missing
