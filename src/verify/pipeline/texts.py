"""A SourceText as a string for the ledger's memo, and back."""

from __future__ import annotations

import json
from dataclasses import asdict

from verify.model.text import Block, Metadata, SourceText, Zone


def dump_text(text: SourceText) -> str:
    """JSON of every field. ASCII, so that lone surrogates survive."""
    fields = asdict(text) | {"blocks": [[block.start, block.end, block.zone.value] for block in text.blocks]}
    return json.dumps(fields)


def load_text(stored: str) -> SourceText:
    """The SourceText that dump_text was given. Raises ValueError or KeyError on anything else."""
    fields = json.loads(stored)
    metadata = fields["metadata"] | {"authors": tuple(fields["metadata"]["authors"])}
    return SourceText(
        **fields
        | {
            "blocks": tuple(Block(start, end, Zone(zone)) for start, end, zone in fields["blocks"]),
            "metadata": Metadata(**metadata),
            "markers": tuple(fields["markers"]),
        }
    )
