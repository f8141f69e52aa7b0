from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest
from tests.archive.samples import (
    NO_NAME,
    START,
    URL,
    QuickDisk,
    hop,
    look,
    open_to_write,
    ticking,
    warcio_says,
)

from verify.archive.integrity import verify_cache
from verify.archive.store import Archive
from verify.model.snapshot import Exchange, Look


def killed(root: Path, *exchanges: Exchange) -> list[Look]:
    """Store exchanges and end as a killed process does: nothing sealed, the lock file not emptied."""
    archive = open_to_write(root)
    stored = [archive.append(one) for one in exchanges]
    archive.close()
    assert (root / "lock").read_bytes()
    return stored


def part_of(root: Path) -> Path:
    (part,) = (root / "warc").glob("*.part")
    return part


@pytest.mark.parametrize("torn", [1, 40, 500])
def test_a_torn_record_is_cut_and_the_rest_sealed(tmp_path: Path, torn: int) -> None:
    first, second = killed(tmp_path, look(hop()), look(hop(later=5, body=os.urandom(3000))))
    part = part_of(tmp_path)
    os.truncate(part, part.stat().st_size - torn)
    with open_to_write(tmp_path) as archive:
        assert len(archive.notes) == 2  # the cut, and the ledger that knew a record more
        assert "was interrupted; 6 records kept, " in archive.notes[0]
        assert archive.looks(URL) == (first,)
        assert archive.exchange(first) == look(hop())
        assert [run.records for run in archive.runs()] == [6]
    assert warcio_says(tmp_path) == (0, "")
    assert verify_cache(tmp_path).problems == ()
    assert second not in Archive.open(tmp_path, clock=ticking()).looks(URL)


def test_a_reader_of_a_killed_cache_sees_all_that_was_stored(tmp_path: Path) -> None:
    stored = killed(tmp_path, look(hop()), NO_NAME)
    with part_of(tmp_path).open("ab") as file:
        file.write(b"\x1f\x8b\x08\x00torn")
    with Archive.open(tmp_path, clock=ticking()) as archive:
        assert [archive.latest(URL), archive.latest(NO_NAME.url)] == stored
        assert archive.exchange(stored[0]) == look(hop())


def test_a_part_without_one_whole_record_is_taken_away(tmp_path: Path) -> None:
    killed(tmp_path, look(hop()))
    os.truncate(part_of(tmp_path), 30)
    with open_to_write(tmp_path) as archive:
        assert "before its first record; 30 bytes of a torn record cut" in archive.notes[0]
        assert (archive.runs(), archive.looks(URL)) == ((), ())


def test_a_part_damaged_in_the_middle_keeps_what_follows(tmp_path: Path) -> None:
    first, second = killed(tmp_path, look(hop()), look(hop(later=5, body=b"second")))
    part = part_of(tmp_path)
    content = bytearray(part.read_bytes())
    assert first.snapshot is not None
    content[first.snapshot.offset + 40] ^= 0xFF
    part.write_bytes(content)
    with open_to_write(tmp_path) as archive:
        assert archive.exchange(second).hops[0].body == b"second"
    assert (tmp_path / "warc" / first.snapshot.warc).read_bytes() == content


def test_a_kill_between_rename_and_chain_is_completed(tmp_path: Path) -> None:
    (stored,) = killed(tmp_path, look(hop()))
    part_of(tmp_path).rename(part_of(tmp_path).with_suffix(""))
    with open_to_write(tmp_path) as archive:
        assert "all 4 records kept" in archive.notes[0]
        assert [run.records for run in archive.runs()] == [4]
        assert archive.looks(URL) == (stored,)
    assert verify_cache(tmp_path).problems == ()


def test_such_a_kill_is_completed_also_where_the_clock_was_set_back(tmp_path: Path) -> None:
    later = ticking(START + dt.timedelta(days=400))
    with Archive.open(tmp_path, clock=later, write=True, disk=QuickDisk()) as archive:
        archive.append(look(hop()))
    (stored,) = killed(tmp_path, look(hop(later=9, body=b"second")))
    part_of(tmp_path).rename(part_of(tmp_path).with_suffix(""))
    with open_to_write(tmp_path) as archive:
        assert [run.warc for run in archive.runs()][1:] == [stored.snapshot and stored.snapshot.warc]
    assert verify_cache(tmp_path).problems == ()


