"""The table that the modules of routes fill: what each path does and which Availability it stands for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from verify.model.availability import Availability

if TYPE_CHECKING:
    from tests.faults.server import Peer

Route = Callable[["Peer"], Awaitable[bool]]


@dataclass(frozen=True)
class Fault:
    """One route. `answer` returns whether the connection stays open.

    `stands` is what a look at `ask` (the path, with a query where the route needs one) must come to under
    `policy`, the changes of a FetchPolicy that make it quick. `says` is one line for people; `robots` is
    what the server's robots.txt has to be for it.
    """

    path: str
    answer: Route
    stands: Availability
    says: str
    ask: str
    robots: bytes | None = None
    policy: Mapping[str, Any] = field(default_factory=dict)


FAULTS: dict[str, Fault] = {}
HTML = "Content-Type: text/html; charset=utf-8"
TEXT = "Content-Type: text/plain; charset=utf-8"


def head(status: str, *fields: str) -> bytes:
    return ("\r\n".join((f"HTTP/1.1 {status}", *fields)) + "\r\n\r\n").encode()


def whole(status: str, body: bytes, *fields: str) -> tuple[bytes, bytes]:
    return head(status, *fields, f"Content-Length: {len(body)}"), body


def route(
    path: str, stands: Availability, *, ask: str | None = None, robots: bytes | None = None, **policy: Any
) -> Callable[[Route], Route]:
    """Enter a function under a path; the first line of its docstring says what it does."""

    def add(function: Route) -> Route:
        says = (function.__doc__ or "").strip().partition("\n")[0]
        _enter(Fault(path, function, stands, says, ask or path, robots, policy))
        return function

    return add


def fixed(
    path: str,
    status: str,
    body: bytes | str,
    *fields: str,
    stands: Availability,
    says: str,
    robots: bytes | None = None,
    **policy: Any,
) -> None:
    """A route that always answers the same whole response."""
    sent = body.encode() if isinstance(body, str) else body

    async def answer(peer: Peer) -> bool:
        await peer.answer(*whole(status, sent, *fields))
        return True

    _enter(Fault(path, answer, stands, says, path, robots, policy))


def _enter(fault: Fault) -> None:
    assert fault.path not in FAULTS, f"{fault.path} twice"
    assert fault.says, f"{fault.path} says nothing"
    FAULTS[fault.path] = fault
