"""The command contract: help with an example everywhere, errors that name the mend, exit codes."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from verify.cli.group import COMMANDS
from verify.cli.main import cli
from verify.cli.session import exit_of
from verify.errors import RegistryError, UsageError
from verify.model.availability import Availability, Sight
from verify.model.claim import Acceptance
from verify.model.finding import Finding
from verify.model.registry import Place
from verify.model.run import Run
from verify.model.verdict import Reading, Severity, Status, Verdict
from verify.settings import Settings

NETWORK = {"fetch", "archive", "audit", "save"}  # links tells with --offline what is known


def invoke(*arguments: str, text: str | None = None):  # type: ignore[no-untyped-def]
    return CliRunner().invoke(cli, list(arguments), input=text, standalone_mode=False)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_an_example(name: str) -> None:
    found = CliRunner().invoke(cli, [name, "--help"])
    assert found.exit_code == 0
    assert "Example" in found.output
    assert f"verify {name} " in found.output
    assert name in NETWORK or "etwork" in found.output or name in {"init", "check"}


@pytest.mark.parametrize("name", sorted(NETWORK))
def test_commands_that_touch_the_network_say_so_and_can_be_forbidden(name: str) -> None:
    assert "Touches the network" in CliRunner().invoke(cli, [name, "--help"]).output
    assert isinstance(invoke(name, "--offline").exception, UsageError)


def test_a_mistyped_command_names_the_nearest() -> None:
    found = CliRunner().invoke(cli, ["adit"])
    assert found.exit_code == 2
    assert "Did you mean 'audit'?" in found.output


def test_no_registry_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    error = invoke("check").exception
    assert isinstance(error, UsageError)
    assert "references.yaml" in error.message
    assert "verify init" in str(error.mend)


def test_init_lints_clean_and_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "new" / "references.yaml"
    assert invoke("init", str(path), "--title", "A title", "--url", "https://a.example/x").exception is None
    linted = invoke("lint", str(path))
    assert "0 errors" in linted.stderr
    before = path.read_bytes()
    assert isinstance(invoke("init", str(path)).exception, UsageError)
    assert path.read_bytes() == before


def test_a_broken_registry_lists_every_problem_and_touches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "references.yaml"
    path.write_text(
        "version: 1\nslug: s\narticle: {title: T}\nclaims:\n- {id: a, references: [x], text: t, quote: ''}\n"
    )
    error = invoke("audit", "-r", str(path)).exception
    assert isinstance(error, RegistryError)
    assert error.exit_code == 2
    assert len(error.problems) >= 2
    assert all(problem.startswith(f"{path}:") for problem in error.problems)
    assert not (tmp_path / "cache").exists()


def verdict(status: Status, severity: Severity, availability: Availability = Availability.ok) -> Verdict:
    return Verdict("s/c", "t", status, severity, "", (), Reading("a", Sight(availability)))


def finding(severity: Severity) -> Finding:
    return Finding("rule", severity, "s/c", "m", Place("r.yaml", 1))


def known(found: Finding) -> Finding:
    return replace(found, accepted=Acceptance("altered", "desk", "n"))


def run(*verdicts: Verdict, findings: tuple[Finding, ...] = ()) -> Run:
    return Run("check", {}, (), verdicts, findings)


HOLDS = verdict(Status.holds, Severity.none)
UNREAD = verdict(Status.unknown, Severity.warning, Availability.timeout)


@pytest.mark.parametrize(
    ("done", "settings", "code"),
    [
        (run(), Settings(), 2),
        (run(HOLDS), Settings(), 0),
        (run(HOLDS, findings=(finding(Severity.warning),)), Settings(), 0),
        (run(HOLDS, findings=(finding(Severity.warning),)), Settings(fail_on="warning"), 1),
        (run(HOLDS, findings=(finding(Severity.error),)), Settings(), 1),
        (run(HOLDS, findings=(finding(Severity.error),)), Settings(fail_on="none"), 0),
        (run(HOLDS, UNREAD), Settings(), 3),
        (run(HOLDS, UNREAD), Settings(accept_unknown=True), 0),
        (run(UNREAD, findings=(finding(Severity.error),)), Settings(), 1),
        (run(HOLDS, findings=(known(finding(Severity.error)),)), Settings(), 0),
        (run(HOLDS, findings=(replace(finding(Severity.error), unconfirmed=True),)), Settings(), 0),
        (run(HOLDS, findings=(known(finding(Severity.error)), finding(Severity.error))), Settings(), 1),
        (run(UNREAD, findings=(known(finding(Severity.warning)),)), Settings(), 0),
        (run(UNREAD, findings=(replace(finding(Severity.error), unconfirmed=True),)), Settings(), 3),
        (run(verdict(Status.unverifiable, Severity.note, Availability.private)), Settings(), 0),
    ],
)
def test_exit_codes(done: Run, settings: Settings, code: int) -> None:
    found, why = exit_of(done, settings)
    assert found == code
    assert bool(why) == (code != 0)


PAGE = "<p>The minister said the road would not be closed before the spring.</p>"


@pytest.mark.parametrize(
    ("quote", "code"),
    [
        ("the road would not be closed", 0),
        ("the road would be closed before the spring", 1),
        ("nobody has ever written this sentence down", 1),
    ],
)
def test_match_says_with_its_exit_code_whether_the_quote_stands(
    tmp_path: Path, quote: str, code: int
) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE)
    found = CliRunner().invoke(cli, ["match", str(page), quote])
    assert found.exit_code == code, found.output
    from_stdin = CliRunner().invoke(cli, ["match", "-", quote], input=PAGE)
    assert from_stdin.exit_code == code


def test_match_batch_answers_every_line(tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    good = '{"id": 1, "claim": {"quote": "a word of two"}, "text": "This is a word of two."}'
    cases.write_text(f"{good}\n{{broken\n\n{good}\n")
    found = CliRunner().invoke(cli, ["match", "--batch", str(cases)])
    assert found.exit_code == 2
    assert [line[:9] for line in found.stdout.splitlines()] == ['{"id": 1,', '{"id": nu', '{"id": 1,']


def test_match_without_a_source_says_how() -> None:
    error = invoke("match").exception
    assert isinstance(error, UsageError)
    assert "verify match page.html" in str(error.mend)


def test_control_characters_of_a_page_never_reach_the_terminal(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>The \x1b[2Jroad would\u202e not be closed \x9b31m today.</p>")
    found = CliRunner().invoke(cli, ["match", str(page), "The road would not be closed before noon today"])
    assert not set(found.output) & {"\x1b", "\x9b", "\u202e", "\x07"}


def test_one_registry_named_twice_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert invoke("init", "--title", "A title", "--url", "https://a.example/x").exception is None
    once = invoke("list", "-r", "references.yaml")
    twice = invoke("list", "-r", "references.yaml", "-r", str(tmp_path / "references.yaml"))
    assert twice.exception is None
    assert twice.output == once.output
