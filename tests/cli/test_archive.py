"""verify archive --wacz, check and key, as a user types them."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.archive.samples import QuickDisk
from tests.archive.wacz.authority import authority, serving
from tests.archive.wacz.packages import KEY

from verify.archive.store import Archive
from verify.archive.wacz.keys import store_key
from verify.cli.main import cli
from verify.demo.registry import demo_registry_path
from verify.demo.server import hosts_of, serve
from verify.errors import ArchiveError, SettingsError, UsageError
from verify.registry.load import load
from verify.testing import answered

REGISTRY = """version: 1
slug: rivers
article: {title: Rivers}
sources:
  paper: {name: The Paper}
references:
  - {id: story, source: paper, url: "https://paper.example/story"}
  - {id: check, source: paper, url: "https://paper.example/check"}
claims: []
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a registry, a cache of one page and a key, in which the commands are typed."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "references.yaml").write_text(REGISTRY)
    moment = dt.datetime(2026, 3, 5, 12, 0, 0, tzinfo=dt.UTC)
    with Archive.open(tmp_path / "cache", clock=lambda: moment, write=True, disk=QuickDisk()) as archive:
        archive.append(answered("https://paper.example/story", "<p>The river rose.</p>", at=moment))
    store_key(tmp_path / "key.pem", KEY)
    (tmp_path / "public.pem").write_text(KEY.public_pem)
    return tmp_path


def invoke(*arguments: str) -> Any:
    return CliRunner().invoke(cli, list(arguments), standalone_mode=False)


def told(*arguments: str) -> dict[str, Any]:
    found = invoke(*arguments, "--format", "json")
    assert found.exception is None, found.output
    document: dict[str, Any] = json.loads(found.stdout)
    return document


def test_a_package_is_made_without_a_network_signed_and_checked(desk: Path) -> None:
    made = told("archive", "--wacz", "a.wacz", "--sign", "key.pem", "--offline")
    assert (made["path"], made["key"], made["pages"], made["stamp"]) == ("a.wacz", KEY.fingerprint, 1, None)
    for known in (KEY.fingerprint, "public.pem"):
        found = invoke("archive", "check", "a.wacz", "--key", known)
        assert found.return_value == 0
        assert "the key that you named" in " ".join(found.stdout.split())
        assert "That the sites served these pages" in found.stdout
    assert told("archive", "check", "a.wacz")["state"] == "sound"


def test_another_key_than_the_named_one_exits_1_and_says_so(desk: Path) -> None:
    invoke("archive", "--wacz", "a.wacz", "--sign", "key.pem")
    found = invoke("archive", "check", "a.wacz", "--key", "sha256:" + "0" * 64)
    assert found.return_value == 1
    assert "signed by another key than the one named" in found.stdout
    assert "exit 1: a.wacz is not what it should be" in found.stderr


def test_damage_exits_1(desk: Path) -> None:
    invoke("archive", "--wacz", "a.wacz")
    content = bytearray((desk / "a.wacz").read_bytes())
    content[200] ^= 1
    (desk / "a.wacz").write_bytes(content)
    found = invoke("archive", "check", "a.wacz")
    assert found.return_value == 1
    assert "archive/2026" in found.stdout
    assert "damaged (" in found.stdout
    assert "Nothing is proven" in found.stdout


def test_a_file_is_replaced_only_by_force(desk: Path) -> None:
    (desk / "a.wacz").write_bytes(b"mine")
    assert isinstance(invoke("archive", "--wacz", "a.wacz").exception, UsageError)
    assert (desk / "a.wacz").read_bytes() == b"mine"
    assert invoke("archive", "--wacz", "a.wacz", "--force").exception is None
    assert zipfile.is_zipfile(desk / "a.wacz")


def test_an_id_that_is_a_commands_name_is_reached_by_its_slug(desk: Path) -> None:
    error = invoke("archive", "rivers/check", "--wacz", "a.wacz").exception
    assert isinstance(error, UsageError)
    assert "no finished run of the cache holds anything" in error.message
    assert invoke("archive", "check").exception is not None  # FILE is missing


