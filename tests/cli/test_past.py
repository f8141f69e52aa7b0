"""verify history and verify bisect as a user types them, against an archive on loopback."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.cli.archived import ArchiveSite
from tests.cli.rescued import ALTERED, GOOD, OLD, write_registry
from tests.cli.site import Site, running
from tests.pywb import collect, tool, wayback

from verify.archive.store import Archive
from verify.testing import answered

pytestmark = pytest.mark.slow

WITHOUT = GOOD.replace("nobody was hurt at the quay", "the quay was shut")
SAID = [GOOD] * 14 + [WITHOUT] * 8 + [GOOD] * 8 + [ALTERED] * 10
DAYS = [dt.datetime(2018, 5, 20, 12, tzinfo=dt.UTC) + dt.timedelta(days=30 * number) for number in range(40)]


def digits(number: int) -> str:
    return f"{DAYS[number]:%Y%m%d%H%M%S}"


class Desk:
    """Commands on one registry, whose story an archive captured forty times."""

    def __init__(self, registry: Path, site: Site, archive: ArchiveSite) -> None:
        self.registry, self.archive, self.story = registry, archive, site.url(OLD)
        self.base = archive.url("/web/")

    def command(self, *words: str) -> list[str]:
        network = ["--archive", f"loop={self.base}", "--allow", self.base.split("/")[2], "--delay", "0"]
        code = "from verify.cli.main import main; main()"
        return [sys.executable, "-c", code, *words, "-r", str(self.registry), *network]

    def call(self, *words: str) -> tuple[int, str, str]:
        done = subprocess.run(self.command(*words), capture_output=True, text=True, timeout=120, check=False)
        return done.returncode, done.stdout, done.stderr

    def json(self, *words: str) -> dict[str, Any]:
        code, out, err = self.call(*words, "--format", "json")
        assert code == 0, err
        found = json.loads(out)
        assert isinstance(found, dict)
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with running(Site({})) as site:
        kept = {site.url(OLD): {digits(number): body for number, body in enumerate(SAID)}}
        with running(ArchiveSite({}, kept=kept)) as archive:
            assert isinstance(archive, ArchiveSite)
            yield Desk(write_registry(tmp_path / "references.yaml", site), site, archive)


def ends(found: dict[str, Any]) -> list[tuple[int, int]]:
    return [(each["before"]["capture"], each["after"]["capture"]) for each in found["transitions"]]


CHANGES = [(14, 15), (22, 23), (30, 31)]


def test_bisect_finds_every_change_stores_what_it_read_and_asks_for_it_once(desk: Desk) -> None:
    first = desk.json("bisect", "hurt", "--max-requests", "12")
    assert first["asked"] < 12  # the index was a request too
    assert "--max-requests" in first["halted"]
    found = desk.json("bisect", "hurt")
    assert ends(found) == CHANGES
    assert (found["complete"], found["halted"]) == (True, None)
    assert [each["status"] for each in found["spells"]] == ["holds", "missing", "holds", "altered"]
    assert found["transitions"][2]["after"]["cite"] == f"{desk.base}{digits(30)}/{desk.story}"
    assert len(desk.archive.replays) == len(set(desk.archive.replays)) == 40

    asked = len(desk.archive.replays)
    again = desk.json("bisect", "hurt", "--offline")
    assert (ends(again), again["asked"]) == (CHANGES, 0)
    assert len(desk.archive.replays) == asked


def test_bisect_shows_what_changed(desk: Desk) -> None:
    code, out, err = desk.call("bisect", "hurt")
    assert code == 0, err
    assert "CHANGE 3: holds -> altered" in out
    assert "hurt at the quay" in out
    assert "3 changes: holds -> missing -> holds -> altered" in out


def test_a_killed_run_loses_nothing(desk: Desk) -> None:
    slow = desk.command("bisect", "hurt")
    slow[slow.index("--delay") + 1] = "0.2"
    process = subprocess.Popen(slow, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    limit = time.monotonic() + 60
    while len(desk.archive.replays) < 4 and time.monotonic() < limit:
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert ends(desk.json("bisect", "hurt")) == CHANGES
    asked = desk.archive.replays
    assert len(asked) - len(set(asked)) <= 1  # the one that was under way


def test_history_is_a_table_json_and_a_picture(desk: Desk, tmp_path: Path) -> None:
    picture = tmp_path / "story.svg"
    code, out, err = desk.call("history", "story", "--svg", str(picture), "--max-requests", "60")
    assert code == 0, err
    assert out.startswith(f"harbour/story  {desk.story}")
    assert out.count("holds") == 2
    assert ET.parse(picture).getroot().get("width") == "900"
    (page,) = desk.json("history", "hurt")["pages"]
    assert page["asked"] == 0
    assert ends(page["claims"][0]) == CHANGES


def test_our_own_snapshots_need_no_archive(desk: Desk) -> None:
    for at, body in ((DAYS[3], GOOD), (DAYS[20], ALTERED)):
        with Archive.open(desk.registry.parent / "cache", clock=lambda at=at: at, write=True) as archive:  # type: ignore[misc]
            archive.append(answered(desk.story, body, at=at))
    (page,) = desk.json("history", "hurt", "--ours")["pages"]
    assert [each["by"] for each in page["captures"]] == ["ours", "ours"]
    assert [each["status"] for each in page["claims"][0]["spells"]] == ["holds", "altered"]
    assert not desk.archive.asked


def test_where_nothing_could_be_told_the_exit_code_says_so(desk: Desk) -> None:
    desk.archive.status = 503
    code, out, err = desk.call("bisect", "hurt")
    assert code == 3
    assert "exit 3: of the claim nothing is known: there is no capture" in err
    assert "503" in out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("bisect", "hurt", "--since", "May 2018"), "2018, 2018-06 or 2018-06-01"),
        (("history", "hurt", "--since", "2019", "--until", "2018"), "lies before"),
        (("bisect", "hurt", "--reference", "other"), "called other"),
        (("bisect", "hart"), "did you mean"),
    ],
)
def test_wrong_usage_says_what_to_do(desk: Desk, words: tuple[str, ...], told: str) -> None:
    code, _, err = desk.call(*words)
    assert code == 2
    assert told in err


def test_a_real_memento_server(desk: Desk, tmp_path: Path) -> None:
    tool("wayback")
    for at, body in zip(DAYS, SAID, strict=True):
        with Archive.open(tmp_path / "kept", clock=lambda at=at: at, write=True) as archive:  # type: ignore[misc]
            archive.append(answered(desk.story, body, at=at))
    folder = tmp_path / "pywb"
    folder.mkdir()
    collect(folder, tmp_path / "kept")
    with wayback(folder) as port:
        desk.base = f"http://127.0.0.1:{port}/sources/"
        found = desk.json("bisect", "hurt")
    assert ends(found) == CHANGES
    assert found["asked"] < 15  # equal bodies have equal digests in pywb's index
    assert found["transitions"][0]["before"]["by"] == "loop"
