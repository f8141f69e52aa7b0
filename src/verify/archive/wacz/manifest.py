"""The small files of a package: pages/pages.jsonl, datapackage.json and datapackage-digest.json.

WACZ 1.1.1 (https://specs.webrecorder.net/wacz/1.1.1/), Frictionless Data Package 1.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MANIFEST = "datapackage.json"
DIGEST = "datapackage-digest.json"
PAGES = "pages/pages.jsonl"
VERSION = "1.1.1"


@dataclass(frozen=True)
class ListedPage:
    """A page to begin reading at: its URL as the WARC has it, when it was taken, and words to search in."""

    url: str
    at: dt.datetime
    id: str
    title: str = ""
    text: str = ""


@dataclass(frozen=True)
class Resource:
    """A file of the package: its path inside, size in bytes, and `sha256:<hex>`."""

    path: str
    size: int
    digest: str

    @classmethod
    def of(cls, path: str, content: bytes) -> Resource:
        return cls(path, len(content), label(content))


@dataclass(frozen=True)
class Heading:
    """What datapackage.json says of the whole: `created` is an aware time, `title` and `description` text."""

    created: dt.datetime
    software: str
    title: str = ""
    description: str = ""


def label(content: bytes) -> str:
    return "sha256:" + hashlib.sha256(content).hexdigest()


def second(moment: dt.datetime) -> str:
    """RFC 3339 in UTC, to the second, as indexes have it."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def pages_lines(pages: Sequence[ListedPage]) -> bytes:
    """pages.jsonl: a head, then one object a page, in the given order."""
    has_text = any(page.text for page in pages)
    head = {"format": "json-pages-1.0", "id": "pages", "title": "All pages", "hasText": has_text}
    objects: list[Mapping[str, object]] = [head]
    for page in pages:
        words = {name: value for name, value in (("title", page.title), ("text", page.text)) if value}
        objects.append({"id": page.id, "url": page.url, "ts": second(page.at), **words})
    return "".join(json.dumps(item) + "\n" for item in objects).encode()


def manifest(resources: Sequence[Resource], heading: Heading) -> bytes:
    """datapackage.json: every file of the package with its digest."""
    whole: dict[str, object] = {
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": heading.title,
        "description": heading.description,
        "created": second(heading.created),
        "software": heading.software,
        "resources": [
            {"name": _name(one.path), "path": one.path, "hash": one.digest, "bytes": one.size}
            for one in resources
        ],
    }
    return _dumped({name: value for name, value in whole.items() if value != ""})


def read_object(content: bytes | str) -> dict[str, Any] | None:
    """The JSON object that a list or a line of anybody's package is; None for anything else."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def digest_file(
    package: bytes, signed: Mapping[str, object] | None = None, stamp: Mapping[str, object] | None = None
) -> bytes:
    """datapackage-digest.json for the bytes of datapackage.json.

    `signed` is the object of "WACZ Signing and Verification 0.1.0"; `stamp` is ours (see `stamps`).
    """
    whole: dict[str, object] = {"path": MANIFEST, "hash": label(package)}
    if signed:
        whole["signedData"] = signed
    if stamp:
        whole["timestamp"] = stamp
    return _dumped(whole)


def _name(path: str) -> str:
    """Lower case, as the standard wants names; the file's own name, as py-wacz writes it."""
    return path.rpartition("/")[2].lower()


def _dumped(whole: Mapping[str, object]) -> bytes:
    return (json.dumps(whole, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "replace")
