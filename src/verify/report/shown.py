"""What `show` prints: the registry's fields, then what is known of them."""

from __future__ import annotations

from collections.abc import Sequence

from verify.model.registry import Registry
from verify.model.run import Run
from verify.report import json_v1, listing
from verify.report.table import render as render_run
from verify.report.table import sighting_grid, verdict_grid


def render(registries: Sequence[Registry], wanted: str, run: Run, form: str) -> str:
    """`wanted` is an id that one of the registries holds, with or without its slug."""
    item = _object(registries, wanted)
    if form != "table":
        whole = item | {
            "sightings": [json_v1.sighting(each) for each in run.sightings],
            "verdicts": [json_v1.verdict(each) for each in run.verdicts],
        }
        return json_v1.dumps(whole, indent=2 if form == "json" else None) + "\n"
    parts = [listing.fields(item), sighting_grid(run.sightings)]
    if len(run.verdicts) == 1:
        parts.append(render_run(run, everything=True))
    elif run.verdicts:
        parts.append(verdict_grid(run.verdicts))
    return "\n".join(parts)


def _object(registries: Sequence[Registry], wanted: str) -> listing.Json:
    for registry in registries:
        local = wanted.removeprefix(f"{registry.slug}/")
        if local in registry.claim_by_id:
            return listing.claim_object(registry, registry.claim_by_id[local])
        if local in registry.reference_by_id:
            return listing.reference_object(registry, registry.reference_by_id[local])
        if local in registry.source_by_id:
            return listing.source_object(registry, registry.source_by_id[local])
    raise LookupError(wanted)
