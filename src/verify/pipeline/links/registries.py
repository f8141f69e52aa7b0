"""The links of a references.yaml: the article's own, every reference's and its copies'."""

from __future__ import annotations

from collections.abc import Iterator

from verify.extract.links.resolve import Base, Unusable, resolve, without_userinfo
from verify.model.link import FoundLinks, Link, LinkPlace, LinkProblem
from verify.model.registry import Registry


def looks_like_registry(name: str, content: bytes) -> bool:
    """YAML with the keys that every registry has at its top."""
    if not name.lower().endswith((".yaml", ".yml")):
        return False
    lines = {line.split(b":")[0] for line in content.splitlines() if line[:1].isalpha()}
    return {b"version", b"slug", b"references"} <= lines


def registry_links(registry: Registry, content: str) -> FoundLinks:
    """Links in the order of the file, each where its URL is written. What means no address is a problem."""
    lines = content.splitlines()
    links: list[Link] = []
    problems: list[LinkProblem] = []
    for owner, written in _urls(registry):
        place, shown = _place(registry, lines, written, owner), without_userinfo(written)
        try:
            url = resolve(written, Base())
        except Unusable as unusable:
            problems.append(LinkProblem(place, f"{shown[:200]}: {unusable.message}", unusable.mend))
            continue
        if url is not None:
            links.append(Link(shown, url, place))
    return FoundLinks(
        tuple(sorted(links, key=lambda link: link.place)),
        tuple(sorted(problems, key=lambda problem: problem.place)),
    )


def _urls(registry: Registry) -> Iterator[tuple[str, str]]:
    if registry.article.url:
        yield "", registry.article.url
    for reference in registry.references:
        for copy in reference.locations():
            yield reference.id, copy.url


def _place(registry: Registry, lines: list[str], url: str, owner: str) -> LinkPlace:
    """From the reference's own line on, the first line that holds the URL."""
    start = registry.place(owner).line if owner else 1
    for number in range(start - 1, len(lines)):
        column = lines[number].find(url)
        if column >= 0:
            return LinkPlace(registry.path, number + 1, column + 1)
    return LinkPlace(registry.path, start, 1)
