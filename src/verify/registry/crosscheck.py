"""What only the whole file can tell: ids, what they point to, and words that must stand in a text."""

from __future__ import annotations

import re

from verify.model.claim import Claim
from verify.model.reference import Access, Reference
from verify.registry.build import Draft, Entry
from verify.registry.fields import Fields, did_you_mean
from verify.registry.problem import Ledger, shown
from verify.registry.tree import Scalar, Sequence
from verify.text.fold import fold_text

_OUTER_MARKS = (("“", "”"), ("«", "»"), ('"', '"'), ("„", "“"))


def crosscheck(ledger: Ledger, draft: Draft) -> None:
    """Report to the ledger whatever is wrong between the entries of a file."""
    _ids(ledger, draft)
    _references(draft)
    _claims(draft)


def _ids(ledger: Ledger, draft: Draft) -> None:
    first: dict[str, tuple[str, int]] = {}
    for noun, entry in draft.entries:
        name, at = entry.name, entry.fields.at("id").start
        if name is None:
            continue
        if name in first:
            other, where = first[name]
            message = f"the id is taken by the {other} on line {ledger.place(where).line}"
            mend = "rename one: sources, references and claims share their ids"
            ledger.error(at, entry.fields.subject, message, mend)
        first.setdefault(name, (noun, at))


def _references(draft: Draft) -> None:
    known = [entry.name for entry in draft.sources if entry.name]
    taken = set(known)
    used = {name for entry in draft.claims for name in _named(entry.fields)}
    for entry in draft.references:
        fields = entry.fields
        source = fields.node.get("source")
        name = getattr(source, "text", None)
        if source is not None and name and name not in taken:
            mend = did_you_mean(name, known) or "add it under `sources`"
            fields.error(source, f"unknown source {shown(name)}", mend)
        if entry.name and entry.name not in used:
            _warn(fields, "id", "no claim rests on this reference", "name it in a claim, or remove it")
        if entry.sound:
            _location(fields, entry.piece)
    cited = {getattr(entry.fields.node.get("source"), "text", None) for entry in draft.references}
    for spring in draft.sources:
        if spring.name not in cited:
            _warn(spring.fields, "name", "no reference comes from this source", "use it, or remove it")


def _location(fields: Fields, reference: Reference) -> None:
    placed = bool(reference.url or reference.copies)
    if reference.access is Access.public and not placed:
        mend = "add a url or copies, or write `access: unlocated`"
        _warn(fields, "id", "has neither url nor copies", mend)
    if reference.access is not Access.public and placed:
        message = f"access is {reference.access}, but an address is given"
        _warn(fields, "access", message, "remove `access`, or the address")
    seen = {reference.url} if reference.url else set()
    for copy in reference.copies:
        if copy.url in seen:
            message = f"copy {shown(copy.url)} repeats another address of this reference"
            _warn(fields, "copies", message, "remove it")
        seen.add(copy.url)


def _claims(draft: Draft) -> None:
    known = [entry.name for entry in draft.references if entry.name]
    taken = set(known)
    for entry in draft.claims:
        _named_references(entry.fields, known, taken)
        _words(entry)


def _named(fields: Fields) -> list[str]:
    node = fields.node.get("references")
    items = node.items if isinstance(node, Sequence) else []
    return [text for text in (getattr(item, "text", "") for item in items) if text]


def _named_references(fields: Fields, known: list[str], taken: set[str]) -> None:
    node = fields.node.get("references")
    seen: set[str] = set()
    for item in node.items if isinstance(node, Sequence) else ():
        name = getattr(item, "text", "")
        if name and name not in taken:
            mend = did_you_mean(name, known) or "add it under `references`"
            fields.error(item, f"unknown reference {shown(name)}", mend)
        elif name in seen:
            fields.ledger.warn(
                item.start, fields.subject, f"reference {shown(name)} is named twice", "remove one"
            )
        seen.add(name)


def _words(entry: Entry[Claim]) -> None:
    claim, fields = entry.piece, entry.fields
    text = fold_text(claim.text)
    if text:
        _quote(fields, text)
    if claim.figure is not None and text and not _stands(claim.figure, text):
        message = f"figure missing from text: {shown(claim.figure)}"
        fields.error(fields.at("figure"), message, "write the figure as the text words it")
    if claim.passage and claim.passage.exact and not _has_words(claim.passage.exact):
        fields.error(fields.at("passage"), "passage exact holds no words", "pin the source's own words")
    if claim.about and claim.figure is None:
        _warn(fields, "about", "about has no figure to go with", "add `figure`, or remove `about`")


def _quote(fields: Fields, text: str) -> None:
    node = fields.node.get("quote")
    start = 0
    for part in node.items if isinstance(node, Sequence) else [node]:
        if not isinstance(part, Scalar) or part.kind != "text" or not part.text.strip():
            continue  # reported as a fault of shape
        words = fold_text(part.text).strip()
        found = text.find(words, start)
        if not _has_words(words):
            fields.error(part, "quote holds no words", "write the words between the quotation marks")
        elif found < 0:
            fault = "stands before the part above it" if words in text else "missing from text"
            mend = "write the quoted words as they stand in the claim's text, in their order"
            fields.error(part, f"quote {fault}: {shown(part.text)}", mend)
        start = max(start, found + len(words)) if found >= 0 else start
        if (part.text[0], part.text[-1]) in _OUTER_MARKS:
            message = "quote carries its outer quotation marks"
            fields.ledger.warn(part.start, fields.subject, message, "write the words between the marks only")


def _has_words(text: str) -> bool:
    return re.search(r"\w", fold_text(text)) is not None


def _stands(figure: str, text: str) -> bool:
    """Whether the figure stands in the text, not as a part of a longer word or number; case is let go."""
    words = re.escape(fold_text(figure).strip())
    whole = rf"(?<!\w)(?<!\d[.,]){words}(?!\w)(?![.,]\d)"
    return _has_words(figure) and re.search(whole, text, re.IGNORECASE) is not None


def _warn(fields: Fields, key: str, message: str, mend: str) -> None:
    fields.ledger.warn(fields.at(key).start, fields.subject, message, mend)
