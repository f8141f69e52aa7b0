"""Several processes that look and read, under one that keeps the order and the archive.

A host belongs to one process, so that its politeness needs no talk between them; only where the policy
asks for no delay is a host shared, each process then holding its part of what may run at a time.
Questions and answers travel as length-prefixed pickles over a socket pair of our own making.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import pickle
import signal
import socket
import struct
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import replace
from multiprocessing.process import BaseProcess
from typing import Any, Protocol, Self

from verify.model.link import HostUse, StoredAnswer
from verify.model.policy import FetchPolicy
from verify.pipeline.links.asking import host_of
from verify.pipeline.links.ports import Asks, Question

_LENGTH = struct.Struct("!I")
_PATIENCE_OF_ASKING = 900.0
"""Seconds for one answer, waits for a turn and retries included, before a process counts as hung."""
_PATIENCE = 5.0
"""Seconds that a process gets to end by itself."""
_USES = 0
"""The number of the question what hosts were asked; links have numbers from 1."""


class Mate(Asks, Protocol):
    """One who asks, and can tell what hosts were asked."""

    def uses(self) -> tuple[HostUse, ...]: ...


Job = Callable[[Callable[[Mate], Coroutine[Any, Any, None]]], None]
"""What another process does: make a `Mate`, and run what it is given with it. It must be picklable."""


def share(policy: FetchPolicy, workers: int) -> FetchPolicy:
    """One process's part of what the whole run may do. A limit of requests has no parts: a run that has one
    keeps to one process."""
    return replace(
        policy,
        concurrency=max(1, policy.concurrency // workers),
        host_concurrency=max(1, policy.host_concurrency // (workers if splits(policy) else 1)),
        rate=policy.rate and policy.rate / workers,
    )


def splits(policy: FetchPolicy) -> bool:
    """Whether one host may be asked by several processes."""
    return policy.host_delay == 0 and policy.host_concurrency > 1


class Remote:
    """Another process, asked over a socket. Use `start`; `close` ends it."""

    def __init__(
        self, process: BaseProcess, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._process, self._reader, self._writer = process, reader, writer
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._number = 0
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def start(cls, job: Job) -> Self:
        ours, theirs = socket.socketpair()
        process = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs, job), daemon=True)
        process.start()
        theirs.close()
        reader, writer = await asyncio.open_connection(sock=ours)
        return cls(process, reader, writer)

    @property
    def load(self) -> int:
        return len(self._waiting)

    @property
    def alive(self) -> bool:
        return not self._listening.done()

    async def ask(self, question: Question) -> StoredAnswer:
        """Raises ConnectionError where the process has ended."""
        if not self.alive:
            raise ConnectionError("the process has ended")
        self._number += 1
        answer: StoredAnswer = await self._exchange(self._number, question)
        return answer

    async def uses(self) -> tuple[HostUse, ...]:
        """What hosts the process has asked; nothing where it has ended."""
        if not self.alive:
            return ()
        try:
            found: tuple[HostUse, ...] = await self._exchange(_USES, None)
        except ConnectionError:
            return ()
        return found

    async def _exchange(self, number: int, question: Question | None) -> Any:
        answered: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answered
        try:
            _send(self._writer, (number, question))
            return await answered
        finally:
            self._waiting.pop(number, None)

    async def _listen(self) -> None:
        try:
            while True:
                number, answer = await _receive(self._reader)
                waiting = self._waiting.get(number)
                if waiting is None or waiting.done():
                    continue
                if answer is None:
                    waiting.set_exception(ConnectionError("the process could not answer"))
                else:
                    waiting.set_result(answer)
        except (asyncio.IncompleteReadError, ConnectionError, pickle.UnpicklingError, EOFError):
            pass
        finally:
            for waiting in self._waiting.values():
                if not waiting.done():
                    waiting.set_exception(ConnectionError("the process has ended"))

    def kill(self) -> None:
        """End it by force; all who wait for it are told."""
        self._process.kill()

    async def close(self) -> None:
        """End the process: at once where it waits for nothing, and by force where it does not heed."""
        self._writer.close()
        self._listening.cancel()
        with suppress(asyncio.CancelledError, ConnectionError):
            await self._listening
        await asyncio.to_thread(self._process.join, _PATIENCE)
        if self._process.is_alive():
            self._process.kill()
            await asyncio.to_thread(self._process.join, _PATIENCE)


class Crew:
    """This process and others behind one `ask`. What a process that ended did not answer is asked here."""

    def __init__(self, own: Mate, others: Sequence[Remote], *, shared_hosts: bool) -> None:
        self._own, self._others, self._shared = own, list(others), shared_hosts
        self._load = 0
        self._places: dict[str, Remote | None] = {}

    async def ask(self, question: Question) -> StoredAnswer:
        other = self._free() if self._shared else self._place(question.url)
        if other is not None and other.alive:
            try:
                async with asyncio.timeout(_PATIENCE_OF_ASKING):
                    return await other.ask(question)
            except TimeoutError:
                other.kill()  # alive and silent: it would keep all who wait
            except ConnectionError:
                pass
        self._load += 1
        try:
            return await self._own.ask(question)
        finally:
            self._load -= 1

    async def uses(self) -> tuple[HostUse, ...]:
        """What hosts were asked by all together, in order of first request here."""
        found = [*self._own.uses()]
        for other in self._others:
            found += await other.uses()
        return joined(found)

    def _free(self) -> Remote | None:
        """The least busy of all; None is this process."""
        other = min((each for each in self._others if each.alive), key=lambda each: each.load, default=None)
        return other if other is not None and other.load <= self._load else None

    def _place(self, url: str) -> Remote | None:
        host = host_of(url)
        if host not in self._places:
            everyone: list[Remote | None] = [None, *self._others]
            homes = list(self._places.values())
            self._places[host] = min(everyone, key=homes.count)
        return self._places[host]


def joined(uses: Sequence[HostUse]) -> tuple[HostUse, ...]:
    """One for each host: what several processes asked of it, added up."""
    hosts: dict[str, HostUse] = {}
    for use in uses:
        before = hosts.get(use.host, HostUse(use.host, 0))
        hosts[use.host] = HostUse(
            use.host,
            before.requests + use.requests,
            before.retries + use.retries,
            before.limited + use.limited,
            before.waited + use.waited,
        )
    return tuple(hosts.values())


def serve(theirs: socket.socket, job: Job) -> None:
    """What the other process does until the socket is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process decides when to stop
    job(lambda asks: _serve(theirs, asks))


async def _serve(theirs: socket.socket, asks: Mate) -> None:
    reader, writer = await asyncio.open_connection(sock=theirs)
    tasks: set[asyncio.Task[None]] = set()
    try:
        while True:
            number, question = await _receive(reader)
            if number == _USES:
                _send(writer, (_USES, asks.uses()))
                continue
            task = asyncio.create_task(_answer(writer, number, question, asks))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
    except (asyncio.IncompleteReadError, ConnectionError):
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    finally:
        writer.close()


async def _answer(writer: asyncio.StreamWriter, number: int, question: Question, asks: Mate) -> None:
    """Always replies; None where no answer could be given."""
    answer: StoredAnswer | None = None
    try:
        answer = await asks.ask(question)
    finally:
        _send(writer, (number, answer))


def _send(writer: asyncio.StreamWriter, message: object) -> None:
    content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    writer.write(_LENGTH.pack(len(content)) + content)


async def _receive(reader: asyncio.StreamReader) -> Any:
    (length,) = _LENGTH.unpack(await reader.readexactly(_LENGTH.size))
    return pickle.loads(await reader.readexactly(length))  # noqa: S301  from our own process alone
