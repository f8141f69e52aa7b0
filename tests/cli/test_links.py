"""verify links as a user types it, against a small site on loopback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.site import Site, page, running

pytestmark = pytest.mark.slow

PAGES = {
    "/one": page("One"),
    "/two": page("Two", "The minister denied it."),
    "/moved": (301, {"Location": "/one"}),
    "/wall": (403, {"cf-mitigated": "challenge", "Server": "cloudflare"}),
    "/busy": (429, {"Retry-After": "3600"}),
    "/picture": (200, {"Content-Type": "image/png"}),
    "/robots.txt": (404, {}),
}


@pytest.fixture
def site() -> Iterator[Site]:
    with running(Site(PAGES)) as found:
        yield found


def command(site: Site, *arguments: str) -> list[str]:
    own = ["--allow", site.host, "--delay", "0", "--timeout", "5"]
    return [sys.executable, "-c", "from verify.cli.main import main; main()", "links", *own, *arguments]


def links(
    site: Site, folder: Path, *arguments: str, text: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(site, *arguments), cwd=folder, capture_output=True, text=True, timeout=60, check=False,
        input=text, env=os.environ | environment,
    )  # fmt: skip


def rows(ran: subprocess.CompletedProcess[str]) -> dict[str, dict[str, object]]:
    found = [json.loads(line) for line in ran.stdout.splitlines()]
    return {row["url"].rpartition("/")[2]: row for row in found}


def test_a_document_with_links_of_every_kind(site: Site, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        f"# Title\n\n[1]({site.url('/one#head')}) [2]({site.url('/two#:~:text=minister%20denied')})\n"
        f"[m]({site.url('/moved')}) [w]({site.url('/wall')}) [n]({site.url('/no')}) [t](#title)\n"
    )
    ran = links(site, tmp_path, "a.md", "--format", "jsonl", "--cache", "c")
    assert ran.returncode == 0, ran.stderr
    found = rows(ran)
    assert {name: row["availability"] for name, row in found.items()} == {
        "one": "ok", "two": "ok", "moved": "redirected", "wall": "blocked", "no": "not_found",
        "file:a.md": "ok",
    }  # fmt: skip
    assert found["no"]["standing"] == "failing"
    assert found["wall"]["standing"] == "unknown"
    assert found["one"]["places"] == [
        {"file": "a.md", "line": 3, "column": 5, "target": site.url("/one#head")}
    ]
    assert all(check["found"] for check in found["two"]["fragments"])  # type: ignore[attr-defined]


def test_a_fragment_that_is_not_on_its_page_is_a_finding(site: Site, tmp_path: Path) -> None:
    ran = links(site, tmp_path, "-", text=site.url("/two#:~:text=minister%20confirmed"))
    assert ran.returncode == 1
    assert "NOT ON THE PAGE" in ran.stdout
    assert "exit 1: 1 link with a fragment that is not on the page" in ran.stderr
    ran = links(site, tmp_path, "-", "--fail-on", "none", text=site.url("/two#nope"))
    assert ran.returncode == 0


def test_a_second_run_asks_for_what_failed_alone(site: Site, tmp_path: Path) -> None:
    text = "\n".join(site.url(path) for path in ("/one", "/two", "/no"))
    links(site, tmp_path, "-", "--cache", "c", text=text)
    site.asked.clear()
    ran = links(site, tmp_path, "-", "--cache", "c", "--format", "jsonl", text=text, VERIFY_FRESH_HOURS="24")
    assert [path for path in site.asked if path != "/robots.txt"] == ["/no"]
    assert list(rows(ran)) == ["one", "two", "no"]


def test_output_order_is_that_of_the_document_whatever_answers_first(site: Site, tmp_path: Path) -> None:
    text = "\n".join(site.url(path) for path in ("/two", "/no", "/one", "/moved"))
    one = links(site, tmp_path, "-", "--format", "jsonl", text=text)
    many = links(
        site, tmp_path, "-", "--format", "jsonl", "--host-concurrency", "4", "--workers", "2", text=text
    )
    assert list(rows(one)) == list(rows(many)) == ["two", "no", "one", "moved"]
    assert [row["availability"] for row in rows(one).values()] == [
        row["availability"] for row in rows(many).values()
    ]


def test_no_password_is_sent_printed_or_stored(site: Site, tmp_path: Path) -> None:
    url = site.url("/one").replace("http://", "http://user:S3CRET@")
    ran = links(site, tmp_path, "-", "--cache", "c", "--format", "json", text=url)
    assert ran.returncode == 0
    kept = b"".join(path.read_bytes() for path in (tmp_path / "c").rglob("*") if path.is_file())
    assert "S3CRET" not in ran.stdout + ran.stderr
    assert b"S3CRET" not in kept


def test_a_private_address_is_not_asked(site: Site, tmp_path: Path) -> None:
    ran = links(site, tmp_path, "-", "--format", "jsonl", text="http://127.0.0.1:1/\nhttp://[::1]/\n")
    assert {row["availability"] for row in rows(ran).values()} == {"unsafe"}
    assert ran.returncode == 0


def test_the_number_of_requests_can_be_limited(site: Site, tmp_path: Path) -> None:
    text = "\n".join(site.url(f"/{number}") for number in range(10))
    ran = links(site, tmp_path, "-", "--max-requests", "4", "--no-robots", "--format", "jsonl", text=text)
    assert sum(site.asked.values()) <= 4
    states = [row["availability"] for row in rows(ran).values()]
    assert states.count("skipped") == 6


def test_a_busy_host_is_left_alone(site: Site, tmp_path: Path) -> None:
    text = "\n".join([site.url("/busy"), site.url("/one")])
    ran = links(site, tmp_path, "-", "--format", "jsonl", text=text)
    assert site.asked["/busy"] == 1
    assert {row["availability"] for row in rows(ran).values()} <= {"rate_limited", "skipped"}
    assert ran.returncode == 0


def test_the_status_alone_is_asked_by_head(site: Site, tmp_path: Path) -> None:
    ran = links(site, tmp_path, "-", "--status-only", "--format", "jsonl", text=site.url("/one"))
    assert rows(ran)["one"]["availability"] == "ok"
    assert [line.split()[0] for line in site.lines if "robots" not in line] == ["HEAD"]


def test_a_page_whose_links_are_checked_is_asked_once(tmp_path: Path) -> None:
    pages = PAGES | {"/index": page("Index", "<a href=/one>1</a> <a href=/two>2</a>")}
    with running(Site(pages)) as site:
        ran = links(site, tmp_path, site.url("/index"), "--format", "jsonl")
        assert list(rows(ran)) == ["index", "one", "two"]
        assert site.asked["/index"] == 1


def test_everything_about_one_url(site: Site, tmp_path: Path) -> None:
    ran = links(site, tmp_path, "--explain", site.url("/wall"), "--cache", "c")
    assert "blocked" in ran.stdout
    assert "evidence" in ran.stdout


def test_offline_tells_what_is_known(site: Site, tmp_path: Path) -> None:
    links(site, tmp_path, "-", "--cache", "c", text=site.url("/one"))
    site.asked.clear()
    text = site.url("/one") + "\n" + site.url("/two")
    ran = links(site, tmp_path, "-", "--cache", "c", "--offline", "--format", "jsonl", text=text)
    assert [row["availability"] for row in rows(ran).values()] == ["ok", "skipped"]
    assert not site.asked


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_run_goes_on_and_repeats_no_more_than_was_in_flight(
    tmp_path: Path, how: signal.Signals, workers: int
) -> None:
    count, lanes = 60, 4
    paths = [f"/p{number}" for number in range(count)]
    listed = tmp_path / "urls.txt"
    with running(Site(dict.fromkeys(paths, page("P")), wait=0.05)) as site:
        listed.write_text("\n".join(map(site.url, paths)))
        wide = ("--host-concurrency", str(lanes), "--workers", str(workers), "--format", "jsonl")
        arguments = (str(listed), "--cache", "c", "--no-robots", *wide)
        process = subprocess.Popen(
            command(site, *arguments), cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        while sum(site.asked.values()) < 25 and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(how)
        _, told = process.communicate(timeout=30)
        assert process.returncode in (130, -how), told
        time.sleep(0.2)
        ran = links(site, tmp_path, *arguments, "--resume")
        assert ran.returncode == 0, ran.stderr
        assert len(rows(ran)) == count
        assert {row["availability"] for row in rows(ran).values()} == {"ok"}
        assert set(site.asked) == set(paths)
        assert sum(site.asked.values()) - count <= lanes


def test_a_proxy_is_used_on_request_alone_and_said(site: Site, tmp_path: Path) -> None:
    """The site stands in for a proxy: it is asked for a whole address."""
    proxy = f"http://user:S3CRET@{site.host}"
    text = "http://paper.example/one\nhttp://127.0.0.1:1/\n"
    ran = links(site, tmp_path, "-", "--no-robots", "--format", "json", text=text, http_proxy=proxy)
    assert not site.asked
    ran = links(
        site, tmp_path, "-", "--no-robots", "--format", "json", "--proxy", "env", text=text, http_proxy=proxy
    )
    assert site.lines[0] == "GET http://paper.example/one HTTP/1.1"
    document = json.loads(ran.stdout)
    assert [answer["availability"] for answer in document["answers"]] == ["not_found", "unsafe"]
    assert any(f"through the proxy http://{site.host}" in note for note in document["notes"])
    assert "S3CRET" not in ran.stdout + ran.stderr


@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_address_that_cannot_be_one_ends_no_run(site: Site, tmp_path: Path, workers: str) -> None:
    text = "http://xn--a.xn--/\n" + site.url("/one")
    ran = links(site, tmp_path, "-", "--workers", workers, "--format", "jsonl", text=text)
    assert ran.returncode == 0, ran.stderr
    assert [json.loads(line)["availability"] for line in ran.stdout.splitlines()] == ["unsafe", "ok"]


def test_targets_that_mean_nothing_are_said(site: Site, tmp_path: Path) -> None:
    ran = links(site, tmp_path, "http://[", "--format", "jsonl")
    assert (ran.returncode, ran.stdout) == (3, "")
    assert "command line:1:1" in ran.stderr
    assert links(site, tmp_path, "--explain", site.url("/one"), "--exclude", ".").returncode == 2
    assert links(site, tmp_path, "a.md", "--explain", site.url("/one")).returncode == 2


def test_a_password_of_a_target_is_not_printed_and_it_is_asked_once(site: Site, tmp_path: Path) -> None:
    ran = links(site, tmp_path, site.url("/no").replace("http://", "HTTP://bob:S3CRET@"))
    assert "S3CRET" not in ran.stdout + ran.stderr
    assert site.asked["/no"] == 1


def test_a_name_that_no_disk_can_hold_is_no_crash(site: Site, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"[x]({'n' * 3000}.md)")
    ran = links(site, tmp_path, "a.md", "--format", "jsonl")
    assert json.loads(ran.stdout)["availability"] == "skipped"


def test_a_target_that_cannot_be_read_is_not_green(site: Site, tmp_path: Path) -> None:
    ran = links(site, tmp_path, site.url("/wall"))
    assert ran.returncode == 3
    assert "could not be read" in ran.stdout
    assert "exit 3: 1 target could not be read" in ran.stderr
    explained = links(site, tmp_path, "--explain", site.url("/wall"), "--format", "jsonl")
    assert explained.returncode == 0
    assert json.loads(explained.stdout)["availability"] == "blocked"


def test_counts_say_what_was_asked_and_what_was_left(site: Site, tmp_path: Path) -> None:
    text = "\n".join(site.url(f"/{number}") for number in range(10))
    ran = links(site, tmp_path, "-", "--max-requests", "4", "--no-robots", text=text)
    assert "4 URLs asked for, 6 not asked for" in ran.stderr
    ran = links(site, tmp_path, "-", "--offline", text=text)
    assert "0 URLs asked for (--offline), 10 not asked for" in ran.stderr


def test_an_interrupted_run_says_what_is_kept(tmp_path: Path) -> None:
    paths = [f"/p{number}" for number in range(50)]
    with running(Site(dict.fromkeys(paths, page("P")), wait=0.1)) as site:
        (tmp_path / "urls.txt").write_text("\n".join(map(site.url, paths)))
        for kept, words in (((), "nothing is kept"), (("--cache", "c"), "--resume goes on")):
            asked = sum(site.asked.values())
            process = subprocess.Popen(
                command(site, "urls.txt", "--no-robots", *kept), cwd=tmp_path, text=True,
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            )  # fmt: skip
            while sum(site.asked.values()) < asked + 3 and process.poll() is None:
                time.sleep(0.01)
            process.send_signal(signal.SIGINT)
            _, told = process.communicate(timeout=30)
            assert process.returncode == 130
            assert words in told
            assert told.count("interrupted") == 1


@pytest.mark.parametrize(
    "wrong",
    [
        ("-", "--resume"),
        ("--explain", "a.md"),
        ("-", "--base-url", "foo"),
        ("-", "--exclude-host", "http://a.example/"),
    ],
)
def test_what_would_have_no_effect_is_refused(site: Site, tmp_path: Path, wrong: tuple[str, ...]) -> None:
    ran = links(site, tmp_path, *wrong, text=site.url("/one"))
    assert (ran.returncode, ran.stdout) == (2, "")


def test_a_host_that_asks_for_peace_is_not_asked_by_get_after_head(tmp_path: Path) -> None:
    with running(Site({"/busy": (429, {"Retry-After": "1"})})) as site:
        links(site, tmp_path, "-", "--status-only", "--no-robots", "--no-second-pass", text=site.url("/busy"))
        assert {line.split()[0] for line in site.lines} == {"HEAD"}