@pytest.mark.parametrize(
    "flag",
    [
        *(["--fresh"], ["--force"], ["--sign", "key.pem"], ["--no-timestamp"]),
        *(["--timestamp", "https://stamps.example/"], ["--tsa-ca", "ca.pem"]),
    ],
)
def test_what_belongs_to_a_package_says_so(desk: Path, flag: list[str]) -> None:
    error = invoke("archive", *flag).exception
    assert isinstance(error, UsageError)
    assert (error.message, error.mend) == (f"{flag[0]} belongs to a package", "add --wacz FILE")


def test_offline_allows_a_package_and_forbids_what_asks_the_network(desk: Path) -> None:
    for flags in (["--fresh"], ["--timestamp", "https://stamps.example/"]):
        error = invoke("archive", "--wacz", "a.wacz", "--offline", *flags).exception
        assert isinstance(error, UsageError)
        assert "--offline forbids the network" in error.message
    assert not (desk / "a.wacz").exists()


def test_a_fresh_look_is_not_taken_for_a_package_that_cannot_be_written(desk: Path) -> None:
    (desk / "a.wacz").write_bytes(b"mine")
    runs = (desk / "cache" / "runs.jsonl").read_bytes()
    for flags in (["--wacz", "a.wacz"], ["--wacz", "b.wacz", "--sign", "public.pem"]):
        assert isinstance(invoke("archive", "--fresh", *flags).exception, UsageError)
    assert (desk / "cache" / "runs.jsonl").read_bytes() == runs


def test_the_settings_may_name_an_authority_and_a_flag_leaves_it_out(desk: Path) -> None:
    (desk / "verify.toml").write_text('timestamp_url = "https://stamps.example/"\n')
    assert isinstance(invoke("archive", "--wacz", "a.wacz", "--offline").exception, UsageError)
    assert invoke("archive", "--wacz", "a.wacz", "--offline", "--no-timestamp").exception is None
    (desk / "verify.toml").write_text("timestamp_url = 1\n")
    assert isinstance(invoke("archive", "--wacz", "b.wacz").exception, SettingsError)


@pytest.mark.slow
def test_a_local_authority_stamps_and_the_check_says_since_when(desk: Path) -> None:
    harbour = authority(desk / "tsa")
    with serving(lambda query: (200, harbour.answer(query))) as port:
        at = ["--timestamp", f"http://127.0.0.1:{port}/", "--allow", f"127.0.0.1:{port}"]
        made = told("archive", "--wacz", "a.wacz", *at, "--tsa-ca", str(harbour.root))
    assert made["stamp"]["basis"] == "authority"
    found = invoke("archive", "check", "a.wacz", "--tsa-ca", str(harbour.root))
    assert found.return_value == 0
    assert "It has not been altered since 20" in found.stdout
    alone = invoke("archive", "check", "a.wacz")
    assert alone.return_value == 0
    assert "Said, not proven" in alone.stdout
    assert "altered since" not in alone.stdout


@pytest.mark.slow
def test_an_authority_that_cannot_be_reached_leaves_no_file_and_exits_2(desk: Path) -> None:
    with serving(lambda query: (503, b"busy")) as port:
        at = ["--timestamp", f"http://127.0.0.1:{port}/", "--allow", f"127.0.0.1:{port}"]
        busy = invoke("archive", "--wacz", "a.wacz", *at).exception
    gone = invoke("archive", "--wacz", "a.wacz", *at).exception
    unsafe = invoke("archive", "--wacz", "a.wacz", *at[:2]).exception
    for error, words in ((busy, "HTTP 503"), (gone, "refused"), (unsafe, "127.0.0.1")):
        assert isinstance(error, ArchiveError)
        assert words in error.message
        assert error.message.endswith("nothing was written")
        assert error.exit_code == 2
    assert not (desk / "a.wacz").exists()


