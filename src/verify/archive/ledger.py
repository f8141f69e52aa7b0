"""ledger.sqlite: what the WARCs say, in tables. Derived: every row but the memo of texts comes from a record.

The same function files a record just written and a record read back, so that a rebuild is equal. Nothing
depends on the order of filing: the tables have natural keys and a snapshot is a join, not a row.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from verify.archive import answers
from verify.archive.filing import Filing
from verify.archive.warc import Placed

SCHEMA_VERSION = 3
BUSY_MS = 5000
_LOG_PAGES = 8000
"""Of the write-ahead log, 32 MB: folding it into the file waits for the disk, so that is done seldom."""
_SCHEMA = """
CREATE TABLE warcs (name TEXT PRIMARY KEY, run TEXT, started TEXT, tool TEXT,
  filed INTEGER NOT NULL DEFAULT 0, records INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE records (id TEXT PRIMARY KEY, type TEXT NOT NULL, uri TEXT, date TEXT NOT NULL,
  warc TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL, status INTEGER,
  digest TEXT, size INTEGER, truncated TEXT,
  media_type TEXT, etag TEXT, last_modified TEXT, refers_to TEXT, origin TEXT) WITHOUT ROWID;
CREATE INDEX records_digest ON records (digest, type);
CREATE INDEX records_uri ON records (uri);
CREATE TABLE looks (id TEXT PRIMARY KEY, record TEXT NOT NULL, url TEXT NOT NULL, at TEXT NOT NULL,
  run TEXT NOT NULL, warc TEXT NOT NULL, offset INTEGER NOT NULL, snapshot TEXT,
  payload TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX looks_url ON looks (url, at);
CREATE INDEX looks_snapshot ON looks (snapshot);
CREATE TABLE verdicts (record TEXT PRIMARY KEY, claim TEXT NOT NULL, at TEXT NOT NULL, run TEXT NOT NULL,
  status TEXT NOT NULL, warc TEXT NOT NULL, offset INTEGER NOT NULL, payload TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX verdicts_claim ON verdicts (claim, at);
CREATE TABLE cdx (line TEXT NOT NULL, warc TEXT NOT NULL, PRIMARY KEY (line, warc)) WITHOUT ROWID;
CREATE TABLE texts (digest TEXT NOT NULL, key TEXT NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY (digest, key)) WITHOUT ROWID;
"""
DERIVED = ("warcs", "records", "looks", "verdicts", "cdx", "answers", "finished")
_SNAPSHOT = """
SELECT l.*, r.id AS sid, r.type, r.uri, r.date, r.warc AS swarc, r.offset AS soffset, r.length AS slength,
  r.digest, r.refers_to, coalesce(o.size, r.size) AS size,
  CASE r.status WHEN 304 THEN coalesce(p.media_type, r.media_type) ELSE r.media_type END AS media_type,
  CASE r.status WHEN 304 THEN p.etag ELSE r.etag END AS etag,
  CASE r.status WHEN 304 THEN p.last_modified ELSE r.last_modified END AS last_modified
FROM looks l LEFT JOIN records r ON r.id = l.snapshot
LEFT JOIN records p ON p.id = r.refers_to
LEFT JOIN records o ON o.id = coalesce(p.refers_to, p.id)
"""
# Of a 304 the stored page's validators count: servers send others with it (a "-gzip" more or less), and a
# look that names those could not be tied to the page again.
_ORDER = " ORDER BY l.at, l.warc, l.offset"


class Ledger:
    """Tables over one connection. Raises sqlite3.DatabaseError where the file is damaged or the disk full."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._db.row_factory = sqlite3.Row

    @classmethod
    def create(cls, path: Path | None) -> Ledger:
        """A new empty ledger; in memory without a path."""
        ledger = cls(_connect(str(path) if path else ":memory:"))
        ledger._db.executescript(
            f"BEGIN; {_SCHEMA} {answers.TABLES} PRAGMA user_version={SCHEMA_VERSION}; COMMIT;"
        )
        return ledger

    @classmethod
    def open(cls, path: Path, *, write: bool) -> Ledger | None:
        """An existing ledger; None where it is missing, damaged or of another version."""
        if not path.is_file():
            return None
        ledger = cls(_connect(f"{path.absolute().as_uri()}?mode={'rw' if write else 'ro'}", uri=True))
        if ledger._version() != SCHEMA_VERSION:
            ledger.close()
            return None
        if write:
            ledger._log_ahead()
        return ledger

    def _log_ahead(self) -> None:
        """Write-ahead log: commits do not wait for the disk. The WARC was synced, and is the truth."""
        with suppress(sqlite3.OperationalError):  # a reader is in the middle of something: slower, not wrong
            self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute(f"PRAGMA wal_autocheckpoint={_LOG_PAGES}")

    @classmethod
    def of_another_version(cls, path: Path) -> bool:
        """Whether an existing ledger is whole, and of an older or newer program: no damage, only to be made
        anew."""
        ledger = cls(_connect(f"{path.absolute().as_uri()}?mode=ro", uri=True))
        try:
            return ledger._version() not in (0, SCHEMA_VERSION)
        finally:
            ledger.close()

    def _version(self) -> int:
        """0 for a file that is damaged, or no ledger."""
        try:
            if self._db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                return 0
            return int(self._db.execute("PRAGMA user_version").fetchone()[0])
        except sqlite3.DatabaseError:
            return 0

    def settle(self) -> None:
        """Fold the write-ahead log into the file, so that readers need no files beside it."""
        self._db.execute("PRAGMA busy_timeout=200")
        with suppress(sqlite3.OperationalError):  # a reader holds the file: it can wait for the next writer
            self._db.execute("PRAGMA journal_mode=DELETE")

    def close(self) -> None:
        self._db.close()

    # writing

    def file(self, placed: Iterable[Placed]) -> None:
        """File records in one transaction: all or none."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            filing = Filing()
            for one in placed:
                filing.add(one)
            filing.put(self._db)
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise

    def mark_read(self, warc: str, size: int) -> None:
        """A WARC was read to its end, damage included: nothing of it is left to file."""
        self._db.execute("INSERT OR IGNORE INTO warcs (name) VALUES (?)", (warc,))
        self._db.execute("UPDATE warcs SET filed = ? WHERE name = ?", (size, warc))

    def keep_text(self, digest: str, key: str, text: str) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            self._db.execute("INSERT OR REPLACE INTO texts VALUES (?, ?, ?)", (digest, key, text))
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise

    # reading

    def text(self, digest: str, key: str) -> str | None:
        row = self._one("SELECT text FROM texts WHERE digest = ? AND key = ?", digest, key)
        return row["text"] if row else None

    def looks(self, url: str) -> list[sqlite3.Row]:
        return self._all(_SNAPSHOT + "WHERE l.url = ?" + _ORDER, url)

    def look(self, identity: str) -> sqlite3.Row | None:
        return self._one(_SNAPSHOT + "WHERE l.id = ?", identity)

    def snapshots(self, prefix: str) -> list[sqlite3.Row]:
        """At most three looks whose snapshot id starts with `prefix`."""
        return self._all(_SNAPSHOT + "WHERE substr(l.snapshot, 1, ?) = ? LIMIT 3", len(prefix), prefix)

    def record(self, identity: str) -> sqlite3.Row | None:
        return self._one("SELECT * FROM records WHERE id = ?", identity)

    def named(self, uri: str) -> sqlite3.Row | None:
        """The first record under a URN of ours."""
        return self._one("SELECT * FROM records WHERE uri = ? ORDER BY date, warc, offset LIMIT 1", uri)

    def framed(self) -> list[sqlite3.Row]:
        """The responses whose framing was kept: warc and id."""
        return self._all(
            "SELECT warc, refers_to AS id FROM records"
            " WHERE type = 'metadata' AND uri GLOB 'urn:verify:wire:*' ORDER BY warc, offset"
        )

    def same_payload(self, digest: str, uri: str, *, own: bool) -> sqlite3.Row | None:
        """A whole response with these bytes, one of the same URL before others, the oldest first.

        With `own` only one that we fetched ourselves.
        """
        ours = " AND origin IS NULL" if own else ""
        return self._one(
            "SELECT * FROM records WHERE digest = ? AND type = 'response' AND truncated IS NULL AND size > 0"
            f"{ours} ORDER BY uri != ?, date, warc, offset LIMIT 1",
            *(digest, uri),
        )

    def validated(self, uri: str, etag: str | None, modified: str | None) -> sqlite3.Row | None:
        """The newest content of a URL, fetched by us, to which a conditional request's validators belong."""
        column, value = ("etag", etag) if etag is not None else ("last_modified", modified)
        return self._one(
            f"SELECT * FROM records WHERE uri = ? AND {column} = ? AND type IN ('response', 'revisit')"
            " AND status != 304 AND origin IS NULL ORDER BY date DESC, warc DESC, offset DESC LIMIT 1",
            *(uri, value),
        )

    def verdicts(self, claim: str) -> list[sqlite3.Row]:
        return self._all("SELECT * FROM verdicts WHERE claim = ? ORDER BY at, warc, offset", claim)

    def answers(self, url: str) -> list[sqlite3.Row]:
        return self._all(answers.OF_URL, url)

    def unfinished_answers(self) -> list[sqlite3.Row]:
        """The answers since the last link check that came to its end."""
        return self._all(answers.UNFINISHED)

    def hosts_heard(self, run: str) -> frozenset[str]:
        """Hosts (with port) that gave us any response in a run."""
        looks = self._all(
            "SELECT l.url FROM looks l JOIN records r ON r.id = l.snapshot"
            " WHERE l.run = ? AND r.origin IS NULL",
            run,
        )
        rows = self._all("SELECT DISTINCT host FROM answers WHERE run = ? AND heard = 1", run)
        return frozenset(urlsplit(row["url"]).netloc for row in looks) | {row["host"] for row in rows}

    def urls(self) -> tuple[str, ...]:
        return tuple(row["url"] for row in self._all("SELECT DISTINCT url FROM looks ORDER BY url"))

    def filed(self) -> dict[str, int]:
        """For each WARC the bytes up to which it is filed."""
        return {row["name"]: row["filed"] for row in self._all("SELECT name, filed FROM warcs")}

    def warc(self, name: str) -> sqlite3.Row | None:
        return self._one("SELECT * FROM warcs WHERE name = ?", name)

    def index_lines(self, warcs: frozenset[str]) -> Iterator[str]:
        """The index of these WARCs, sorted."""
        for row in self._db.execute("SELECT line, warc FROM cdx ORDER BY line"):
            if row["warc"] in warcs:
                yield row["line"]

    def dangling(self) -> list[sqlite3.Row]:
        """Revisits whose record is not there, or is there with another digest: warc, id, target."""
        return self._all(
            "SELECT v.warc, v.id, v.refers_to AS target FROM records v"
            " LEFT JOIN records t ON t.id = v.refers_to WHERE v.type = 'revisit'"
            " AND (t.digest IS NULL OR t.digest != v.digest) ORDER BY v.warc, v.offset"
        )

    def looked_back_to(self, warc: str) -> list[str]:
        """The other WARCs whose records the revisits of this one stand for."""
        rows = self._all(
            "SELECT DISTINCT t.warc FROM records v JOIN records t ON t.id = v.refers_to"
            " WHERE v.warc = ? AND v.type = 'revisit' AND t.warc != v.warc ORDER BY t.warc",
            warc,
        )
        return [row["warc"] for row in rows]

    def every_look(self) -> list[sqlite3.Row]:
        return self._all("SELECT warc, id, payload FROM looks ORDER BY warc, offset")

    def count(self, table: str) -> int:
        row = self._one(f"SELECT count(*) AS n FROM {table}")
        return int(row["n"]) if row else 0

    def dump(self) -> dict[str, list[tuple[object, ...]]]:
        """Every derived table in the order of its key: equal for equal WARCs."""
        return {
            name: [tuple(row) for row in self._all(f"SELECT * FROM {name} ORDER BY 1, 2")] for name in DERIVED
        }

    def _all(self, query: str, *values: object) -> list[sqlite3.Row]:
        return self._db.execute(query, values).fetchall()

    def _one(self, query: str, *values: object) -> sqlite3.Row | None:
        found: sqlite3.Row | None = self._db.execute(query, values).fetchone()
        return found


def _connect(target: str, uri: bool = False) -> sqlite3.Connection:
    return sqlite3.connect(
        target, timeout=BUSY_MS / 1000, isolation_level=None, uri=uri, check_same_thread=False
    )
