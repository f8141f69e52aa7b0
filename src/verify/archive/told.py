"""Which findings somebody was notified of: working state, beside the cool-downs in state.sqlite.

Losing it costs a second notification of what is still there, nothing else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

_SCHEMA = "CREATE TABLE IF NOT EXISTS told (finding TEXT PRIMARY KEY)"
_BUSY = 2.0  # seconds


def read_told(path: Path) -> frozenset[str]:
    """What was kept at `path`; nothing where the file is absent or cannot be read."""
    if not path.is_file():
        return frozenset()
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_BUSY)) as kept:
            return frozenset(str(row[0]) for row in kept.execute("SELECT finding FROM told"))
    except sqlite3.Error:
        return frozenset()


def keep_told(path: Path, findings: Collection[str]) -> bool:
    """Put `findings` in place of what was kept; whether that could be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=_BUSY)) as kept, kept:
            kept.execute(_SCHEMA)
            kept.execute("DELETE FROM told")
            kept.executemany("INSERT INTO told VALUES (?)", [(each,) for each in sorted(findings)])
    except (OSError, sqlite3.Error):
        return False
    return True
