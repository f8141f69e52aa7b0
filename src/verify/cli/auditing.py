"""What `verify audit` does around its run: the day it counts from, notifying, the exit code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import click

from verify.archive.places import Places
from verify.archive.told import keep_told, read_told
from verify.cli.session import Session, leave
from verify.errors import FINDINGS, OK, UsageError
from verify.model.dates import PartialDate
from verify.model.run import Run
from verify.model.verdict import Severity
from verify.pipeline.notifying import Apprise, Sender, notice, still_there
from verify.settings import Settings
from verify.text.counting import counted


def begin_of(since: str | None) -> dt.datetime | None:
    """The first moment (UTC) of a date. Raises UsageError."""
    if since is None:
        return None
    try:
        day = PartialDate.parse(since).first()
    except ValueError as error:
        raise UsageError(f"--since: {error}", mend="write it as 2026, 2026-11 or 2026-11-02") from None
    return dt.datetime.combine(day, dt.time(), dt.UTC)


def sender_to(addresses: Sequence[str]) -> Sender | None:
    """Who notifies `addresses`; None for none. Raises MissingExtra, and UsageError without the address."""
    if not addresses:
        return None
    sender = Apprise(addresses)
    if sender.refused:
        which = ", ".join(map(str, sender.refused))
        raise UsageError(
            f"--notify: address {which} of {len(addresses)} is none that apprise knows",
            mend="write it as SERVICE://…, as in slack://…; it may hold a secret, so it is not shown here",
        )
    return sender


def notify(run: Run, session: Session, sender: Sender | None) -> None:
    """Tell of new findings once. A message that cannot be delivered is said on stderr and sent again by the
    next run."""
    if sender is None:
        return
    path = Places(session.cache).state
    told = still_there(run, read_told(path))
    message = notice(run, told, _bar(session.settings))
    if message and sender.send(message.title, message.body):
        told |= message.findings
        click.echo(f"verify: notified: {message.title.removeprefix('verify: ')}", err=True)
    elif message:
        click.echo("verify: the notification could not be delivered; the next run tries again", err=True)
    if not keep_told(path, told):
        click.echo(f"verify: {path} cannot be written: the next run notifies again", err=True)


def _bar(settings: Settings) -> Severity:
    return settings.fail_severity() if settings.fail_on != "none" else Severity.error


def leave_audit(run: Run, session: Session, *, narrowed: bool) -> None:
    """As `leave`, but a run that was narrowed to no claim at all is well, unless findings of references
    count."""
    settings = session.settings
    if not narrowed or run.verdicts:
        leave(run, settings)
    levels = list(Severity)
    high = levels.index(settings.fail_severity()) if settings.fail_on != "none" else -1
    serious = [each for each in run.findings if each.counts and levels.index(each.severity) <= high]
    if serious:
        told = counted(len(serious), "finding")
        click.echo(f"verify: exit 1: {told} of severity {settings.fail_on} or above", err=True)
    raise click.exceptions.Exit(FINDINGS if serious else OK)
