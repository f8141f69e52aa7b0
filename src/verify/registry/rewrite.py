"""Putting a changed text in the place of a registry file, where it is sound and keeps all that was there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from verify.errors import RegistryError, UnknownId, UsageError
from verify.model.registry import Registry
from verify.registry.atomic import replace_file
from verify.registry.fields import did_you_mean
from verify.registry.insert import Page
from verify.registry.lint import lint_text
from verify.registry.load import load
from verify.registry.problem import shown
from verify.registry.scan import Unusable, Written, decode, grow, read_file


@dataclass(frozen=True)
class Opened:
    """A file as it was read, and the model of it."""

    path: Path
    content: bytes
    written: Written
    registry: Registry

    def page(self, text: str) -> Page:
        """`text`, a state of this file, with its tree."""
        return Page(text, grow(text), self.written.newline)

    @property
    def taken(self) -> set[str]:
        registry = self.registry
        return {*registry.source_by_id, *registry.reference_by_id, *registry.claim_by_id}


def open_registry(path: Path) -> Opened:
    """Raises RegistryError where the file cannot be read or has errors."""
    try:
        content = read_file(path)
        written = decode(content)
    except Unusable:
        load(path)  # raises, with the place
        raise
    result = lint_text(written.text, str(path))
    if result.registry is None:
        problems = [problem.full for problem in result.errors]
        raise RegistryError(f"{path} has errors and was left as it is", problems, mend="mend them first")
    return Opened(path, content, written, result.registry)


def known(name: str, held: Collection[str], noun: str) -> None:
    """Raises UnknownId where `held` has no such name."""
    if name not in held:
        raise UnknownId(f"no {noun} {shown(name)} in this registry", mend=did_you_mean(name, list(held)))


def commit(opened: Opened, text: str, kept: Registry, *, more: bool = True) -> None:
    """Replace the file by `text` if that is a sound registry which holds all of `kept`, entry for entry, and
    nothing else (with `more`: nothing else before the ends of its lists).

    Raises UsageError or RegistryError; the file is then as it was.
    """
    result = lint_text(text, str(opened.path))
    if result.registry is None:
        faults = "; ".join(problem.message for problem in result.errors)
        raise UsageError(f"{opened.path} was left as it is: {faults}", mend=result.errors[0].mend)
    if not _keeps(kept, result.registry, more):
        message = f"{opened.path} was left as it is: its layout leaves no safe place for the new lines"
        raise UsageError(message, mend="write the entry by hand")
    content = opened.written.encoded(text)
    try:
        written = replace_file(opened.path, content, expected=opened.content)
    except OSError as error:
        raise RegistryError(f"{opened.path} cannot be written: {error.strerror}") from error
    if not written:
        raise RegistryError(f"{opened.path} was changed by somebody else meanwhile", mend="try again")


def _keeps(kept: Registry, new: Registry, more: bool) -> bool:
    """Whether every entry of `kept` stands in `new`, at its place."""
    lists = (
        (kept.sources, new.sources),
        (kept.references, new.references),
        (kept.claims, new.claims),
    )
    return (kept.slug, kept.article) == (new.slug, new.article) and all(
        after[: len(before)] == before and (more or len(after) == len(before)) for before, after in lists
    )
