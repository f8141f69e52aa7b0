"""Packages for the tests of archive/wacz: of a small cache, changed by hand, signed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.archive.samples import QuickDisk, hop, look, not_modified, open_to_write

from verify.archive.wacz.chosen import choose
from verify.archive.wacz.drafted import Draft, draft, write
from verify.archive.wacz.keys import SigningKey, new_key
from verify.archive.wacz.manifest import DIGEST, MANIFEST, Heading, ListedPage

MADE = dt.datetime(2026, 3, 5, 12, 0, 0, tzinfo=dt.UTC)
TOOL = "verify-sources/test"
KEY: SigningKey = new_key()


def fill(root: Path) -> None:
    """Two runs: a page, the same bytes elsewhere, and the page unchanged."""
    with open_to_write(root) as archive:
        archive.append(look(hop()))
        archive.append(look(hop(url="https://copy.example/river", later=30)))
    with open_to_write(root) as archive:
        archive.append(not_modified(later=60))


def drafted(root: Path, *, title: str = "Rivers") -> Draft:
    """A draft of all that a cache holds; a small cache is made where there is none."""
    if not root.exists():
        fill(root)
    chosen = choose(root, None)
    pages = [ListedPage("https://news.example/river", MADE, "page-1", "The river", "It rose by two metres.")]
    return draft(root, chosen.warcs, pages, Heading(MADE, TOOL, title))


def packaged(folder: Path, *, key: SigningKey | None = None, title: str = "Rivers") -> Path:
    """A whole package at folder/a.wacz."""
    made = drafted(folder / "cache", title=title)
    signed = key.sign(made.digest, MADE, TOOL) if key else None
    write(made, folder / "a.wacz", signed=signed, disk=QuickDisk())
    return folder / "a.wacz"


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {entry.filename: package.read(entry) for entry in package.infolist()}


def rezipped(path: Path, members: Mapping[str, bytes]) -> Path:
    """A zip file of these members, everything stored."""
    with zipfile.ZipFile(path, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
    return path


def consistent(members: Mapping[str, bytes], digests: Mapping[str, Any] | None = None) -> dict[str, bytes]:
    """The members with lists that fit them again, as a forger makes them; `digests` go in beside the hash."""
    found = dict(members)
    whole = json.loads(found[MANIFEST])
    for one in whole["resources"]:
        content = found[one["path"]]
        one |= {"hash": f"sha256:{hashlib.sha256(content).hexdigest()}", "bytes": len(content)}
    found[MANIFEST] = json.dumps(whole).encode()
    stated = {"path": MANIFEST, "hash": f"sha256:{hashlib.sha256(found[MANIFEST]).hexdigest()}"}
    found[DIGEST] = json.dumps({**stated, **(digests or {})}).encode()
    return found


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 0x20]) + content[at + 1 :]
