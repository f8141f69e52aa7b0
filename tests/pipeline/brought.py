"""Looks that others made, for the pipeline's tests."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from verify.model.snapshot import Exchange, Origin, OriginKind
from verify.testing import EPOCH, answered, hop

_TAKEN = EPOCH
IMPORTED = Origin(OriginKind.imported, "crawl.warc.gz", "sha256:00", _TAKEN, record="urn:uuid:x")
GIVEN = Origin(OriginKind.supplied, "saved.html", "sha256:00", _TAKEN, "A. Editor", seen="2025-12-31")
BEFORE = EPOCH - dt.timedelta(hours=1)


def captured(url: str, body: str, *, status: int = 200, at: dt.datetime = BEFORE, etag: str = "") -> Exchange:
    """Out of others' file."""
    headers = {"Content-Type": "text/html; charset=utf-8", **({"ETag": etag} if etag else {})}
    made = hop(url, body.encode(), status=status, headers=headers, at=at)
    return Exchange(url, at, 0, (made,), origin=IMPORTED)


def saved(url: str, body: str, *, at: dt.datetime = BEFORE) -> Exchange:
    """By hand."""
    (made,) = answered(url, body, at=at).hops
    bare = replace(
        made, request_head=b"", response_head=b"", status=0, headers=(("content-type", "text/html"),)
    )
    return Exchange(url, at, 0, (bare,), origin=GIVEN)
