"""A web archive on loopback that speaks as the Internet Archive does: index, TimeMap, TimeGate, replay, save.

Written after the CDX server's own documentation, its source where that says more (a resume key is unescaped
twice), and the answers that clients of the Wayback Machine report. `Answering` is the server around it.
"""

from __future__ import annotations

import asyncio
import base64
import gzip
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from urllib.parse import parse_qs, quote_plus, unquote, unquote_plus, urlsplit

from tests.fetch.answering import Answering, Asked, reply
from tests.memento.given import moment

from verify.model.memento import Dialect, PublicArchive
from verify.text.http_dates import read_http_date

JOB = "spn2-" + "0123456789" * 4
FIELDS = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]


@dataclass(frozen=True)
class Kept:
    """A capture; `stamp` has 14 digits."""

    stamp: str
    url: str
    body: bytes = b"<p>The river rose.</p>"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """One for http and https, with and without www."""
        parts = urlsplit(self.url)
        host = (parts.hostname or "").removeprefix("www.")
        path = parts.path.rstrip("/") or "/"
        return (
            f"{','.join(reversed(host.split('.')))}){path}{'?' + parts.query if parts.query else ''}".lower()
        )

    @property
    def digest(self) -> str:
        return base64.b32encode(hashlib.sha1(self.body, usedforsecurity=False).digest()).decode()

    @property
    def row(self) -> list[str]:
        length = str(len(self.body) + 300)
        return [self.key, self.stamp, self.url, "text/html", str(self.status), self.digest, length]


@dataclass
class OldWeb:
    """`kept` is what it has. `instead` gives raw answers for the next requests whose target begins so. `most`
    is the most captures of one answer.

    A page that is saved is kept under `now`; with `loses` the service reports an error although it was, and
    with `fails` it was not.
    """

    kept: list[Kept] = field(default_factory=list)
    instead: dict[str, list[bytes | None]] = field(default_factory=dict)
    now: str = "20260101000010"
    loses: bool = False
    fails: bool = False
    polls: int = 2
    most: int = 150_000
    port: int = 0
    _saved: str = ""

    def __call__(self, asked: Asked) -> bytes | None:
        for start, answers in self.instead.items():
            if asked.target.startswith(start) and answers:
                return answers.pop(0)
        for start, answer in (
            ("/cdx/search/cdx?", self._index), ("/web/timemap/link/", self._timemap),
            ("/save/status/", self._status), ("/save", self._save), ("/web/", self._web),
        ):  # fmt: skip
            if asked.target.startswith(start):
                return answer(asked, asked.target.removeprefix(start))
        return reply(404)

    # The index

    def _index(self, asked: Asked, query: str) -> bytes:
        said = {name: values[0] for name, values in parse_qs(query).items()}
        rows = [each.row for each in self._of(said["url"])]
        rows = [row for row in rows if said.get("from", "0") <= row[1][: len(said.get("from", "0"))]]
        rows = [row for row in rows if row[1][: len(said.get("to", "9"))] <= said.get("to", "9")]
        if said.get("collapse") == "digest":
            rows = [next(run) for _, run in groupby(rows, lambda row: row[5])]
        if "resumeKey" in said:
            start = unquote_plus(said["resumeKey"])
            rows = [row for row in rows if f"{row[0]} {row[1]}" > start]
        limit = min(int(said.get("limit", "150000")), self.most)
        more = [[], [quote_plus(f"{rows[limit - 1][0]} {rows[limit - 1][1]}!")]] if len(rows) > limit else []
        body = gzip.compress(_array([FIELDS, *rows[:limit], *more] if rows else []))
        return reply(200, body, "Content-Type: application/json", "Content-Encoding: gzip")

    def _of(self, url: str) -> list[Kept]:
        wanted = Kept("", url).key
        return sorted((each for each in self.kept if each.key == wanted), key=lambda each: each.stamp)

    # Mementos

    def _timemap(self, asked: Asked, url: str) -> bytes:
        found = self._of(url)
        if not found:
            return reply(404, b"", "Content-Type: application/link-format")
        links = [f'<{url}>; rel="original"', f'<{self.base}timemap/link/{url}>; rel="self"']
        links += [_memento(self.base, each, "memento") for each in found]
        return reply(200, ",\n".join(links).encode(), "Content-Type: application/link-format")

    def _web(self, asked: Asked, rest: str) -> bytes:
        stamp, _, url = rest.partition("/")
        if not stamp.endswith("id_"):
            return self._gate(asked, rest)
        found = self._of(unquote(url) if "%" in url else url)
        if not found:
            return reply(404, b"<html>The Wayback Machine has not archived that URL.</html>")
        nearest = min(found, key=lambda each: abs(moment(each.stamp) - moment(stamp[:14])))
        if nearest.stamp != stamp[:14]:
            return reply(302, b"", f"Location: /web/{nearest.stamp}id_/{nearest.url}")
        return self._played(nearest)

    def _played(self, each: Kept) -> bytes:
        location = [f"Location: {self.base}{each.stamp}id_/{value}" for name, value in each.headers
                    if name.lower() == "location"]  # fmt: skip
        kept = [f"x-archive-orig-{name.lower()}: {value}" for name, value in each.headers]
        fields = [
            "Content-Type: text/html", f"Memento-Datetime: {moment(each.stamp):%a, %d %b %Y %H:%M:%S GMT}",
            f'Link: <{each.url}>; rel="original"', "x-archive-src: a.warc.gz", *kept, *location,
        ]  # fmt: skip
        return reply(each.status, each.body, *fields)

    def _gate(self, asked: Asked, url: str) -> bytes:
        found = self._of(url)
        if not found:
            return reply(404, b"<html>not archived</html>")
        wanted = _stamp_of(asked.header("accept-datetime") or "")
        nearest = min(found, key=lambda each: abs(moment(each.stamp) - moment(wanted)))
        links = [
            _memento(self.base, found[0], "first memento"),
            _memento(self.base, found[-1], "last memento"),
        ]
        return reply(
            302, b"", f"Location: {self.base}{nearest.stamp}/{nearest.url}", f"Link: {', '.join(links)}",
            "Vary: Accept-Datetime",
        )  # fmt: skip

    # Save Page Now

    def _save(self, asked: Asked, rest: str) -> bytes:
        if asked.method == "POST":
            if not (asked.header("authorization") or "").startswith("LOW "):
                return reply(401, b'{"message": "You need to be logged in to use Save Page Now."}')
            return self._taken(parse_qs(asked.body.decode())["url"][0])
        url = rest.removeprefix("/")
        if self.fails:
            return reply(520, b"<html>Save Page Now could not capture this URL.</html>")
        self.kept.append(Kept(self.now, url))
        return reply(520 if self.loses else 302, b"", f"X-Location: /web/{self.now}/{url}" if self.loses
                     else f"Location: /web/{self.now}/{url}")  # fmt: skip

    def _taken(self, url: str) -> bytes:
        self._saved = url
        if not self.fails:
            self.kept.append(Kept(self.now, url))
        return _json(url=url, job_id=JOB)

    def _status(self, asked: Asked, job: str) -> bytes:
        if job != JOB:
            return reply(404, b"{}")
        self.polls -= 1
        if self.polls >= 0:
            return _json(status="pending", job_id=JOB)
        if self.fails or self.loses:
            return _json(status="error", status_ext="error:browsing-timeout", message="It took too long.")
        return _json(status="success", timestamp=self.now, original_url=self._saved, job_id=JOB)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}/web/"

    @property
    def archive(self) -> PublicArchive:
        """As the settings describe it."""
        root = f"http://127.0.0.1:{self.port}"
        return PublicArchive(
            "old-web", self.base, Dialect.internet_archive, f"{root}/cdx/search/cdx", f"{root}/save"
        )


