"""Which WARCs of a cache go into a package: whole files, because records are never rewritten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from verify.archive.chain import RunEntry, parse_line, read_lines
from verify.archive.places import Places
from verify.archive.recovery import open_for_reading
from verify.errors import ArchiveDamaged
from verify.text.counting import counted


@dataclass(frozen=True)
class Chosen:
    """Names of finished WARCs, the oldest first, and what was left out, in plain words."""

    warcs: tuple[str, ...]
    notes: tuple[str, ...]


def choose(root: Path, urls: Sequence[str] | None) -> Chosen:
    """The WARCs that hold looks at `urls`, and those that they look back to; without `urls` the whole cache.

    Unfinished runs are left out, and it is said. Changes nothing.
    """
    places = Places(root)
    wanted = set(places.sealed() + places.parts()) if urls is None else _holding(places, urls)
    sealed = [name for name in places.sealed() if name in wanted]
    return Chosen(tuple(sealed), tuple(_left_out(wanted - set(sealed))))


def _left_out(names: set[str]) -> Iterator[str]:
    if names:
        yield (
            f"{counted(len(names), 'unfinished run')} left out ({', '.join(sorted(names))}): "
            "the next command that writes to the cache finishes it"
        )


def _holding(places: Places, urls: Sequence[str]) -> set[str]:
    """The files with looks at these URLs, and the files that those look back to, until none is left out."""
    ledger = open_for_reading(places).ledger
    try:
        waiting = [row["warc"] for url in urls for row in ledger.looks(url)]
        found: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += ledger.looked_back_to(name)
        return found
    finally:
        ledger.close()


def sealed_as(root: Path) -> dict[str, RunEntry]:
    """What runs.jsonl says of each finished WARC; lines that cannot be read say nothing."""
    found = {}
    for number, line in enumerate(read_lines(Places(root).runs), 1):
        with suppress(ArchiveDamaged):
            entry = parse_line(line, number)
            found[entry.warc] = entry
    return found
