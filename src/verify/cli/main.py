"""The command line's entry: errors become one plain message and an exit code."""

from __future__ import annotations

import io
import os
import sys
import tempfile
import traceback

import click

from verify.cli.group import LazyGroup
from verify.errors import BUG, INTERRUPTED, RegistryError, VerifyError
from verify.model.version import VERSION

COMPLETING = "_VERIFY_COMPLETE"
"""Set by the shell when it asks what a line may go on with."""

_HELP = """Does the source still say what we say it says?

A references.yaml lists an article's sources, the works it cites and the claims that rest on them.
The commands fetch and archive those works, and judge whether each claim still holds.

\b
First steps:
  verify demo                 watch the whole job on bundled stand-in pages, no network needed
  verify init                 write a commented references.yaml to start from
  verify audit                fetch what is due, archive it, judge every claim
  verify match page.html "…"  look for one quote in a file or page

\b
Exit codes: 0 nothing to look at, 1 findings, 2 usage or registry wrong,
3 some claims could not be read, 70 a bug, 130 interrupted.
"""


@click.group(cls=LazyGroup, help=_HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="verify")
def cli() -> None:
    pass


def main() -> None:
    """Run the command line and leave with its exit code (design: 0, 1, 2, 3, 70, 130)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a poor locale must not end a run
    if COMPLETING in os.environ:
        sys.exit(_complete())
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Exit as left:
        code = left.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        _say("interrupted; finished work is kept")
        code = INTERRUPTED
    except VerifyError as error:
        code = _explain(error)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115  the reader left: nothing more to say
        code = 0
    except Exception:
        code = _bug()
    sys.exit(code if isinstance(code, int) else 0)


def _complete() -> int:
    """Answer the shell. Whatever is wrong, nothing is said into a line that is being typed."""
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Exit as left:
        return left.exit_code
    except Exception:
        return 1
    return 0


def _explain(error: VerifyError) -> int:
    if isinstance(error, RegistryError):
        for problem in error.problems:
            click.echo(problem, err=True)
    _say(error.message)
    if error.mend:
        click.echo(f"  {error.mend}", err=True)
    return error.exit_code


def _bug() -> int:
    """A traceback goes to a file, not to the reader. Nothing of the registry or of pages is in it."""
    with tempfile.NamedTemporaryFile("w", prefix="verify-bug-", suffix=".txt", delete=False) as report:
        traceback.print_exc(file=report)
    last = traceback.format_exc().strip().splitlines()[-1]
    _say(f"this is a bug in verify: {last[:200]}")
    click.echo(f"  what happened in detail is in {report.name}", err=True)
    return BUG


def _say(message: str) -> None:
    from verify.report.clean import clean

    click.echo(f"verify: {clean(message)}", err=True)
