"""The stand-in sources: one text file each under `site/`, read into a `StandIn`.

A file is TOML between two `+++` lines, then paragraphs with an empty line between them. A paragraph that
starts with `## ` is a heading, `> ` a quotation, `- ` a list item, `^ ` a picture caption.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from importlib.resources.abc import Traversable

_MARKS = {"## ": "heading", "> ": "quote", "- ": "item", "^ ": "caption"}


class PartKind(StrEnum):
    paragraph = "paragraph"
    heading = "heading"
    quote = "quote"
    item = "item"
    caption = "caption"


class State(StrEnum):
    """What a location answers with: the page, a friendly "not here" with status 200, or a bot wall."""

    page = "page"
    soft_404 = "soft_404"
    wall = "wall"


@dataclass(frozen=True)
class Part:
    kind: PartKind
    text: str


@dataclass(frozen=True)
class Location:
    """One URL of a stand-in: its page shape, charset and the way it is sent.

    `sent` is `plain`, `gzip` or `chunked`; `validator` is `etag`, `date` or empty; `redirect` is the URL
    that a 301 names instead of a page.
    """

    url: str
    shape: str
    site: str = ""
    charset: str = "utf-8"
    sent: str = "plain"
    validator: str = ""
    redirect: str = ""


@dataclass(frozen=True)
class StandIn:
    """A page of our own in place of a source.

    `whole` is False where only the source's start was read; `left_out` then names the claims whose passage
    was not among what was read. Nothing is invented for them, so on this page they are not to be found.
    """

    name: str
    reference: str
    title: str
    language: str
    published: str
    locations: tuple[Location, ...]
    parts: tuple[Part, ...]
    author: str = ""
    whole: bool = True
    left_out: tuple[str, ...] = ()
    revision: int = 0
    state: State = State.page


def stand_ins() -> tuple[StandIn, ...]:
    """Every stand-in of the package, by file name."""
    folder = resources.files("verify.demo") / "site"
    read = (_read(entry) for entry in folder.iterdir() if entry.name.endswith(".txt"))
    return tuple(sorted(read, key=lambda stand_in: stand_in.name))


def parse(name: str, text: str) -> StandIn:
    """Read one file's text. Raises ValueError where the head is absent, broken or names an unknown key."""
    before, opened, rest = text.partition("+++\n")
    head, closed, body = rest.partition("\n+++\n")
    if before.strip() or not opened or not closed:
        raise ValueError(f"{name}: a stand-in starts with TOML between two +++ lines")
    fields = tomllib.loads(head)
    places = fields.pop("at", [])
    left_out = tuple(fields.pop("left_out", ()))
    try:
        locations = tuple(Location(**place) for place in places)
        return StandIn(name=name, locations=locations, parts=_parts(body), left_out=left_out, **fields)
    except TypeError as error:
        raise ValueError(f"{name}: {error}") from error


def _read(entry: Traversable) -> StandIn:
    return parse(entry.name.removesuffix(".txt"), entry.read_text("utf-8"))


def _parts(body: str) -> tuple[Part, ...]:
    pieces = (" ".join(piece.split("\n")).strip() for piece in body.split("\n\n"))
    return tuple(_part(piece) for piece in pieces if piece)


def _part(piece: str) -> Part:
    for mark, kind in _MARKS.items():
        if piece.startswith(mark):
            return Part(PartKind(kind), piece.removeprefix(mark))
    return Part(PartKind.paragraph, piece)
