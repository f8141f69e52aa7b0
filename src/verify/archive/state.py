"""state.sqlite: working state that outlives a run, as which archives asked to be left alone.

Losing it costs only requests, never what was stored, so nothing here stands in anybody's way: where the
file cannot be read or written the state is kept in memory for this run, and that is said.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from verify.model.memento import CoolDown

BUSY_MS = 2000
_SCHEMA = """
CREATE TABLE IF NOT EXISTS cool_downs (host TEXT PRIMARY KEY, until TEXT NOT NULL, seconds REAL NOT NULL)
"""
_FIND = "SELECT until, seconds FROM cool_downs WHERE host = ?"
_KEEP = """
INSERT INTO cool_downs (host, until, seconds) VALUES (?, ?, ?)
  ON CONFLICT (host) DO UPDATE SET until = excluded.until, seconds = excluded.seconds
  WHERE excluded.until > until
"""


class State:
    """The state at `path`; None: in memory alone. `tell` takes what people should know.

    No connection stays open between two calls. Several processes may use one file; no cool-down is shortened.
    """

    def __init__(self, path: Path | None, tell: Callable[[str], None] = lambda _: None) -> None:
        self._path = path
        self._tell = tell
        self._memory: dict[str, CoolDown] = {}

    def cool_down(self, host: str) -> CoolDown | None:
        """The newest cool-down of a host, also where it is over."""
        stored = self._stored(host)
        own = self._memory.get(host)
        found = [each for each in (stored, own) if each is not None]
        return max(found, key=lambda each: each.until, default=None)

    def keep_cool_down(self, host: str, cool_down: CoolDown) -> None:
        self._memory[host] = cool_down
        if self._path is None:
            return
        row = (host, cool_down.until.astimezone(dt.UTC).isoformat(), cool_down.seconds)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._open(self._path) as database:
                database.execute(_KEEP, row)
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    def _stored(self, host: str) -> CoolDown | None:
        if self._path is None or not self._path.is_file():
            return None
        try:
            with self._open(self._path) as database:
                row = database.execute(
                    "SELECT until, seconds FROM cool_downs WHERE host = ?", (host,)
                ).fetchone()
            return CoolDown(_aware(row[0]), float(row[1])) if row else None
        except (OSError, sqlite3.Error, ValueError, TypeError) as error:
            self._give_up(error)
            return None

    @contextmanager
    def _open(self, path: Path) -> Iterator[sqlite3.Connection]:
        """A connection in the middle of a transaction that is committed at the end."""
        with closing(sqlite3.connect(path, isolation_level=None, timeout=BUSY_MS / 1000)) as database:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("PRAGMA synchronous=NORMAL")
            database.execute("BEGIN IMMEDIATE")
            try:
                database.execute(_SCHEMA)
                yield database
                database.execute("COMMIT")
            except BaseException:
                if database.in_transaction:
                    database.execute("ROLLBACK")
                raise

    def _give_up(self, error: Exception) -> None:
        self._tell(
            f"{self._path} cannot be used ({str(error).lower()}): until it is removed, archives that asked "
            "to be left alone are left alone in this run only"
        )
        self._path = None


def _aware(text: str) -> dt.datetime:
    """Raises ValueError for a time without a zone."""
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} has no zone")
    return moment
