"""Every problem of a references.yaml in one run, each with its place and how to mend it."""

from __future__ import annotations

from pathlib import Path

from verify.model.registry import Place, Registry
from verify.registry.build import Draft, draft
from verify.registry.crosscheck import crosscheck
from verify.registry.problem import Ledger, LintResult
from verify.registry.scan import Unusable, decode, grow, read_file
from verify.registry.tree import Lines


def lint(path: Path) -> LintResult:
    """Read and check a references.yaml. Raises nothing: an unreadable file is a problem like any other."""
    try:
        content = read_file(path)
    except Unusable as fault:
        return _unusable(Ledger(str(path), Lines("")), fault)
    try:
        written = decode(content)
    except Unusable as fault:
        readable = content.decode("utf-8", errors="replace").removeprefix("\ufeff")
        return _unusable(Ledger(str(path), Lines(readable)), fault)
    return lint_text(written.text, str(path))


def lint_text(text: str, path: str) -> LintResult:
    """The same for a text that is at hand; `path` is only named."""
    ledger = Ledger(path, Lines(text))
    try:
        root = grow(text)
    except Unusable as fault:
        return _unusable(ledger, fault)
    made = draft(ledger, root)
    crosscheck(ledger, made)
    result = LintResult(None, ledger.ordered())
    return result if result.errors else LintResult(_registry(ledger, made), result.problems)


def _unusable(ledger: Ledger, fault: Unusable) -> LintResult:
    ledger.error(fault.offset, None, fault.message, fault.mend)
    return LintResult(None, ledger.ordered())


def _registry(ledger: Ledger, made: Draft) -> Registry:
    assert made.slug is not None
    assert made.article is not None
    return Registry(
        path=ledger.path,
        slug=made.slug,
        article=made.article,
        sources=tuple(entry.piece for entry in made.sources),
        references=tuple(entry.piece for entry in made.references),
        claims=tuple(entry.piece for entry in made.claims),
        places=_places(ledger, made),
    )


def _places(ledger: Ledger, made: Draft) -> dict[str, Place]:
    places = {"slug": ledger.place(made.slug_at), "article": ledger.place(made.article_at)}
    for _, entry in made.entries:
        if entry.name:
            places[entry.name] = ledger.place(entry.fields.node.start)
    return places
