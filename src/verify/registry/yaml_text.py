"""Writing values as YAML that every reader, 1.1 or 1.2, takes for the same text."""

from __future__ import annotations

import json
import re

_SAFE = re.compile(r"[^\W\d_](?:[\w .'’()/+=~-]|:(?=//))*(?<![ :])")
_DATE = re.compile(r"[1-9][0-9]{3}-[0-9]{2}(?:-[0-9]{2})?(?:/[1-9][0-9]{3}-[0-9]{2}(?:-[0-9]{2})?)?")
_URL = re.compile(r"https?://[^\s,\[\]{}\"'#:][^\s,\[\]{}\"'#]*(?<!:)")
_WORDS = frozenset(["null", "true", "false", "yes", "no", "on", "off", "y", "n"])
_RAW = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def scalar(text: str) -> str:
    """`text` unquoted where that is safe in any context, else between double quotation marks, as in JSON."""
    plain = _DATE.fullmatch(text) or _URL.fullmatch(text) or _SAFE.fullmatch(text)
    if plain and text.casefold() not in _WORDS:
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """`text` between double quotation marks; JSON's escapes are YAML's, which asks for a few more."""
    return _RAW.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(text, ensure_ascii=False))


def flow_list(texts: tuple[str, ...]) -> str:
    return "[" + ", ".join(scalar(text) for text in texts) + "]"


def flow_mapping(pairs: dict[str, str]) -> str:
    """Keys with values that are YAML already."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}"
