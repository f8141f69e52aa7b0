"""The documentation: its commands are run as written, its examples are read, its made pages lack nothing."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from docs.help import commands
from docs.pages import TABLE_MARK, code, copied, pages, table_of_verdicts
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from tests.docs.parsing import ROOT, parse, read

from verify.cli.settings_schema import schema
from verify.judge.table import TABLE
from verify.registry.skeleton import schema_text
from verify.report.rules import RULES
from verify.settings import rules

PAGES = sorted((ROOT / "docs").rglob("*.md"))
MADE = pages()
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


def runner() -> ModuleType:
    spec = importlib.util.spec_from_file_location("readme_runner", ROOT / ".ci/readme.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


RUNNER = runner()
BLOCKS = {
    f"{path.relative_to(ROOT)}:{block.line}": block
    for path in PAGES
    for block in RUNNER.console_blocks(path.read_text(encoding="utf-8"))
}
OFFLINE = {place: block for place, block in BLOCKS.items() if "needs the network" not in block.wishes}


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_commands_do_what_the_page_says(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The blocks of a page, one after the other in one empty folder."""
    programs, folder = tmp_path / "bin", tmp_path / "folder"
    programs.mkdir()
    folder.mkdir()
    program = programs / "verify"
    program.write_text(f"#!{sys.executable}\nfrom verify.cli.main import main\nmain()\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(programs), prepend=":")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(folder)
    for place, block in OFFLINE.items():
        if place.startswith(f"{path.relative_to(ROOT)}:"):
            problem = RUNNER.run(block)
            assert problem is None, f"{place} {problem}"


@pytest.mark.parametrize("place", sorted(set(BLOCKS) - set(OFFLINE)))
def test_commands_that_need_the_network_are_at_least_understood(place: str) -> None:
    for command in BLOCKS[place].commands:
        if command.startswith("verify "):
            parse([word.strip("\"'") for word in command.split()[1:]])


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_examples_of_files_can_be_used(path: Path) -> None:
    for language, text in FENCED.findall(path.read_text(encoding="utf-8")):
        if language == "toml":
            Draft202012Validator(schema()).validate(tomllib.loads(text))
        elif language == "yaml":
            assert _yaml_is_ours(YAML(typ="safe", pure=True).load(text))


def _yaml_is_ours(read_text: object) -> bool:
    """A step that uses the action, or a list of pre-commit hooks."""
    if isinstance(read_text, dict):
        named = {hook["id"] for repo in read_text["repos"] for hook in repo["hooks"]}
        return named <= {hook["id"] for hook in read(".pre-commit-hooks.yaml")}
    assert isinstance(read_text, list)
    return all(set(step.get("with", {})) <= set(read("action.yml")["inputs"]) for step in read_text)


def test_words_in_backticks_that_call_verify_are_understood() -> None:
    for path in (*PAGES, ROOT / "README.md"):
        text = FENCED.sub("", path.read_text(encoding="utf-8"))
        for written in re.findall(r"`verify ([a-z]+)[^`]*`", text):
            assert any(each.words == f"verify {written}" for each in commands()), f"{path.name}: {written}"


def test_the_reference_holds_every_command_setting_key_and_rule() -> None:
    shown = MADE["reference/commands.md"]
    for each in commands():
        assert re.search(rf"^#+ {re.escape(each.words)}$", shown, re.M), each.words
        for _, rows in each.options:
            assert all(code(names) in shown for names, _ in rows), each.words
    assert all(f"| `{rule.name}` |" in MADE["reference/settings.md"] for rule in rules())
    described = json.loads(schema_text())
    for about in (described, *described["$defs"].values()):
        assert all(f"| `{key}` |" in MADE["reference/registry.md"] for key in about.get("properties", ()))
    assert all(f"## {rule.id} " in MADE["reference/findings.md"] for rule in RULES)


def test_the_table_of_verdicts_is_the_programs() -> None:
    assert len(table_of_verdicts().splitlines()) == len(TABLE) + 2
    assert TABLE_MARK in (ROOT / "docs/explanation/verdicts.md").read_text(encoding="utf-8")


def test_every_page_is_in_the_navigation_and_every_entry_is_a_page() -> None:
    def entries(node: object) -> list[str]:
        if isinstance(node, str):
            return [node]
        below = node.values() if isinstance(node, dict) else node
        assert not isinstance(below, str)
        return [path for each in below for path in entries(each)]  # type: ignore[union-attr, attr-defined]

    listed = entries(read("mkdocs.yml")["nav"])
    assert sorted(listed) == sorted({str(path.relative_to(ROOT / "docs")) for path in PAGES} | set(MADE))
    linked = set(re.findall(r"\]\((\w+\.md)\)", (ROOT / "docs/bench/index.md").read_text()))
    assert linked == {path.removeprefix("bench/") for path in MADE if path.startswith("bench/")}


def test_copies_lead_to_copies(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("[a](../bench/results/kills.md) [b](src/x.py) [c](https://x.example/) [d](#e)")
    assert copied(page) == "[a](../bench/kills.md) b [c](https://x.example/) [d](#e)"
