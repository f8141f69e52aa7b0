"""A small registry whose ids are those of `whole_run`."""

from __future__ import annotations

from verify.model.claim import Claim
from verify.model.dates import DateSpan, PartialDate
from verify.model.reference import Access, Copy, Reference, Role
from verify.model.registry import Article, Registry
from verify.model.source import Source


def registry(title: str = "On no", *copies: str, url: str | None = "https://a.example/") -> Registry:
    """One article, one claim, a public reference and a private one."""
    article = Article(title, "https://us.example/no", "A. Writer", PartialDate(2025, 6))
    public = Reference(
        "a", "paper", title, "B. Writer", DateSpan.parse("2025-05-02"), "en", url,
        copies=tuple(Copy(each, Role.mirror) for each in copies),
    )  # fmt: skip
    letter = Reference("letter", "paper", access=Access.private)
    return Registry(
        "r.yaml", "s", article, (Source("paper", "The Paper"),), (public, letter),
        (Claim("c", ("a",), "He said no."),),
    )  # fmt: skip
