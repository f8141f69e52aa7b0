from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.judge.nearest import Cited
from verify.judge.rescue import Candidate, Kind, Outcome, Rescue, State, UrlStatus
from verify.model.availability import Availability, Sight
from verify.model.reference import Role
from verify.model.verdict import Status
from verify.report.rescue import Answer, as_cite_web, as_robust_link, render, tally

OLD = "https://paper.example/story"
MEMENTO = f"https://archive.example/web/20180603120000/{OLD}"
JUNE = Cited(dt.date(2018, 6, 1), dt.date(2018, 6, 30), "2018-06", "the article's date")
NOW = dt.datetime(2026, 11, 28, 10, tzinfo=dt.UTC)


def outcome(status: str, reason: str = "the words stand there") -> Outcome:
    return Outcome("slug/claim", Status(status), reason)


def candidate(kind: Kind = Kind.memento, url: str = MEMENTO, *statuses: str) -> Candidate:
    at = dt.datetime(2018, 6, 3, 12, tzinfo=dt.UTC) if kind is Kind.memento else NOW
    outcomes = tuple(map(outcome, statuses or ("holds",)))
    return Candidate(
        *(kind, url, url, "kept by wayback", Sight(Availability.ok), outcomes, at), archive="wayback"
    )


ALTERED = replace(
    candidate(Kind.moved, "https://paper.example/new", "altered"),
    outcomes=(outcome("altered", "a number differs: 50 stands as 5"),),
)
RESCUE = Rescue(
    "slug/story",
    OLD,
    "not_found: HTTP 404",
    State.rescued,
    JUNE,
    Sight(Availability.not_found, "HTTP 404"),
    UrlStatus.dead,
    NOW,
    (candidate(), ALTERED),
    candidate(),
    title="Three cranes | a story",
    author="A Writer",
    publisher="The Paper",
    published="2018-05",
    language="en",
    path="references.yaml",
    line=7,
)
LINK = (
    f'<a href="{MEMENTO}" data-originalurl="{OLD}" data-versionurl="{MEMENTO}"'
    ' data-versiondate="2018-06-03">Three cranes | a story</a>'
)
WIKI = (
    f"{{{{cite web |url={OLD} |title=Three cranes &#124; a story |author=A Writer |publisher=The Paper"
    f" |date=May 2018 |archive-url={MEMENTO} |archive-date=2018-06-03 |url-status=dead}}}}"
)


def test_the_table_shows_the_places_ranked_and_what_to_paste_on_lines_of_its_own() -> None:
    lines = render(Answer([RESCUE], [("slug/other", "no answer came")]), "table").splitlines()
    assert lines[:4] == [
        "slug/story: can be cited elsewhere",
        f"  cited  {OLD}",
        "  dated  2018-06 (the article's date)",
        "  why    not_found: HTTP 404 (looked at 2026-11-28T10:00:00Z)",
    ]
    assert lines[7].split()[:9] == ["1", "1", "of", "1", "hold", "memento", "2018-06-03", "in", "2018-06"]
    assert "  2: slug/claim is altered: a number differs: 50 stands as 5" in lines
    assert "  cite 1: kept by wayback" in lines
    assert LINK in lines
    assert WIKI in lines
    assert lines[-1] == "1 reference: 1 can be cited elsewhere"
    assert "slug/other   no answer came" in lines


def test_json_has_everything_under_frozen_names() -> None:
    document = json.loads(render(Answer([RESCUE], [("slug/other", "no answer came")]), "json"))
    (reference,) = document["references"]
    assert (document["format"], document["version"]) == ("verify-rescue", 1)
    assert list(document) == ["format", "version", "references", "untold", "summary"]
    assert list(reference) == [
        *("reference", "place", "url", "state", "why", "availability", "url_status", "looked_at", "cited"),
        *("candidates", "recommended", "robust_link", "cite_web", "not_searched", "remarks"),
    ]
    assert list(reference["candidates"][0]) == [
        *("number", "kind", "url", "read", "found", "archive", "at", "from_citation", "role"),
        *("in_registry", "availability", "cause", "carries", "claims", "snapshot", "digest"),
    ]
    assert (reference["robust_link"], reference["cite_web"]) == (LINK, WIKI)
    assert reference["recommended"] == 1
    assert [each["carries"] for each in reference["candidates"]] == [True, False]
    assert document["untold"] == [{"reference": "slug/other", "why": "no answer came"}]
    assert document["summary"] == {"sound": 0, "rescued": 1, "lost": 0, "unknown": 0, "untold": 1}