def test_an_older_file_that_no_kill_explains_is_left_alone(tmp_path: Path) -> None:
    for days in (0, 400):
        clock = ticking(START + dt.timedelta(days=days))
        with Archive.open(tmp_path, clock=clock, write=True, disk=QuickDisk()) as archive:
            archive.append(look(hop(later=days)))
    runs = tmp_path / "runs.jsonl"
    runs.write_text(runs.read_text().splitlines(keepends=True)[1])
    with open_to_write(tmp_path) as archive:
        assert any("is not in runs.jsonl" in note for note in archive.notes)
        assert len(archive.runs()) == 1


def test_a_kill_before_the_index_was_written_is_completed(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        archive.append(look(hop()))
    (tmp_path / "index.cdxj").write_text("")
    (tmp_path / "lock").write_text("{}")
    with open_to_write(tmp_path) as archive:
        assert len(archive.notes) == 1
    assert verify_cache(tmp_path).problems == ()


def test_a_stranger_among_the_files_is_left_alone_and_named(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        archive.append(look(hop()))
    stranger = tmp_path / "warc" / "99990101T000000Z-abcdef.warc.gz"
    stranger.write_bytes(b"not ours")
    with open_to_write(tmp_path) as archive:
        assert any(stranger.name in note and "left alone" in note for note in archive.notes)
        assert len(archive.runs()) == 1
    assert stranger.read_bytes() == b"not ours"
    assert any(stranger.name in problem for problem in verify_cache(tmp_path).problems)


@pytest.mark.parametrize("spoil", ["missing", "garbage", "half", "version", "emptied"])
def test_a_ledger_that_does_not_fit_is_made_anew(tmp_path: Path, spoil: str) -> None:
    with open_to_write(tmp_path) as archive:
        stored = archive.append(look(hop()))
    ledger = tmp_path / "ledger.sqlite"
    content = ledger.read_bytes()
    if spoil == "missing":
        ledger.unlink()
    elif spoil == "garbage":
        ledger.write_bytes(b"no database at all" * 100)
    elif spoil == "half":
        ledger.write_bytes(content[: len(content) // 2])
    elif spoil == "version":
        ledger.write_bytes(content[:60] + (77).to_bytes(4, "big") + content[64:])
    else:
        ledger.write_bytes(b"")
    with Archive.open(tmp_path, clock=ticking()) as archive:
        assert archive.looks(URL) == (stored,)
        assert "the next run mends it" in archive.notes[0]
    with open_to_write(tmp_path) as archive:
        assert archive.looks(URL) == (stored,)
        assert "made anew from the WARCs" in archive.notes[0]
    assert verify_cache(tmp_path).problems == ()


_WRITER = """
import sys
from pathlib import Path
from random import Random
from tests.archive.samples import SlowDisk, hop, look, open_to_write
with open_to_write(Path(sys.argv[1]), SlowDisk()) as archive:
    print(*archive.notes, sep="\\n", file=sys.stderr)
    for number in range(10**6):
        body = Random(f"{number} of {sys.argv[2]}").randbytes(20_000)
        stored = archive.append(look(hop(body=body, later=number)))
        print(stored.id, flush=True)
        if number % 7 == 6:
            archive.seal()
"""


@pytest.mark.slow
def test_thirty_kills_lose_and_damage_nothing(tmp_path: Path) -> None:
    random = Random(7)
    promised: list[str] = []
    command = [sys.executable, "-c", _WRITER, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    rounds = [[random.uniform(0.0, 0.05) for _ in range(3)] for _ in range(10)]
    for number, pauses in enumerate(rounds):
        for pause in pauses:
            with subprocess.Popen(
                [*command, str(number)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            ) as writer:
                assert writer.stdout is not None
                promised.append(writer.stdout.readline().decode().strip())
                time.sleep(pause)
                writer.send_signal(signal.SIGKILL)
                promised += [line.decode().strip() for line in writer.stdout if line.endswith(b"\n")]
    with open_to_write(tmp_path) as archive:
        kept = {one.id for one in archive.looks(URL)}
        for one in archive.looks(URL):
            assert archive.exchange(one).hops[0].body
    assert set(promised) <= kept
    assert len(promised) >= 30
    assert verify_cache(tmp_path).problems == ()
    assert warcio_says(tmp_path) == (0, "")
