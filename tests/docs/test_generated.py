"""What is made out of the program is as the program would make it now."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from docs.generate import ROOT, stale
from docs.help import commands
from docs.man_page import line, man_page, text

from verify.cli.group import COMMANDS


def test_committed_files_are_up_to_date() -> None:
    names = [str(path.relative_to(ROOT)) for path in stale()]
    assert names == [], "make them anew: .venv/bin/python -m docs.generate --write"


def test_the_man_page_holds_every_command_and_option() -> None:
    page = man_page()
    assert {each.words.split()[1] for each in commands()} == set(COMMANDS)
    for each in commands():
        assert f'.SS "{text(each.words)}"' in page
        for _, rows in each.options:
            assert all(f"\\fB{text(names)}\\fP" in page for names, _ in rows)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("--all", r"\-\-all"),
        (".bashrc", r"\&.bashrc"),
        ("'quoted'", r"\&'quoted'"),
        (r"a\b", r"a\eb"),
        ('say "so"', r"say \(dqso\(dq"),
    ],
)
def test_roff_reads_nothing_of_ours_as_its_own(words: str, shown: str) -> None:
    assert line(words) == shown


@pytest.mark.slow
@pytest.mark.skipif(not (shutil.which("mandoc") or shutil.which("groff")), reason="neither mandoc nor groff")
def test_the_man_page_is_set_without_complaint() -> None:
    program = ["mandoc", "-T", "utf8", "-W", "error"] if shutil.which("mandoc") else []
    program = program or ["groff", "-K", "utf8", "-T", "utf8", "-man", "-ww", "-P-c"]
    done = subprocess.run(
        program, input=man_page(), capture_output=True, encoding="utf-8", timeout=60, check=False,
        env=os.environ | {"MANWIDTH": "100"},
    )  # fmt: skip
    complaints = [each for each in done.stderr.splitlines() if "can't break line" not in each]
    assert (done.returncode, complaints) == (0, [])
    shown = " ".join(done.stdout.replace("\b", "").split())
    assert "does the source still say what we say it says?" in shown
    assert "--changed-only" in shown
