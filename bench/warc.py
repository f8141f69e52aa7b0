"""Writing WARC records, ours beside warcio's in alternating rounds; results/warc.md.

    python -m bench.warc [--rounds 9]

Both are given the same exchanges and write the same records of them: request, response, and the JSON of the
look as a metadata record, one gzip member each, block and payload digests in every one that has them.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import io
import json
import random
import statistics
import time
import uuid
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.extract.corpus import pages
from bench.machine import facts, report
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from verify.archive.codec import LOOK, Stored, look_payload, metadata_record, request_record, response_record
from verify.archive.disk import LocalDisk
from verify.archive.gzip_member import LEVEL, pack
from verify.archive.head import parse_fields
from verify.archive.store import Archive
from verify.archive.warc import plain, target_uri, warc_date
from verify.model.snapshot import Exchange, Hop
from verify.testing import EPOCH, FakeClock

WARCIO_LEVEL = 9
HEAD = (
    b"HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nServer: nginx\r\nContent-Type: %s\r\n"
    b'Content-Length: %d\r\nConnection: keep-alive\r\nVary: Accept-Encoding\r\nETag: "6553f1a0-1c2a3"\r\n'
    b"Cache-Control: max-age=60\r\nX-Content-Type-Options: nosniff\r\n\r\n"
)
REQUEST = (
    b"GET /%d HTTP/1.1\r\nHost: news.example\r\nUser-Agent: verify-sources/0.1\r\nAccept: text/html,*/*\r\n"
    b"Accept-Language: en,*;q=0.5\r\nAccept-Encoding: gzip, deflate, br\r\nConnection: keep-alive\r\n\r\n"
)
INTRODUCTION = (
    "Both write the same records of the same exchanges into memory: a request, a response and the look's",
    "JSON as a metadata record, each a gzip member of its own, with digests of block and payload (ours",
    "SHA-256, warcio's SHA-1). Records a second of processor time, medians over alternating rounds; warcio",
    "reads every file back and its digests agree. *Pages, gzip* is how servers send pages to us; *mix* is",
    "six of them, two pictures, one plain page and one small answer.",
    "",
    f"Ours compresses at level {LEVEL}, warcio at {WARCIO_LEVEL}; in the rows of equal levels one is",
    "set to the other's level. Ours stores what does not shrink instead of compressing it once more. Of a",
    "plain page deflate is nearly all the work, and both have the same one (zlib), so that at an equal level",
    "little is left to win there.",
    "",
)


@dataclass(frozen=True)
class Kind:
    """Exchanges of one kind, and the JSON of their looks."""

    name: str
    exchanges: tuple[Exchange, ...]

    @property
    def body(self) -> float:
        return statistics.mean(len(each.hops[0].body) for each in self.exchanges)


def kinds() -> list[Kind]:
    rng = random.Random(5)
    plainly = [page.body for page in pages(10)]
    packed = [gzip.compress(body, 6, mtime=0) for body in plainly]
    pictures = [rng.randbytes(60_000) for _ in range(10)]
    small = [body[:2000] for body in plainly]
    mix = [*packed[:6], *pictures[:2], plainly[0], small[0]]
    named = {"pages, gzip": packed, "pages, plain": plainly, "pictures": pictures, "small": small, "mix": mix}
    return [Kind(name, tuple(map(_exchange, range(len(each)), each))) for name, each in named.items()]


def _exchange(number: int, body: bytes) -> Exchange:
    head = HEAD % (b"text/html; charset=utf-8", len(body))
    url = f"https://news.example/{number}"
    hop = Hop(url, EPOCH, 120, REQUEST % number, head, 200, parse_fields(head), body, ip_address="192.0.2.7")
    return Exchange(url, EPOCH, 130, (hop,))


def ours(kind: Kind, level: int) -> bytes:
    pieces = []
    for exchange in kind.exchanges:
        hop = exchange.hops[0]
        stored = Stored(_urn(), _urn())
        payload = look_payload(exchange, "run", [stored])
        records = (
            request_record(hop, stored, "urn:uuid:1"),
            response_record(hop, stored, "urn:uuid:1"),
            metadata_record(
                LOOK + _urn(), _urn(), exchange.started, payload, (stored.response, exchange.url)
            ),
        )
        pieces += [pack(plain(record), level) for record in records]
    return b"".join(pieces)


def _urn() -> str:
    return f"urn:uuid:{uuid.uuid4()}"


class Members(io.BytesIO):
    """What warcio's own wrapper does, with the level free: a new member after each record."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self._level = level
        self._packer = zlib.compressobj(level, zlib.DEFLATED, zlib.MAX_WBITS + 16)

    def write(self, piece: bytes) -> int:  # type: ignore[override]
        return super().write(self._packer.compress(piece))

    def flush(self) -> None:
        super().write(self._packer.flush())
        self._packer = zlib.compressobj(self._level, zlib.DEFLATED, zlib.MAX_WBITS + 16)


