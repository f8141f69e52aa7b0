"""What `list` and `show` print of a registry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from verify.model.claim import Claim
from verify.model.reference import Copy, Reference
from verify.model.registry import Registry
from verify.model.source import Source
from verify.report import json_v1
from verify.report.clean import clean, shorten
from verify.report.table import grid

Json = dict[str, Any]

_HEADERS = {
    "claims": ["claim", "looks for", "references", "article"],
    "references": ["reference", "published", "language", "access", "url or title"],
    "sources": ["source", "name", "kind", "references"],
}


def render(registries: Sequence[Registry], kind: str, form: str) -> str:
    """`kind` is claims, references or sources."""
    if form == "table":
        return grid(_rows(registries, kind), _HEADERS[kind])
    objects = [item for registry in registries for item in _objects(registry, kind)]
    if form == "jsonl":
        return "".join(json_v1.dumps(item) + "\n" for item in objects)
    return json_v1.dumps({"format": f"verify-{kind}", "version": 1, kind: objects}, indent=2) + "\n"


def _rows(registries: Iterable[Registry], kind: str) -> Iterator[tuple[object, ...]]:
    for registry in registries:
        if kind == "claims":
            for claim in registry.claims:
                yield claim.id, _sought(claim), ", ".join(claim.references) or "none", _short(claim.text)
        elif kind == "references":
            for item in registry.references:
                where = item.url or f"({item.title or 'no title'})"
                yield item.id, item.published, item.language, item.access, _short(where)
        else:
            for source in registry.sources:
                number = sum(item.source == source.id for item in registry.references)
                yield source.id, source.name, source.kind, number


def _short(text: str) -> str:
    return shorten(clean(text), 60)


def _sought(claim: Claim) -> str:
    named = {
        "quote": claim.quote,
        "figure": claim.figure,
        "speaker": claim.speaker,
        "passage": claim.passage,
        "when": claim.when,
    }
    return ", ".join(name for name, value in named.items() if value) or "nothing yet"


def _objects(registry: Registry, kind: str) -> list[Json]:
    if kind == "claims":
        return [claim_object(registry, item) for item in registry.claims]
    if kind == "references":
        return [reference_object(registry, item) for item in registry.references]
    return [source_object(registry, item) for item in registry.sources]


def claim_object(registry: Registry, item: Claim) -> Json:
    """A claim as json gives it; ids with their slug, dates as ISO 8601."""
    passage = item.passage
    return {
        "id": registry.qualified(item.id),
        "references": [registry.qualified(name) for name in item.references],
        "text": item.text,
        "quote": list(item.quote),
        "speaker": list(item.speaker),
        "figure": item.figure,
        "about": list(item.about),
        "when": str(item.when) if item.when else None,
        "passage": passage and {"exact": passage.exact, "prefix": passage.prefix, "suffix": passage.suffix},
    }


def reference_object(registry: Registry, item: Reference) -> Json:
    """A reference as json gives it, with its copies."""
    return {
        "id": registry.qualified(item.id),
        "source": registry.qualified(item.source),
        "title": item.title,
        "author": item.author,
        "published": str(item.published) if item.published else None,
        "accessed": str(item.accessed) if item.accessed else None,
        "language": item.language,
        "access": item.access.value,
        "url": item.url,
        "copies": [_copy(copy) for copy in item.copies],
    }


def _copy(copy: Copy) -> Json:
    return {"url": copy.url, "role": copy.role.value, "language": copy.language}


def source_object(registry: Registry, item: Source) -> Json:
    """A source as json gives it."""
    return {
        "id": registry.qualified(item.id),
        "name": item.name,
        "kind": item.kind,
        "aliases": list(item.aliases),
    }


def fields(item: Json) -> str:
    """One object as `name  value` lines, empty ones left out."""
    rows = [(name, _value(value)) for name, value in item.items() if value not in (None, "", [], {})]
    width = max((len(name) for name, _ in rows), default=0)
    return "".join(f"{name:<{width}}  {clean(value)}\n" for name, value in rows)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {item}" for name, item in value.items() if item)
    if isinstance(value, list):
        return " | ".join(_value(item) for item in value)
    return str(value)
