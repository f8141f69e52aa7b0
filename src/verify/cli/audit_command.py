"""verify audit"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify.cli.options import (
    judging_options,
    network_options,
    output_options,
    registry_options,
    storing_options,
)
from verify.cli.sections import Command
from verify.cli.session import Session, leave, now, progress, refuse_offline, write_run


@click.command("audit", cls=Command)
@click.argument("ids", nargs=-1)
@click.option("--force", is_flag=True, help="Look again also at what was looked at a moment ago.")
@storing_options
@registry_options
@judging_options
@output_options
@network_options
def command(
    ids: tuple[str, ...],
    force: bool,
    registries: tuple[Path, ...],
    everything: bool,
    output: Path | None,
    offline: bool,
    **flags: Any,
) -> None:
    """Fetch what is due, store it, judge every claim, compare with the last run.

    The main job, for an editor or a weekly schedule. Touches the network; asks each host politely and
    honours robots.txt. A look is due 20 hours after the last one (setting fresh_hours).

    \b
    Example:
      verify audit --format json --output audit.json
    """
    from verify.pipeline.auditing import audit

    refuse_offline(offline)
    session = Session.open(registries, flags)
    selection, policy = session.select(ids), session.settings.match_policy()
    schedule = session.schedule(force=force)
    with session.archive(write=True) as archive:
        run = session.fetching(
            lambda fetcher: audit(selection, fetcher, archive, now, policy, schedule, progress())
        )
    write_run(run, session.settings, output, everything=everything)
    leave(run, session.settings)
