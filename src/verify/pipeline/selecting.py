"""From the ids a user names to references and claims."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from itertools import chain

from verify.errors import UnknownId
from verify.model.claim import Claim
from verify.model.reference import Reference
from verify.model.registry import Registry
from verify.pipeline.ports import Selection


def select(registries: Sequence[Registry], ids: Sequence[str]) -> Selection:
    """Check that every id is known. Raises UnknownId with the nearest id that exists."""
    selection = Selection(tuple(registries), frozenset(ids))
    known = {name for registry in registries for name in _names(registry)}
    for wanted in ids:
        if wanted not in known:
            near = difflib.get_close_matches(wanted, sorted(known), 1, 0.5)
            mend = f"did you mean {near[0]}?" if near else "`verify list` shows every id"
            raise UnknownId(f"no source, reference or claim is called {wanted!r}", mend=mend)
    return selection


def _names(registry: Registry) -> Iterator[str]:
    ids = chain(registry.source_by_id, registry.reference_by_id, registry.claim_by_id)
    for local_id in ids:
        yield local_id
        yield registry.qualified(local_id)


def claims(selection: Selection) -> Iterator[tuple[Registry, Claim]]:
    """The claims meant: named themselves, or resting on a reference or source that is named."""
    for registry in selection.registries:
        for claim in registry.claims:
            if selection.wants(registry, claim.id) or any(
                _reference_wanted(selection, registry, name) for name in claim.references
            ):
                yield registry, claim


def references(selection: Selection) -> Iterator[tuple[Registry, Reference]]:
    """The references meant: named themselves, by their source, or by a claim that rests on them."""
    for registry in selection.registries:
        cited = {
            name
            for claim in registry.claims
            if selection.wants(registry, claim.id)
            for name in claim.references
        }
        for reference in registry.references:
            named = _reference_wanted(selection, registry, reference.id)
            if not selection.ids or named or reference.id in cited:
                yield registry, reference


def _reference_wanted(selection: Selection, registry: Registry, name: str) -> bool:
    if not selection.ids:
        return True
    reference = registry.reference_by_id[name]
    return selection.wants(registry, name) or selection.wants(registry, reference.source)
