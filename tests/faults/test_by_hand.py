"""The fault server started by hand: what it prints, what it serves, how it ends."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest
from tests.faults.__main__ import table
from tests.faults.catalogue import FAULTS
from tests.faults.routes import PAGE

pytestmark = pytest.mark.slow

_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))

COMMAND = (sys.executable, "-m", "tests.faults")


def ran(*given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run((*COMMAND, *given), capture_output=True, text=True, timeout=60, check=False)


def test_it_serves_until_interrupted() -> None:
    with subprocess.Popen(COMMAND, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        origin = server.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", origin)
        assert server.stderr.readline() == "Ctrl-C ends.\n"
        with _DIRECT.open(f"{origin}/ok", timeout=10) as answer:
            assert answer.read() == PAGE
        server.send_signal(signal.SIGINT)
        told, said = server.stdout.read(), server.stderr.read()
    assert (server.returncode, said) == (0, "ended\n")
    assert [line.split()[1] for line in told.splitlines() if line] == [
        line.split()[1] for line in table().splitlines()
    ]


def test_the_table_has_every_route_once_and_can_be_narrowed() -> None:
    listed = ran("--list")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert sorted(line.split()[1] for line in listed.stdout.splitlines()) == sorted(
        fault.ask for fault in FAULTS.values()
    )
    narrowed = ran("--list", "--only", "legal").stdout.splitlines()
    assert [line.split()[:2] for line in narrowed] == [["legal", "/451"], ["legal", "/law"]]


def test_help_and_mistakes_are_told() -> None:
    assert "127.0.0.1" in ran("--help").stdout
    for wrong in (("--port", "70000"), ("--only", "nonsense"), ("--nonsense",)):
        found = ran(*wrong)
        assert (found.returncode, found.stdout) == (2, "")
        assert "usage: python -m tests.faults" in found.stderr
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        taken = ran("--port", str(held.getsockname()[1]))
    assert (taken.returncode, "Traceback" in taken.stderr) == (2, False)
    assert taken.stderr.startswith("cannot listen on port ")
