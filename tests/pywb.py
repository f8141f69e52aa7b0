"""pywb on a free port of this machine: a player for our WARCs, and a real web archive to ask.

It lives in an environment of its own (`.tools/pywb`, or on PATH), because it pins old packages. Where it is
not there the test is left out; in CI that is an error.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

COLLECTION = "sources"
PATIENCE = 15  # seconds until pywb must answer


def tool(name: str) -> str:
    tools = Path(__file__).parents[1] / ".tools" / "pywb" / "bin"
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
    """Take the WARCs of caches into pywb as cache/README.md says it."""
    manager = tool("wb-manager")
    warcs = [warc for cache in caches for warc in sorted((cache / "warc").glob("*.warc.gz"))]
    run(manager, "init", COLLECTION, at=folder)
    run(manager, "add", COLLECTION, *warcs, at=folder)


@contextmanager
def wayback(folder: Path) -> Iterator[int]:
    """The port of a pywb that plays what was collected in `folder`; it is ended whatever happens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [tool("wayback"), "-b", "127.0.0.1", "-p", str(port), "-d", str(folder)]
    with (folder / "pywb.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            _wait_for(port, process)
            yield port
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def base_url(port: int) -> str:
    """Of the collection that `collect` makes."""
    return f"http://127.0.0.1:{port}/{COLLECTION}/"


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail("pywb does not answer")
