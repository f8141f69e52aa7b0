"""accept and baseline as a user types them, on an archive made by hand."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from verify.archive.store import Archive
from verify.cli.main import cli
from verify.errors import UnknownId, UsageError
from verify.registry.load import load
from verify.testing import EPOCH, answered

URL = "https://gazette.example/harbour"
PAGE = (
    "<html lang=en><head><title>The harbour</title></head><body><h1>The harbour</h1>"
    "<p>They counted four cranes at the pier.</p>"
    + "<p>The valley lies between two ranges, and the road by the river is open all year.</p>" * 8
    + "</body></html>"
)
REGISTRY = """\
version: 1
slug: harbour
article: {title: The harbour, url: https://example.org/harbour, published: 2020-05}
sources:
  gazette: {name: The Gazette}
references:
  - {id: story, source: gazette, url: https://gazette.example/harbour, language: en}
  - {id: lost, source: gazette, url: https://gazette.example/lost, language: en}
claims:
  - id: three                                      # a comment that stays
    references: [story]
    text: They counted “three cranes at the pier”.
    quote: three cranes at the pier
  - id: four
    references: [story]
    text: They counted “four cranes at the pier”.
    quote: four cranes at the pier
  - id: absent
    references: [story]
    text: “The lighthouse keeper left before the winter.”
    quote: The lighthouse keeper left before the winter
  - id: unread
    references: [lost]
    text: “The ferry went twice a day until the war.”
    quote: The ferry went twice a day until the war
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "references.yaml"
    made.write_text(REGISTRY, encoding="utf-8")
    with Archive.open(tmp_path / "cache", clock=lambda: EPOCH, write=True) as archive:
        archive.append(answered(URL, PAGE))
    return made


def verify(path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, "-r", str(path)])


def checked(path: Path, *arguments: str) -> tuple[int, Any]:
    done = verify(path, "check", "--format", "json", *arguments)
    return done.exit_code, json.loads(done.stdout)


def counting(document: Any) -> set[str]:
    return {
        item["subject"]
        for item in document["findings"]
        if item["severity"] == "error" and not item["accepted"] and not item["unconfirmed"]
    }


def test_what_is_accepted_is_shown_and_fails_nothing(path: Path) -> None:
    assert checked(path, "three")[0] == 1
    done = verify(path, "accept", "three", "--by", "the desk", "--note", "corrected: in print")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "harbour/three is altered" in done.stderr
    assert checked(path, "three")[0] == 0
    shown = verify(path, "check", "three").stdout
    assert "ACCEPTED (1)" in shown
    assert "ERRORS" not in shown
    assert path.read_text(encoding="utf-8").startswith(REGISTRY[: REGISTRY.index("  - id: four")])


def test_another_difference_fails_again(path: Path) -> None:
    verify(path, "accept", "three", "--by", "the desk", "--note", "n")
    with Archive.open(path.parent / "cache", clock=lambda: EPOCH + dt.timedelta(7), write=True) as archive:
        archive.append(answered(URL, PAGE.replace("four", "five").replace("valley", "plain")))
    code, document = checked(path, "three")
    assert (code, counting(document)) == (1, {"harbour/three"})
    assert (
        "accepted as altered by the desk, but now altered in another way"
        in document["findings"][0]["message"]
    )


def test_an_expired_acceptance_fails_again_and_lint_says_so(path: Path) -> None:
    verify(path, "accept", "three", "--by", "the desk", "--note", "n", "--expires", "2999")
    assert checked(path, "three")[0] == 0
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("expires: 2999", "expires: 2020-02"), encoding="utf-8")
    code, document = checked(path, "three")
    assert code == 1
    assert document["findings"][0]["message"].endswith("(the acceptance by the desk expired on 2020-02)")
    linted = CliRunner().invoke(cli, ["lint", str(path)])
    assert (linted.exit_code, 'claim "three": its acceptance by "the desk" expired' in linted.stdout) == (
        0,
        True,
    )


def test_a_baseline_accepts_all_that_was_read_and_lists_it(path: Path) -> None:
    assert checked(path)[0] == 1
    done = verify(path, "baseline", "--by", "the desk", "--expires", "2999-06", "--format", "json")
    assert done.exit_code == 0, done.output
    listed = json.loads(done.stdout)["accepted"]
    assert [item["claim"] for item in listed] == ["harbour/three", "harbour/absent"]
    assert {item["accepted"]["by"] for item in listed} == {"the desk"}
    held = {claim.id: claim.accepted for claim in load(path).claims}
    assert [name for name, found in held.items() if found] == ["three", "absent"]
    code, document = checked(path)
    assert (code, counting(document)) == (3, set())
    again = verify(path, "baseline", "--by", "the desk")
    assert (again.exit_code, again.stdout, again.stderr) == (0, "", "0 claims accepted\n")


def test_an_accepted_unknown_makes_no_exit_3(path: Path) -> None:
    assert checked(path, "unread")[0] == 3
    verify(path, "accept", "unread", "--by", "the desk", "--note", "behind a wall")
    assert checked(path, "unread")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("four", "--by", "b", "--note", "n"), "four holds: there is nothing to accept"),
        (("three", "--by", "b", "--note", " "), "says who accepts it and why"),
        (("three", "--by", "b", "--note", "n", "--expires", "soon"), "--expires: 'soon' is not a date"),
        (("three", "--by", "b", "--note", "n", "--expires", "2020"), "2020 is past already"),
        (("story", "--by", "b", "--note", "n"), "an acceptance is of one claim"),
        (("thre", "--by", "b", "--note", "n"), "no source, reference or claim is called 'thre'"),
    ],
)
def test_what_cannot_be_accepted_leaves_the_file(
    path: Path, arguments: tuple[str, ...], message: str
) -> None:
    done = CliRunner().invoke(cli, ["accept", *arguments, "-r", str(path)], standalone_mode=False)
    assert isinstance(done.exception, UsageError | UnknownId)
    assert message in done.exception.message
    assert path.read_text(encoding="utf-8") == REGISTRY
