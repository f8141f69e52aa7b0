"""What the article says on the strength of a reference."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from verify.model.dates import DateSpan, PartialDate


@dataclass(frozen=True)
class Selector:
    """W3C Web Annotation TextQuoteSelector: a passage and what stands before and after it."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Acceptance:
    """An editor's "known and fine", bound to one status and one piece of evidence (SARIF suppression)."""

    status: str
    by: str
    note: str
    expires: PartialDate | None = None
    evidence: str | None = None


@dataclass(frozen=True)
class Claim:
    """One statement of the article.

    `quote` holds the words between the article's quotation marks, one string for each part of a split
    quote, with the article's own brackets and ellipses. `speaker` lists the names under which the
    article's speaker may appear. `figure` is the number as the article words it and `about` the words
    its sentence must hold. `passage` pins the source's own words for a paraphrase. `prefix` and
    `suffix` help to choose among several places in which the quote stands.
    """

    id: str
    references: tuple[str, ...]
    text: str
    quote: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    figure: str | None = None
    about: tuple[str, ...] = ()
    when: DateSpan | None = None
    as_of: DateSpan | None = None  # the time for which the figure is said to hold
    passage: Selector | None = None
    prefix: str = ""
    suffix: str = ""
    language: str | None = None  # of the claim's words; None: the article's
    accepted: Acceptance | None = None

    @property
    def checkable(self) -> bool:
        """Whether the claim gives a program anything to look for."""
        return bool(self.quote or self.figure or self.passage or self.when)


CLAIM_URN = "urn:verify:claim:"


def claim_urn(claim: str) -> str:
    """What a claim (`slug/id`) is called outside its registry."""
    return CLAIM_URN + quote(claim, safe="/")
