"""What hostile bodies cost in memory, measured in a process of its own: no tracer sees a C library's."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest
from tests.faults.bodies import BOMBS, bomb_of
from tests.faults.server import FaultServer
from tests.fetch.given import run

pytestmark = pytest.mark.slow

LIMIT = 32 * 2**20
"""Bytes by which a look may let the process grow. The bodies unpack to 64 MiB and more, or never end."""
CAP = 2**20
"""What a body may unpack to in these looks: its text is then read and judged."""

_LOOK = """
import asyncio, resource, sys
from tests.fetch.given import look, policy
from verify.extract.payload import read_payload
from verify.judge.availability import classify
from verify.model.policy import Endpoint

def peak():
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used if sys.platform == "darwin" else used * 1024

async def sight(url, port, cap):
    limits = {"total_time": 60.0, "read_timeout": 60.0, "max_decoded": cap, "max_body": cap}
    chosen = policy(allow=(Endpoint("127.0.0.1", port),), **limits)
    exchange = await look(chosen, url)
    text = read_payload(exchange.last, limit=cap) if exchange.last else None
    return classify(exchange, text)

async def main(path, port, cap):
    origin = f"http://127.0.0.1:{port}"
    for warm in ("/story", "/br", "/zstd", "/gzip-twice", "/deflate", "/404"):
        await sight(origin + warm, port, cap)
    before = peak()
    judged = await sight(origin + path, port, cap)
    print(judged.availability, peak() - before)

asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
"""


def grown(path: str) -> tuple[str, int]:
    """What a look at a route came to, and by how many bytes it let the process grow."""

    async def scene() -> tuple[bytes, int | None]:
        async with FaultServer() as server:
            child = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", _LOOK, path, str(server.port), str(CAP)), stdout=subprocess.PIPE
            )
            return (await child.communicate())[0], child.returncode

    told, code = run(scene())
    assert code == 0
    name, more = told.decode().split()
    return name, int(more)


@pytest.mark.parametrize("path", ["/bomb", *(f"/bomb/{kind}" for kind in BOMBS), "/endless"])
def test_a_body_without_bounds_takes_little_memory(path: str) -> None:
    if path.startswith("/bomb/"):
        assert len(bomb_of(path.removeprefix("/bomb/"))) < 2 * 2**20
    name, more = grown(path)
    assert (name, more < LIMIT) == ("too_large", True), f"{more / 2**20:.1f} MiB"


@pytest.mark.parametrize("path", ["/huge-header", "/many-headers", "/endless-line", "/flood-1xx"])
def test_so_does_a_head_without_bounds(path: str) -> None:
    name, more = grown(path)
    assert (name, more < LIMIT) == ("bad_response", True), f"{more / 2**20:.1f} MiB"
