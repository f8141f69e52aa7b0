"""audit's --changed-only, --since and --notify as they are typed, against pages on loopback."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from tests.cli.site import Site, page, running
from tests.pipeline.test_notifying import SENDING, finding, listening, run

from verify.cli.auditing import begin_of, leave_audit, notify, sender_to
from verify.cli.main import cli
from verify.cli.session import Session
from verify.errors import SettingsError, UsageError
from verify.model.verdict import Severity
from verify.settings import Settings, load

pytestmark = [pytest.mark.slow, SENDING]


def registry(tmp_path: Path, site: Site, quote: str) -> Path:
    path = tmp_path / "references.yaml"
    path.write_text(
        f"version: 1\nslug: s\narticle: {{title: T}}\nsources:\n  a: {{name: A}}\nreferences:\n"
        f"  - {{id: r, source: a, url: '{site.url('/page')}', language: en}}\nclaims:\n"
        f"  - {{id: c, references: [r], text: 'He said: “{quote}”.', quote: {quote}}}\n"
    )
    return path


def audit(path: Path, site: Site, *arguments: str) -> Result:
    network = ["--delay", "0", "--allow", site.host, "--no-robots", "--force"]
    return CliRunner().invoke(cli, ["audit", "-r", str(path), *network, *arguments])


def test_changed_only_ends_well_when_nothing_is_left_and_not_when_something_is(tmp_path: Path) -> None:
    with running(Site({"/page": page("A page")})) as site:
        path = registry(tmp_path, site, "three cranes were lifted on Monday")
        assert audit(path, site, "--changed-only").exit_code == 0
        again = audit(path, site, "--changed-only", "--format", "json")
        assert again.exit_code == 0, again.output
        assert json.loads(again.stdout)["summary"]["claims"] == 0
        assert "1 claim left out" in again.stderr
        path = registry(tmp_path, site, "four cranes were lifted on Monday")
        assert audit(path, site, "--changed-only").exit_code == 1
        assert audit(path, site, "--changed-only").exit_code == 1


def test_since_ends_well_where_nothing_moved(tmp_path: Path) -> None:
    with running(Site({"/page": page("A page")})) as site:
        path = registry(tmp_path, site, "three cranes were lifted on Monday")
        first = audit(path, site, "--since", "2020")
        assert first.exit_code == 0
        assert "s/c: new -> holds" in first.stderr
        later = audit(path, site, "--since", "2999", "--format", "json")
        assert later.exit_code == 0
        assert json.loads(later.stdout)["summary"]["claims"] == 0


@dataclass
class Messenger:
    """Takes messages, or fails to deliver them."""

    delivers: bool = True
    sent: list[tuple[str, str]] = field(default_factory=list)

    def send(self, title: str, body: str) -> bool:
        self.sent.append((title, body))
        return self.delivers


def session(tmp_path: Path, fail_on: str = "error") -> Session:
    return Session((), Settings(fail_on=fail_on), tmp_path / "cache")


def test_a_finding_is_told_once_and_again_when_it_comes_back(tmp_path: Path) -> None:
    open_session, messenger = session(tmp_path), Messenger()
    found, gone = run(finding("s/c"), judged=("s/c",)), run(judged=("s/c",))
    for each in (found, found, gone, found):
        notify(each, open_session, messenger)
    assert [title for title, _ in messenger.sent] == ["verify: 1 new finding in slug"] * 2


def test_what_was_not_delivered_is_sent_by_the_next_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    open_session, found = session(tmp_path), run(finding("s/c"))
    notify(found, open_session, Messenger(delivers=False))
    assert "could not be delivered" in capsys.readouterr().err
    messenger = Messenger()
    notify(found, open_session, messenger)
    assert len(messenger.sent) == 1
    assert "notified: 1 new finding in slug" in capsys.readouterr().err


@pytest.mark.parametrize(("fail_on", "told"), [("error", 0), ("warning", 1), ("none", 0)])
def test_what_is_told_is_what_fails_a_run(tmp_path: Path, fail_on: str, told: int) -> None:
    messenger = Messenger()
    notify(run(finding("s/c", Severity.warning)), session(tmp_path, fail_on), messenger)
    assert len(messenger.sent) == told


def test_nobody_to_notify_leaves_no_file(tmp_path: Path) -> None:
    assert sender_to(()) is None
    notify(run(finding("s/c")), session(tmp_path), None)
    assert list(tmp_path.iterdir()) == []


def test_the_command_sends_and_shows_no_address(tmp_path: Path) -> None:
    with running(Site({"/page": page("A page")})) as site, listening(500) as (port, got):
        path = registry(tmp_path, site, "four cranes were lifted on Monday")
        runs = [
            audit(path, site, "--fail-on", "warning", "--notify", f"json://127.0.0.1:{port}/a-secret")
            for _ in range(3)
        ]
    assert got
    assert "four cranes" not in got[0]["title"]
    assert any("could not be delivered" in each.stderr for each in runs)
    assert not any("a-secret" in each.output for each in runs)


def test_an_address_that_is_none_is_refused_before_the_work_and_not_shown(tmp_path: Path) -> None:
    with running(Site({"/page": page("A page")})) as site:
        path = registry(tmp_path, site, "three cranes were lifted on Monday")
        found = CliRunner().invoke(
            cli, ["audit", "-r", str(path), "--notify", "a-secret"], standalone_mode=False
        )
    assert isinstance(found.exception, UsageError)
    assert "address 1 of 1" in found.exception.message
    assert "a-secret" not in found.exception.message + str(found.exception.mend)
    assert not (tmp_path / "cache").exists()


def test_a_wrong_date_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="--since"):
        begin_of("last week")
    assert str(begin_of("2026-02")) == "2026-02-01 00:00:00+00:00"
    assert begin_of(None) is None


def test_a_wrong_setting_does_not_show_the_secret(tmp_path: Path) -> None:
    (tmp_path / "verify.toml").write_text('notify = "json://a-secret"\n')
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, {}, {})
    assert "a-secret" not in caught.value.message


@pytest.mark.parametrize(
    ("severity", "fail_on", "code"),
    [(Severity.note, "error", 0), (Severity.note, "note", 1), (Severity.error, "error", 1),
     (Severity.error, "none", 0)],
)  # fmt: skip
def test_findings_of_references_alone_end_a_narrowed_run_as_they_deserve(
    tmp_path: Path, severity: Severity, fail_on: str, code: int
) -> None:
    session = Session((), Settings(fail_on=fail_on), tmp_path)
    with pytest.raises(click.exceptions.Exit) as left:
        leave_audit(run(finding("slug/story", severity)), session, narrowed=True)
    assert left.value.exit_code == code
