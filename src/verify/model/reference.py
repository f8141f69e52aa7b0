"""One cited work and where it can be read. Field names follow CSL where CSL has them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from verify.model.dates import DateSpan, PartialDate
from verify.model.replay import address_to_read


class Access(StrEnum):
    public = "public"
    private = "private"  # a letter, an interview: no public document can exist
    unlocated = "unlocated"  # published, but no URL is known


class Role(StrEnum):
    """What a URL is to its reference. The order is the order in which copies are read."""

    own = "own"  # the reference's url itself
    mirror = "mirror"  # the same text on another host of the publisher or an archive
    repost = "repost"  # the text republished by somebody else
    translation = "translation"


@dataclass(frozen=True)
class Copy:
    """Another place where a work can be read: `url` is the one to cite, `address` the one that is read."""

    url: str
    role: Role
    language: str | None = None  # BCP 47; None: the reference's language

    @property
    def address(self) -> str:
        """Where the text is fetched, and under what the archive keeps it: the raw bytes of a memento."""
        return address_to_read(self.url)


@dataclass(frozen=True)
class Reference:
    """A cited work. `language` is a BCP 47 tag; `url` None means no canonical URL is known.

    `accessed` is when the author read it (CSL), where that is known better than by the article's date.
    """

    id: str
    source: str
    title: str | None = None
    author: str | None = None
    published: DateSpan | None = None
    language: str | None = None
    url: str | None = None
    access: Access = Access.public
    copies: tuple[Copy, ...] = ()
    accessed: PartialDate | None = None

    def locations(self) -> tuple[Copy, ...]:
        """Where the text may be read, in reading order: own URL, mirrors, reposts, translations."""
        own = (Copy(self.url, Role.own, self.language),) if self.url else ()
        order = list(Role)
        return own + tuple(sorted(self.copies, key=lambda copy: order.index(copy.role)))
