"""The JSON Schema of verify.toml, the words for each setting, and a commented file to start from."""

from __future__ import annotations

import json
import math
from typing import Any

from verify.model.memento import Dialect
from verify.settings import Rule, rules

SCHEMA_NAME = "settings.schema.json"

ABOUT: dict[str, str] = {
    "cache": "The archive's folder; empty: cache/ beside the registry.",
    "user_agent": "What we call ourselves to servers.",
    "timeout": "Seconds without a byte before a request is given up.",
    "total_time": "Seconds for a whole look, redirects and retries included.",
    "delay": "Seconds between requests to one host.",
    "concurrency": "Requests under way at once, over all hosts.",
    "host_concurrency": "Requests under way at once to one host.",
    "rate": "Requests a second over all hosts; 0 is no limit.",
    "max_requests": "Requests in a run; 0 is no limit.",
    "proxy": "A proxy's URL, or env for the proxy variables of the environment; empty: none.",
    "workers": "Processes of `verify links`.",
    "retries": "Further attempts where a failure may be gone in a moment.",
    "max_body": "Bytes of a body that are taken; what is larger is too_large.",
    "max_decoded": "Bytes of a body after decompression.",
    "robots": "Honour robots.txt.",
    "cacert": "A PEM file of authorities to trust beside the public ones.",
    "resolve": "HOST:PORT:ADDR, as in curl.",
    "connect_to": "HOST:PORT:ADDR:PORT, as in curl.",
    "allow": "ADDR:PORT that may be connected to although it is not a public one.",
    "fresh_hours": "A look is due again after so many hours.",
    "exact_wire": "Keep how chunked bodies were framed.",
    "requisites": "Store style sheets and pictures of the pages too.",
    "max_requisites": "The most of these of one page.",
    "timestamp_url": "An authority that stamps packages (RFC 3161); empty: none.",
    "tsa_ca": "A PEM file of certificates that its stamps must lead to.",
    "few_low": "“A few” is read as this many at least.",
    "few_high": "“A few” is read as this many at most.",
    "confirm_looks": "So many readable looks in a row must lack a passage before its loss counts.",
    "fail_on": "Exit 1 for findings of this severity and above.",
    "accept_unknown": "Exit 0 although some claims could not be read.",
    "format": "How to print.",
    "reviewer": "The organisation that stands for reviews (format claim-review); empty: nobody.",
    "notify": "Addresses of apprise told of new findings. They hold secrets: rather set VERIFY_NOTIFY.",
    "archive": "Which public archives are asked, by name or base URL; empty: all that are known.",
    "cdx_per_minute": "Requests a minute to the index of one public archive.",
    "saves_per_minute": "Pages a minute that one public archive is asked to save.",
}
"""What each plain setting is, in a sentence."""

_TYPES: dict[type, dict[str, Any]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": "string"},
    tuple: {"type": "array", "items": {"type": "string"}},
}
_WORDS = {"type": "object", "additionalProperties": {"type": "string"}}
_HOSTS: dict[str, Any] = {
    "description": 'What is particular to a host, as [hosts."*.example.org"].',
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "delay": {"description": "Seconds between requests.", "type": "number", "minimum": 0},
            "concurrency": {
                "description": "Requests under way at once.",
                "type": "integer",
                "minimum": 1,
                "maximum": 1000,
            },
            "headers": {"description": "Sent to this host alone.", **_WORDS},
            "headers_from": {"description": "Header to the environment variable with its value.", **_WORDS},
        },
    },
}
_ARCHIVE = {
    "name": "What it is called here; internet-archive is known.",
    "base": "Where its replays begin, as https://archive.example/web/.",
    "index": "Where its index is asked.",
    "save": "Where it is asked to save a page.",
    "key_from": "The environment variable with the key of an account.",
    "secret_from": "The environment variable with its secret.",
}
_ARCHIVES: dict[str, Any] = {
    "description": "Public archives that can be asked, each a table [[archives]].",
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: {"description": words, "type": "string"} for name, words in _ARCHIVE.items()}
        | {"dialect": {"description": "How its index is asked.", "enum": [each.value for each in Dialect]}},
    },
}


def schema() -> dict[str, Any]:
    """The schema (JSON Schema 2020-12) of verify.toml and of [tool.verify]."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "verify.toml",
        "description": "Settings of verify. A flag, then the environment (VERIFY_…), go before them.",
        "type": "object",
        "additionalProperties": False,
        "properties": {rule.name: _property(rule) for rule in rules()}
        | {"hosts": _HOSTS, "archives": _ARCHIVES},
    }


def schema_text() -> str:
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _property(rule: Rule) -> dict[str, Any]:
    default = list(rule.default) if isinstance(rule.default, tuple) else rule.default
    made = {"description": ABOUT[rule.name], **_TYPES[type(rule.default)], "default": default}
    if rule.choices:
        made["enum"] = list(rule.choices)
    if isinstance(rule.default, int | float) and not isinstance(rule.default, bool):
        made["minimum"] = rule.low
        made |= {"maximum": rule.high} if math.isfinite(rule.high) else {}
    return made


def skeleton() -> str:
    """A verify.toml in which every setting stands as a comment with its default."""
    lines = [
        f"#:schema {SCHEMA_NAME}",
        "# Take a # away to set something. Flags and VERIFY_… go before it.",
        "",
    ]
    for rule in rules():
        lines += [f"# {ABOUT[rule.name]}{_range(rule)}", f"# {rule.name} = {toml(rule.default)}", ""]
    lines += ['# [hosts."*.example.org"]', "# delay = 5", "", "# [[archives]]", '# name = "internet-archive"']
    return "\n".join(lines) + "\n"


def _range(rule: Rule) -> str:
    if rule.choices:
        return f" One of {', '.join(rule.choices)}."
    return ""


def toml(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, tuple):
        return json.dumps(list(value), ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False)
