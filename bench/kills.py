"""kill -9 in the middle of writing, over and over: what is lost, what is damaged; results/kills.md.

    python -m bench.kills [--kills 500] [--seed 1]

A child process stores looks as fast as it can, with every sync, and names each one over a pipe once the
archive says that it is stored. The parent kills it at a random moment, opens the cache for writing as the
next run would, reads back everything that was promised, and has every digest checked. Exits 1 where anything
is amiss.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.machine import facts, report

from verify.archive.disk import LocalDisk
from verify.archive.integrity import verify_cache
from verify.archive.store import Archive
from verify.errors import ArchiveError
from verify.model.snapshot import Exchange
from verify.testing import hop

A_CACHE = 25
"""Kills before a new cache is begun: all of a cache is checked after each."""
LONGEST = 0.06  # seconds from the first promise to the kill
PIECE = 1024
TORN = re.compile(r"([1-9]\d*) bytes of a torn record cut")
INTRODUCTION = (
    "A child process stores looks with every sync and names each one over a pipe once it is stored; the",
    "parent kills it with SIGKILL at a random moment. Two in three write in pieces of 1 KiB as a slow disk",
    "does, so that many kills strike in the middle of a record. After each kill the cache is opened for",
    "writing, everything promised so far is read back, and `cache verify` reads every digest. *Torn*: the",
    "file ended in half a record. *Unsealed*: whole records, no end. *In sealing*: the WARC was finished,",
    "the run not. *Between runs*: all was finished.",
    "",
)


@dataclass
class Toll:
    """What came of the kills."""

    kills: int = 0
    promised: int = 0
    lost: int = 0
    corrupt: int = 0
    found: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0  # seconds that the opening after a kill took
    problems: list[str] = field(default_factory=list)


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def exchanges(seed: int) -> Iterator[Exchange]:
    """Looks without end: pages of words and bodies that do not shrink, small and large, some again."""
    rng = random.Random(seed)
    for number in range(10**9):
        body = rng.randbytes(rng.choice((300, 20_000, 400_000)))
        if rng.random() < 0.3:
            body = b"<p>The same words in every look.</p>" * rng.randint(1, 200)
        url = f"https://site{number % 7}.example/{seed}/{number}"
        one = hop(
            url, body, headers={"Content-Type": "text/html", "Content-Length": str(len(body))}, at=now()
        )
        yield Exchange(url, one.started, 1, (one,))


class SlowDisk(LocalDisk):
    """Writes piece by piece, as a busy disk does."""

    def append(self, path: Path, content: bytes) -> None:
        for place in range(0, len(content) or 1, PIECE):
            super().append(path, content[place : place + PIECE])
            time.sleep(0)


def write(root: Path, seed: int, pipe: int) -> None:
    """What the child does until it is killed."""
    rng = random.Random(-seed)
    disk = SlowDisk() if seed % 3 else LocalDisk()
    with Archive.open(root, clock=now, write=True, disk=disk) as archive:
        for exchange in exchanges(seed):
            look = archive.append(exchange)
            os.write(pipe, (look.id + "\n").encode())
            if rng.random() < 0.1:
                archive.append_verdict("story/claim", "holds", {}, refers_to=None, refers_to_uri=None)
            if rng.random() < 0.2:
                archive.seal()


def kill_one(root: Path, seed: int, wait: float) -> list[str]:
    """Start a child, kill it `wait` seconds after its first promise; what it promised."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            write(root, seed, writing)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        lines = [pipe.readline()]
        time.sleep(wait)
        os.kill(child, signal.SIGKILL)
        lines += pipe.readlines()
    os.waitpid(child, 0)
    return [line.decode().strip() for line in lines if line.endswith(b"\n")]


def check(root: Path, promised: list[str], toll: Toll) -> None:
    """Open the cache as the next run does and count what is not as it was promised."""
    begun = time.perf_counter()
    with Archive.open(root, clock=now, write=True) as archive:
        toll.slowest = max(toll.slowest, time.perf_counter() - begun)
        toll.found[state(archive.notes)] += 1
        looks = {look.id: look for url in archive.urls() for look in archive.looks(url)}
        lost = [identity for identity in promised if identity not in looks]
        damaged = [
            identity for identity in promised if identity in looks and not reads(archive, looks[identity])
        ]
    problems = verify_cache(root).problems
    toll.lost += len(lost)
    toll.corrupt += len(damaged) + len(problems)
    toll.problems += (
        [f"lost: {each}" for each in lost] + [f"damaged: {each}" for each in damaged] + list(problems)
    )


def reads(archive: Archive, look: object) -> bool:
    try:
        return bool(archive.exchange(look).hops[0].body)  # type: ignore[arg-type]
    except ArchiveError:
        return False


def state(notes: tuple[str, ...]) -> str:
    """What the kill left, by what the opening put right."""
    told = " ".join(notes)
    if TORN.search(told):
        return "torn"
    if "while it was being finished" in told:
        return "in sealing"
    return "unsealed" if "was interrupted" in told else "between runs"


def run(kills: int, seed: int) -> Toll:
    toll, rng = Toll(), random.Random(seed)
    while toll.kills < kills:
        with TemporaryDirectory() as folder:
            promised: list[str] = []
            for _ in range(min(A_CACHE, kills - toll.kills)):
                toll.kills += 1
                promised += kill_one(Path(folder), toll.kills, rng.uniform(0, LONGEST))
                check(Path(folder), promised, toll)
            toll.promised += len(promised)
        print(f"\r{toll.kills} kills", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return toll


def table(toll: Toll) -> list[str]:
    shown = [
        "| | |",
        "|---|---|",
        f"| kills | {toll.kills} |",
        f"| looks promised before them | {toll.promised} |",
    ]
    shown += [f"| kills that left the file: {name} | {toll.found[name]} |" for name in sorted(toll.found)]
    shown += [f"| **lost after the promise** | **{toll.lost}** |", f"| **damaged** | **{toll.corrupt}** |"]
    shown.append(f"| slowest opening after a kill | {toll.slowest * 1e3:.0f} ms |")
    return shown + [f"- {problem}" for problem in toll.problems[:20]]


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill a writer over and over.")
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    machine = facts()
    toll = run(chosen.kills, chosen.seed)
    lines = [*INTRODUCTION, *table(toll)]
    report("kills", "kill -9 while the archive is written", lines, machine)
    sys.exit(1 if toll.lost or toll.corrupt else 0)


if __name__ == "__main__":
    main()
