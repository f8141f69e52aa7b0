"""One article with its sources, references and claims: what a references.yaml says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from verify.model.claim import Claim
from verify.model.dates import PartialDate
from verify.model.reference import Reference
from verify.model.source import Source


@dataclass(frozen=True)
class Article:
    title: str
    url: str | None = None
    author: str | None = None
    published: PartialDate | None = None
    language: str = "en"


@dataclass(frozen=True)
class Place:
    """A position in a file: `line` and `column` count from 1; `path` as the user gave it."""

    path: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Registry:
    """A loaded references.yaml. `places` maps an id to where it stands in the file."""

    path: str
    slug: str
    article: Article
    sources: tuple[Source, ...]
    references: tuple[Reference, ...]
    claims: tuple[Claim, ...]
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)

    @cached_property
    def source_by_id(self) -> Mapping[str, Source]:
        return {source.id: source for source in self.sources}

    @cached_property
    def reference_by_id(self) -> Mapping[str, Reference]:
        return {reference.id: reference for reference in self.references}

    @cached_property
    def claim_by_id(self) -> Mapping[str, Claim]:
        return {claim.id: claim for claim in self.claims}

    def qualified(self, local_id: str) -> str:
        """The id as it is written outside the file: `slug/id`."""
        return f"{self.slug}/{local_id}"

    def place(self, local_id: str) -> Place:
        return self.places.get(local_id, Place(self.path, 1))
