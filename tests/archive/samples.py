"""Exchanges, clocks and disks for the archive's tests."""

from __future__ import annotations

import dataclasses
import datetime as dt
import errno
import io
import json
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from types import SimpleNamespace

from warcio.checker import Checker

from verify.archive.chain import file_digest, read_chain
from verify.archive.codec import not_modified_head, read_payload
from verify.archive.disk import LocalDisk
from verify.archive.gzip_member import pack
from verify.archive.head import parse_fields, stored_request, stored_response
from verify.archive.members import scan
from verify.archive.store import Archive
from verify.archive.warc import HTTP_RESPONSE, Record, parse, plain
from verify.model.snapshot import Exchange, Failure, FailureKind, Hop, TlsFacts

START = dt.datetime(2026, 3, 4, 5, 6, 7, 890123, tzinfo=dt.UTC)
PAGE = b"<p>The river rose by two metres.</p>"
URL = "https://news.example/river"
HEAD = (
    b'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nETag: "v1"\r\nContent-Length: %d\r\n\r\n'
)


def ticking(start: dt.datetime = START) -> Callable[[], dt.datetime]:
    """A clock that is one second on at every look."""
    seconds = iter(range(10**6))
    return lambda: start + dt.timedelta(seconds=next(seconds))


def hop(
    url: str = URL,
    body: bytes = PAGE,
    *,
    head: bytes | None = None,
    request: bytes = b"",
    status: int = 200,
    later: int = 0,
) -> Hop:
    received = HEAD % len(body) if head is None else head
    return Hop(
        url=url,
        started=START + dt.timedelta(seconds=later),
        elapsed_ms=12,
        request_head=b"GET /river HTTP/1.1\r\nHost: news.example\r\n" + request + b"\r\n",
        response_head=received,
        status=status,
        headers=parse_fields(received),
        body=body,
        ip_address="192.0.2.7",
        tls=TlsFacts("TLSv1.3", "TLS_AES_128_GCM_SHA256", "ab" * 32),
    )


def look(*hops: Hop, url: str | None = None, failure: Failure | None = None) -> Exchange:
    first = hops[0] if hops else None
    started = first.started if first else START
    return Exchange(url or (first.url if first else URL), started, 34, hops, failure, attempts=2)


def not_modified(later: int = 100, request: bytes = b'If-None-Match: "v1"\r\n') -> Exchange:
    return look(
        hop(body=b"", head=b"HTTP/1.1 304 Not Modified\r\n\r\n", status=304, request=request, later=later)
    )


NO_NAME = look(url="https://gone.example/", failure=Failure(FailureKind.dns, "no such name", "NXDOMAIN"))


def write_the_old_way(root: Path) -> None:
    """Rewrite the one run of a cache so that its 304 revisits hold their heads, as the first archives did."""
    (path,) = (root / "warc").iterdir()
    found = [parse(member.content) for member in scan(path)]
    heads: dict[str, bytes] = {}
    for record in found:
        if record.type == "metadata":
            hops = read_payload(record.block).get("hops", [])
            heads |= {one["record"]: not_modified_head(one) for one in hops if "not_modified" in one}
    path.write_bytes(b"".join(pack(plain(_the_old_way(record, heads))) for record in found))
    (entry,) = read_chain(root / "runs.jsonl")
    entry = dataclasses.replace(entry, sha256=file_digest(path), bytes=path.stat().st_size)
    (root / "runs.jsonl").write_text(entry.line() + "\n")


def _the_old_way(record: Record, heads: dict[str, bytes]) -> Record:
    if record.id in heads:
        return Record((*record.fields, ("Content-Type", HTTP_RESPONSE)), heads[record.id])
    if record.type != "metadata" or "hops" not in (payload := read_payload(record.block)):
        return record
    for one in payload["hops"]:
        one.pop("not_modified", None)
    return Record(record.fields, json.dumps(payload, ensure_ascii=False, sort_keys=True).encode())


def as_stored(exchange: Exchange) -> Exchange:
    """What the archive keeps of an exchange: heads fitted and freed of secrets."""
    return dataclasses.replace(exchange, hops=tuple(_stored(one) for one in exchange.hops))


def _stored(one: Hop) -> Hop:
    head = stored_response(one.response_head, status=one.status, length=len(one.body)).head
    request = stored_request(one.request_head).head
    return dataclasses.replace(one, request_head=request, response_head=head, headers=parse_fields(head))


def open_to_write(root: Path, disk: LocalDisk | None = None) -> Archive:
    """A writer that, without a `disk`, does not wait for the real one."""
    return Archive.open(root, clock=ticking(), write=True, disk=disk or QuickDisk())


def warcio_says(root: Path) -> tuple[int, str]:
    """Exit value and words of `warcio check` on every finished WARC."""
    paths = sorted(str(path) for path in (root / "warc").glob("*.warc.gz"))
    said = io.StringIO()
    with redirect_stdout(said):
        value = Checker(SimpleNamespace(inputs=paths, verbose=False)).process_all()
    return value, said.getvalue()


def tree(root: Path) -> dict[str, tuple[int, bytes]]:
    """Every file with its time of change and content."""
    files = [path for path in sorted(root.rglob("*")) if path.is_file()]
    return {str(path.relative_to(root)): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


class QuickDisk(LocalDisk):
    """Does not wait for the disk: for tests that write much and pull no plug."""

    def sync(self, path: Path) -> None:
        path.stat()

    def sync_folder(self, path: Path) -> None:
        path.stat()


class SlowDisk(QuickDisk):
    """Writes piece by piece, so that a kill strikes in the middle of a record."""

    def append(self, path: Path, content: bytes) -> None:
        for place in range(0, len(content) or 1, 512):
            super().append(path, content[place : place + 512])


class FullDisk(LocalDisk):
    """Takes `room` more bytes, then says ENOSPC in the middle of a write."""

    def __init__(self, room: int) -> None:
        self.room = room

    def append(self, path: Path, content: bytes) -> None:
        taken = content[: self.room]
        self.room -= len(taken)
        super().append(path, taken)
        if len(taken) < len(content):
            raise OSError(errno.ENOSPC, "No space left on device")


class StubbornDisk(LocalDisk):
    """Refuses one kind of operation from the moment `refuse` names it."""

    def __init__(self) -> None:
        self.refuse: set[str] = set()

    def _ask(self, name: str) -> None:
        if name in self.refuse:
            raise OSError(errno.EROFS, "Read-only file system")

    def append(self, path: Path, content: bytes) -> None:
        self._ask("append")
        super().append(path, content)

    def sync(self, path: Path) -> None:
        self._ask("sync")
        super().sync(path)

    def rename(self, old: Path, new: Path) -> None:
        self._ask("rename")
        super().rename(old, new)

    def cut(self, path: Path, size: int) -> None:
        self._ask("cut")
        super().cut(path, size)

    def make_folder(self, path: Path) -> None:
        self._ask("make_folder")
        super().make_folder(path)
