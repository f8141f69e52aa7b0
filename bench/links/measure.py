"""A command run from outside: wall time, processor time and memory of its whole process tree."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """Seconds, processor seconds, peak resident bytes of the tree (sampled), the exit code and the output."""

    wall: float
    cpu: float
    rss: int
    code: int
    output: str


def measured(command: Sequence[str], folder: Path, limit: float) -> Cost:
    """Run to its end; raises TimeoutError after `limit` seconds, having ended what it started."""
    out = folder / "output"
    before, started, peak = os.times(), time.perf_counter(), 0
    with out.open("wb") as sink, (folder / "errors").open("wb") as errors:
        child = subprocess.Popen(command, cwd=folder, stdout=sink, stderr=errors, start_new_session=True)
        while child.poll() is None:
            peak = max(peak, _resident(child.pid))
            if time.perf_counter() - started > limit:
                os.killpg(child.pid, 9)
                child.wait()
                raise TimeoutError(f"{command[0]} took more than {limit:.0f} s")
            time.sleep(0.02)
    wall, after = time.perf_counter() - started, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(wall, cpu, peak, child.returncode, out.read_text(encoding="utf-8", errors="replace"))


def _resident(pid: int) -> int:
    """Resident bytes of a process and of all below it; shared pages count in each."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        below = [int(one) for task in tasks for one in (task / "children").read_text().split()]
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") + sum(_resident(one) for one in below)
