"""cache verify and rebuild, for people and for programs."""

import json

from verify.report.cache import render


def test_problems_come_first_and_numbers_have_their_noun() -> None:
    shown = render("cache", "damaged", {"WARC": 1, "record": 2}, ["a.warc.gz: \x1b[2Jbad"], "table")
    assert shown == "a.warc.gz: \ufffd[2Jbad\ncache: damaged; 1 WARC, 2 records\n"


def test_json_carries_the_same() -> None:
    told = json.loads(render("cache", "sound", {"WARC": 1, "record": 2}, [], "json"))
    assert (told["state"], told["counts"], told["problems"]) == ("sound", {"warcs": 1, "records": 2}, [])
