"""Passages pinned for the demonstration alone, in the words of the stand-ins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib import resources

from ruamel.yaml import YAML

from verify.model.claim import Claim, Selector
from verify.model.registry import Registry


def demo_pins() -> dict[str, Selector]:
    """The selectors of demo/pins.yaml by claim id."""
    text = (resources.files("verify.demo") / "pins.yaml").read_text("utf-8")
    entries: Mapping[str, Mapping[str, str]] = YAML(typ="safe", pure=True).load(text)
    return {claim: Selector(**selector) for claim, selector in entries.items()}


def with_pins(registry: Registry, pins: Mapping[str, Selector] | None = None) -> Registry:
    """The registry with the demonstration's pins in it; a claim that has a pin of its own keeps it.

    Raises ValueError where a pin names a claim that the registry does not have.
    """
    chosen = demo_pins() if pins is None else pins
    if unknown := sorted(set(chosen) - set(registry.claim_by_id)):
        raise ValueError(f"pins for claims that the registry does not have: {', '.join(unknown)}")
    return replace(registry, claims=tuple(_pinned(claim, chosen) for claim in registry.claims))


def _pinned(claim: Claim, pins: Mapping[str, Selector]) -> Claim:
    selector = pins.get(claim.id)
    return replace(claim, passage=selector) if selector and claim.passage is None else claim
