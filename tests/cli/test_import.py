"""verify import as a user types it: no network, the real archive."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.archive.importing.foreign import Foreign, wacz
from tests.archive.samples import warcio_says
from tests.pipeline.given import OWN, page

from verify.archive.store import Archive
from verify.cli.main import cli
from verify.cli.session import now
from verify.errors import ArchiveDamaged, UnknownId, UsageError
from verify.model.snapshot import FailureKind
from verify.testing import answered, failed

WORDS = "the gate was never opened after dark"
SAID = page(f"He said that {WORDS}.")
REGISTRY = f"""\
version: 1
slug: s
article: {{title: Ours, url: "https://ours.example/"}}
sources:
  p: {{name: The Paper}}
references:
  - {{id: story, source: p, title: A story, url: "{OWN}", language: en}}
claims:
  - {{id: gate, references: [story], text: "He said “{WORDS}”.", quote: "{WORDS}"}}
"""


@pytest.fixture
def at(tmp_path: Path) -> Path:
    (tmp_path / "references.yaml").write_text(REGISTRY)
    (tmp_path / "saved.html").write_text(SAID)
    made = Foreign()
    made.answer(OWN, SAID.encode())
    made.to(tmp_path / "crawl.warc.gz")
    wacz(tmp_path / "crawl.wacz", {"data.warc.gz": made.content})
    return tmp_path


def verify(at: Path, *arguments: str) -> Result:
    command = arguments[:2] if arguments[0] == "cache" else arguments[:1]
    rest = arguments[len(command) :]
    names = [str(at / each) if (at / each).is_file() else each for each in rest]
    where = ["-r", str(at / "references.yaml")]
    return CliRunner().invoke(cli, [*command, *names, *where], standalone_mode=False)


def by_hand(at: Path, *more: str) -> Result:
    return verify(at, "import", "story", "saved.html", "--seen", "2018-06", "--by", "A. Editor", *more)


def dead(at: Path) -> None:
    with Archive.open(at / "cache", clock=now, write=True) as archive:
        archive.append(answered(OWN, "<h1>Not found</h1>", status=404, at=now()))


def test_a_dead_page_and_a_saved_one_hold_with_the_label(at: Path) -> None:
    dead(at)
    before = verify(at, "check")
    assert "not_found" in before.stdout
    kept = by_hand(at)
    assert kept.exception is None
    assert "supplied by hand, origin not proven (by A. Editor, seen 2018-06)" in kept.stdout

    checked = verify(at, "check", "--format", "json")
    assert checked.return_value == 0
    (verdict,) = json.loads(checked.stdout)["verdicts"]
    assert verdict["status"] == "holds"
    assert verdict["evidence"]["origin"].startswith("supplied by hand, origin not proven")
    assert "supplied by hand, origin not proven" in verify(at, "check").stdout
    assert "supplied by hand, origin not proven" in verify(at, "check", "gate", "--explain").stdout
    assert verify(at, "check", "--fail-on", "warning").return_value == 1

    assert verify(at, "cache", "verify").return_value == 0
    for name in ("ledger.sqlite", "index.cdxj"):
        (at / "cache" / name).unlink()
    assert verify(at, "cache", "rebuild").exception is None
    assert verify(at, "check", "--format", "json").stdout == checked.stdout
    assert verify(at, "cache", "verify").return_value == 0
    assert warcio_says(at / "cache") == (0, "")


def test_the_log_shows_where_a_look_comes_from(at: Path) -> None:
    dead(at)
    by_hand(at)
    verify(at, "import", "crawl.warc.gz")
    shown = verify(at, "log").stdout
    assert "2018-06 " in shown
    looks = json.loads(verify(at, "log", "--format", "json").stdout)["looks"]
    assert [look["origin"] and look["origin"]["kind"] for look in looks] == ["supplied", "imported", None]
    assert "not_found" in verify(at, "show", "story").stdout


@pytest.mark.parametrize("name", ["crawl.warc.gz", "crawl.wacz"])
def test_a_crawl_of_others_is_taken_in_and_taken_once(at: Path, name: str) -> None:
    first = verify(at, "import", name)
    assert "1 look taken, 0 already there" in first.stdout
    assert "0 looks taken, 1 already there" in verify(at, "import", name).stdout
    (verdict,) = json.loads(verify(at, "check", "--format", "json").stdout)["verdicts"]
    assert (verdict["status"], verdict["severity"]) == ("holds", "note")
    assert verdict["evidence"]["fetched"] == "2019-05-01T12:00:00Z"
    assert verdict["evidence"]["origin"] == f"imported from {name}, captured by others"


def test_several_files_at_once_and_what_nobody_cites(at: Path) -> None:
    made = Foreign(packed=False)
    made.answer("https://unrelated.example/")
    made.to(at / "other.warc")
    done = verify(at, "import", "crawl.warc.gz", "other.warc", "--format", "jsonl")
    assert [len(json.loads(line)["taken"]) for line in done.stdout.splitlines()] == [1, 0]
    done = verify(at, "import", "other.warc")
    assert "no open registry cites the URL" in done.stdout
    assert "--all" in done.stderr
    assert "1 look taken" in verify(at, "import", "other.warc", "--all").stdout


def test_damage_is_named_and_exits_1(at: Path) -> None:
    path = at / "crawl.warc.gz"
    path.write_bytes(path.read_bytes() + b"rubbish")
    done = verify(at, "import", "crawl.warc.gz")
    assert done.return_value == 1
    assert "1 look taken" in done.stdout
    assert "damaged" in done.stdout


def test_a_record_that_lies_about_its_digest_is_refused_by_name(at: Path) -> None:
    made = Foreign(packed=False)
    identity = made.answer(OWN, SAID.encode())
    made.to(at / "a.warc").write_bytes(made.content.replace(b"never opened", b"often opened"))
    done = verify(at, "import", "a.warc")
    assert done.return_value == 1
    assert identity in done.stdout
    assert "0 looks taken" in done.stdout


def test_a_page_that_we_can_read_is_not_outweighed(at: Path) -> None:
    with Archive.open(at / "cache", clock=now, write=True) as archive:
        archive.append(answered(OWN, page("He said that the gate was opened after dark."), at=now()))
    told = by_hand(at)
    assert "goes before it" in told.stdout
    checked = verify(at, "check", "--format", "json")
    assert json.loads(checked.stdout)["verdicts"][0]["status"] == "altered"


def test_an_own_failed_look_stays_the_last_thing_seen(at: Path) -> None:
    with Archive.open(at / "cache", clock=now, write=True) as archive:
        archive.append(failed(OWN, FailureKind.timeout, "no answer", at=now()))
    by_hand(at)
    document = json.loads(verify(at, "check", "--format", "json").stdout)
    assert document["sightings"][0]["availability"] == "timeout"


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        (("story", "saved.html"), UsageError, "takes its reference, --seen and --by"),
        (("story", "saved.html", "--by", "A"), UsageError, "--seen and --by"),
        (("story", "saved.html", "--seen", "2018"), UsageError, "--seen and --by"),
        (("saved.html", "--seen", "2018", "--by", "A"), UsageError, "--seen and --by"),
        (("saved.html",), UsageError, "no WARC or WACZ"),
        (("none.warc",), UsageError, "no such file"),
        (("story", "none.html", "--seen", "2018", "--by", "A"), UsageError, "no such file"),
        (("story", "saved.html", "--seen", "June", "--by", "A"), UsageError, "is not a date"),
        (("story", "saved.html", "--seen", "2999", "--by", "A"), UsageError, "in the future"),
        (("nobody", "saved.html", "--seen", "2018", "--by", "A"), UnknownId, "nobody"),
        (("gate", "saved.html", "--seen", "2018", "--by", "A"), UsageError, "is no reference"),
        (("story", "crawl.warc.gz", "--seen", "2018", "--by", "A"), UsageError, "holds no page"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_touched(
    at: Path, arguments: tuple[str, ...], error: type[Exception], says: str
) -> None:
    done = verify(at, "import", *arguments)
    assert isinstance(done.exception, error)
    assert says in str(done.exception)
    assert not (at / "cache").exists()


def test_a_changed_package_is_refused_by_the_members_name(at: Path) -> None:
    made = Foreign()
    made.answer(OWN, SAID.encode())
    wacz(at / "bad.wacz", {"a.warc.gz": made.content}, **{"archive__a.warc.gz": made.content[:-2] + b"xx"})
    done = verify(at, "import", "bad.wacz")
    assert isinstance(done.exception, ArchiveDamaged)
    assert "archive/a.warc.gz" in str(done.exception)


def test_pin_log_and_history_show_the_label_too(at: Path) -> None:
    label = "supplied by hand, origin not proven (by A. Editor, seen 2018-06)"
    dead(at)
    by_hand(at)
    assert label in verify(at, "pin", "gate").stdout
    assert label in verify(at, "pin", "gate", "--pick", "1").stderr
    verify(at, "check", "--record")
    *_, recorded = map(json.loads, verify(at, "log", "--format", "jsonl").stdout.splitlines())
    assert (recorded["type"], recorded["status"]) == ("verdict", "holds")
    assert recorded["reason"].startswith(label)
    assert f"was {label}" in verify(at, "history", "story", "--ours").stdout
