"""The health of a cache at a glance: lock, unfinished files, run chain, ledger, index. Changes nothing.

No WARC is read: whether the stored bytes are what was written, `verify cache verify` says.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from verify.archive.chain import breaks, parse_line, read_lines
from verify.archive.ledger import Ledger
from verify.archive.lock import writer_state
from verify.archive.places import Places
from verify.archive.recovery import at_rest
from verify.errors import ArchiveDamaged
from verify.model.health import Condition, Health, ok, problem, unchecked, warning
from verify.text.counting import counted

_REREAD = "`verify cache verify` reads every stored byte again"


def checkup(root: Path) -> Iterator[Health]:
    """A line for each part of the cache at `root`; one alone where there is none."""
    places = Places(root)
    if not places.warcs.is_dir():
        yield unchecked("archive", f"there is none in {root} yet", "`verify fetch` makes it")
        return
    yield _writer(places)
    chain = _chain(places)
    yield chain
    if chain.condition is Condition.ok:
        yield from _strangers(places)
    yield _ledger(places)
    if not places.index.is_file() and places.sealed():
        yield warning("index", "index.cdxj is missing", "`verify cache rebuild` makes it anew")


def _writer(places: Places) -> Health:
    state, parts = writer_state(places.lock), places.parts()
    if state == "live":
        return ok("lock", "another run is writing at this moment")
    if state == "killed" or parts:
        left = f", {counted(len(parts), 'file')} unfinished" if parts else ""
        return warning("lock", f"the last run was killed{left}", "the next run that writes puts it right")
    return ok("lock", "nobody is writing")


def _chain(places: Places) -> Health:
    try:
        lines = read_lines(places.runs)
    except OSError as error:
        return problem("runs", f"runs.jsonl cannot be read: {error.strerror}", _REREAD)
    broken = list(breaks(lines))
    if broken:
        return problem("runs", broken[0], _REREAD)
    return ok("runs", f"{counted(len(lines), 'run')} in an unbroken chain")


def _strangers(places: Places) -> Iterator[Health]:
    try:
        listed = {parse_line(line, number).warc for number, line in enumerate(read_lines(places.runs), 1)}
    except (ArchiveDamaged, OSError):
        return
    for name in sorted(listed - set(places.sealed())):
        yield problem("runs", f"{name} is missing", "bring it back from a copy of cache/")
    if writer_state(places.lock) == "none":
        for name in sorted(set(places.sealed()) - listed):
            yield warning("runs", f"{name} is in no run of the chain", _REREAD)


def _ledger(places: Places) -> Health:
    rebuild = "`verify cache rebuild` makes it anew from the WARCs"
    if not places.ledger.is_file():
        return warning("ledger", "ledger.sqlite is missing", rebuild)
    if writer_state(places.lock) != "live" and not at_rest(places):
        return warning("ledger", "it was not closed", "the next run that writes puts it right")
    ledger = Ledger.open(places.ledger, write=False)
    if ledger is None:
        return warning("ledger", "ledger.sqlite is damaged or of another version", rebuild)
    try:
        return ok("ledger", f"{counted(ledger.count('looks'), 'look')}, {_verdicts(ledger)}")
    finally:
        ledger.close()


def _verdicts(ledger: Ledger) -> str:
    return counted(ledger.count("verdicts"), "verdict")
