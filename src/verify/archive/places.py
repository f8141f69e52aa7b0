"""Where things lie under cache/."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PART = ".part"
_SEALED = ".warc.gz"


@dataclass(frozen=True)
class Places:
    """The paths of one cache folder."""

    root: Path

    @property
    def warcs(self) -> Path:
        return self.root / "warc"

    @property
    def index(self) -> Path:
        return self.root / "index.cdxj"

    @property
    def runs(self) -> Path:
        return self.root / "runs.jsonl"

    @property
    def ledger(self) -> Path:
        return self.root / "ledger.sqlite"

    @property
    def state(self) -> Path:
        return self.root / "state.sqlite"

    @property
    def lock(self) -> Path:
        return self.root / "lock"

    def sealed(self) -> list[str]:
        """Names of the finished WARCs, oldest first."""
        return sorted(path.name for path in self.warcs.glob("*" + _SEALED) if path.is_file())

    def parts(self) -> list[str]:
        """Names (without `.part`) of the WARCs that a run left unfinished."""
        found = self.warcs.glob("*" + _SEALED + PART)
        return sorted(path.name.removesuffix(PART) for path in found if path.is_file())

    def part(self, name: str) -> Path:
        return self.warcs / (name + PART)

    def warc(self, name: str) -> Path:
        """The file of a WARC, finished or not."""
        path = self.warcs / name
        return path if path.exists() or not self.part(name).exists() else self.part(name)
