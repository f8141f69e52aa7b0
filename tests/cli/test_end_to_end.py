"""The commands as a user types them, against the stand-ins on loopback."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from verify.demo.registry import demo_registry_path
from verify.demo.server import StandInServer, hosts_of, serve
from verify.registry.load import load

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server() -> Iterator[StandInServer]:
    with serve(hosts_of(load(demo_registry_path()))) as running:
        yield running


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    return Path(shutil.copy(demo_registry_path(), tmp_path / "references.yaml"))


def network(server: StandInServer) -> list[str]:
    flags = ["--cacert", server.cacert, "--delay", "0"]
    for one in server.connect_to:
        flags += ["--connect-to", f"{one.host}:{one.port}:{one.to_host}:{one.to_port}"]
    for end in server.allow:
        flags += ["--allow", f"{end.address}:{end.port}"]
    return flags


def verify(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from verify.cli.main import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_audit_check_rebuild_and_verify(server: StandInServer, registry: Path) -> None:
    at = ["-r", str(registry)]
    audited = verify("audit", *at, "--format", "json", *network(server))
    assert audited.returncode == 1, audited.stderr
    document = json.loads(audited.stdout)
    assert document["summary"]["claims"] == 63
    assert "exit 1" in audited.stderr

    checked = verify("check", *at, "--format", "json")
    assert json.loads(checked.stdout)["verdicts"] == document["verdicts"]
    assert verify("cache", "verify", *at).returncode == 0
    (registry.parent / "cache" / "ledger.sqlite").unlink()
    assert verify("cache", "rebuild", *at).returncode == 0
    assert verify("check", *at, "--format", "json").stdout == checked.stdout

    again = verify("fetch", *at, "--format", "json", "--offline")
    assert again.returncode == 2
    logged = verify("log", "rfa-boxing", *at, "--format", "json")
    assert [item["status"] for item in json.loads(logged.stdout)["verdicts"]] == ["holds"]
    assert verify("diff", "rfa-2017-09-14", *at).returncode == 2  # one snapshot alone


def test_archive_prints_what_to_cite(server: StandInServer, registry: Path) -> None:
    kept = verify("archive", "rfa-2017-09-14", "-r", str(registry), *network(server))
    assert kept.returncode == 0, kept.stderr
    warc = next((registry.parent / "cache" / "warc").glob("*.warc.gz"))
    for part in (warc.name, "urn:uuid:", "sha256:"):
        assert part in kept.stdout


def test_without_the_allowance_loopback_is_refused_and_unknown(server: StandInServer, registry: Path) -> None:
    flags = network(server)
    bare = flags[: flags.index("--allow")]
    audited = verify("audit", "rfa-boxing", "-r", str(registry), "--format", "json", *bare)
    document = json.loads(audited.stdout)
    assert audited.returncode == 3
    assert [item["status"] for item in document["verdicts"]] == ["unknown"]
    assert "unsafe" in document["verdicts"][0]["reason"]


def test_a_killed_run_loses_nothing_and_the_next_one_says_what_it_found(
    server: StandInServer, registry: Path
) -> None:
    at = ["-r", str(registry)]
    slow = [sys.executable, "-c", "from verify.cli.main import main; main()", "fetch", *at, *network(server)]
    slow[slow.index("--delay") + 1] = "0.4"
    process = subprocess.Popen(slow, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _until_stored(registry)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    before = json.loads(verify("log", *at, "--format", "json").stdout)["looks"]
    assert before

    busy_or_not = verify("fetch", *at, "--format", "json", *network(server))
    assert busy_or_not.returncode == 0, busy_or_not.stderr
    assert "interrupted" in busy_or_not.stderr
    after = json.loads(verify("log", *at, "--format", "json").stdout)["looks"]
    stored = {item["look"] for item in after}
    assert {item["look"] for item in before} <= stored
    assert len([item for item in after if item["url"] == before[0]["url"]]) == 1  # not asked again
    assert verify("cache", "verify", *at).returncode == 0


def test_interrupting_keeps_finished_work_and_says_so(server: StandInServer, registry: Path) -> None:
    slow = [sys.executable, "-c", "from verify.cli.main import main; main()", "audit", "-r", str(registry)]
    flags = network(server)
    flags[flags.index("--delay") + 1] = "0.4"
    process = subprocess.Popen([*slow, *flags], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    _until_stored(registry)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "interrupted; finished work is kept" in said
    assert list((registry.parent / "cache" / "warc").glob("*.warc.gz"))
    assert json.loads(verify("log", "-r", str(registry), "--format", "json").stdout)["looks"]


def _until_stored(registry: Path, size: int = 20_000) -> None:
    folder, deadline = registry.parent / "cache" / "warc", time.monotonic() + 60
    while not any(path.stat().st_size > size for path in folder.glob("*.part")):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_second_writer_is_told_who_holds_the_cache(registry: Path, server: StandInServer) -> None:
    from verify.archive.store import Archive
    from verify.cli.session import now

    with Archive.open(registry.parent / "cache", clock=now, write=True):
        second = verify("fetch", "-r", str(registry), *network(server))
    assert second.returncode == 2
    assert str(os.getpid()) in second.stderr


def test_pin_writes_the_passage_and_check_then_finds_it(server: StandInServer, registry: Path) -> None:
    at = ["-r", str(registry)]
    verify("fetch", "rfa-wechat", *at, *network(server))
    listed = verify("pin", "rfa-wechat", *at)
    assert "  1  " in listed.stdout
    before = registry.read_text()
    assert verify("pin", "rfa-wechat", *at, "--pick", "1").returncode == 0
    pinned = load(registry).claim_by_id["rfa-wechat"].passage
    assert pinned is not None
    assert pinned.exact in listed.stdout
    comments = [line for line in before.splitlines() if line.lstrip().startswith("#")]
    assert [line for line in registry.read_text().splitlines() if line.lstrip().startswith("#")] == comments
    checked = json.loads(verify("check", "rfa-wechat", *at, "--format", "json").stdout)
    outcomes = {item["axis"]: item["outcome"] for item in checked["verdicts"][0]["checks"]}
    assert outcomes["passage"] == "intact"
