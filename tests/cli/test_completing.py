"""Completion: ids out of any registry text, quickly, and silence whatever goes wrong."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from verify.cli.completing import ids_of, script
from verify.cli.main import cli
from verify.demo.registry import demo_registry_path
from verify.registry.load import load

ALL = ("sources", "references", "claims")


def test_the_ids_are_those_that_loading_finds() -> None:
    path = demo_registry_path()
    text, loaded = path.read_text(), load(path)
    assert list(ids_of(text, ("claims",))) == [claim.id for claim in loaded.claims]
    assert list(ids_of(text, ("references",))) == [reference.id for reference in loaded.references]
    assert list(ids_of(text, ("sources",))) == [source.id for source in loaded.sources]


@given(st.text())
def test_any_text_gives_some_ids_or_none(text: str) -> None:
    assert all(isinstance(name, str) for name in ids_of(f"claims:\n{text}", ALL))


def test_a_registry_of_empty_lines_keeps_nobody_waiting() -> None:
    begun = time.perf_counter()
    assert list(ids_of("claims:\n" + "\n" * 100_000 + "- id: a\n", ALL)) == ["a"]
    assert time.perf_counter() - begun < 5  # it took a minute when every line was searched to the end


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell: str) -> None:
    found = CliRunner().invoke(cli, ["completion", shell])
    assert found.exit_code == 0
    assert found.output == script(shell)
    assert f"_VERIFY_COMPLETE={shell}_complete" in found.output
    assert "%(" not in found.output


def complete(folder: Path, line: str) -> subprocess.CompletedProcess[str]:
    """What bash is offered for the last word of `line`."""
    words = line.split(" ")
    asked = {"_VERIFY_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    code = "import sys; sys.argv[0] = 'verify'; from verify.cli.main import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder, env={**os.environ, **asked}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.slow
def test_the_shell_is_offered_ids_and_commands(tmp_path: Path) -> None:
    (tmp_path / "references.yaml").write_bytes(demo_registry_path().read_bytes())
    assert complete(tmp_path, "verify show rfa-box").stdout == "plain,rfa-boxing\n"
    assert complete(tmp_path, "verify check rfa-boxing rfa-box").stdout == "plain,rfa-boxing\n"
    assert complete(tmp_path, "verify doc").stdout == "plain,doctor\n"
    assert "plain,--changed-only\n" in complete(tmp_path, "verify audit --ch").stdout
    assert "plain,rfa-2017-09-14" not in complete(tmp_path, "verify pin rfa-").stdout


@pytest.mark.slow
def test_without_a_registry_nothing_is_offered_and_nothing_said(tmp_path: Path) -> None:
    (tmp_path / "references.yaml").mkdir()
    for line in ("verify show rf", "verify nothing x", "verify show -r"):
        found = complete(tmp_path, line)
        assert found.stderr == "", line
    assert complete(tmp_path, "verify show rf").stdout == ""


@pytest.mark.slow
def test_bash_reads_the_script() -> None:
    found = subprocess.run(
        ["bash", "-c", 'eval "$(cat)" && complete -p verify'],
        input=script("bash"), capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    assert "_verify_completion verify" in found.stdout


@pytest.mark.slow
def test_a_pipe_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    found = complete(tmp_path, "verify show -r pipe x")
    assert (found.stdout, found.stderr) == ("", "")
