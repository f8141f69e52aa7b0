"""Links of one local site and of fifty slow hosts, asked by ours and by peers in interleaved rounds.

    python -m bench.links [--pages 3000] [--rounds 3] [--lychee PATH] [--linkchecker PATH]

Writes results/links.md. A peer that is not installed is named there with the reason.
"""

from __future__ import annotations

import argparse
import contextlib
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.links.corpus import Site, Size, build
from bench.links.latency import address
from bench.links.measure import Cost, measured
from bench.links.server import program, serving
from bench.links.tools import CONCURRENCY, Linkchecker, Lychee, Ours, Tool, Work, found
from bench.machine import facts, report

LIMIT = 240.0
HOSTS = 50
PER_SLOW_HOST = 4
PAGES_OF_SLOW_HOST = 12


@dataclass(frozen=True)
class Case:
    name: str
    about: str
    links: Sequence[str]
    hosts: Sequence[str]
    read: bool
    per_host: int = CONCURRENCY


def chosen_tools(chosen: argparse.Namespace) -> tuple[list[Tool], list[str]]:
    """The tools that can run, and why the others cannot."""
    verify = found("verify")
    if verify is None:
        raise SystemExit("verify is not installed beside this Python")
    tools: list[Tool] = [Ours(verify, count, f"verify links --workers {count}") for count in (1, 2)]
    if chosen.lychee:
        tools.append(Lychee(chosen.lychee))
    if chosen.linkchecker:
        tools.append(Linkchecker(chosen.linkchecker))
    left = [name for name in ("lychee", "linkchecker") if not getattr(chosen, name)]
    return tools, [f"{name}: not installed" for name in left]


def main() -> None:
    parser = argparse.ArgumentParser(description="Many links, beside peers.")
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--lychee", default=found("lychee"), help="the lychee to run")
    parser.add_argument("--linkchecker", default=found("linkchecker"), help="the linkchecker to run")
    chosen = parser.parse_args()
    machine = facts()
    nginx = program()
    if nginx is None:
        raise SystemExit("needs nginx (Debian: nginx-light)")
    tools, left = chosen_tools(chosen)
    tenth = chosen.pages // 10
    size = Size(chosen.pages, tenth, tenth, min(100, tenth))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        root.chmod(0o755)  # nginx started by root reads as another user
        site = build(root / "site", size)
        with serving(nginx, root) as host, slow_hosts(root / "site") as slow:
            lines = [line for case in cases(site, host, slow) for line in run(case, tools, chosen.rounds)]
    about = f"{size.pages} pages of 80 KB, {size.redirects} redirects, {size.missing} not found, gzip; "
    about += f"{chosen.rounds} interleaved rounds, medians; {CONCURRENCY} requests under way."
    versions = [_version([nginx, "-v"]), *(_version([tool.program, "--version"]) for tool in tools)]
    ends = ["Versions: " + ", ".join(dict.fromkeys(versions)) + ".", *(f"Not run: {why}." for why in left)]
    report("links", "Checking links, beside peers", [about, "", *lines, *ends], machine)


@contextlib.contextmanager
def slow_hosts(site: Path) -> Iterator[list[str]]:
    """Fifty late hosts on loopback; gives host:port of each."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "bench.links.latency", str(site), str(HOSTS), str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        if child.stdout.readline().strip() != b"ready":
            raise SystemExit("the slow hosts did not start (they need the addresses 127.0.1.*)")
        try:
            yield [f"{address(number)}:{port}" for number in range(HOSTS)]
        finally:
            child.terminate()


def cases(site: Site, host: str, slow: Sequence[str]) -> list[Case]:
    base = f"http://{host}"
    pages = site.paths()[: site.size.pages]
    late = [
        f"http://{slow[number % HOSTS]}{pages[number % len(pages)]}#told"
        for number in range(HOSTS * PAGES_OF_SLOW_HOST)
    ]
    return [
        Case(
            "#id fragments on the page",
            "Body, parse and look for the fragment; 100 of the ids are not there. Both do all of the work.",
            site.ids(base),
            [host],
            True,
        ),
        Case(
            "Text fragments on the page",
            "Body, parse and look for a sentence; 100 of the sentences are not there. lychee 0.24.2 calls "
            "all of them well: it does not look for text fragments, its figure is that of a body alone.",
            site.quoted(base),
            [host],
            True,
        ),
        Case("Status only", "No body is read.", site.plain(base), [host], False),
        Case(
            "Fifty hosts, 80 to 900 ms",
            f"{len(late)} pages, {PER_SLOW_HOST} requests under way at a host. The slowest host alone takes "
            f"{PAGES_OF_SLOW_HOST / PER_SLOW_HOST * 0.9:.1f} s.",
            late,
            slow,
            True,
            PER_SLOW_HOST,
        ),
    ]


def run(case: Case, tools: Sequence[Tool], rounds: int) -> list[str]:
    costs: dict[str, list[Cost]] = {tool.name: [] for tool in tools}
    for _ in range(rounds):
        for tool in tools:
            if tool.every > 1 and costs[tool.name]:
                continue  # once is enough to see the order of it
            with tempfile.TemporaryDirectory() as own:
                work = Work(case.links, case.hosts, Path(own), case.read, case.per_host)
                command = tool.command(replace(work, links=case.links[:: tool.every]))
                costs[tool.name].append(measured(command, Path(own), LIMIT))
    rows = [_row(tool, costs[tool.name], len(case.links[:: tool.every])) for tool in tools]
    head = "| | wall s | links/s | CPU ms a link | peak MB | said |"
    return [f"## {case.name}", "", case.about, "", head, "|---|---|---|---|---|---|", *rows, ""]


def _row(tool: Tool, costs: Sequence[Cost], count: int) -> str:
    wall = statistics.median(cost.wall for cost in costs)
    cpu = statistics.median(cost.cpu for cost in costs) / count * 1e3
    rss = statistics.median(cost.rss for cost in costs) / 1e6
    said = ", ".join(f"{value} {key}" for key, value in tool.said(costs[-1].output).items())
    return f"| {tool.name} | {wall:.2f} | {count / wall:.0f} | {cpu:.2f} | {rss:.0f} | {said} |"


def _version(command: list[str]) -> str:
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    line = (ran.stdout.strip() or ran.stderr.strip()).splitlines()[0]
    return line.replace("nginx version: ", "").partition(" released")[0]


if __name__ == "__main__":
    main()
