""".pre-commit-hooks.yaml, held against pre-commit's description of the file and tried on files."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.docs.parsing import parse, read

HOOKS = {hook["id"]: hook for hook in read(".pre-commit-hooks.yaml")}
KNOWN = {
    *("id", "name", "entry", "language", "files", "exclude", "types", "types_or", "exclude_types"),
    "always_run",
    *("fail_fast", "verbose", "pass_filenames", "require_serial", "description", "language_version"),
    *("minimum_pre_commit_version", "args", "stages", "additional_dependencies"),
}  # fmt: skip


@pytest.mark.parametrize("hook", HOOKS.values(), ids=HOOKS)
def test_a_hook_is_as_pre_commit_wants_it(hook: dict[str, object]) -> None:
    assert {"id", "name", "entry", "language"} <= set(hook) <= KNOWN
    assert hook["language"] == "python"
    program, *words = str(hook["entry"]).split()
    assert program == "verify"
    parse([*words, "a-file"])


def test_lint_is_called_for_registries_alone() -> None:
    files = re.compile(HOOKS["verify-lint"]["files"])
    for name in ("references.yaml", "2018/06/references.yml"):
        assert files.search(name)
    for name in ("references.yaml.bak", "my-references.yaml", "references.json", "references.schema.yaml"):
        assert not files.search(name)


def run(hook: str, folder: Path, *files: str) -> subprocess.CompletedProcess[str]:
    """As pre-commit calls it: the entry's words, the files behind, in the repository's root."""
    words = HOOKS[hook]["entry"].split()[1:]
    code = "from verify.cli.main import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *words, *files],
        cwd=folder, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.slow
def test_lint_passes_good_registries_and_fails_bad_ones(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    good = "version: 1\nslug: s\narticle: {title: T}\nsources: {}\nreferences: []\nclaims: []\n"
    (tmp_path / "references.yaml").write_text(good)
    (tmp_path / "a/references.yaml").write_text(good.replace("version: 1", "version: 7"))
    assert run("verify-lint", tmp_path, "references.yaml").returncode == 0
    both = run("verify-lint", tmp_path, "references.yaml", "a/references.yaml")
    assert both.returncode == 2
    assert "a/references.yaml:1" in both.stdout


@pytest.mark.slow
def test_links_between_files_are_checked_without_the_network(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# One\n\n[two](b.html#x), [out](https://nowhere.example/)\n")
    (tmp_path / "b.html").write_text('<p id="x">Two.</p><a href="a.md">one</a>')
    assert run("verify-links", tmp_path, "a.md", "b.html").returncode == 0
    (tmp_path / "b.html").write_text('<p id="y">Two.</p><a href="gone.md">one</a>')
    broken = run("verify-links", tmp_path, "a.md", "b.html")
    assert broken.returncode == 1
    assert "gone.md" in broken.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "b.html"]
