"""Passages pinned for the demonstration alone, in the words of the stand-ins."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources

from ruamel.yaml import YAML

from verify.model.claim import Selector


def demo_pins() -> dict[str, Selector]:
    """The selectors of demo/pins.yaml by claim id."""
    text = (resources.files("verify.demo") / "pins.yaml").read_text("utf-8")
    entries: Mapping[str, Mapping[str, str]] = YAML(typ="safe", pure=True).load(text)
    return {claim: Selector(**selector) for claim, selector in entries.items()}
