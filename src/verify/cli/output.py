"""Where a command's data goes: standard output, or whole to a file."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import click

from verify.errors import UsageError


def write(text: str | bytes, output: Path | None) -> None:
    """Write `text` (bytes as they are) to `output`, all or nothing, or to standard output. Raises UsageError.

    A reader that has left (`| head`) is no error and changes no exit code.
    """
    if output is None:
        return _to_stdout(text)
    try:
        content = text if isinstance(text, bytes) else text.encode("utf-8", "backslashreplace")
        return _to_file(content, output)
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror}") from None


def _to_stdout(text: str | bytes) -> None:
    try:
        click.echo(text, nl=False)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115  nothing more to say, at exit neither
    except OSError as error:
        raise UsageError(f"standard output cannot be written: {error.strerror}") from None


def _to_file(content: bytes, output: Path) -> None:
    from verify.registry.atomic import replace_file

    if output.exists() and not output.is_file():  # a device or pipe
        output.write_bytes(content)
        return
    try:
        replace_file(output, content, expected=output.read_bytes() if output.exists() else None)
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EPERM, errno.EBUSY):
            raise
        output.write_bytes(content)  # the file may be written, its folder not
