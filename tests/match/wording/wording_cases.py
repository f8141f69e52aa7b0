"""Shared ground for the wording tests: one page in our own words and a short way to ask about it."""

from __future__ import annotations

from verify.match.prepared import Prepared
from verify.match.wording.edges import Around
from verify.match.wording.quote import match_quote
from verify.model.match import Check, EditKind, Outcome
from verify.model.text import plain

FINE = (Outcome.verbatim, Outcome.typographic, Outcome.marked)


def prepared(text: str, language: str | None = "en") -> Prepared:
    return Prepared(plain(text, language))


def ask(text: str, *quote: str, language: str = "en", around: Around | None = None, **context: str) -> Check:
    return match_quote(
        quote, prepared(text, language), language=language, around=around or Around(), **context
    )


def kinds(check: Check) -> list[EditKind]:
    return [edit.kind for edit in check.edits]


def passes(check: Check) -> bool:
    """Whether the verdict would be "holds": fine, or altered by spelling alone."""
    if check.outcome in FINE:
        return True
    return check.outcome is Outcome.altered and all(kind is EditKind.spelling for kind in kinds(check))
