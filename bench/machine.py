"""What a reader must know of the machine to weigh a timing; nothing that names it."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Sequence
from pathlib import Path

RESULTS = Path(__file__).parent / "results"


def facts() -> list[str]:
    """One line each: processor, cores, memory, load, system, Python."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return [
        f"processor: {_first('/proc/cpuinfo', 'model name') or platform.machine()}, {cores} cores",
        f"memory: {_memory()}",
        f"load when started: {load}",
        f"system: {platform.system()} {platform.machine()}",
        f"Python: {platform.python_implementation()} {platform.python_version()}",
    ]


def spread(seconds: Sequence[float]) -> str:
    """`median ms (least to most)`."""
    return f"{statistics.median(seconds) * 1e3:.1f} ms ({min(seconds) * 1e3:.1f} to {max(seconds) * 1e3:.1f})"


def report(name: str, title: str, lines: Sequence[str], machine: Sequence[str]) -> None:
    """Print the lines and write them, with the machine's facts, to results/<name>.md."""
    text = "\n".join([f"# {title}", "", *lines, "", "Machine:", "", *(f"- {fact}" for fact in machine), ""])
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.md").write_text(text, encoding="utf-8")
    print(text)


def _first(path: str, key: str) -> str | None:
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(key)), None)


def _memory() -> str:
    found = _first("/proc/meminfo", "MemTotal")
    return f"{int(found.split()[0]) / 2**20:.0f} GiB" if found else "unknown"
