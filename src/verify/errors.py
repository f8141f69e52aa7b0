"""Every deliberate exception of the house, and the exit code each one ends with.

::

    VerifyError                     70  (never raised itself)
    ├── UsageError                   2  the command line asks for something that cannot be done
    │   ├── UnknownId                2  an id that no open registry holds
    │   └── MissingExtra             2  an optional package is not installed
    ├── RegistryError                2  references.yaml cannot be used; carries every problem found
    ├── SettingsError                2  a flag, environment variable or settings file is wrong
    ├── ArchiveError                 2  cache/ cannot be read or written
    │   ├── ArchiveBusy              2  another run is writing to it
    │   └── ArchiveDamaged           1  a stored record does not read back as it was written
    └── Interrupted                130  stopped by the user; finished work is kept

A failed fetch is not here: what came of the network is a value (`verify.model.snapshot.Failure`).
Every message says what is wrong and where; `mend` says how to put it right.
"""

from __future__ import annotations

from collections.abc import Sequence

OK = 0
FINDINGS = 1
USAGE = 2
UNKNOWN = 3
BUG = 70
INTERRUPTED = 130


class VerifyError(Exception):
    """Base of all deliberate errors. `message` is one line, `mend` an optional second one."""

    exit_code = BUG

    def __init__(self, message: str, *, mend: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend


class UsageError(VerifyError):
    exit_code = USAGE


class UnknownId(UsageError):
    """No registry that is open holds this source, reference or claim id."""


class MissingExtra(UsageError):
    """An optional dependency is needed: `verify-sources[<extra>]`."""

    def __init__(self, extra: str, purpose: str) -> None:
        super().__init__(
            f"{purpose} needs the extra [{extra}]", mend=f"pip install 'verify-sources[{extra}]'"
        )


class RegistryError(VerifyError):
    """references.yaml is unusable. `problems` holds every error found, each a ready line."""

    exit_code = USAGE

    def __init__(self, message: str, problems: Sequence[str] = (), *, mend: str | None = None) -> None:
        super().__init__(message, mend=mend)
        self.problems = tuple(problems)


class SettingsError(VerifyError):
    exit_code = USAGE


class ArchiveError(VerifyError):
    exit_code = USAGE


class ArchiveBusy(ArchiveError):
    """Another process holds the write lock of this cache."""


class ArchiveDamaged(ArchiveError):
    """A record's bytes do not match the digest it was stored under."""

    exit_code = FINDINGS


class Interrupted(VerifyError):
    exit_code = INTERRUPTED
