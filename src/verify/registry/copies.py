"""Adding a copy to a reference of a references.yaml by program, every other character untouched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from verify.errors import UsageError
from verify.model.reference import Copy
from verify.registry.insert import Pairs, add_member
from verify.registry.problem import shown
from verify.registry.rewrite import commit, known, open_registry
from verify.registry.scan import grow
from verify.registry.tree import Lines, Sequence
from verify.registry.tree import Mapping as MappingNode
from verify.registry.yaml_text import scalar


def add_copy(path: Path, reference_id: str, copy: Copy) -> int:
    """Add `copy` at the end of a reference's copies. Returns the line, from 1, on which it now stands.

    Raises RegistryError where the file is unusable or cannot be written, UnknownId for a reference it does
    not hold, UsageError for an address that the reference has already or that is none. The file is then as it
    was, byte for byte.
    """
    opened = open_registry(path)
    known(reference_id, opened.registry.reference_by_id, "reference")
    reference = opened.registry.reference_by_id[reference_id]
    if any(place.url == copy.url for place in reference.locations()):
        raise UsageError(f"{shown(copy.url, 200)} is an address of {reference_id} already")
    pairs: Pairs = {"url": scalar(copy.url), "role": scalar(copy.role)}
    if copy.language:
        pairs["language"] = scalar(copy.language)
    page = opened.page(opened.written.text)
    text = add_member(page, _node(page.root, reference_id), "copies", pairs)
    wanted = replace(reference, copies=(*reference.copies, copy))
    held = (wanted if each is reference else each for each in opened.registry.references)
    commit(opened, text, replace(opened.registry, references=tuple(held)), more=False)
    return _line(text, reference_id)


def _node(root: MappingNode, reference_id: str) -> MappingNode:
    return next(node for node in _nodes(root) if getattr(node.get("id"), "text", None) == reference_id)


def _nodes(root: MappingNode) -> Iterator[MappingNode]:
    references = root.get("references")
    for item in references.items if isinstance(references, Sequence) else ():
        if isinstance(item, MappingNode):
            yield item


def _line(text: str, reference_id: str) -> int:
    copies = _node(grow(text), reference_id).get("copies")
    assert isinstance(copies, Sequence)  # the text was read back before it was written
    line, _ = Lines(text).at(copies.members[-1].start)
    return line
