from __future__ import annotations

import json

from verify.model.memento import Saved, SaveOutcome
from verify.report.saved import render
from verify.testing import EPOCH

URL = "https://paper.example/story"
SHOWN = f"https://web.example/20260101000000/{URL}"
ROWS = [
    ("slug/story", Saved(URL, "one", SaveOutcome.saved, SHOWN, EPOCH)),
    ("slug/story", Saved(URL, "two", SaveOutcome.kept, SHOWN, EPOCH, "it was \x1b[2Jthere")),
    ("slug/other", Saved(f"{URL}?2", "one", SaveOutcome.failed, cause="no room")),
    ("slug/last", Saved(f"{URL}?3", "one", SaveOutcome.unknown, cause="no answer")),
]


def test_blocks_for_people() -> None:
    assert render(ROWS, "table") == (
        "slug/story  https://paper.example/story\n"
        "  one saved: https://web.example/20260101000000/https://paper.example/story\n"
        "  captured 2026-01-01T00:00:00Z\n"
        "\n"
        "slug/story  https://paper.example/story\n"
        "  two has it: https://web.example/20260101000000/https://paper.example/story\n"
        "  captured 2026-01-01T00:00:00Z\n"
        "  it was \ufffd[2Jthere\n"
        "\n"
        "slug/other  https://paper.example/story?2\n"
        "  one failed: no room\n"
        "\n"
        "slug/last  https://paper.example/story?3\n"
        "  one unknown: no answer\n"
    )


def test_json_keeps_every_field() -> None:
    whole = json.loads(render(ROWS, "json"))
    assert (whole["format"], whole["version"], len(whole["saved"])) == ("verify-save", 1, 4)
    assert whole["saved"][0] == {
        "reference": "slug/story", "url": URL, "archive": "one", "outcome": "saved", "memento": SHOWN,
        "at": "2026-01-01T00:00:00Z", "cause": "",
    }  # fmt: skip
    assert whole["saved"][2]["memento"] is whole["saved"][2]["at"] is None
    lines = render(ROWS, "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == whole["saved"]


def test_nothing_is_nothing() -> None:
    assert render([], "table") == ""
    assert json.loads(render([], "json"))["saved"] == []
