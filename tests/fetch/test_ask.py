"""Caps of size and time, and bodies that break off."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tracemalloc
import zlib

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard
from tests.faults.routes import BOMB_SIZE, PAGE, bomb_body
from tests.faults.server import FaultServer
from tests.fetch.answering import Answering, reply
from tests.fetch.given import (
    failure_of,
    look,
    one,
    policy,
    run,
    served,
)

from verify.model.policy import Endpoint
from verify.model.snapshot import Exchange, FailureKind, Truncation

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("path", ["/short", "/chunked-broken", "/chunked-cut", "/reset-body"])
def test_a_body_that_breaks_off_is_kept_and_named(path: str) -> None:
    exchange, _ = one(path)
    hop = exchange.last
    assert hop is not None
    assert hop.truncated is Truncation.disconnect
    assert hop.body == (PAGE[:20] if path.startswith("/chunked") else PAGE)


def test_a_body_above_the_cap_is_cut_there() -> None:
    exchange, _ = one("/endless", max_body=100_000)
    hop = exchange.last
    assert hop is not None
    assert (len(hop.body), hop.truncated) == (100_000, Truncation.length)
    exchange, _ = one("/ok", max_body=len(PAGE))
    assert exchange.last is not None
    assert exchange.last.truncated is None


def test_a_bomb_is_stopped_in_little_memory() -> None:
    assert len(bomb_body()) < BOMB_SIZE / 100

    async def scene(server: FaultServer) -> Exchange:
        tracemalloc.start()
        exchange = await look(policy(server), server.url("/bomb"))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 16 * 2**20
        return exchange

    hop = served(scene).last
    assert hop is not None
    assert hop.truncated is Truncation.length
    assert hop.body == bomb_body()[: len(hop.body)]


@pytest.mark.parametrize(
    ("path", "code"), [("/slow-header", "total"), ("/endless-1xx", "total"), ("/silent", "read")]
)
def test_no_answer_in_time_is_a_timeout(path: str, code: str) -> None:
    exchange, _ = one(path, total_time=0.5, read_timeout=0.3)
    assert (failure_of(exchange).kind, failure_of(exchange).code) == (FailureKind.timeout, code)
    assert exchange.elapsed_ms < 1500


@pytest.mark.parametrize("path", ["/slow-body", "/stalled-body"])
def test_a_body_that_takes_too_long_is_kept_as_far_as_it_came(path: str) -> None:
    exchange, _ = one(path, total_time=0.5, read_timeout=0.3)
    hop = exchange.last
    assert hop is not None
    assert hop.truncated is Truncation.time
    assert hop.body.startswith(PAGE if path == "/stalled-body" else b"wait wait ")


def test_the_time_is_for_all_hops_together() -> None:
    exchange, _ = one("/late-redirect", total_time=1.0)
    assert exchange.last is not None
    assert len(exchange.hops) == 2
    assert exchange.last.truncated is Truncation.time
    assert exchange.elapsed_ms < 1500


# Content codings


def compressed(coding: str, size: int) -> bytes:
    """`size` zeros (a whole number of MiB), packed piece by piece."""
    packers = {
        "gzip": lambda: zlib.compressobj(1, wbits=31),
        "deflate": lambda: zlib.compressobj(1),
        "br": lambda: brotli.Compressor(quality=1),
        "zstd": lambda: zstandard.ZstdCompressor().compressobj(),
    }
    packer = packers[coding]()
    pack = packer.process if coding == "br" else packer.compress
    end = packer.finish if coding == "br" else packer.flush
    return b"".join(pack(bytes(2**20)) for _ in range(size // 2**20)) + bytes(end())


def coded(coding: str, body: bytes, max_decoded: int) -> Exchange:
    async def scene() -> Exchange:
        async with Answering(lambda _: reply(200, body, f"Content-Encoding: {coding}")) as server:
            allow = (Endpoint("127.0.0.1", server.port),)
            return await look(policy(allow=allow, max_decoded=max_decoded), server.url("/"))

    return run(scene())


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_the_cap_of_decoded_bytes_holds_for_every_coding_and_the_body_stays_coded(coding: str) -> None:
    body = compressed(coding, 2**20)
    whole, cut = coded(coding, body, 2**20).last, coded(coding, body, 2**20 - 1).last
    assert whole is not None
    assert cut is not None
    assert (whole.body, whole.truncated) == (body, None)
    assert cut.truncated is Truncation.length


_BOMB = """
import asyncio, resource, sys
from tests.fetch.given import look, policy
from verify.model.policy import Endpoint

def peak():
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used if sys.platform == "darwin" else used * 1024

async def main(port):
    chosen = policy(allow=(Endpoint("127.0.0.1", port),), total_time=30.0, max_decoded=int(sys.argv[2]))
    small = await look(chosen, f"http://127.0.0.1:{port}/small")
    before = peak()
    exchange = await look(chosen, f"http://127.0.0.1:{port}/bomb")
    print(small.last.status, exchange.last.truncated, peak() - before)

asyncio.run(main(int(sys.argv[1])))
"""


@pytest.mark.parametrize("max_decoded", [64 * 2**20, 2**30])
@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_of_300_mb_takes_little_memory(coding: str, max_decoded: int) -> None:
    """Measured in a process of its own: what a C library allocates is seen by no tracer."""
    bomb = compressed(coding, 300 * 2**20)

    async def scene() -> tuple[bytes, int | None]:
        answers = {"/bomb": bomb, "/small": compressed(coding, 2**20)}
        field = f"Content-Encoding: {coding}"
        async with Answering(lambda asked: reply(200, answers[asked.target], field)) as server:
            child = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", _BOMB, str(server.port), str(max_decoded)), stdout=subprocess.PIPE
            )
            return (await child.communicate())[0], child.returncode

    told, code = run(scene())
    assert code == 0
    status, truncated, grown = told.decode().split()
    assert (status, truncated) == ("200", "length" if max_decoded < 300 * 2**20 else "None")
    assert int(grown) < 32 * 2**20
