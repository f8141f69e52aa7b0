"""A stored response to SourceText: undo its content codings, then read it."""

from __future__ import annotations

from dataclasses import replace

from verify.extract.document import Unreadable, extract
from verify.extract.inflate import Inflated, inflate
from verify.model.availability import Availability
from verify.model.snapshot import Hop, Truncation
from verify.model.text import SourceText

READ_OF_TOO_LONG = 2**20
"""Decoded bytes read of a body that hit the limit of size."""
_CUTS = {
    Truncation.length: "it was longer than the limit",
    Truncation.time: "it took too long",
    Truncation.disconnect: "the connection broke",
    Truncation.unspecified: "those who captured it do not say why",
}


def read_payload(hop: Hop, *, limit: int, hint: str | None = None) -> SourceText | Unreadable:
    """The text of a hop's body; `limit` caps its decoded size in bytes.

    What a cut body still holds is read, and the SourceText's `shortfall` says that it was cut: a passage
    found in it was really there, one not found says nothing.
    """
    inflated = inflate(hop.body, hop.header("content-encoding"), reading_limit(hop, limit))
    cut = _cut(hop, inflated)
    if inflated.problem == "unknown_coding":
        return Unreadable(Availability.unsupported, inflated.detail)
    if inflated.problem == "corrupt":
        return Unreadable(Availability.bad_response, inflated.detail)
    text = extract(inflated.data, content_type=hop.header("content-type"), url=hop.url, hint=hint)
    if cut is None:
        return text
    if isinstance(text, Unreadable):
        return Unreadable(_availability(hop, inflated), cut)
    return replace(text, shortfall=cut, markers=(*text.markers, _marker(hop, inflated)))


def reading_limit(hop: Hop, limit: int) -> int:
    """Decoded bytes that are read of a hop's body: of one that was too long no more than its beginning, for
    reading costs many times its size and nothing that is absent from it counts."""
    return min(limit, READ_OF_TOO_LONG) if hop.truncated is Truncation.length else limit


def _cut(hop: Hop, inflated: Inflated) -> str | None:
    if hop.truncated is not None:
        return f"capture was cut: {_CUTS[hop.truncated]}"
    if inflated.problem in ("truncated", "too_large"):
        return f"capture was cut: {inflated.detail}"
    return None


def _too_large(hop: Hop, inflated: Inflated) -> bool:
    return hop.truncated is Truncation.length or inflated.problem == "too_large"


def _availability(hop: Hop, inflated: Inflated) -> Availability:
    return Availability.too_large if _too_large(hop, inflated) else Availability.truncated


def _marker(hop: Hop, inflated: Inflated) -> str:
    return "cut-length" if _too_large(hop, inflated) else "cut"
