"""Run the commands of a README as written: `python .ci/readme.py README.md [--skip 'make test']`.

Every block fenced as ```console is run, each line that starts with `$ ` as one command of one shell session
per block, in the current directory, with .venv/bin first on the PATH. A comment on the line before a block
changes that:

    <!-- needs the network -->   the block is not run
    <!-- exits 1 -->             the block's last command ends with this code (otherwise 0)
    <!-- prints this -->         the lines shown are printed in this order; `…` stands for anything in a line
"""

# ruff: noqa: T201

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_LIMIT = 600.0  # seconds for one block
_FENCE = re.compile(r"^(?P<marks>```+)(?P<language>\S*)\s*$")
_COMMENT = re.compile(r"^<!--\s*(?P<words>.*?)\s*-->$")
_EXITS = re.compile(r"exits (\d+)")


@dataclass(frozen=True)
class Block:
    """`commands` without their `$ `, `shown` the other lines, `wishes` the comments right above."""

    line: int
    commands: tuple[str, ...]
    shown: tuple[str, ...]
    wishes: tuple[str, ...]

    @property
    def exit_code(self) -> int:
        codes = [int(found.group(1)) for wish in self.wishes if (found := _EXITS.fullmatch(wish))]
        return codes[0] if codes else 0


def console_blocks(text: str) -> list[Block]:
    """The ```console blocks of a Markdown text."""
    blocks: list[Block] = []
    wishes: list[str] = []
    lines = enumerate(text.splitlines(), 1)
    for number, line in lines:
        comment = _COMMENT.match(line.strip())
        fence = _FENCE.match(line)
        if comment:
            wishes.append(comment["words"])
        elif fence:
            inside = _until(lines, fence["marks"])
            if fence["language"] == "console":
                blocks.append(_block(number, inside, tuple(wishes)))
            wishes = []
        elif line.strip():
            wishes = []
    return blocks


def _until(lines: enumerate[str], marks: str) -> list[str]:
    inside = []
    for _, line in lines:
        if line.strip() == marks:
            return inside
        inside.append(line)
    raise SystemExit(f"a block fenced with {marks} is not closed")


def _block(number: int, inside: list[str], wishes: tuple[str, ...]) -> Block:
    commands: list[str] = []
    shown = []
    for line in inside:
        if commands and commands[-1].endswith("\\"):
            commands[-1] += "\n" + line.removeprefix("> ")
        elif line.startswith("$ "):
            commands.append(line[2:])
        else:
            shown.append(line)
    return Block(number, tuple(commands), tuple(shown), wishes)


def run(block: Block) -> str | None:
    """Run one block; what went wrong, None when all went well."""
    script = "set -e\n" + "\n".join(block.commands[:-1]) + "\nset +e\n" + block.commands[-1] + "\n"
    path = f"{Path.cwd() / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, "PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=_LIMIT,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode != block.exit_code:
        return f"ended with {done.returncode}, not {block.exit_code}:\n{done.stdout[-4000:]}"
    lacking = _first_lacking(block.shown, done.stdout) if "prints this" in block.wishes else None
    return f"does not print, or not here: {lacking!r}\n{done.stdout[-4000:]}" if lacking else None


def _first_lacking(shown: tuple[str, ...], printed: str) -> str | None:
    """The first line of `shown` that `printed` does not hold after the ones before it."""
    lines = iter(line.rstrip() for line in printed.splitlines())
    for line in filter(str.strip, shown):
        wanted = re.compile(".*".join(re.escape(part) for part in line.rstrip().split("…")))
        if not any(wanted.fullmatch(candidate) for candidate in lines):
            return line
    return None


def main() -> int:
    parser = argparse.ArgumentParser(description="Run the console blocks of a Markdown file.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--skip", action="append", default=[], help="a command that was run already")
    chosen = parser.parse_args()
    failed = ran = 0
    for block in console_blocks(chosen.file.read_text(encoding="utf-8")):
        place = f"{chosen.file}:{block.line}"
        if not block.commands or all(command in chosen.skip for command in block.commands):
            continue
        if "needs the network" in block.wishes:
            print(f"{place} not run, needs the network: {' && '.join(block.commands)}", flush=True)
            continue
        print(f"{place} {' && '.join(block.commands)}", flush=True)
        problem = run(block)
        ran += 1
        if problem:
            failed += 1
            print(f"{place} {problem}", flush=True)
    print(f"{ran} blocks run, {failed} failed", flush=True)
    return 1 if failed or not ran else 0


if __name__ == "__main__":
    sys.exit(main())
