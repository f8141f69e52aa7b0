"""Which keys each part of references.yaml has and what its values look like.

These tables are the loader's side of references.schema.json; a test keeps the two equal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from verify.model.reference import Access, Role
from verify.model.verdict import Status

VERSION = 1
MAX_TEXT = 20_000
_DATE = r"[1-9][0-9]{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?"
DATE = re.compile(_DATE)
SPAN = re.compile(f"{_DATE}(?:/{_DATE})?")
ID = re.compile(r"(?!(?:slug|article)$)[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
URL = re.compile(r"[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#@\\]+(?:[/?#]\S*)?")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

ACCESS = tuple(Access)
ROLES = tuple(role for role in Role if role is not Role.own)
ACCEPTABLE = tuple(status for status in Status if status is not Status.holds)


@dataclass(frozen=True)
class Shape:
    """The keys of one kind of mapping, in the order in which they are usually written."""

    required: tuple[str, ...]
    optional: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return self.required + self.optional


REGISTRY = Shape(("version", "slug", "article"), ("sources", "references", "claims"))
ARTICLE = Shape(("title",), ("url", "author", "published", "language"))
SOURCE = Shape(("name",), ("kind", "aliases"))
REFERENCE = Shape(
    ("id", "source"),
    ("title", "author", "published", "accessed", "language", "url", "access", "copies"),
)
COPY = Shape(("url", "role"), ("language",))
CLAIM = Shape(
    ("id", "references", "text"),
    (
        *("quote", "speaker", "figure", "about", "when", "as_of"),
        *("passage", "prefix", "suffix", "language", "accepted"),
    ),
)
PASSAGE = Shape(("exact",), ("prefix", "suffix"))
ACCEPTED = Shape(("status", "by", "note"), ("expires", "evidence"))
