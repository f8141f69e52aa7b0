"""The work behind `verify add`: a reference and a claim, both or neither."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from verify.errors import UsageError, VerifyError
from verify.model.claim import Claim
from verify.registry.atomic import replace_file
from verify.registry.edit import add_claim, add_reference, find_reference
from verify.registry.load import load


@dataclass(frozen=True)
class Addition:
    """What is to be added. `work` holds title, source, published and language; `text` "" adds no claim."""

    url: str
    work: Mapping[str, str | None]
    text: str = ""
    quote: tuple[str, ...] = ()
    figure: str | None = None
    speaker: tuple[str, ...] = ()


def add(path: Path, wanted: Addition) -> tuple[str, ...]:
    """Add to the registry at `path`. Returns the reference's id and the new claim's, if one was asked for.

    Raises what the registry's edits raise, the file then being as it was; UsageError for a URL that is there
    already with other particulars, or with no claim to add.
    """
    registry = load(path)
    known = find_reference(registry, wanted.url)
    given = sorted(name for name, value in wanted.work.items() if value)
    if known and given:
        raise UsageError(
            f"{wanted.url} is here already, as reference {known}",
            mend=f"its {given[0]} is changed in {path}, not by add",
        )
    if known and any(_same(wanted, known, claim) for claim in registry.claims):
        raise UsageError("this claim is in the registry already", mend="verify list claims")
    if known and not wanted.text:
        raise UsageError(f"{wanted.url} is here already, as reference {known}", mend="add a --claim to it")
    before = path.read_bytes()
    reference = known or add_reference(path, url=wanted.url, **wanted.work)
    if not wanted.text:
        return (reference,)
    try:
        return reference, _claim(path, reference, wanted)
    except VerifyError:
        replace_file(path, before, expected=path.read_bytes())
        raise


def _claim(path: Path, reference: str, wanted: Addition) -> str:
    return add_claim(
        path,
        reference=reference,
        text=wanted.text,
        quote=wanted.quote,
        speaker=wanted.speaker,
        figure=wanted.figure,
    )


def _same(wanted: Addition, reference: str, claim: Claim) -> bool:
    held = (claim.text, claim.quote, claim.figure)
    return held == (wanted.text, wanted.quote, wanted.figure) and reference in claim.references
