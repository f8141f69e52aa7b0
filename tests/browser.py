"""Chromium without a window, told what to do over the DevTools protocol, and a server for what it shows."""

from __future__ import annotations

import base64
import json
import os
import re
import select
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PATIENCE = 45.0  # seconds until a page must show what is waited for
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-background-networking", "--remote-debugging-pipe", "--window-size=1000,800",
)  # fmt: skip
_LAUNCH = """
import fcntl, os, sys
ours = [fcntl.fcntl(int(number), fcntl.F_DUPFD, 10) for number in sys.argv[1:3]]
for number, wanted in zip(ours, (3, 4)):
    os.dup2(number, wanted)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Puts the two pipes where --remote-debugging-pipe looks for them."""
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")

Files = Mapping[str, tuple[str, bytes]]
"""Path to media type and content."""


def program() -> str | None:
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


@contextmanager
def serving(files: Files) -> Iterator[str]:
    """The address of a server on a free port of this machine that knows byte ranges (RFC 9110, 14)."""

    class Serving(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            kind, content = files.get(self.path.partition("?")[0], ("", b""))
            wanted = _RANGE.fullmatch(self.headers.get("Range", ""))
            first, end = _span(wanted, len(content)) if wanted else (0, len(content))
            self.send_response((206 if wanted else 200) if kind else 404)
            if wanted:
                self.send_header("Content-Range", f"bytes {first}-{end - 1}/{len(content)}")
            self.send_header("Content-Type", kind or "text/plain")
            self.send_header("Content-Length", str(end - first))
            self.send_header("Accept-Ranges", "bytes")
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(content[first:end])

        do_HEAD = do_GET

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Serving)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _span(wanted: re.Match[str], size: int) -> tuple[int, int]:
    first, last = wanted.groups()
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(size, int(last) + 1) if last else size


class Browser:
    """One tab. Commands and answers are JSON, ended by a zero byte, over two pipes."""

    def __init__(self, process: subprocess.Popen[bytes], write: int, read: int) -> None:
        self._process, self._write, self._read = process, write, read
        self._rest, self._number, self._tab = b"", 0, ""
        self.events: list[dict[str, Any]] = []

    def open(self, url: str) -> None:
        target = self.tell("Target.createTarget", url=url)["targetId"]
        self._tab = self.tell("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def visit(self, url: str, *domains: str) -> None:
        """Open an empty tab, have it report the events of `domains` (as Network), and load a page in it."""
        self._tab = ""
        self.open("about:blank")
        self.events.clear()
        for domain in ("Page", *domains):
            self.tell(f"{domain}.enable")
        self.tell("Page.navigate", url=url)
        self.wait_for("`${document.readyState} ${location}`", "complete " + url)

    def tell(self, method: str, **parameters: object) -> dict[str, Any]:
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": parameters}
        if self._tab:
            message["sessionId"] = self._tab
        os.write(self._write, json.dumps(message).encode() + b"\0")
        end = time.monotonic() + PATIENCE
        while (answer := self._next(end)).get("id") != self._number:
            self.events.append(answer)
        assert "error" not in answer, answer
        found: dict[str, Any] = answer["result"]
        return found

    def _next(self, end: float) -> dict[str, Any]:
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._read], [], [], max(0.0, end - time.monotonic()))
            piece = os.read(self._read, 2**16) if ready else b""
            assert piece, f"Chromium does not answer (it has ended with {self._process.poll()})"
            self._rest += piece
        one, _, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(one)
        return found

    def evaluate(self, script: str) -> Any:
        """What a script comes to; promises are waited for."""
        result = self.tell("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def wait_for(self, script: str, wanted: str) -> str:
        """Ask until the answer holds `wanted`; the last answer where it never does."""
        end, found = time.monotonic() + PATIENCE, ""
        while wanted not in found and time.monotonic() < end:
            time.sleep(0.2)
            found = str(self.evaluate(script))
        return found

    def screenshot(self, path: Path, *, whole: bool = False) -> None:
        """What the window shows, or the whole page however long it is."""
        shown = self.tell("Page.captureScreenshot", captureBeyondViewport=whole, **self._extent(whole))
        path.write_bytes(base64.b64decode(shown["data"]))

    def _extent(self, whole: bool) -> dict[str, object]:
        if not whole:
            return {}
        size = self.tell("Page.getLayoutMetrics")["cssContentSize"]
        return {"clip": {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}}

    def look(self, *, width: int = 1000, height: int = 800, dark: bool = False, media: str = "") -> None:
        """Emulate a screen of that many CSS pixels, dark or light, or paper (media `print`)."""
        self.tell(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.tell("Emulation.setEmulatedMedia", media=media, features=[scheme])

    def told(self, method: str) -> list[dict[str, Any]]:
        """The parameters of every event of that name since the page was visited."""
        self.evaluate("1")  # takes in what is waiting
        return [event["params"] for event in self.events if event.get("method") == method]

    def close(self) -> None:
        self._tab = ""
        self.tell("Browser.close")
        self._process.wait(timeout=PATIENCE)


@contextmanager
def browsing(chromium: str, profile: Path) -> Iterator[Browser]:
    """A browser with a profile of its own, ended whatever happens."""
    its_in, our_out = os.pipe()
    our_in, its_out = os.pipe()
    launch = [sys.executable, "-c", _LAUNCH, str(its_in), str(its_out)]
    command = [*launch, chromium, *_FLAGS, f"--user-data-dir={profile}", "about:blank"]
    with (profile.parent / "chromium.log").open("wb") as log:
        process = subprocess.Popen(command, pass_fds=(its_in, its_out), stdout=log, stderr=log)
    os.close(its_in)
    os.close(its_out)
    browser = Browser(process, our_out, our_in)
    try:
        yield browser
        browser.close()
    finally:
        process.kill()
        process.wait(timeout=PATIENCE)
        os.close(our_out)
        os.close(our_in)
