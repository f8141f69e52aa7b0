"""Small registries for the tests, and a YAML writer that leaves nothing to the reader's guess."""

from __future__ import annotations

import json
import re
from typing import Any

from verify.registry.lint import lint_text
from verify.registry.problem import LintResult, Problem

SMALL = """\
version: 1
slug: harbour-2020
article: {title: The harbour, url: https://example.org/harbour, published: 2020-05}
sources:
  gazette: {name: The Gazette, kind: newspaper, aliases: [Gazette]}
references:
  - id: gazette-2020
    source: gazette
    url: https://gazette.example/harbour
    published: 2020
    language: en
claims:
  - id: crane
    references: [gazette-2020]                # the one the article names
    text: He saw “three cranes” at 50 berths
    quote: three cranes
    figure: 50 berths
"""


def claims(*lines: str) -> str:
    """SMALL with one more claim of these lines; its first line is line 18."""
    block = "".join(f"    {line}\n" for line in lines)
    return SMALL + "  -" + block[3:]


def linted(text: str) -> LintResult:
    return lint_text(text, "references.yaml")


def errors(text: str) -> list[str]:
    """The lines of the errors, without their mends."""
    return [str(problem) for problem in linted(text).errors]


def only_error(text: str) -> Problem:
    (problem,) = linted(text).errors
    return problem


def only_warning(text: str) -> Problem:
    result = linted(text)
    assert result.errors == ()
    (problem,) = result.warnings
    return problem


def as_yaml(value: Any) -> str:
    """A JSON-like value in YAML's flow style: every text quoted, numbers, booleans and null bare."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{as_yaml(key)}: {as_yaml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(as_yaml(item) for item in value) + "]"
    written = json.dumps(value, ensure_ascii=False)
    return re.sub(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", lambda odd: f"\\u{ord(odd[0]):04x}", written)
