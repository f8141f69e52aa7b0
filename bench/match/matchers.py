"""Ours and the peers behind one shape: a text and quotes in, an answer for each quote out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import edlib
import quotecheck
from bench.match.cases import Span
from rapidfuzz import fuzz

from verify.model.match import Outcome
from verify.model.policy import MatchPolicy
from verify.model.text import SourceText
from verify.model.verdict import Status
from verify.pipeline.matching import match, quote_claims
from verify.text.fold import Folded, fold, fold_text

_EDGE = " .,。，"
"""Peers get a quote without the stop or comma at its end, which a house style may have put there."""

_FINE = (Outcome.verbatim, Outcome.typographic, Outcome.marked)


class Says(StrEnum):
    fine = "fine"
    spelling = "spelling"  # holds, with a note that the spelling differs; ours alone
    altered = "altered"
    missing = "missing"
    undecided = "undecided"


@dataclass(frozen=True)
class Answer:
    """`likeness` is 0 to 1 for matchers that judge by a threshold."""

    says: Says
    span: Span | None = None
    edit: str = ""
    reason: str = ""
    likeness: float = 0.0


class Matcher(Protocol):
    name: str

    def answers(self, source: SourceText, quotes: Sequence[str], language: str) -> list[Answer]: ...


class Ours:
    name = "verify"

    def answers(self, source: SourceText, quotes: Sequence[str], language: str) -> list[Answer]:
        out = []
        for answer in match(quote_claims(quotes, language), source, MatchPolicy()):
            check = answer.checks[0]
            status = answer.judged.status
            says = {Status.altered: Says.altered, Status.missing: Says.missing}.get(status, Says.undecided)
            if status is Status.holds:
                says = Says.fine if check.outcome in _FINE else Says.spelling
            main = check.main_edit
            out.append(
                Answer(says, check.span, main.kind.value if main else "", f"{check.outcome}: {check.reason}")
            )
        return out


class Quotecheck:
    """Gives an offset and no end: the quote's length stands for the span's."""

    name = "quotecheck 0.1.0"

    def answers(self, source: SourceText, quotes: Sequence[str], language: str) -> list[Answer]:
        names = {"found": Says.fine, "interleaved": Says.fine, "drift": Says.altered, "absent": Says.missing}
        out = []
        for quote in quotes:
            found = quotecheck.check(quote.strip(_EDGE), source.text)
            end = min(len(source.text), found.offset + len(quote))
            span = (found.offset, end) if found.offset >= 0 else None
            out.append(Answer(names[found.status], span))
        return out


@dataclass
class Thresholds:
    """Likeness from which a quote is fine, and below which it is missing."""

    fine: float = 1.0
    missing: float = 0.6

    def says(self, likeness: float) -> Says:
        if likeness >= self.fine:
            return Says.fine
        return Says.altered if likeness >= self.missing else Says.missing


def _folded(source: SourceText) -> tuple[Folded, str]:
    folded = fold(source.text)
    lower = folded.text.lower()
    return folded, lower if len(lower) == len(folded.text) else folded.text


class Edlib:
    """Infix edit distance over the folded, lowered text."""

    name = "edlib HW"

    def __init__(self) -> None:
        self.limits = Thresholds()

    def answers(self, source: SourceText, quotes: Sequence[str], language: str) -> list[Answer]:
        folded, lower = _folded(source)
        return [self._answer(fold_text(quote.strip(_EDGE)).lower(), folded, lower) for quote in quotes]

    def _answer(self, quote: str, folded: Folded, lower: str) -> Answer:
        pair = quote, lower
        if len(set(quote) | set(lower)) > 250:  # its alphabet is 256 signs
            keep = {char: chr(1 + index) for index, char in enumerate(sorted(set(quote))[:240])}
            pair = tuple("".join(keep.get(char, "\0") for char in text) for text in pair)  # type: ignore[assignment]
        found = edlib.align(*pair, mode="HW", task="locations")
        likeness = 1 - found["editDistance"] / max(1, len(quote))
        start, last = found["locations"][0]
        span = folded.original(start, last + 1) if start is not None and last >= start else None
        return Answer(self.limits.says(likeness), span, likeness=likeness)


class Rapidfuzz:
    """partial_ratio_alignment over the folded, lowered text."""

    name = "rapidfuzz partial_ratio"

    def __init__(self) -> None:
        self.limits = Thresholds()

    def answers(self, source: SourceText, quotes: Sequence[str], language: str) -> list[Answer]:
        folded, lower = _folded(source)
        out = []
        for quote in quotes:
            found = fuzz.partial_ratio_alignment(fold_text(quote.strip(_EDGE)).lower(), lower)
            if found is None or found.dest_end <= found.dest_start:
                out.append(Answer(Says.missing))
                continue
            likeness = found.score / 100
            span = folded.original(found.dest_start, found.dest_end)
            out.append(Answer(self.limits.says(likeness), span, likeness=likeness))
        return out


class Substring:
    """The folded, lowered quote as a run of the folded, lowered text."""

    name = "folded substring"

    def answers(self, source: SourceText, quotes: Sequence[str], language: str) -> list[Answer]:
        folded, lower = _folded(source)
        out = []
        for quote in quotes:
            needle = fold_text(quote.strip(_EDGE)).lower()
            at = lower.find(needle)
            says = Says.fine if at >= 0 else Says.missing
            out.append(Answer(says, folded.original(at, at + len(needle)) if at >= 0 else None))
        return out
