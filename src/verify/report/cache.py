"""What `cache verify` and `cache rebuild` print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from verify.report import json_v1
from verify.report.clean import clean
from verify.text.counting import counted

Counts = Mapping[str, int]
"""Noun in the singular to number, as {"WARC": 2, "record": 317}."""


def render(folder: str, state: str, counts: Counts, problems: Sequence[str], form: str) -> str:
    """`state` is `sound`, `damaged` or `rebuilt`; problems come first, one a line."""
    if form != "table":
        whole = {
            "format": "verify-cache",
            "version": 1,
            "cache": folder,
            "state": state,
            "counts": {f"{noun.lower()}s": number for noun, number in counts.items()},
            "problems": list(problems),
        }
        return json_v1.dumps(whole, indent=2 if form == "json" else None) + "\n"
    held = ", ".join(counted(number, noun) for noun, number in counts.items())
    return "".join(f"{clean(problem)}\n" for problem in problems) + f"{clean(folder)}: {state}; {held}\n"
