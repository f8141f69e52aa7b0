"""Publisher adapters: what is known of one publisher's markup, one TOML file each under adapters/.

An adapter improves labels (zones) and metadata that a page's own markup leaves out. It never takes a word
out of the text, so a wrong or outdated one can lose nothing; where its `body` matches nothing, the
text carries the marker `adapter-stale`.

To add a publisher, write adapters/<name>.toml and a stand-in page of your own words in the same markup
under tests/extract/pages/<name>.html, with what is to come out of it in tests/extract/test_adapted.py:

    name = "Valley Post"
    hosts = ["valleypost.example"]     # their subdomains too
    languages = ["en"]                 # of the month names in shown dates
    day_first = false                  # whether 05.06.2018 is the fifth of June
    [fields]                           # CSS selectors; of several the first that matches
    headline = ["h1.title"]
    byline = [".author"]               # one name an element
    published = ["time.published"]     # datetime, content or data-timestamp (ms), else the shown date
    body = ["div.story"]
    [zones]                            # CSS selectors of what is no part of the article
    aside = [".related", "#comments"]
    nav = [".share"]
    caption = [".photo-note"]
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from verify.model.text import Zone

_ARCHIVED = re.compile(r"/web/\d{4,14}[a-z_]{0,4}/(https?://[^\s]{4,2000})")
_FIELDS = frozenset(("headline", "byline", "published", "body"))
_ZONES = (Zone.aside, Zone.nav, Zone.caption, Zone.heading, Zone.quote)


@dataclass(frozen=True)
class Adapter:
    """Selectors of one publisher: `fields` in order of preference, `zones` joined to one selector each."""

    name: str
    hosts: tuple[str, ...]
    languages: tuple[str, ...] = ()
    day_first: bool = False
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    zones: Mapping[Zone, str] = field(default_factory=lambda: MappingProxyType({}))


def adapter_for(url: str) -> Adapter | None:
    """The adapter of the URL's host or of a domain above it; for a copy in a web archive the original's."""
    archived = _ARCHIVED.search(url)
    try:
        host = urlsplit(archived[1] if archived else url).hostname or ""
    except ValueError:
        return None
    known = _by_host()
    labels = host.rstrip(".").lower().split(".")[-6:]
    return next((known[name] for at in range(len(labels)) if (name := ".".join(labels[at:])) in known), None)


@cache
def _by_host() -> dict[str, Adapter]:
    return {host: adapter for adapter in adapters() for host in adapter.hosts}


@cache
def adapters() -> tuple[Adapter, ...]:
    """All adapters, by file name."""
    folder = files("verify.extract") / "adapters"
    paths = sorted(
        (path for path in folder.iterdir() if path.name.endswith(".toml")), key=lambda path: path.name
    )
    return tuple(read_adapter(path.read_text("utf-8")) for path in paths)


def read_adapter(text: str) -> Adapter:
    """An adapter from TOML. Raises ValueError for a key that does not exist, KeyError for one that lacks."""
    raw: dict[str, Any] = tomllib.loads(text)
    fields, zones = raw.get("fields", {}), raw.get("zones", {})
    names = {"name", "hosts", "languages", "day_first", "fields", "zones"}
    unknown = {*raw} - names | {*fields} - _FIELDS | {*zones} - {zone.value for zone in _ZONES}
    if unknown:
        raise ValueError(f"unknown key {sorted(unknown)[0]!r} in adapter {raw.get('name')!r}")
    return Adapter(
        name=raw["name"],
        hosts=tuple(raw["hosts"]),
        languages=tuple(raw.get("languages", ())),
        day_first=raw.get("day_first", False),
        fields=MappingProxyType({name: tuple(selectors) for name, selectors in fields.items()}),
        zones=MappingProxyType({zone: ", ".join(zones[zone]) for zone in _ZONES if zone in zones}),
    )
