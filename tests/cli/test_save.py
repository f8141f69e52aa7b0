"""`verify save` as a user types it, against an archive on loopback."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.fetch.answering import reply
from tests.memento.old_web import OldWeb, Serving, serving

from verify.cli.main import cli
from verify.errors import SettingsError, UsageError

pytestmark = pytest.mark.slow
REGISTRY = """\
version: 1
slug: ours
article: {title: Ours}
sources:
  paper: {name: The Paper}
references:
  - {id: one, source: paper, title: One, url: "https://paper.example/one"}
  - {id: two, source: paper, title: Two, url: "https://paper.example/two?a=1&b=2"}
  - {id: letter, source: paper, title: A letter, access: private}
claims: []
"""
SETTINGS = """\
archive = ["old-web"]
saves_per_minute = 60
cdx_per_minute = 600
[[archives]]
name = "old-web"
base = "{base}"
dialect = "internet_archive"
index = "{root}/cdx/search/cdx"
save = "{root}/save"
{more}
"""


@pytest.fixture
def web() -> Iterator[Serving]:
    with serving(OldWeb(now="20991231000000")) as running:
        yield running


def folder(at: Path, web: Serving, more: str = "") -> Path:
    root = f"http://127.0.0.1:{web.port}"
    (at / "references.yaml").write_text(REGISTRY)
    (at / "verify.toml").write_text(SETTINGS.format(base=web.web.base, root=root, more=more))
    return at


def verify(at: Path, web: Serving, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from verify.cli.main import main; main()", *arguments]
    network = ["-r", str(at / "references.yaml"), "--delay", "0", "--allow", f"127.0.0.1:{web.port}"]
    return subprocess.run(
        [*command, *network], capture_output=True, text=True, timeout=60, check=False, env=environment
    )


def test_pages_are_saved_and_the_second_run_asks_for_none(tmp_path: Path, web: Serving) -> None:
    at = folder(tmp_path, web)
    first = verify(at, web, "save")
    assert first.returncode == 0, first.stderr
    assert first.stdout == (
        "ours/one  https://paper.example/one\n"
        f"  old-web saved: {web.web.base}20991231000000/https://paper.example/one\n"
        "  captured 2099-12-31T00:00:00Z\n\n"
        "ours/two  https://paper.example/two?a=1&b=2\n"
        f"  old-web saved: {web.web.base}20991231000000/https://paper.example/two?a=1&b=2\n"
        "  captured 2099-12-31T00:00:00Z\n"
    )
    second = verify(at, web, "save", "--format", "json")
    assert {each["outcome"] for each in json.loads(second.stdout)["saved"]} == {"kept"}
    assert len(web.targets("/save")) == 2
    sound = CliRunner().invoke(cli, ["cache", "verify", "-r", str(at / "references.yaml")])
    assert sound.exit_code == 0, sound.output


def test_a_failure_exits_1_and_an_unknown_3(tmp_path: Path, web: Serving) -> None:
    at = folder(tmp_path, web, 'key_from = "SAVE_KEY"\nsecret_from = "SAVE_SECRET"')
    keys = {"SAVE_KEY": "access", "SAVE_SECRET": "hidden"}
    web.web.fails, web.web.polls = True, 0
    failed = verify(at, web, "save", "one", **keys)
    assert (failed.returncode, failed.stdout.splitlines()[1]) == (1, "  old-web failed: It took too long.")
    assert "exit 1: 1 page could not be saved" in failed.stderr
    assert web.asked[-2].header("authorization") == "LOW access:hidden"
    web.web.instead["/save"] = [reply(429, b"Too many")]
    unknown = verify(at, web, "save", **keys)
    assert unknown.returncode == 3
    assert "exit 3: of 2 pages nobody could tell whether they were saved" in unknown.stderr
    assert unknown.stdout.count("old-web asked us to stop until") == 2
    asked = len(web.asked)
    again = verify(at, web, "save", **keys)
    assert (again.returncode, len(web.asked)) == (3, asked)
    assert "access" not in failed.stdout + failed.stderr + again.stdout + again.stderr
    assert not any(b"hidden" in path.read_bytes() for path in (at / "cache").rglob("*") if path.is_file())


def test_a_key_that_is_not_there_is_named(tmp_path: Path, web: Serving) -> None:
    at = folder(tmp_path, web, 'key_from = "SAVE_KEY"\nsecret_from = "SAVE_SECRET"')
    lost = verify(at, web, "save")
    assert lost.returncode == 2
    assert "there is no environment variable SAVE_KEY" in lost.stderr
    assert web.asked == []


def test_archives_that_take_no_pages_and_names_that_are_none(tmp_path: Path, web: Serving) -> None:
    registry = str(folder(tmp_path, web) / "references.yaml")
    for name, error in (("http://127.0.0.1:9/all", UsageError), ("nobody", SettingsError)):
        arguments = ["save", "-r", registry, "--archive", name]
        found = CliRunner().invoke(cli, arguments, standalone_mode=False)
        assert isinstance(found.exception, error)
    assert web.asked == []


def test_a_registry_without_a_public_page_has_nothing_to_save(tmp_path: Path, web: Serving) -> None:
    at = folder(tmp_path, web)
    none = verify(at, web, "save", "letter")
    told = "verify: nothing to save: no reference here has a public address\n"
    assert (none.returncode, none.stdout, none.stderr) == (0, "", told)
    assert web.asked == []
