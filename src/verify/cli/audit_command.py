"""verify audit"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify.cli.options import (
    complete_ids,
    judging_options,
    network_options,
    registry_options,
    storing_options,
)
from verify.cli.run_output import Destination, RunCommand, run_output_options, write_run
from verify.cli.session import Session, now, progress, refuse_offline


@click.command("audit", cls=RunCommand)
@click.argument("ids", nargs=-1, shell_complete=complete_ids)
@click.option("--force", is_flag=True, help="Look again also at what was looked at a moment ago.")
@click.option(
    "--changed-only",
    is_flag=True,
    help="Leave out claims that held or were unverifiable when last judged, if neither their page nor their "
    "words in the registry changed since.",
)
@click.option(
    "--since",
    metavar="DATE",
    help="Report only claims whose verdict is not what was last recorded before DATE: 2026, 2026-11 or "
    "2026-11-02 (UTC). All are judged.",
)
@click.option(
    "--notify",
    multiple=True,
    metavar="URL",
    help="Send a short message to this address of apprise when there are new confirmed findings that "
    "--fail-on counts; may be given several times. It may hold a secret: rather set VERIFY_NOTIFY. Needs the "
    "extra [notify].",
)
@storing_options
@registry_options
@judging_options
@run_output_options
@network_options
def command(
    ids: tuple[str, ...],
    force: bool,
    changed_only: bool,
    since: str | None,
    registries: tuple[Path, ...],
    everything: bool,
    destinations: tuple[Destination, ...],
    offline: bool,
    **flags: Any,
) -> None:
    """Fetch what is due, store it, judge every claim, compare with the last run.

    The main job, for an editor or a weekly schedule. Touches the network; asks each host politely and
    honours robots.txt. A look is due 20 hours after the last one (setting fresh_hours).

    What --changed-only or --since leaves out counts for the exit code neither; altered, missing and unknown
    claims are never left out by --changed-only.

    \b
    Example:
      verify audit --format json --output audit.json
    """
    from verify.cli.auditing import begin_of, leave_audit, notify, sender_to
    from verify.pipeline.auditing import audit
    from verify.pipeline.narrowing import moved_since

    refuse_offline(offline)
    from_day = begin_of(since)
    session = Session.open(registries, flags)
    sender = sender_to(session.settings.notify)
    selection, policy = session.select(ids), session.settings.match_policy()
    schedule, confirm = session.schedule(force=force), session.settings.confirm_looks
    with session.archive(write=True) as archive:
        run = session.fetching(
            lambda fetcher: audit(
                *(selection, fetcher, archive, now, policy, schedule, progress()),
                changed_only=changed_only,
                confirm_looks=confirm,
            )
        )
        run = moved_since(run, selection, archive, from_day) if from_day else run
    write_run(run, session, destinations, everything=everything)
    notify(run, session, sender)
    leave_audit(run, session, narrowed=changed_only or since is not None)
