"""What fetch stores beside the pages when it is told to: the framing on the wire, what the page needs."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.archive.samples import ticking, warcio_says
from tests.cli.site import page

from verify.archive.integrity import verify_cache
from verify.archive.store import Archive

pytestmark = pytest.mark.slow
STORY = page(
    "A story", '<link rel=stylesheet href=/s.css><img src="/a.png"><img src="/missing.png">'
).encode()
CHUNKED = b"".join(
    b"%x;part=%d\r\n%s\r\n" % (len(STORY[at : at + 700]), at, STORY[at : at + 700])
    for at in range(0, len(STORY), 700)
)
WIRE = CHUNKED + b"0\r\nX-Signed: by nobody\r\n\r\n"
PARTS = {"/s.css": ("text/css", b"p { background: url(b.png) }"), "/a.png": ("image/png", b"\x89PNG a"),
         "/b.png": ("image/png", b"\x89PNG b")}  # fmt: skip
REGISTRY = """\
version: 1
slug: wire
article: {{title: On wires}}
sources:
  paper: {{name: The Paper}}
references:
  - id: story
    source: paper
    url: http://127.0.0.1:{port}/story
claims: []
"""


class Site(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        kind, body = PARTS.get(self.path, ("text/html", b"<p>not here</p>"))
        self.send_response(200 if self.path in PARTS or self.path == "/story" else 404)
        self.send_header("Content-Type", kind)
        if self.path == "/story":
            self.send_header("Transfer-Encoding", "chunked")
            self.send_header("Set-Cookie", "id=secret")
        else:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(WIRE if self.path == "/story" else body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def served() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


def verify(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from verify.cli.main import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, timeout=120, check=False)


def test_the_exact_bytes_and_what_the_page_needs_are_stored_on_request(tmp_path: Path) -> None:
    registry = tmp_path / "references.yaml"
    at = ["-r", str(registry)]
    with served() as port:
        registry.write_text(REGISTRY.format(port=port))
        network = ["--allow", f"127.0.0.1:{port}", "--delay", "0", "--no-robots"]
        fetched = verify("fetch", *at, "--exact-wire", "--requisites", *network)
        again = verify("fetch", *at, "--requisites", "--max-requisites", "1", "--force", *network)
    assert fetched.returncode == 0, fetched.stderr
    assert b"requisites: 4 stored, 1 of them an error or no answer\n" in fetched.stderr
    assert b"requisites: 1 stored; 3 left, beyond 1 of a page (--max-requisites)\n" in again.stderr
    assert fetched.stdout.count(b"http://") == 1  # the page alone is a reference
    cache = tmp_path / "cache"
    with Archive.open(cache, clock=ticking()) as archive:
        first, second = archive.looks(f"http://127.0.0.1:{port}/story")
        assert len(archive.looks(f"http://127.0.0.1:{port}/b.png")) == 1
        assert first.snapshot is not None
        assert second.snapshot is not None
    told = verify("cache", "wire", first.snapshot.id, *at)
    head, _, body = told.stdout.partition(b"\r\n\r\n")
    assert (told.returncode, body) == (0, WIRE)
    assert b"\r\nTransfer-Encoding: chunked\r\nSet-Cookie: redacted" in head
    without = verify("cache", "wire", second.snapshot.id.removeprefix("urn:uuid:")[:12], *at)
    assert without.returncode == 2
    assert b"fetched without --exact-wire" in without.stderr
    into = verify("cache", "wire", first.snapshot.id, *at, "--output", str(tmp_path / "response.http"))
    assert into.returncode == 0
    assert (tmp_path / "response.http").read_bytes() == told.stdout
    assert verify_cache(cache).problems == ()
    assert warcio_says(cache) == (0, "")
