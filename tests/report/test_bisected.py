"""What bisect prints."""

import json

from tests.report.timelines import made

from verify.diff.around import Nearby, diff_around
from verify.model.text import plain
from verify.report.bisected import Answer, render

WAS = plain("Three cranes were lifted.\nThe road is open.")
IS = plain("Four cranes were lifted.\nThe road is closed now.")


def nearby() -> Nearby:
    return diff_around(WAS, IS, (0, 12), (0, 11), beside=0)


def test_a_change_is_two_captures_and_what_lies_between() -> None:
    shown = render(Answer(made("hh?--n"), [nearby()], asked=3, halted="the limit is reached"), "table")
    assert "CHANGE 1: holds -> altered (number)" in shown
    assert "last seen   2018-07-01T12:00:00Z  holds, wayback" in shown
    assert "first seen  2018-10-29T12:00:00Z  altered (number), wayback" in shown
    assert "1 capture that could not be told and 2 captures not read" in shown
    assert "[-Three-]{+Four+} cranes were lifted." in shown
    assert "and 1 sentence elsewhere in the page" in shown
    assert "1 change, 1 of them not narrowed down: holds -> altered (number)" in shown
    assert "not gone on with: the limit is reached" in shown


def test_a_change_that_nothing_could_narrow() -> None:
    assert "between     no other capture" in render(Answer(made("hm"), [None]), "table")


def test_without_a_text_the_reasons_stand_for_the_difference() -> None:
    shown = render(Answer(made("hm"), [None]), "table")
    assert "the source has these words" in shown
    assert "the source does not have these words" in shown


def test_what_makes_a_change_weaker_is_said() -> None:
    shown = render(Answer(made("h-mm", bodies="xxyy"), [None]), "table")
    assert "one end was not read" in shown
    assert "what was said before or after was seen in a single capture" not in shown
    assert "what was said before or after was seen in a single capture" in render(
        Answer(made("hhm"), [None]), "table"
    )


def test_two_alterations_after_one_another_are_a_change() -> None:
    shown = render(Answer(made("hmh"), [None, None]), "table")
    assert "2 changes: holds -> missing -> holds" in shown


def test_no_change_and_nothing_known() -> None:
    assert "no change seen: holds" in render(Answer(made("hhh"), []), "table")
    assert "no capture could be told" in render(Answer(made("??"), []), "table")


def test_json_holds_the_edits_beside_each_change() -> None:
    document = json.loads(render(Answer(made("hn"), [nearby()], asked=2), "json"))
    assert (document["format"], document["version"], document["asked"]) == ("verify-bisect", 1, 2)
    (change,) = document["transitions"]
    assert change["before"]["status"] == "holds"
    assert change["edits"][0]["after"]["text"] == "Four cranes were lifted."
    assert change["edits_elsewhere"] == 1
    assert len(document["captures"]) == 2


def test_jsonl_gives_a_change_a_line() -> None:
    (line,) = render(Answer(made("hm"), [None]), "jsonl").splitlines()
    change = json.loads(line)
    assert (change["claim"], change["complete"], change["edits"]) == ("slug/claim", True, None)


def test_a_claim_that_no_program_can_decide_is_unverifiable() -> None:
    assert "unverifiable: the source is in ru\n" in render(Answer(made("uu"), []), "table")
