"""How long `verify --help` takes beside what cannot be avoided: Python itself, and Python importing click.

    python -m bench.help [--rounds 30]

The commands take turns in every round, so that a busy moment of the machine meets all of them alike.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench.machine import facts, report, spread

VERIFY = str(Path(sys.executable).with_name("verify"))
CONTESTANTS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    'python -c "import click"': [sys.executable, "-c", "import click"],
    "verify --help": [VERIFY, "--help"],
    "verify check --help": [VERIFY, "check", "--help"],
}


def seconds(command: list[str]) -> float:
    """Wall time of one run."""
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description="Wall time of verify --help.")
    parser.add_argument("--rounds", type=int, default=30)
    rounds = parser.parse_args().rounds
    machine = facts()
    for command in CONTESTANTS.values():
        seconds(command)  # bytecode and the disk's cache
    times: dict[str, list[float]] = {name: [] for name in CONTESTANTS}
    for _ in range(rounds):
        for name, command in CONTESTANTS.items():
            times[name].append(seconds(command))
    base = statistics.median(times['python -c "import click"'])
    rows = [
        f"| `{name}` | {spread(found)} | {statistics.median(found) / base:.2f} |"
        for name, found in times.items()
    ]
    head = ["| command | wall time, median (least to most) | beside `import click` |", "|---|---|---|"]
    report("help", f"verify --help: {rounds} rounds, taking turns", [*head, *rows], machine)


if __name__ == "__main__":
    main()
