"""The archive in another program: pywb plays the stored pages back."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.archive.samples import HEAD, PAGE, hop, look, not_modified, open_to_write, ticking, warcio_says

from verify.archive.store import Archive
from verify.archive.warc import target_uri
from verify.model.snapshot import Hop

pytestmark = pytest.mark.slow
PATIENCE = 15  # seconds until pywb must answer


def tool(name: str) -> str:
    tools = Path(__file__).parents[2] / ".tools" / "pywb" / "bin"
    found = shutil.which(name, path=f"{tools}{os.pathsep}{os.environ.get('PATH', '')}")
    if found is None and os.environ.get("CI") == "true":
        pytest.fail(f"{name} must be there in CI: install pywb into .tools/pywb")
    if found is None:
        pytest.skip(f"{name} is not installed (on PATH or in .tools/pywb/bin)")
    return found


def run(*command: str | Path, at: Path | None = None) -> None:
    done = subprocess.run(command, cwd=at, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def collect(folder: Path, *caches: Path) -> None:
    """Take WARCs into pywb as cache/README.md says it."""
    manager = tool("wb-manager")
    warcs = [warc for cache in caches for warc in sorted((cache / "warc").glob("*.warc.gz"))]
    run(manager, "init", "sources", at=folder)
    run(manager, "add", "sources", *warcs, at=folder)


@contextmanager
def wayback(folder: Path) -> Iterator[int]:
    """pywb on a free port of this machine, ended whatever happens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [tool("wayback"), "-b", "127.0.0.1", "-p", str(port), "-d", str(folder)]
    with (folder / "pywb.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            wait_for(port, process)
            yield port
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail("pywb does not answer")


def replayed(port: int, one: Hop) -> tuple[int, bytes]:
    """Status and body that pywb gives for the page at that time, unchanged (`id_`)."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        path = f"/sources/{one.started:%Y%m%d%H%M%S}id_/{target_uri(one.url)}"
        connection.request("GET", path, headers={"Accept-Encoding": "gzip, deflate"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def pages(cache: Path) -> Iterator[tuple[int, Hop]]:
    """Every look at a page that was had (200) or had already (304): the status, and the page."""
    with Archive.open(cache, clock=ticking()) as archive:
        for one in (one for url in archive.urls() for one in archive.looks(url)):
            last = archive.exchange(one).last
            if one.snapshot and last and one.snapshot.status in (200, 304):
                yield one.snapshot.status, last


def compare(port: int, cache: Path) -> Counter[int]:
    """How many looks of each status came back byte for byte. Fails at the first that did not."""
    same: Counter[int] = Counter()
    for status, page in pages(cache):
        assert replayed(port, page) == (page.status, page.body), (status, page.url, page.started)
        same[status] += 1
    return same


def fill(root: Path) -> None:
    """What the demo has not: unchanged under a second tag, in another run, at another address."""
    elsewhere = "https://copy.example/river"
    with open_to_write(root) as archive:
        archive.append(look(hop()))
        archive.append(look(hop(head=(HEAD % len(PAGE)).replace(b"v1", b"v2"), later=60)))
        archive.append(not_modified(120, b'If-None-Match: "v2"\r\n'))
        archive.append(look(hop(url=elsewhere, later=180)))
    with open_to_write(root) as archive:
        archive.append(not_modified(240))
        said = b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n'
        unchanged = hop(elsewhere, b"", head=said, request=b'If-None-Match: "v1"\r\n', status=304, later=300)
        archive.append(look(unchanged))


def test_pywb_plays_back_every_stored_page_byte_for_byte(tmp_path: Path) -> None:
    tool("wayback")
    demo, made = tmp_path / "demo", tmp_path / "made"
    run(sys.executable, "-c", "from verify.cli.main import main; main()", "demo", "--keep", demo)
    fill(made)
    collection = tmp_path / "pywb"
    collection.mkdir()
    collect(collection, demo / "cache", made)
    with wayback(collection) as port:
        told = compare(port, demo / "cache")
        assert min(told[200], told[304]) > 0, told
        assert compare(port, made) == {200: 3, 304: 3}
    assert [warcio_says(cache) for cache in (demo / "cache", made)] == [(0, "")] * 2
