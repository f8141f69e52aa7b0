"""The links of a references.yaml: the article's own, every reference's and its copies'."""

from __future__ import annotations

from collections.abc import Iterator

from verify.model.link import FoundLinks, Link, LinkPlace
from verify.model.registry import Registry


def looks_like_registry(name: str, content: bytes) -> bool:
    """YAML with the keys that every registry has at its top."""
    if not name.lower().endswith((".yaml", ".yml")):
        return False
    lines = {line.split(b":")[0] for line in content.splitlines() if line[:1].isalpha()}
    return {b"version", b"slug", b"references"} <= lines


def registry_links(registry: Registry, content: str) -> FoundLinks:
    """Links in the order of the file, each where its URL is written."""
    lines = content.splitlines()
    found = [_link(registry, lines, url, owner) for owner, url in _urls(registry)]
    return FoundLinks(tuple(sorted(found, key=lambda link: link.place)))


def _urls(registry: Registry) -> Iterator[tuple[str, str]]:
    if registry.article.url:
        yield "", registry.article.url
    for reference in registry.references:
        for copy in reference.locations():
            yield reference.id, copy.url


def _link(registry: Registry, lines: list[str], url: str, owner: str) -> Link:
    """From the reference's own line on, the first line that holds the URL."""
    start = registry.place(owner).line if owner else 1
    for number in range(start - 1, len(lines)):
        column = lines[number].find(url)
        if column >= 0:
            return Link(url, url, LinkPlace(registry.path, number + 1, column + 1))
    return Link(url, url, LinkPlace(registry.path, start, 1))
