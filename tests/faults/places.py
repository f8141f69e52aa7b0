"""What no route can stand for: names, ports, certificates, and references without a URL."""

from __future__ import annotations

import asyncio
import socket
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.faults import certificates
from tests.faults.certificates import HOST
from tests.faults.server import FaultServer
from tests.fetch.given import Names, fetcher, look, policy, run, served

from verify.judge.availability import classify
from verify.model.availability import Availability, Sight
from verify.model.policy import ConnectTo, Endpoint
from verify.model.reference import Access, Reference
from verify.model.snapshot import Exchange, FetchRequest
from verify.pipeline.reading import closed

Place = tuple[Availability, Callable[[], Sight]]


def _name(answer: int | list[str]) -> Sight:
    names = Names({"press.example": answer})
    return classify(run(look(policy(), "http://press.example/story", resolver=names)), None)


def _address(url: str) -> Sight:
    return classify(run(look(policy(), url)), None)


def _closed_port() -> Sight:
    """A port that was free a moment ago."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    chosen = policy(allow=(Endpoint("127.0.0.1", port),))
    return classify(run(look(chosen, f"http://127.0.0.1:{port}/")), None)


def _tls(variant: str) -> Sight:
    async def scene(server: FaultServer) -> Exchange:
        to = (ConnectTo(HOST, 443, "127.0.0.1", server.port),)
        with tempfile.TemporaryDirectory() as folder:
            chosen = policy(server, connect_to=to, cacert=certificates.cacert(Path(folder)))
            return await look(chosen, f"https://{HOST}/ok")

    return classify(served(scene, FaultServer(tls=certificates.VARIANTS[variant]())), None)


async def _no_tls(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
    await writer.drain()
    writer.close()


def _plain_for_tls() -> Sight:
    """A server that answers in plain HTTP whatever it is sent."""

    async def scene() -> Exchange:
        server = await asyncio.start_server(_no_tls, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            return await look(policy(allow=(Endpoint("127.0.0.1", port),)), f"https://127.0.0.1:{port}/")

    return classify(run(scene()), None)


def _asked_again_too_soon() -> Sight:
    async def scene(server: FaultServer) -> Exchange:
        async with fetcher(policy(server)) as client:
            await client.look(FetchRequest(server.url("/429-long")))
            return await client.look(FetchRequest(server.url("/ok")))

    return classify(served(scene), None)


def _used_up() -> Sight:
    async def scene(server: FaultServer) -> Exchange:
        return await look(policy(server, max_requests=0), server.url("/ok"))

    return classify(served(scene), None)


def _closed(access: Access) -> Sight:
    sight = closed(Reference("r", "a letter", access=access))
    assert sight is not None
    return sight


PLACES: dict[str, Place] = {
    "a name that does not exist": (Availability.dns, partial(_name, socket.EAI_NONAME)),
    "a resolver that fails for now": (Availability.dns, partial(_name, socket.EAI_AGAIN)),
    "a name of a private address": (Availability.unsafe, partial(_name, ["10.0.0.1"])),
    "a private address": (Availability.unsafe, partial(_address, "http://192.168.0.1/")),
    "a closed port": (Availability.refused, _closed_port),
    "plain HTTP where TLS was expected": (Availability.tls, _plain_for_tls),
    "a certificate that has expired": (Availability.tls, partial(_tls, "expired")),
    "a certificate not valid yet": (Availability.tls, partial(_tls, "not-yet")),
    "a certificate of another host": (Availability.tls, partial(_tls, "wrong-host")),
    "a certificate of nobody known": (Availability.tls, partial(_tls, "untrusted")),
    "a certificate that is well": (Availability.ok, partial(_tls, "good")),
    "a host that asked to be left alone": (Availability.skipped, _asked_again_too_soon),
    "a run that has used up its requests": (Availability.skipped, _used_up),
    "a reference that is private": (Availability.private, partial(_closed, Access.private)),
    "a reference that nobody can locate": (Availability.unlocated, partial(_closed, Access.unlocated)),
}
"""Name -> what it stands for and how to look at it."""
