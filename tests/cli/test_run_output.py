"""`--format A --output B`, as often as wanted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from click.testing import CliRunner, Result

from verify.cli.main import cli
from verify.cli.run_output import Destination, only, paired
from verify.errors import UsageError

REGISTRY = """\
version: 1
slug: small
article: {title: On doors, url: https://us.example/doors}
sources:
  paper: {name: The Paper}
references:
  - {id: story, source: paper, url: https://paper.example/story}
claims:
  - {id: door, references: [story], text: It said "the door is shut"., quote: the door is shut}
  - {id: nobody, references: [], text: Nobody knows.}
"""


def of(*given: str) -> tuple[Destination, ...]:
    """As the command line would have it: `-f NAME` and `-o FILE`, in this order."""
    names = ["format" if each == "-f" else "output" for each in given[::2]]
    values: Sequence[str] = given[1::2]
    formats = [value for name, value in zip(names, values, strict=True) if name == "format"]
    outputs = [Path(value) for name, value in zip(names, values, strict=True) if name == "output"]
    return paired(names, formats, outputs)


def test_one_of_each_belong_together_in_either_order() -> None:
    assert of() == (Destination(None, None),)
    assert of("-o", "x") == (Destination(None, Path("x")),)
    assert of("-f", "csv") == (Destination("csv", None),)
    assert of("-o", "-") == (Destination(None, None),)
    assert of("-o", "x", "-f", "csv") == of("-f", "csv", "-o", "x") == (Destination("csv", Path("x")),)


def test_each_format_goes_to_the_output_behind_it_and_one_to_stdout() -> None:
    found = of("-f", "table", "-f", "sarif", "-o", "a", "-f", "csv", "-o", "b")
    assert found == (Destination("table"), Destination("sarif", Path("a")), Destination("csv", Path("b")))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("-f table -f json", "two formats for standard output"),
        ("-f table -f json -f csv", "3 formats for standard output"),
        ("-f table -o a -o b", "--output b has no --format of its own"),
        ("-o a -f table -o b", "--output a has no --format of its own"),
        ("-o a -f table -f json", "--output a has no --format of its own"),
        ("-f table -o - -f json", "two formats for standard output"),
        ("-f table -o a -f json -o ./a", "two formats for one file"),
    ],
)
def test_what_cannot_be_told_apart_is_refused(given: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        of(*given.split())
    assert caught.value.mend


def test_a_folder_that_is_not_there_is_said_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        of("-f", "csv", "-o", str(tmp_path / "a" / "b.csv"))
    assert f"there is no folder {tmp_path / 'a'}" in caught.value.message


def test_a_command_of_one_text_has_one_place() -> None:
    assert only(of("-f", "csv", "-o", "a"), "--explain") == Path("a")
    with pytest.raises(UsageError, match="--explain is one text"):
        only(of("-f", "csv", "-o", "a", "-f", "table"), "--explain")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    (tmp_path / "references.yaml").write_text(REGISTRY, encoding="utf-8")
    (tmp_path / "cache").mkdir()
    return tmp_path


def check(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["check", *arguments], standalone_mode=False)


def test_several_formats_in_one_run(folder: Path) -> None:
    done = check(
        *("--format", "table", "--format", "sarif", "--output", "out.sarif"),
        *("--format", "junit", "--output", "out.xml", "--format", "csv", "-o", "out.csv"),
    )
    assert done.exit_code == 0, done.output  # standalone_mode=False: the exit code is the return value
    assert done.return_value == 3
    assert "2 claims" in done.stdout
    (run,) = json.loads((folder / "out.sarif").read_text())["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["unknown", "unverifiable"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "references.yaml"
    assert place["region"]["startLine"] == 9
    assert Xml.parse(folder / "out.xml").getroot().get("skipped") == "2"
    assert len((folder / "out.csv").read_bytes().split(b"\r\n")) == 4


def test_what_is_wrong_with_the_formats_is_said_before_anything_else(folder: Path) -> None:
    (folder / "references.yaml").unlink()
    done = check("--format", "table", "--format", "json")
    assert isinstance(done.exception, UsageError)
    assert done.exception.message == "two formats for standard output (table, json)"


def test_an_unknown_format_is_named_with_those_there_are(folder: Path) -> None:
    done = CliRunner().invoke(cli, ["check", "--format", "xml"])
    assert done.exit_code == 2
    assert "'robust-links'" in done.output


def test_the_format_of_the_settings_is_the_default_one(folder: Path) -> None:
    (folder / "verify.toml").write_text('format = "jsonl"\nreviewer = "The Desk"\n')
    assert json.loads(check().stdout.splitlines()[-1])["type"] == "summary"
    assert check("--format", "table").stdout.startswith("WARNINGS")
    assert json.loads(check("--format", "claim-review").stdout)["@graph"] == []


def test_github_gets_commands_and_a_summary_behind_what_stands_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = folder / "summary.md"
    summary.write_text("## before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    done = check("--format", "github")
    assert done.stdout.startswith("::warning file=references.yaml,line=9,")
    assert summary.read_text().startswith("## before\n## verify check\n")
    assert "small/door" in summary.read_text()


def test_a_summary_that_is_full_or_cannot_be_written_is_said_and_ends_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = folder / "summary.md"
    summary.write_bytes(b"x" * (1 << 20))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    done = check("--format", "github")
    assert "the summary of this step is full" in done.stderr
    assert summary.stat().st_size == 1 << 20
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder))
    done = check("--format", "github")
    assert "the summary of the step cannot be written" in done.stderr
    assert "::warning" in done.stdout


def test_a_link_to_a_file_is_the_same_file(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("file")
    with pytest.raises(UsageError, match="two formats for one file"):
        of("-f", "table", "-o", str(tmp_path / "file"), "-f", "csv", "-o", str(tmp_path / "link"))
