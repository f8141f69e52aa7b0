"""Reports of a link check: the contract of its lines, and what a person reads."""

from __future__ import annotations

import json
from dataclasses import replace

from verify.model.availability import Availability, Sight
from verify.model.link import FragmentCheck, HostUse, Link, LinkAnswer, LinkPlace, LinkProblem, LinksRun
from verify.model.standing import Standing, State
from verify.report.links import explained, hosts_told, render, render_json, render_jsonl

CONTRACT = [
    *("url", "availability", "status", "final_url", "redirects"),
    *("attempts", "error", "elapsed_ms", "standing", "evidence"),
]


def link(url: str, line: int) -> Link:
    return Link(url, url, LinkPlace("page.md", line, 3))


WELL = LinkAnswer(
    "https://a.example/", Sight(Availability.ok, "HTTP 200"), 200, "https://a.example/",
    standing=Standing(State.alive, 0, 3),
)  # fmt: skip
DEAD = LinkAnswer(
    "https://a.example/x", Sight(Availability.not_found, "HTTP 404"), 404, standing=Standing(State.dead, 3, 3)
)
FAILS = LinkAnswer(
    "https://a.example/y", Sight(Availability.gone, "HTTP 410"), 410, standing=Standing(State.failing, 1, 3)
)
WALL = LinkAnswer(
    "https://b.example/",
    Sight(Availability.blocked, "a bot wall"),
    403,
    standing=Standing(State.unknown, 0, 3),
)
ABSENT = LinkAnswer(
    "https://c.example/", Sight(Availability.ok, "HTTP 200"), 200,
    standing=Standing(State.alive, 0, 3),
    fragments=(FragmentCheck("head", True), FragmentCheck("foot", False, "nothing is called so")),
)  # fmt: skip
RUN = LinksRun(
    answers=(WELL, DEAD, FAILS, WALL, ABSENT),
    places={
        DEAD.url: tuple(link(DEAD.url, line) for line in range(1, 6)),
        ABSENT.url: (link("https://c.example/#head", 7), link("https://c.example/#foot", 8)),
    },
    excluded={"https://ads.example/": "host ads.example"},
    problems=(LinkProblem(LinkPlace("page.md", 9, 1), "no address", "write one"),),
    documents=1,
    asked=5,
    hosts=(HostUse("a.example", 3, limited=1, waited=2.04),),
)


def test_a_json_line_for_each_url_in_order_with_the_fields_of_the_contract() -> None:
    rows = [json.loads(line) for line in render_jsonl(RUN).splitlines()]
    assert [row["url"] for row in rows] == [answer.url for answer in RUN.answers]
    assert all(list(row)[: len(CONTRACT)] == CONTRACT for row in rows)
    assert [row["standing"] for row in rows] == ["alive", "dead", "failing", "unknown", "alive"]
    assert rows[1]["places"][0] == {"file": "page.md", "line": 1, "column": 3, "target": DEAD.url}


def test_one_document_has_all() -> None:
    document = json.loads(render_json(RUN))
    assert (document["format"], document["version"]) == ("verify-links", 1)
    assert document["summary"]["availability"] == {"blocked": 1, "gone": 1, "not_found": 1, "ok": 2}
    assert document["summary"]["fragments_missing"] == 1
    assert document["excluded"] == [{"url": "https://ads.example/", "rule": "host ads.example"}]
    assert document["hosts"] == [
        {"host": "a.example", "requests": 3, "retries": 0, "limited": 1, "waited": 2.0}
    ]


def test_a_person_reads_the_worst_first_and_where_it_stands() -> None:
    text = render(RUN)
    titles = [
        "DEAD (1)",
        "NOT ON THE PAGE (1)",
        "FAILING (1)",
        "COULD NOT TELL (1)",
        "NOT READ AS A LINK (1)",
    ]
    assert [text.index(title) for title in titles] == sorted(text.index(title) for title in titles)
    assert "page.md:1:3" in text
    assert "and 2 more places" in text
    assert "5 URLs in 1 document: 2 ok, 1 not_found, 1 gone, 1 blocked; 1 excluded" in text


def test_only_the_link_whose_fragment_is_not_there_is_listed() -> None:
    text = render(RUN)
    assert "page.md:8:3" in text
    assert "page.md:7:3" not in text


def test_what_could_not_be_told_of_a_fragment_is_listed_and_is_no_finding() -> None:
    check = FragmentCheck(":~:text=a%20b", None, "the page asks for a subscription")
    text = render(LinksRun((replace(WELL, fragments=(check,)),)))
    assert "FRAGMENTS THAT COULD NOT BE TOLD (1)" in text
    assert "#:~:text=a b: the page asks for a subscription" in text
    assert "NOT ON THE PAGE" not in text


def test_an_address_of_this_machine_is_said_with_its_way_out() -> None:
    cause = "no connection is made to 127.0.0.1: it is a loopback address"
    text = render(LinksRun((LinkAnswer("http://127.0.0.1/", Sight(Availability.unsafe, cause)),)))
    assert "--allow ADDR:PORT permits it" in text


def test_what_is_well_is_listed_when_asked_for() -> None:
    assert "WELL" not in render(RUN)
    assert "WELL (2)" in render(RUN, everything=True)


def test_a_wall_is_never_among_the_dead_or_failing() -> None:
    text = render(LinksRun((WALL,)))
    assert "DEAD" not in text
    assert "FAILING" not in text


def test_control_characters_of_a_page_do_not_reach_the_terminal() -> None:
    bad = LinkAnswer("https://a.example/\x1b[31m", Sight(Availability.not_found, "\x1b]0;x\x07"), 404)
    assert "\x1b" not in render(LinksRun((bad,))) + explained(bad, ["\x1b"])


def test_the_busiest_hosts_are_told() -> None:
    hosts = tuple(
        HostUse(f"{name}.example", count) for name, count in zip("abcdefg", range(1, 8), strict=True)
    )
    lines = list(hosts_told((*hosts, HostUse("z.example", 9, limited=2))))
    assert lines[0] == "z.example: 9 requests, 2 of them refused as too many"
    assert lines[-1] == "3 more hosts: 6 requests"


def test_everything_known_of_one_url() -> None:
    text = explained(ABSENT, ["2026-01-01 00:00 UTC  ok  HTTP 200"])
    assert "#foot: not there: nothing is called so" in text
    assert "2026-01-01 00:00 UTC  ok" in text
