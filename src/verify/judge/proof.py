"""What an inspected package proves, what it merely says, and what nothing in it can show. Pure.

A digest shows that bytes belong together, a signature that the holder of a key chose them, a time stamp that
they existed at a time. None of them shows that a site served the pages.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from verify.model.package import Basis, Covers, Inspection, PackageKind, Stamp
from verify.text.counting import counted


@dataclass(frozen=True)
class Proof:
    """Plain sentences. `said` is what the file claims and this inspection could not confirm."""

    proven: tuple[str, ...]
    said: tuple[str, ...]
    unproven: tuple[str, ...]


def proof(found: Inspection) -> Proof:
    """What can be said of a file; of a damaged one nothing is proven."""
    if not found.sound:
        return Proof((), (), ("Nothing is proven: the file is not as its own lists and digests say.",))
    return Proof(tuple(_proven(found)), tuple(_said(found)), tuple(_unproven(found)))


def since(found: Inspection) -> Stamp | None:
    """The earliest time stamp that proves something, None where there is none."""
    proving = [stamp for stamp in found.stamps if _proves(stamp, found)]
    return min(proving, key=lambda stamp: stamp.at, default=None)


def _proves(stamp: Stamp, found: Inspection) -> bool:
    """A stamp of a signature counts with a known key alone: to a bare key any signature can be fitted."""
    bound = stamp.covers is Covers.package or bool(found.signed and found.signed.known)
    return found.sound and found.covered and stamp.basis is Basis.authority and bound


def _proven(found: Inspection) -> Iterator[str]:
    stamp = since(found)
    if stamp:
        yield (
            f"It has not been altered since {spoken(stamp.at)}: these bytes existed then, by a time stamp of "
            f"{stamp.authority} that leads to the authority you named."
        )
    if found.covered:
        yield f"It is whole: all {counted(found.files, 'file')} in it are the ones that its list names."
    if found.digests:
        whole = found.records - found.bare
        what = f"{whole} of its {counted(found.records, 'record')}" if found.bare else _its(found.records)
        yield (
            f"{what} {'is' if whole == 1 else 'are'} undamaged: each agrees with the digests it was "
            f"stored with ({found.digests} compared)."
        )
    if found.signed and found.signed.known and found.covered:
        yield f"The holder of the key that you named ({found.signed.key}) signed exactly these bytes."
    elif found.signed and found.covered:
        yield f"The holder of the key {found.signed.key} signed exactly these bytes."


def _its(records: int) -> str:
    return f"Its {counted(records, 'record')}"


def _said(found: Inspection) -> Iterator[str]:
    for stamp in found.stamps:
        if _proves(stamp, found):
            continue
        when = spoken(stamp.at)
        if stamp.covers is Covers.signature:
            yield (
                f"A time stamp of {stamp.authority} gives {when} for the signature alone. Without a known "
                "key this says nothing of the content: the signature can come from another package."
            )
        else:
            yield (
                f"{stamp.authority} states that these bytes existed on {when}. Its certificate was not "
                f"checked ({stamp.why}), and anybody can make such a stamp: --tsa-ca FILE checks it."
            )
    if found.signed and found.signed.domain:
        yield f"The signature names {found.signed.domain}; its certificate was not checked."
    late = max((stamp.at for stamp in found.stamps), default=None)
    if late and found.latest and found.latest > late + dt.timedelta(minutes=1):
        yield (
            f"Its latest record gives {spoken(found.latest)}, which is after the time stamp: "
            "the clock of whoever made the records was wrong."
        )


def _unproven(found: Inspection) -> Iterator[str]:
    yield (
        "That the sites served these pages: whoever made the file could have written them. Only the sites, "
        "or somebody independent who looked too, can confirm them."
    )
    stamp = since(found)
    limit = f", except that it was not after {spoken(stamp.at)}" if stamp else ""
    yield f"When the pages were taken: the times inside are the maker's own word{limit}."
    if found.signed and not found.signed.known:
        yield "Whose key it is: compare it with one that its owner published (--key)."
    if stamp or (found.signed and found.signed.known):
        return
    if found.kind is PackageKind.warc:
        yield "That it was not altered on purpose: whoever alters a record can make its digest anew."
    elif found.signed:
        yield "That it was not altered on purpose: whoever alters it can sign it anew, with another key."
    else:
        yield (
            "That it was not altered on purpose: there is no signature and no checked time stamp, and "
            "whoever alters it can make its digests anew."
        )


def spoken(moment: dt.datetime) -> str:
    """A time as sentences have it, `2026-03-04 05:06:07 UTC`."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
