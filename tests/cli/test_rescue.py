"""verify rescue as a user calls it, against a site and an archive on loopback."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from tests.cli.archived import ArchiveSite
from tests.cli.rescued import ALTERED, GOOD, MOVED, OLD, TITLE, Desk, write_registry
from tests.cli.site import Site, running

from verify.cli.main import cli
from verify.registry.load import load

pytestmark = pytest.mark.slow


@pytest.fixture
def site() -> Iterator[Site]:
    """The story is gone; its new place is in the sitemap."""
    with running(Site({})) as made:
        made.pages = {
            "/robots.txt": f"User-agent: *\nSitemap: {made.url('/map.xml')}\n",
            "/map.xml": f"<urlset><url><loc>{made.url(MOVED)}</loc></url></urlset>",
            MOVED: GOOD,
        }
        yield made


@pytest.fixture
def archive(site: Site) -> Iterator[ArchiveSite]:
    kept = {site.url(OLD): {"20180520120000": GOOD, "20180702120000": ALTERED, "20190101120000": ALTERED}}
    with running(ArchiveSite({}, kept=kept)) as made:
        assert isinstance(made, ArchiveSite)
        yield made


@pytest.fixture
def registry(site: Site, tmp_path: Path) -> Path:
    return write_registry(tmp_path / "references.yaml", site)


@pytest.fixture
def desk(registry: Path, site: Site, archive: ArchiveSite) -> Desk:
    made = Desk(registry, site, archive)
    code, _, err = made.call("fetch")
    assert code == 0, err
    return made


def test_from_a_dead_page_to_a_claim_that_holds_again(desk: Desk) -> None:
    memento = desk.archive.shown("20180520120000", desk.site.url(OLD))
    assert desk.call("check", network=False)[0] == 3
    before = desk.registry.read_text(encoding="utf-8")

    code, out, err = desk.call("rescue", "--write")
    assert (code, err.count("\n")) == (0, 1), err
    assert "harbour/story: can be cited elsewhere" in out
    assert f"{desk.registry}:14: memento added to harbour/story as a mirror: {memento}" in err
    assert f'<a href="{memento}" data-originalurl="{desk.site.url(OLD)}" data-versionurl="{memento}"' in out
    assert f"|archive-url={memento} |archive-date=2018-05-20 |url-status=dead}}}}" in out

    after = desk.registry.read_text(encoding="utf-8")
    added = f"    copies:\n      - {{url: {memento}, role: mirror}}\n"
    assert after == before.replace("    language: en\n", f"    language: en\n{added}")
    linted = desk.call("lint", network=False)
    assert linted[0] == 0, linted

    code, out, _ = desk.call("check", "--format", "json", network=False)
    (verdict,) = json.loads(out)["verdicts"]
    assert (code, verdict["status"], verdict["evidence"]["url"]) == (0, "holds", memento)
    assert verdict["evidence"]["role"] == "mirror"
    assert desk.call("cache", "verify", network=False)[0] == 0
    asked = desk.archive.replays
    assert desk.call("audit")[0] == 0
    assert desk.archive.replays == asked  # a capture that is stored is not due


def test_candidates_are_ranked_and_the_moved_page_is_found(desk: Desk) -> None:
    found = desk.rescued()
    kinds = [(each["kind"], each["url"], each["carries"]) for each in found["candidates"]]  # type: ignore[attr-defined]
    old = desk.site.url(OLD)
    assert kinds == [
        ("memento", desk.archive.shown("20180520120000", old), True),
        ("moved", desk.site.url(MOVED), True),
        ("memento", desk.archive.shown("20180702120000", old), False),
    ]
    assert (found["recommended"], found["state"]) == (1, "rescued")


def test_what_is_stored_costs_nothing_the_second_time_and_serves_offline(desk: Desk) -> None:
    first = desk.rescued()
    asked = desk.site.asked + desk.archive.asked
    assert desk.rescued() == first
    assert desk.site.asked + desk.archive.asked == asked
    offline = desk.rescued("--offline", network=False)
    assert offline["candidates"] == first["candidates"]
    assert desk.site.asked + desk.archive.asked == asked


def test_without_a_memento_the_moved_page_is_recommended(desk: Desk) -> None:
    desk.archive.kept = {}
    code, out, err = desk.call("rescue", "story", "--write")
    assert code == 0, err
    assert f"{{{{cite web |url={desk.site.url(MOVED)} |title={TITLE}" in out
    assert "this address may take the place of `url`" in out
    assert [copy.url for copy in load(desk.registry).reference_by_id["story"].copies] == [
        desk.site.url(MOVED)
    ]
    assert json.loads(desk.call("check", "--format", "json", network=False)[1])["summary"]["holds"] == 1


def test_an_altered_place_is_shown_never_written_unless_it_is_picked(desk: Desk) -> None:
    desk.site.pages = {}
    url = desk.site.url(OLD)
    desk.archive.kept = {url: {"20180702120000": ALTERED}}
    before = desk.registry.read_bytes()
    code, out, err = desk.call("rescue", "--write")
    assert (code, "exit 1: 1 reference found nowhere" in err) == (1, True)
    assert "0 of 1 hold, 1 altered" in out
    assert "nothing is written, for no place carries every claim" in err
    assert desk.registry.read_bytes() == before

    asked = desk.archive.asked.copy()
    code, out, err = desk.call("rescue", "story", "--write", "--pick", "1")
    assert (code, desk.archive.asked) == (0, asked)
    assert "number 1 is your choice: 0 of 1 hold, 1 altered" in out
    (copy,) = load(desk.registry).reference_by_id["story"].copies
    assert copy.url == desk.archive.shown("20180702120000", url)
    assert "altered" in desk.call("check", "--all", network=False)[1]
    for wrong in (["story", "--pick", "9"], ["--pick", "1"], ["story", "--pick", "0"]):
        assert desk.call("rescue", *wrong)[0] == 2


def test_an_archive_that_is_down_leaves_it_unknown(desk: Desk) -> None:
    desk.site.pages = {}
    desk.archive.status = 503
    code, out, err = desk.call("rescue")
    assert (code, "exit 3: 1 reference could not be told" in err) == (3, True)
    assert "harbour/story: could not be told" in out
    assert "not searched: loop: " in out


def test_an_archive_that_says_429_is_left_alone_and_what_was_stored_stays(desk: Desk) -> None:
    desk.site.pages = {}
    url = desk.site.url(OLD)
    desk.archive.kept = {url: {"20180620120000": ALTERED, "20180702120000": 429, "20180801120000": GOOD}}
    code, out, _ = desk.call("rescue")
    assert code == 3
    assert "asked us to stop until" in out
    assert len(desk.archive.replays) == 2
    assert desk.call("rescue")[0] == 3
    assert len(desk.archive.replays) == 2  # the cool-down is kept across runs


def test_a_limit_of_requests_is_said_and_the_next_run_goes_on(desk: Desk) -> None:
    desk.site.pages = {}
    code, out, _ = desk.call("rescue", "--max-requests", "2")
    assert code == 3
    assert "the limit of 2 requests is reached (--max-requests)" in out
    assert len(desk.archive.replays) == 1
    assert desk.call("rescue")[0] == 0
    assert len(desk.archive.replays) == len(set(desk.archive.replays)) == 2


def test_nothing_to_rescue_is_said_and_what_was_never_seen_is_unknown(
    registry: Path, site: Site, archive: ArchiveSite
) -> None:
    desk = Desk(registry, site, archive)
    code, out, err = desk.call("rescue")
    assert (code, "COULD NOT TELL WHETHER THESE NEED A RESCUE" in out, "exit 3" in err) == (3, True, True)
    site.pages = {OLD: GOOD}
    desk.call("fetch")
    code, out, _ = desk.call("rescue")
    assert (code, out) == (0, "no reference needs a rescue\n")
    assert archive.asked["/web/cdx"] == 0


def test_an_interruption_keeps_what_was_stored(desk: Desk) -> None:
    desk.site.wait = 1.0
    code = "from verify.cli.main import main; main()"
    command = [sys.executable, "-c", code, *desk.arguments("rescue")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not desk.site.asked["/map.xml"]:  # the archive has had its turn
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, "interrupted; finished work is kept" in said) == (130, True)
    desk.site.wait = 0
    before = desk.archive.replays
    assert len(before) == 2
    assert desk.call("rescue")[0] == 0
    assert desk.archive.replays == before


def test_the_help_says_when_the_network_is_touched() -> None:
    command = cli.get_command(click.Context(cli), "rescue")
    assert command is not None
    assert "Touches the" in (command.help or "")
