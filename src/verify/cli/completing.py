"""Completion in the shell: click's scripts, and the ids of the registry that the line names.

Completion runs at every press of a key: it reads one small file with patterns, no parser, no settings, no
network, and whatever goes wrong it offers nothing and says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from click.shell_completion import get_completion_class

from verify.cli.main import COMPLETING
from verify.errors import UsageError

REGISTRY = "references.yaml"
LARGEST = 2 * 2**20
"""Bytes: no registry is larger."""

_SECTION = re.compile(r"^(sources|references|claims):", re.M)
_LISTED = re.compile(r"^[ \t]*-[ \t]*(?:\{[ \t]*)?id:[ \t]*['\"]?([\w.-]+)", re.M)
_KEYED = re.compile(r"^( +)['\"]?([\w.-]+)['\"]?:", re.M)


def script(shell: str) -> str:
    """What the shell is to read. Raises UsageError for a shell that click does not know."""
    kind = get_completion_class(shell)
    if kind is None:
        raise UsageError(f"there is no completion for {shell}")
    made = kind(click.Command("verify"), {}, "verify", COMPLETING)
    # click's own `source()` of bash starts bash to ask for its version, which a printed script must not.
    return made.source_template % made.source_vars()


def ids_of(text: str, kinds: Sequence[str]) -> Iterator[str]:
    """The ids of some sections (`sources`, `references`, `claims`) of a registry's text, in its order."""
    heads = [*_SECTION.finditer(text)]
    ends = [head.start() for head in heads[1:]] + [len(text)]
    for head, end in zip(heads, ends, strict=True):
        if head[1] in kinds:
            yield from (_keys if head[1] == "sources" else _listed)(text, head.end(), end)


def _listed(text: str, start: int, end: int) -> Iterator[str]:
    return (found[1] for found in _LISTED.finditer(text, start, end))


def _keys(text: str, start: int, end: int) -> Iterator[str]:
    """The keys of the outermost mapping: those indented as the first one is."""
    found = list(_KEYED.finditer(text, start, end))
    return (each[2] for each in found if each[1] == found[0][1])


def ids_on_line(context: click.Context, kinds: Sequence[str], begun: str) -> list[str]:
    """The ids of the registries named on the line, or of references.yaml here, that go on from `begun`."""
    named = context.params.get("registries") or ()
    found: dict[str, None] = {}
    for path in [Path(each) for each in named] or [Path(REGISTRY)]:
        found |= dict.fromkeys(name for name in ids_of(_read(path), kinds) if name.startswith(begun))
    return list(found)


def _read(path: Path) -> str:
    try:
        if not path.is_file():  # a pipe would keep the shell waiting
            return ""
        with path.open("rb") as file:
            return file.read(LARGEST).decode("utf-8", "replace")
    except OSError:
        return ""
