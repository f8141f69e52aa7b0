"""state.sqlite: working state that outlives a run: which archives asked to be left alone, and when each was
last asked.

Losing it costs only requests, never what was stored, so nothing here stands in anybody's way: where the
file cannot be read or written the state is kept in memory for this run, and that is said.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from verify.model.memento import CoolDown

T = TypeVar("T")
BUSY_MS = 2000
_SCHEMA = """
CREATE TABLE IF NOT EXISTS cool_downs (host TEXT PRIMARY KEY, until TEXT NOT NULL, seconds REAL NOT NULL)
"""
_SCHEMA_OF_ASKED = """
CREATE TABLE IF NOT EXISTS asked (host TEXT, service TEXT, at TEXT NOT NULL, PRIMARY KEY (host, service))
"""
_FIND = "SELECT until, seconds FROM cool_downs WHERE host = ?"
_FIND_ASKED = "SELECT at FROM asked WHERE host = ? AND service = ?"
_KEEP_ASKED = "INSERT OR REPLACE INTO asked (host, service, at) VALUES (?, ?, ?)"
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
        self._keep(_KEEP, (host, _written(cool_down.until), cool_down.seconds))

    def last_asked(self, host: str, service: str) -> dt.datetime | None:
        """When a service of a host was last asked."""
        return self._find(_FIND_ASKED, (host, service), lambda row: _aware(row[0]))

    def keep_asked(self, host: str, service: str, at: dt.datetime) -> None:
        self._keep(_KEEP_ASKED, (host, service, _written(at)))

    def _stored(self, host: str) -> CoolDown | None:
        return self._find(_FIND, (host,), lambda row: CoolDown(_aware(row[0]), float(row[1])))

    def _keep(self, statement: str, row: Sequence[str | float]) -> None:
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._open(self._path) as database:
                database.execute(statement, row)
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    def _find(self, statement: str, key: Sequence[str], read: Callable[[Sequence[Any]], T]) -> T | None:
        if self._path is None or not self._path.is_file():
            return None
        try:
            with self._open(self._path) as database:
                row = database.execute(statement, key).fetchone()
            return read(row) if row else None
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
                database.execute(_SCHEMA_OF_ASKED)
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


def _written(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat()


def _aware(text: str) -> dt.datetime:
    """Raises ValueError for a time without a zone."""
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} has no zone")
    return moment
