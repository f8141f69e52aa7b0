"""Exchanges that others made: captures out of their files, and a file supplied by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from tests.archive.samples import PAGE, URL, hop

from verify.archive.warc import digest
from verify.model.snapshot import Exchange, Hop, Origin, OriginKind

TAKEN = dt.datetime(2026, 3, 4, 6, tzinfo=dt.UTC)
CAPTURED = dt.datetime(2019, 5, 1, 12, 0, 0, 5, tzinfo=dt.UTC)
SEEN = dt.datetime(2018, 6, 30, 12, tzinfo=dt.UTC)
IMPORTED = Origin(OriginKind.imported, "crawl.warc.gz", digest(b"file"), TAKEN, record="urn:uuid:theirs")
GIVEN = Origin(OriginKind.supplied, "saved.html", digest(PAGE), TAKEN, "A. Editor", seen="2018-06")


def imported(*hops: Hop) -> Exchange:
    """A capture of 2019, by default of the page of the samples."""
    moved = tuple(replace(each, started=CAPTURED, elapsed_ms=0, tls=None) for each in hops or (hop(),))
    return Exchange(moved[0].url, CAPTURED, 0, moved, origin=IMPORTED)


def supplied(body: bytes = PAGE, kind: str = "text/html", url: str = URL) -> Exchange:
    """A file saved by hand in June 2018."""
    made = Hop(url, SEEN, 0, b"", b"", 0, (("content-type", kind),), body)
    return Exchange(url, SEEN, 0, (made,), origin=GIVEN)
