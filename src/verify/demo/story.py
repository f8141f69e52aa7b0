"""The demonstration: audit the stand-ins, let a week pass, audit again.

Real HTTP over TLS on loopback, a real archive in a folder of its own, the same use cases as every command.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from verify.archive.store import Archive
from verify.demo.pins import demo_pins
from verify.demo.registry import demo_registry_path
from verify.demo.server import StandInServer, hosts_of, serve
from verify.errors import UsageError
from verify.fetch.client import Fetcher
from verify.fetch.guard import SystemResolver
from verify.model.policy import FetchPolicy, MatchPolicy
from verify.model.registry import Registry
from verify.model.run import Run
from verify.pipeline.auditing import audit
from verify.pipeline.ports import Events, Selection, silent
from verify.pipeline.scheduled import Schedule
from verify.registry.edit import pin_all
from verify.registry.load import load

WEEK = dt.timedelta(days=7)
REGISTRY = "references.yaml"


@dataclass(frozen=True)
class Story:
    """Both audits and where everything was kept."""

    folder: Path
    registry: Registry
    first: Run
    second: Run


def prepare(folder: Path) -> Registry:
    """A copy of the bundled registry in `folder`, with the demonstration's pins in it.

    Raises UsageError where the folder is not empty: nothing is ever written over.
    """
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty", mend="name a new folder: verify demo --keep DIR")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / REGISTRY
    path.write_bytes(demo_registry_path().read_bytes())
    pin_all(path, demo_pins())
    return load(path)


def tell(
    folder: Path, now: Callable[[], dt.datetime], between: Callable[[Run], None], events: Events = silent
) -> Story:
    """Run the story. `between` is called with the first audit before time passes.

    The first audit is dated a week back, so that the second one is of today.
    """
    registry = prepare(folder)
    with serve(hosts_of(registry)) as server:
        first = _audit(registry, folder, server, lambda: now() - WEEK, events)
        between(first)
        server.advance()
        second = _audit(registry, folder, server, now, events)
    return Story(folder, registry, first, second)


def _audit(
    registry: Registry,
    folder: Path,
    server: StandInServer,
    clock: Callable[[], dt.datetime],
    events: Events,
) -> Run:
    with Archive.open(folder / "cache", clock=clock, write=True) as archive:
        try:
            return asyncio.run(_look(registry, archive, server, clock, events))
        finally:
            archive.seal()


async def _look(
    registry: Registry,
    archive: Archive,
    server: StandInServer,
    clock: Callable[[], dt.datetime],
    events: Events,
) -> Run:
    fetcher = Fetcher(
        _policy(server), clock=clock, sleep=asyncio.sleep, resolver=SystemResolver(), random=random.random
    )
    async with fetcher:
        selection, schedule = Selection((registry,)), Schedule(dt.timedelta(0))
        return await audit(selection, fetcher, archive, clock, MatchPolicy(), schedule, events)


def _policy(server: StandInServer) -> FetchPolicy:
    """No politeness towards ourselves; otherwise the path every page takes."""
    return replace(
        FetchPolicy(),
        host_delay=0.0,
        retries=0,
        connect_to=server.connect_to,
        allow=server.allow,
        cacert=server.cacert,
    )
