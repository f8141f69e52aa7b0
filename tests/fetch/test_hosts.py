from __future__ import annotations

import ssl

import httpcore
from tests.fetch.given import Scripted, run

from verify.fetch.hosts import HostLines
from verify.fetch.transport import Connections, Line
from verify.fetch.url import HostKey

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


class Made:
    """Lines that answer without a network, in the order they were made."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._connections = Connections(Scripted([ANSWER] * 9), ssl.create_default_context())

    def __call__(self, key: HostKey) -> Line:
        self.lines.append(self._connections.line(key))
        return self.lines[-1]

    @property
    def open(self) -> list[bool]:
        return [line.is_open for line in self.lines]


def host(name: str) -> HostKey:
    return "http", name, 80


async def use(line: Line, name: str) -> None:
    response, _ = await line.ask(httpcore.Request("GET", f"http://{name}/", headers=[("Host", name)]))
    await response.aread()
    await response.aclose()


async def visit(lines: HostLines, name: str) -> None:
    async with lines.borrow(host(name)) as line:
        await use(line, name)


def test_a_host_keeps_its_line_and_the_longest_unused_goes_first() -> None:
    async def play() -> None:
        made = Made()
        lines = HostLines(made, kept=2)
        for name in ("a", "b", "a", "c"):
            await visit(lines, name)
        assert made.open == [True, False, True]
        await lines.aclose()
        assert made.open == [False, False, False]

    run(play())


def test_a_line_is_lent_to_one_at_a_time_and_stays_open_meanwhile() -> None:
    async def play() -> None:
        made = Made()
        lines = HostLines(made, kept=1)
        async with lines.borrow(host("a")) as first:
            await use(first, "a")
            async with lines.borrow(host("a")) as second:
                assert second is not first
                await use(second, "a")
            await visit(lines, "b")
            assert made.open == [True, False, True]
        assert made.open == [True, False, False]

    run(play())


def test_a_line_that_cannot_go_on_is_not_kept() -> None:
    async def play() -> None:
        made = Made()
        lines = HostLines(made)
        async with lines.borrow(host("a")):
            pass  # never connected
        await visit(lines, "a")
        assert len(made.lines) == 2

    run(play())
