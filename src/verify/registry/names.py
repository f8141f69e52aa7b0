"""Ids for new entries: readable, made of what is known, unique in their file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from urllib.parse import unquote, urlsplit

_WORD = re.compile(r"[a-z0-9]+")
_RESERVED = ("slug", "article")


def slugged(text: str, words: int = 4) -> str:
    """Up to `words` words of `text` in a-z and 0-9, joined by hyphens; "" where it has none."""
    plain = unicodedata.normalize("NFKD", text[:2000].replace("’", "").replace("'", "")).casefold()
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return "-".join(_WORD.findall(letters)[:words])[:60].strip("-")


def host_of(url: str) -> str:
    """The host of an address without `www.`; "" where it has none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").rstrip(".")


def page_name(url: str) -> str:
    """A few words of the last part of an address's path."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    parts = [part for part in unquote(path).split("/") if part]
    return slugged(re.sub(r"\.[a-z]{2,5}$", "", parts[-1])) if parts else ""


def unique(wanted: str, taken: Container[str]) -> str:
    """`wanted`, with a number behind it where it is taken."""
    if wanted not in taken and wanted not in _RESERVED:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"
