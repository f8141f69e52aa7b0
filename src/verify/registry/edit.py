"""Changing a references.yaml by program. Lines are put in as text, so that comments, order, quoting and
line ends survive byte for byte; what comes out is linted and compared before it replaces the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from verify.errors import UsageError
from verify.model.claim import Selector
from verify.model.registry import Registry
from verify.registry.insert import Pairs, add_entry, add_item, set_key
from verify.registry.names import host_of, page_name, slugged, unique
from verify.registry.problem import shown
from verify.registry.rewrite import commit, known, open_registry
from verify.registry.tree import Mapping as MappingNode
from verify.registry.tree import Sequence
from verify.registry.yaml_text import flow_list, quoted, scalar


def add_reference(
    path: Path,
    *,
    url: str,
    title: str | None = None,
    source: str | None = None,
    author: str | None = None,
    published: str | None = None,
    language: str | None = None,
) -> str:
    """Add a reference and return its new id.

    Without `source` the source of another reference of the same host is taken, or a new one is added for
    the host. Raises RegistryError where the file is unusable or cannot be written, UnknownId for a source
    it does not hold, UsageError for an address that is there already or a value that is not well formed.
    """
    opened = open_registry(path)
    held = find_reference(opened.registry, url)
    if held:
        raise UsageError(f"{shown(url, 200)} is here already, as reference {held}", mend=f"use {held}")
    if source is not None:
        known(source, opened.registry.source_by_id, "source")
    text, spring = opened.written.text, source or _same_host(opened.registry, url)
    if spring is None:
        spring = unique(slugged(host_of(url), 6) or "source", opened.taken)
        text = add_entry(opened.page(text), "sources", spring, {"name": scalar(host_of(url) or url)})
    name = unique(_reference_name(spring, published, title, url), {*opened.taken, spring})
    pairs: Pairs = {"id": scalar(name), "source": scalar(spring)}
    given = {"title": title, "author": author, "published": published, "language": language, "url": url}
    pairs |= {key: scalar(value) for key, value in given.items() if value}
    commit(opened, add_item(opened.page(text), "references", pairs), opened.registry)
    return name


def add_claim(
    path: Path,
    *,
    reference: str | None,
    text: str,
    quote: str | tuple[str, ...] = (),
    speaker: tuple[str, ...] = (),
    figure: str | None = None,
    about: tuple[str, ...] = (),
) -> str:
    """Add a claim at the end of the claims and return its new id; `reference` None names none.

    Raises RegistryError, UnknownId and UsageError like `add_reference`; a quote or figure that does not
    stand in `text` is a UsageError.
    """
    opened = open_registry(path)
    registry = opened.registry
    if reference is not None:
        known(reference, registry.reference_by_id, "reference")
    parts = (quote,) if isinstance(quote, str) else tuple(quote)
    stem = registry.reference_by_id[reference].source if reference else "claim"
    number = str(len(registry.claims) + 1)
    words = next((name for name in map(slugged, (*parts, figure or "", text)) if name), number)
    name = unique(f"{stem}-{words}", opened.taken)
    pairs: Pairs = {"id": scalar(name), "references": flow_list((reference,) if reference else ())}
    pairs["text"] = scalar(text)
    if parts:
        pairs["quote"] = scalar(parts[0]) if len(parts) == 1 else flow_list(parts)
    if speaker:
        pairs["speaker"] = flow_list(speaker)
    if figure:
        pairs["figure"] = scalar(figure)
    if about:
        pairs["about"] = flow_list(about)
    commit(opened, add_item(opened.page(opened.written.text), "claims", pairs), opened.registry)
    return name


def pin(path: Path, claim_id: str, selector: Selector) -> None:
    """Write `selector` as the passage of a claim, in the place of one it had.

    Raises RegistryError where the file is unusable or cannot be written, UnknownId for a claim it does
    not hold, UsageError for a selector without words.
    """
    pin_all(path, {claim_id: selector})


def pin_all(path: Path, selectors: Mapping[str, Selector]) -> None:
    """Write a passage for each claim id of `selectors`, all or none. Raises what `pin` raises."""
    opened = open_registry(path)
    for name in selectors:
        known(name, opened.registry.claim_by_id, "claim")
    wanted = {name: _trimmed(selector) for name, selector in selectors.items()}
    page = opened.page(opened.written.text)
    for node, name in reversed(claim_nodes(page.root)):  # from the end: earlier offsets stay true
        if name in wanted:
            page = replace(page, text=set_key(page, node, "passage", _passage_pairs(wanted[name])))
    claims = (replace(claim, passage=wanted.get(claim.id, claim.passage)) for claim in opened.registry.claims)
    commit(opened, page.text, replace(opened.registry, claims=tuple(claims)))


def find_reference(registry: Registry, url: str) -> str | None:
    """The id of the reference that has `url` as its own address or a copy's."""
    for reference in registry.references:
        if any(place.url == url for place in reference.locations()):
            return reference.id
    return None


def _same_host(registry: Registry, url: str) -> str | None:
    """The source of the first reference whose own address is on the same host."""
    host = host_of(url)
    for reference in registry.references:
        if host and reference.url and host_of(reference.url) == host:
            return reference.source
    return None


def _reference_name(source: str, published: str | None, title: str | None, url: str) -> str:
    return (
        f"{source}-{(published or '').partition('/')[0] or slugged(title or '') or page_name(url) or 'page'}"
    )


def _trimmed(selector: Selector) -> Selector:
    """Without a prefix or suffix of white space alone, which tells nothing."""
    prefix, suffix = (text if text.strip() else "" for text in (selector.prefix, selector.suffix))
    return Selector(selector.exact, prefix, suffix)


def _passage_pairs(selector: Selector) -> Pairs:
    given = {"prefix": selector.prefix, "suffix": selector.suffix}
    return {"exact": quoted(selector.exact)} | {key: quoted(text) for key, text in given.items() if text}


def claim_nodes(root: MappingNode) -> list[tuple[MappingNode, str]]:
    """Each claim's mapping with its id, in the order of the file."""
    claims = root.get("claims")
    items = claims.items if isinstance(claims, Sequence) else []
    return [(item, getattr(item.get("id"), "text", "")) for item in items if isinstance(item, MappingNode)]
