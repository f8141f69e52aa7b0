"""Answers on their way to the disk: several share one sync, and each asker waits until its own is safe."""

from __future__ import annotations

import asyncio

from verify.model.link import StoredAnswer
from verify.pipeline.links.ports import AnswerStore

_GATHERING = 0.02
"""Seconds in which answers gather before they are written together."""


class Committer:
    """One writer for many tasks, which waits for the disk outside the event loop.

    `store` returns when the answer is on disk. So a kill loses no more answers than there are tasks.
    """

    def __init__(self, store: AnswerStore) -> None:
        self._store = store
        self._waiting: list[tuple[StoredAnswer, asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def store(self, answer: StoredAnswer) -> None:
        """Raises what the archive raises."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((answer, done))
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())
        await done

    async def _write(self) -> None:
        try:
            while self._waiting:
                await asyncio.sleep(_GATHERING)
                batch, self._waiting = self._waiting, []
                await self._write_batch(batch)
        finally:
            self._writer = None

    async def _write_batch(self, batch: list[tuple[StoredAnswer, asyncio.Future[None]]]) -> None:
        answers = [answer for answer, _ in batch]
        try:
            await asyncio.to_thread(self._store.append_answers, answers)
        except Exception as error:
            for _, done in batch:
                if not done.done():
                    done.set_exception(error)
            return
        for _, done in batch:
            if not done.done():
                done.set_result(None)

    async def close(self) -> None:
        """Return when all that was handed over is written; for the way out, interrupted or not. The one
        writer does it: a second one beside it would meet it in the archive."""
        while self._writer is not None:
            await asyncio.shield(asyncio.gather(self._writer, return_exceptions=True))
