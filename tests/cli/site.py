"""A small site on loopback for tests of whole commands: pages by path, every request counted."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LONG = "The harbour master said that three cranes were lifted on Monday. " * 30


def page(title: str, body: str = "") -> str:
    return f"<!doctype html><title>{title}</title><article><h1 id=head>{title}</h1><p>{LONG}{body}</article>"


@dataclass
class Site:
    """`pages`: path to body, or to a status with headers; others are 404. `wait`: seconds a page takes."""

    pages: Mapping[str, str | tuple[int, Mapping[str, str]]]
    wait: float = 0.0
    port: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def answer(self, path: str, line: str) -> tuple[int, Mapping[str, str], bytes]:
        with self.lock:
            self.asked[path] += 1
            self.lines.append(line)
        time.sleep(self.wait if path != "/robots.txt" else 0)
        found = self.pages.get(path, (404, {}))
        if isinstance(found, str):
            return 200, {"Content-Type": "text/html; charset=utf-8"}, found.encode()
        return found[0], found[1], b"<!doctype html><p>An answer without a page." + b" " * 10


@contextmanager
def running(site: Site) -> Iterator[Site]:
    """The site on a free port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, headers, body = site.answer(self.path, self.requestline)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_HEAD = do_GET

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