def theirs(kind: Kind, level: int) -> bytes:
    own = level == WARCIO_LEVEL
    out = io.BytesIO() if own else Members(level)
    writer = WARCWriter(out, gzip=own, warc_version="1.1")
    for exchange in kind.exchanges:
        hop = exchange.hops[0]
        fields = {"WARC-Date": warc_date(hop.started), "WARC-IP-Address": hop.ip_address}
        answer = StatusAndHeaders("200 OK", list(hop.headers), protocol="HTTP/1.1")
        asked = StatusAndHeaders("GET / HTTP/1.1", list(parse_fields(hop.request_head)), is_http_request=True)
        response = writer.create_warc_record(
            target_uri(hop.url),
            "response",
            io.BytesIO(hop.body),
            http_headers=answer,
            warc_headers_dict=fields,
        )
        request = writer.create_warc_record(
            target_uri(hop.url), "request", http_headers=asked, warc_headers_dict=dict(fields)
        )
        writer.write_request_response_pair(request, response)
        look = json.dumps(look_payload(exchange, "run", [Stored(_urn(), _urn())])).encode()
        refers = {"WARC-Refers-To": response.rec_headers.get_header("WARC-Record-ID")}
        writer.write_record(
            writer.create_warc_record(
                LOOK + _urn(), "metadata", io.BytesIO(look),
                warc_content_type="application/json", warc_headers_dict={**refers, **fields},
            )
        )  # fmt: skip
    return out.getvalue()


Contestant = tuple[str, Callable[[Kind, int], bytes], int]
CONTESTS: dict[str, tuple[Contestant, Contestant]] = {
    f"as released ({LEVEL} and {WARCIO_LEVEL})": (("ours", ours, LEVEL), ("warcio", theirs, WARCIO_LEVEL)),
    f"both at {LEVEL}": (("ours", ours, LEVEL), ("warcio", theirs, LEVEL)),
    f"both at {WARCIO_LEVEL}": (("ours", ours, WARCIO_LEVEL), ("warcio", theirs, WARCIO_LEVEL)),
}


def contest(kind: Kind, pair: Sequence[Contestant], rounds: int) -> list[float]:
    """Median records a second of each."""
    took: list[list[float]] = [[] for _ in pair]
    for _ in range(rounds):
        for times, (_, write, level) in zip(took, pair, strict=True):
            gc.collect()
            started = time.process_time()
            write(kind, level)
            times.append(time.process_time() - started)
    return [3 * len(kind.exchanges) / statistics.median(times) for times in took]


def agree(kind: Kind, written: bytes) -> None:
    """warcio reads the records back, every digest fits, every body is there."""
    bodies = []
    for record in ArchiveIterator(io.BytesIO(written), check_digests=True):
        content = record.raw_stream.read()
        assert record.digest_checker.passed is not False, record.digest_checker.problems
        if record.rec_type == "response":
            bodies.append(content)
    assert bodies == [each.hops[0].body for each in kind.exchanges]


def rows(every: Sequence[Kind], rounds: int) -> list[str]:
    columns = (
        "levels",
        "exchanges",
        "body, bytes",
        "ours, records/s",
        "warcio, records/s",
        "ratio",
        "bytes out",
    )
    lines = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    for name, pair in CONTESTS.items():
        for kind in every:
            written = [write(kind, level) for _, write, level in pair]
            for each in written:
                agree(kind, each)
            speeds = contest(kind, pair, rounds)
            lines.append(
                f"| {name} | {kind.name} | {kind.body:,.0f} | {speeds[0]:,.0f} | {speeds[1]:,.0f} "
                f"| **{speeds[0] / speeds[1]:.2f}** | {len(written[0]):,} / {len(written[1]):,} |"
            )
    return lines


class UnsyncedDisk(LocalDisk):
    """Leaves the syncing to the system."""

    def sync(self, path: Path) -> None: ...

    def sync_folder(self, path: Path) -> None: ...


def appending(kind: Kind, disk: LocalDisk, times: int) -> float:
    """Wall milliseconds that Archive.append takes for one look: records, file, ledger and index."""
    with (
        TemporaryDirectory() as folder,
        Archive.open(Path(folder), clock=FakeClock(), write=True, disk=disk) as one,
    ):
        looks = [_exchange(number, b"%d" % number + body) for number, body in enumerate(_bodies(kind, times))]
        started = time.perf_counter()
        for look in looks:
            one.append(look)
        return (time.perf_counter() - started) / times * 1e3


def _bodies(kind: Kind, times: int) -> list[bytes]:
    return [kind.exchanges[number % len(kind.exchanges)].hops[0].body for number in range(times)]


def whole(kind: Kind, rounds: int) -> str:
    took: dict[bool, list[float]] = {False: [], True: []}
    for _ in range(rounds):
        for synced, times in took.items():
            times.append(appending(kind, LocalDisk() if synced else UnsyncedDisk(), 60))
    without, with_sync = (statistics.median(took[synced]) for synced in (False, True))
    return (
        f"`Archive.append` of one look of the mix, with ledger and index: {without:.2f} ms without fsync, "
        f"{with_sync:.2f} ms with it (wall time); fsync alone is {with_sync - without:.2f} ms a look."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Writing WARC records beside warcio.")
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    machine = facts()
    every = kinds()
    lines = [*INTRODUCTION, *rows(every, rounds), "", whole(every[-1], min(rounds, 5))]
    report("warc", f"Writing WARC records beside warcio: {rounds} rounds", lines, machine)


if __name__ == "__main__":
    main()
