"""verify rescue with a real Memento server: pywb, which shows people a frame without a word of the page."""

from __future__ import annotations

import datetime as dt
import json
import urllib.request
from pathlib import Path

import pytest
from tests.archive.test_replay import collect, tool, wayback
from tests.cli.archived import ArchiveSite
from tests.cli.rescued import ALTERED, GOOD, OLD, Desk, write_registry
from tests.cli.site import Site, running

from verify.archive.store import Archive
from verify.testing import answered

pytestmark = pytest.mark.slow


def capture(folder: Path, url: str, *bodies: tuple[str, str]) -> Path:
    """A cache whose WARCs hold `bodies`, each on its day."""
    for day, body in bodies:
        at = dt.datetime.fromisoformat(day).replace(hour=12, tzinfo=dt.UTC)
        with Archive.open(folder, clock=lambda at=at: at, write=True) as archive:  # type: ignore[misc]
            archive.append(answered(url, body, at=at))
    return folder


def test_a_memento_of_pywb_is_cited_as_people_open_it_and_read_as_it_was_captured(tmp_path: Path) -> None:
    tool("wayback")
    with running(Site({})) as site:
        url = site.url(OLD)
        kept = capture(tmp_path / "kept", url, ("2018-05-20", GOOD), ("2018-07-02", ALTERED))
        folder = tmp_path / "pywb"
        folder.mkdir()
        collect(folder, kept)
        with wayback(folder) as port:
            desk = Desk(write_registry(tmp_path / "references.yaml", site), site, ArchiveSite({}, port=port))
            desk.collection = "sources"
            rescued(desk, f"http://127.0.0.1:{port}/sources/20180520120000/{url}")


def rescued(desk: Desk, memento: str) -> None:
    assert desk.call("fetch")[0] == 0
    found = desk.rescued("--write")
    assert (found["state"], found["recommended"]) == ("rescued", 1)
    assert memento in desk.registry.read_text(encoding="utf-8")
    with urllib.request.urlopen(memento, timeout=30) as frame:
        assert b"nobody was hurt" not in frame.read()
    assert desk.call("lint", network=False)[0] == 0
    (verdict,) = json.loads(desk.call("check", "--format", "json", network=False)[1])["verdicts"]
    assert (verdict["status"], verdict["evidence"]["url"]) == ("holds", memento)
    assert desk.call("audit", "--force")[0] == 0
