"""A small registry for the pipeline's tests."""

from __future__ import annotations

from verify.model.claim import Claim
from verify.model.reference import Access, Copy, Reference, Role
from verify.model.registry import Article, Registry
from verify.model.source import Source

OWN = "https://paper.example/story"
MIRROR = "https://mirror.example/story"
REPOST = "https://other.example/story"


def page(*paragraphs: str) -> str:
    """A page with enough around the paragraphs to look like an article."""
    filler = "<p>The valley lies between two ranges, and the road by the river is open all year.</p>" * 6
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    head = '<html lang="en"><head><title>A story</title></head><body><h1>A story</h1>'
    return f"{head}{body}{filler}</body></html>"


def registry(*claims: Claim, copies: tuple[Copy, ...] = ()) -> Registry:
    references = (
        Reference("story", "paper", "A story", language="en", url=OWN, copies=copies),
        Reference("letter", "paper", access=Access.private),
        Reference("lost", "paper", access=Access.unlocated),
    )
    return Registry("r.yaml", "slug", Article("Ours"), (Source("paper", "The Paper"),), references, claims)


def quoting(words: str, *references: str, name: str = "claim") -> Claim:
    return Claim(name, references or ("story",), f"He said “{words}”.", (words,))


COPIES = (Copy(REPOST, Role.repost), Copy(MIRROR, Role.mirror))