def test_jsonl_has_one_object_a_line_with_its_type() -> None:
    lines = render(Answer([RESCUE], [("slug/other", "x")]), "jsonl").splitlines()
    assert [json.loads(line)["type"] for line in lines] == ["reference", "untold", "summary"]


def test_nothing_is_recommended_where_nothing_carries_the_claims() -> None:
    lost = replace(RESCUE, state=State.lost, best=None, gaps=("wayback: HTTP 503",), remarks=("a remark",))
    text = render(Answer([lost]), "table")
    assert "slug/story: found nowhere" in text
    assert "  not searched: wayback: HTTP 503\n" in text
    assert "  note: a remark\n" in text
    assert "<a " not in text
    assert "{{cite" not in text
    (reference,) = json.loads(render(Answer([lost]), "json"))["references"]
    assert (reference["recommended"], reference["robust_link"], reference["cite_web"]) == (None, None, None)


def test_a_page_that_lives_elsewhere_is_cited_by_its_own_address() -> None:
    moved = candidate(Kind.moved, "https://paper.example/new")
    assert as_robust_link(RESCUE, moved).startswith(
        f'<a href="https://paper.example/new" data-originalurl="{OLD}" data-versiondate="2018-06-30">'
    )
    wiki = as_cite_web(RESCUE, moved)
    assert wiki.startswith("{{cite web |url=https://paper.example/new |title=")
    assert wiki.endswith(" |date=May 2018 |access-date=2026-11-28}}")
    repost = replace(candidate(Kind.copy, "https://other.example/a"), role=Role.repost)
    assert "|via=other.example |" in as_cite_web(RESCUE, repost)


@pytest.mark.parametrize("status", list(UrlStatus))
def test_the_url_status_says_what_became_of_the_address(status: UrlStatus) -> None:
    wiki = as_cite_web(replace(RESCUE, url_status=status), candidate())
    assert wiki.endswith(f"|url-status={status}}}}}")


def test_a_copy_in_the_registry_that_is_a_capture_of_the_page_is_cited_as_its_archive() -> None:
    kept = replace(candidate(Kind.copy, MEMENTO.replace("120000/", "120000oe_/")), role=Role.mirror)
    kept = replace(kept, at=dt.datetime(2018, 6, 3, 12, tzinfo=dt.UTC))
    wiki = as_cite_web(RESCUE, kept)
    assert f"|url={OLD} |" in wiki
    assert f"|archive-url={kept.url} |archive-date=2018-06-03 |url-status=dead}}}}" in wiki
    stranger = replace(kept, url=MEMENTO.replace(OLD, "https://other.example/x"))
    assert f"|url={stranger.url} |" in as_cite_web(RESCUE, stranger)


def test_a_work_without_a_title_is_called_by_its_host() -> None:
    bare = replace(RESCUE, title="", author="", publisher="", published="", language="ru-RU")
    assert f"|url={OLD} |title=paper.example |language=ru-RU |archive-url=" in as_cite_web(bare, candidate())
    assert as_robust_link(bare, candidate()).endswith(f">{OLD}</a>")


def test_claims_are_tallied() -> None:
    assert tally(candidate(Kind.memento, OLD, "holds", "holds", "altered", "unverifiable")) == (
        "2 of 4 hold, 1 altered, 1 not for a program"
    )
    assert tally(replace(candidate(), outcomes=())) == "none to check"
    blocked = replace(candidate(), sight=Sight(Availability.blocked, "HTTP 403"))
    assert tally(blocked) == "blocked: HTTP 403"


def test_a_long_list_is_cut_and_says_so() -> None:
    many = tuple(replace(candidate(), url=f"{MEMENTO}/{number}") for number in range(12))
    text = render(Answer([replace(RESCUE, candidates=many, best=many[0])]), "table")
    assert "and 4 more (--format json lists all)" in text


def test_nothing_to_do_is_said() -> None:
    assert render(Answer([]), "table") == "no reference needs a rescue\n"


@given(st.text(), st.text(), st.text())
def test_nothing_that_was_fetched_steers_the_terminal(url: str, reason: str, title: str) -> None:
    odd = replace(candidate(), url=url, found=reason, outcomes=(outcome("altered", reason),))
    rescue = replace(RESCUE, candidates=(odd,), best=odd, why=reason, gaps=(reason,), title=title, url=url)
    for form in ("table", "json", "jsonl"):
        text = render(Answer([rescue], [(title, reason)]), form)
        assert all(char == "\n" or char.isprintable() for char in text if ord(char) < 0xA0)