def test_a_key_is_made_once_and_signs(desk: Path) -> None:
    key = told("archive", "key", "new.pem")
    assert key["public"].startswith("-----BEGIN PUBLIC KEY-----")
    assert told("archive", "--wacz", "a.wacz", "--sign", "new.pem")["key"] == key["fingerprint"]
    assert isinstance(invoke("archive", "key", "new.pem").exception, UsageError)


@pytest.mark.parametrize("words", [["archive"], ["archive", "check"], ["archive", "key"]])
def test_the_help_of_each_has_an_example_and_the_right_usage(words: list[str]) -> None:
    shown = CliRunner().invoke(cli, [*words, "--help"]).output
    assert f"{' '.join(words)} [OPTIONS]" in shown.splitlines()[0]
    assert f"  verify {' '.join(words)} " in shown.split("Example", 1)[1]


WITHOUT = "import sys; sys.modules.update(cryptography=None, rfc3161_client=None); "
MAIN = "from verify.cli.main import main; main()"


@pytest.mark.slow
def test_without_the_extra_only_signing_and_stamping_are_refused(desk: Path) -> None:
    invoke("archive", "--wacz", "signed.wacz", "--sign", "key.pem")

    def bare(*arguments: str) -> tuple[int, str]:
        command = [sys.executable, "-c", WITHOUT + MAIN, "archive", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        return done.returncode, done.stderr

    assert bare("--wacz", "a.wacz") == (0, "")
    for arguments in (
        ["--wacz", "b.wacz", "--sign", "key.pem"],
        ["--wacz", "b.wacz", "--timestamp", "https://stamps.example/"],
        ["check", "signed.wacz"],
    ):
        code, said = bare(*arguments)
        assert code == 2
        assert "needs the extra [sign]" in said
        assert "pip install 'verify-sources[sign]'" in said
    assert not (desk / "b.wacz").exists()


@pytest.mark.slow
def test_a_fresh_look_goes_into_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(demo_registry_path(), tmp_path / "references.yaml")
    with serve(hosts_of(load(demo_registry_path()))) as server:
        flags = ["--cacert", server.cacert, "--delay", "0"]
        for one in server.connect_to:
            flags += ["--connect-to", f"{one.host}:{one.port}:{one.to_host}:{one.to_port}"]
        for end in server.allow:
            flags += ["--allow", f"{end.address}:{end.port}"]
        made = told("archive", "ap-2018-05-camps", "--wacz", "a.wacz", "--fresh", *flags)
        again = told("archive", "ap-2018-05-camps", "--wacz", "b.wacz", "--fresh", *flags)
    assert made["pages"] > 1  # its copies too
    assert (again["pages"], len(made["warcs"]), len(again["warcs"])) == (2 * made["pages"], 1, 2)
    assert told("archive", "check", "b.wacz")["state"] == "sound"


def test_several_files_are_checked_and_the_worst_decides(desk: Path) -> None:
    for name in ("a.wacz", "b.wacz"):
        assert invoke("archive", "--wacz", name).exception is None
    Path("c.wacz").write_bytes(Path("a.wacz").read_bytes()[:1000])
    fine = invoke("archive", "check", "a.wacz", "b.wacz")
    assert (fine.return_value, fine.stdout.count(": sound")) == (0, 2)
    found = invoke("archive", "check", "a.wacz", "c.wacz", "b.wacz", "--format", "json")
    told_of = json.loads(found.stdout)
    assert (found.return_value, told_of["format"]) == (1, "verify-package-checks")
    assert [one["state"] for one in told_of["files"]] == ["sound", "damaged", "sound"]
    assert found.stderr == "verify: exit 1: c.wacz is not what it should be\n"
    absent = invoke("archive", "check", "none.wacz", "c.wacz", "a.wacz", "--format", "jsonl")
    assert absent.return_value == 2
    assert [json.loads(line)["state"] for line in absent.stdout.splitlines()] == ["damaged", "sound"]
    assert "none.wacz cannot be read" in absent.stderr
