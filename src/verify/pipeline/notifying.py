"""A short message about findings that nobody was told of yet, sent by apprise (the extra [notify]).

apprise opens its own connections: with it, and only where an address to notify is given, something other
than `fetch` talks to the network. Addresses hold secrets and stand in no message of ours.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from verify.errors import MissingExtra
from verify.model.finding import Finding
from verify.model.run import Run
from verify.model.verdict import Severity
from verify.text.counting import counted

MOST = 20
"""Findings named in one message; the rest are counted."""
_TALKATIVE = ("apprise", "urllib3")
"""Loggers whose warnings may quote an address."""


@dataclass(frozen=True)
class Notice:
    """`findings` are the fingerprints of what it tells."""

    title: str
    body: str
    findings: frozenset[str]


class Sender(Protocol):
    """Somebody who delivers a message; False where that failed."""

    def send(self, title: str, body: str) -> bool: ...


def fingerprint(finding: Finding) -> str:
    """The same from run to run: the rule and whom it is about."""
    return f"{finding.rule} {finding.subject}"


def notice(run: Run, told: Collection[str], bar: Severity) -> Notice | None:
    """What to say of the confirmed, not accepted findings of severity `bar` and above that are not in
    `told`; None where there are none."""
    levels = list(Severity)
    high = levels.index(bar)
    new = [
        finding
        for finding in run.findings
        if finding.counts and levels.index(finding.severity) <= high and fingerprint(finding) not in told
    ]
    if not new:
        return None
    lines = [_line(finding) for finding in new[:MOST]]
    lines += [f"and {len(new) - MOST} more"] if len(new) > MOST else []
    title = f"verify: {counted(len(new), 'new finding')} in {', '.join(sorted(run.registries))}"
    return Notice(title, "\n".join(lines), frozenset(map(fingerprint, new)))


def _line(finding: Finding) -> str:
    return f"{finding.severity.value} {finding.subject}: {finding.message} ({finding.place})"


def still_there(run: Run, told: Collection[str]) -> frozenset[str]:
    """What of `told` is a finding that counts yet, or is about something this run says nothing of: what went
    away or was accepted is told again when it comes back."""
    subjects = {verdict.claim for verdict in run.verdicts} | {seen.reference for seen in run.sightings}
    found = {fingerprint(finding) for finding in run.findings if finding.counts}
    return frozenset(each for each in told if each in found or each.partition(" ")[2] not in subjects)


class Apprise:
    """Sends to addresses of apprise (`mailto://…`, `slack://…`, `json://…`).

    Raises MissingExtra where apprise is not installed. `refused` are the positions, from 1, of addresses
    that apprise does not understand.
    """

    def __init__(self, addresses: Sequence[str]) -> None:
        try:
            import apprise
        except ImportError:
            raise MissingExtra("notify", "--notify") from None
        for name in _TALKATIVE:
            logging.getLogger(name).addHandler(logging.NullHandler())
            logging.getLogger(name).propagate = False
        self._apprise: Any = apprise.Apprise()
        self.refused = tuple(
            number for number, address in enumerate(addresses, 1) if not self._apprise.add(address)
        )

    def send(self, title: str, body: str) -> bool:
        return bool(self._apprise.notify(title=title, body=body))