class Serving(Answering):
    """An OldWeb behind a port."""

    def __init__(self, web: OldWeb) -> None:
        super().__init__(web)
        self.web = web

    async def __aenter__(self) -> Serving:
        await super().__aenter__()
        self.web.port = self.port
        return self

    def targets(self, start: str) -> list[str]:
        return [asked.target for asked in self.asked if asked.target.startswith(start)]


@contextmanager
def serving(web: OldWeb) -> Iterator[Serving]:
    """In a thread of its own, for tests of whole commands."""
    loop = asyncio.new_event_loop()
    server = Serving(web)
    loop.run_until_complete(server.__aenter__())
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(server.__aexit__(None, None, None), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


def years(url: str, *bodies: bytes, since: int = 2010) -> Iterator[Kept]:
    """A capture a year, with these bodies."""
    for number, body in enumerate(bodies):
        yield Kept(f"{since + number}0615120000", url, body)


def _array(rows: list[list[str]]) -> bytes:
    return ("[" + ",\n ".join(json.dumps(row) for row in rows) + "]\n").encode()


def _json(**fields: str) -> bytes:
    return reply(200, json.dumps(fields).encode(), "Content-Type: application/json")


def _memento(base: str, each: Kept, rel: str) -> str:
    date = f"{moment(each.stamp):%a, %d %b %Y %H:%M:%S GMT}"
    return f'<{base}{each.stamp}/{each.url}>; rel="{rel}"; datetime="{date}"'


def _stamp_of(date: str) -> str:
    at = read_http_date(date)
    return f"{at:%Y%m%d%H%M%S}" if at else "20260101000000"
