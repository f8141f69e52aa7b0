"""Who is told of what: new confirmed findings once, again when they come back, and no address in any text."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from verify.model.claim import Acceptance
from verify.model.finding import Finding
from verify.model.registry import Place
from verify.model.run import Run
from verify.model.verdict import Severity, Status, Verdict
from verify.pipeline.notifying import MOST, Apprise, fingerprint, notice, still_there

SENDING = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
"""apprise imports it on some Pythons."""


def finding(
    name: str, severity: Severity = Severity.error, *, accepted: bool = False, unconfirmed: bool = False
) -> Finding:
    acceptance = Acceptance("altered", "an editor", "known") if accepted else None
    place = Place("references.yaml", 7)
    return Finding("wording-number", severity, name, "a number differs", place, None, acceptance, unconfirmed)


def run(*findings: Finding, judged: tuple[str, ...] = ()) -> Run:
    verdicts = tuple(Verdict(name, "t", Status.altered, Severity.error, "r") for name in judged)
    return Run("audit", {"slug": "references.yaml"}, (), verdicts, findings)


def test_what_is_new_confirmed_and_serious_is_told() -> None:
    findings = (
        finding("slug/a"),
        finding("slug/b", accepted=True),
        finding("slug/c", unconfirmed=True),
        finding("slug/d", Severity.warning),
        finding("slug/e"),
    )
    found = notice(run(*findings), {fingerprint(findings[4])}, Severity.error)
    assert found is not None
    assert found.title == "verify: 1 new finding in slug"
    assert found.body == "error slug/a: a number differs (references.yaml:7:1)"
    assert found.findings == {"wording-number slug/a"}


def test_nothing_new_is_no_message() -> None:
    assert notice(run(), (), Severity.note) is None
    assert notice(run(finding("slug/a")), {"wording-number slug/a"}, Severity.note) is None


def test_a_long_list_is_cut_and_told_whole() -> None:
    found = notice(run(*(finding(f"slug/{number}") for number in range(MOST + 3))), (), Severity.error)
    assert found is not None
    assert found.body.splitlines()[-1] == "and 3 more"
    assert len(found.findings) == MOST + 3


def test_what_went_away_is_forgotten_and_what_was_not_looked_at_is_kept() -> None:
    told = {"wording-number slug/a", "wording-number slug/b", "wording-number slug/c"}
    kept = still_there(run(finding("slug/a"), judged=("slug/a", "slug/b")), told)
    assert kept == {"wording-number slug/a", "wording-number slug/c"}


def test_what_was_accepted_is_told_again_when_the_acceptance_covers_it_no_more() -> None:
    told = frozenset({"wording-number slug/a"})
    assert still_there(run(finding("slug/a", accepted=True), judged=("slug/a",)), told) == frozenset()


@contextmanager
def listening(status: int) -> Iterator[tuple[int, list[dict[str, str]]]]:
    """A loopback server that takes what is posted to it; its port and the messages."""
    got: list[dict[str, str]] = []

    class Taker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Taker) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server.server_address[1], got
        server.shutdown()
        thread.join()


@SENDING
@pytest.mark.slow
def test_apprise_delivers(capfd: pytest.CaptureFixture[str]) -> None:
    with listening(200) as (port, got):
        sender = Apprise([f"json://127.0.0.1:{port}/a-secret"])
        assert sender.refused == ()
        assert sender.send("a title", "error slug/a: a “number” differs\nand more")
    assert [(each["title"], each["message"]) for each in got] == [
        ("a title", "error slug/a: a “number” differs\nand more")
    ]
    assert capfd.readouterr() == ("", "")


@SENDING
@pytest.mark.slow
def test_what_cannot_be_delivered_is_said_without_the_address(capfd: pytest.CaptureFixture[str]) -> None:
    with listening(500) as (port, got):
        assert not Apprise([f"json://127.0.0.1:{port}/a-secret"]).send("a title", "words")
    assert len(got) == 1
    assert not Apprise([f"json://127.0.0.1:{port}/a-secret"]).send("a title", "words")  # nobody listens
    assert capfd.readouterr() == ("", "")


@SENDING
@pytest.mark.slow
def test_addresses_that_are_none_are_named_by_their_position(capfd: pytest.CaptureFixture[str]) -> None:
    assert Apprise(["nothing://a-secret", "json://127.0.0.1", "words"]).refused == (1, 3)
    assert capfd.readouterr() == ("", "")
