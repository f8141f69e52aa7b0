"""What history prints."""

import json
from dataclasses import replace

from tests.report.timelines import made, past

from verify.model.past import BlindKind, BlindSpot, PagePast
from verify.report.past import blindness, render


def test_a_spell_is_a_row_with_what_to_cite() -> None:
    shown = render([past(made("hh?mM"), asked=4)], "table")
    lines = shown.splitlines()
    assert lines[0] == "slug/story  https://paper.example/story"
    rows = [line.split() for line in lines if "2018" in line and "wayback" in line]
    assert [row[2] for row in rows] == ["holds", "missing"]
    assert rows[0][:2] == ["2018-06-01T12:00:00Z", "2018-07-01T12:00:00Z"]
    assert rows[0][-1] == "https://wayback.example/web/20180601120000/https://paper.example/story"
    assert (
        "5 captures (1 ours): 5 looked at, 4 of them asked for in this run, 1 of them told nothing" in shown
    )


def test_what_cannot_be_seen_is_said() -> None:
    shown = render([past(made("h--h", days=200), halted="the limit is reached")], "table")
    assert "not gone on with: the limit is reached" in shown
    assert "before the first capture" in shown
    assert "no capture for 200 days" in shown
    assert "2 captures not read: what came and went there is not seen" in shown


def test_many_places_are_told_as_one() -> None:
    spots = made("h-h--h-h").blind
    shown = blindness(spots)
    assert shown.count("not read") == 1
    assert "among 4 captures not read, at 3 places, the longest from 2018-07-31T12:00:00Z" in shown


def test_of_many_gaps_the_longest_are_told() -> None:
    shown = blindness(made("hhhhhh", days=181).blind)
    assert shown.count("no capture for 181 days") == 3
    assert "and 2 shorter times like these" in shown


def test_every_trouble_of_an_index_is_told() -> None:
    troubles = [BlindSpot(BlindKind.listing, f"archive {number}: down") for number in range(5)]
    assert blindness(troubles).count("down") == 5


def test_a_claim_of_which_nothing_is_known() -> None:
    assert "no capture could be told" in render([past(made("??"))], "table")
    assert "no capture could be told" in render([past(made(""))], "table")


def test_what_is_known_by_an_equal_body_is_counted_apart() -> None:
    shown = render([past(made("h-m", bodies="xxy"))], "table")
    assert "3 captures (0 ours): 2 looked at; 1 known by an equal body, as the archive says" in shown


def test_json_names_every_capture_and_every_change() -> None:
    document = json.loads(render([past(made("hh-m?"))], "json"))
    assert (document["format"], document["version"]) == ("verify-history", 1)
    (page,) = document["pages"]
    assert [each["capture"] for each in page["captures"]] == [1, 2, 3, 4, 5]
    (claim,) = page["claims"]
    assert claim["complete"] is False
    (change,) = claim["transitions"]
    assert (change["before"]["capture"], change["after"]["capture"], change["unread"]) == (2, 4, 1)
    assert change["after"]["cite"] == page["captures"][3]["cite"]
    assert [each["capture"] for each in claim["readings"]] == [1, 2, 4, 5]
    assert claim["spells"][1]["first"]["at"] == "2018-08-30T12:00:00Z"
    assert {spot["kind"] for spot in claim["blind_spots"]} == {"ends", "bracket", "unreadable"}


def test_jsonl_gives_a_spell_a_line() -> None:
    lines = [
        json.loads(line)
        for line in render([past(made("hm"), made("h", claim="slug/x"))], "jsonl").splitlines()
    ]
    assert [(line["claim"], line["status"]) for line in lines] == [
        ("slug/claim", "holds"), ("slug/claim", "missing"), ("slug/x", "holds"),
    ]  # fmt: skip


def test_a_terminal_cannot_be_steered_by_a_reason() -> None:
    spot = BlindSpot(BlindKind.listing, "wayback: \x1b[2Jdown")
    assert "\x1b" not in blindness([spot])


def test_a_claim_that_no_program_can_decide_is_unverifiable_and_says_why_once() -> None:
    shown = render([past(made("?uuu"))], "table")
    assert shown.count("unverifiable: the source is in ru\n") == 1
    assert "no capture could be told" not in shown
    assert "unverifiable" not in render([past(made("uuh"))], "table")


def test_a_claim_that_rests_on_several_pages_says_so() -> None:
    line = replace(made("mm"), others=("slug/letter",))
    page = PagePast("slug/story", line.url, (line,))
    assert "on this page alone; it also rests on slug/letter" in render([page], "table")
    (told,) = json.loads(render([page], "json"))["pages"]
    assert told["claims"][0]["also_rests_on"] == ["slug/letter"]
    assert "also rests" not in render([replace(page, timelines=(made("mm"),))], "table")
