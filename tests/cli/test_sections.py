from __future__ import annotations

import click
from click.testing import CliRunner

from verify.cli.options import network_options, output_options
from verify.cli.sections import HEADINGS, Command


@click.command("made", cls=Command)
@click.argument("name")
@click.option("--own", is_flag=True, help="Only here.")
@output_options
@network_options
def made(**_: object) -> None: ...


def test_options_stand_under_their_headings_and_own_ones_first() -> None:
    shown = CliRunner().invoke(made, ["--help"]).output
    places = [shown.index(f"\n{heading}:") for heading in ("Options", "Output and exit code", "Network")]
    assert places == sorted(places)
    assert places[0] < shown.index("--own") < places[1] < shown.index("--format") < places[2]
    assert places[2] < shown.index("--timeout")
    assert "Registry and archive" not in shown


def test_every_option_is_listed_once() -> None:
    shown = CliRunner().invoke(made, ["--help"]).output
    for option in ("--own", "--format", "--output", "--timeout", "--allow", "--help"):
        assert shown.count(f"{option} ") + shown.count(f"{option}\n") == 1, option
    named = [name for names in HEADINGS.values() for name in names]
    assert len(named) == len(set(named))
