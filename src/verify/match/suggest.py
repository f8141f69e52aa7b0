"""Sentences of a source that may carry a paraphrase. A suggestion for a person, never a decision."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from verify.match.prepared import Prepared
from verify.model.claim import Selector
from verify.model.match import Span
from verify.text.fold import fold_text
from verify.text.tokens import words

_CONTEXT = 40


@dataclass(frozen=True)
class Suggestion:
    """`score` is the share (0 to 1) of the claim's weighted words that the sentence holds."""

    span: Span
    sentence: str
    score: float


def suggest(claim_text: str, prepared: Prepared, most: int = 5) -> list[Suggestion]:
    """The sentences sharing the claim's rarest words, best first. Works within one language only."""
    spans = prepared.sentences
    keys = [_keys(prepared.source.text[start:end]) for start, end in spans]
    spread = Counter(key for sentence in keys for key in sentence)
    wanted = {key: math.log(1 + len(spans) / (1 + spread[key])) for key in _keys(claim_text)}
    total = sum(wanted.values()) or 1.0
    scored = [
        Suggestion(
            span,
            prepared.source.text[span[0] : span[1]],
            sum(wanted.get(key, 0.0) for key in sentence) / total,
        )
        for span, sentence in zip(spans, keys, strict=True)
    ]
    best = sorted((item for item in scored if item.score > 0), key=lambda item: (-item.score, item.span))
    return best[:most]


def _keys(text: str) -> frozenset[str]:
    return frozenset(token.key for token in words(fold_text(text)))


def quoted_at(text: str, span: Span) -> Selector:
    """The span as a W3C TextQuoteSelector, as it stands, with 40 characters of either side."""
    start, end = span
    return Selector(text[start:end], text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT])


def selector_at(text: str, span: Span) -> Selector:
    """The W3C TextQuoteSelector of a span, with up to 40 characters of context cut at word boundaries."""
    before = " ".join(text[max(0, span[0] - _CONTEXT) : span[0]].split())
    after = " ".join(text[span[1] : span[1] + _CONTEXT].split())
    if span[0] > _CONTEXT:
        before = before.partition(" ")[2]
    if span[1] + _CONTEXT < len(text):
        after = after.rpartition(" ")[0]
    return Selector(" ".join(text[span[0] : span[1]].split()), before, after)
