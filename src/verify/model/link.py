"""Links as they stand in documents, and what came of asking for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from verify.model.availability import Sight
from verify.model.standing import Standing


@dataclass(frozen=True, order=True)
class LinkPlace:
    """Where a link stands: `line` and `column` count from 1; in a PDF `line` is the page, `column` 1."""

    file: str
    line: int
    column: int


class LinkKind(StrEnum):
    """What the document uses the link for."""

    page = "page"  # a link that a reader follows: <a>, <area>, Markdown, a bare URL, a feed's entry
    image = "image"
    style = "style"
    script = "script"
    media = "media"
    frame = "frame"
    other = "other"  # canonical, icon, alternate …


@dataclass(frozen=True)
class Link:
    """`target` is the link as written, `url` what it means: absolute, its fragment kept.

    A relative link of a local document without a base URL is a `file:` URL. Links of other schemes
    (mailto, tel, javascript, data) are not links to check and never become a Link.
    """

    target: str
    url: str
    place: LinkPlace
    kind: LinkKind = LinkKind.page


@dataclass(frozen=True)
class LinkProblem:
    """A link or document that could not be read as one: `message` says why, `mend` what to do."""

    place: LinkPlace
    message: str
    mend: str = ""


@dataclass(frozen=True)
class FoundLinks:
    """All links of one document in the order they stand, and what could not be read."""

    links: tuple[Link, ...] = ()
    problems: tuple[LinkProblem, ...] = ()


@dataclass(frozen=True)
class FragmentCheck:
    """Whether what a fragment names stands on the page. `found` None: could not tell, `reason` says why."""

    fragment: str  # as written, without the #
    found: bool | None
    reason: str = ""


@dataclass(frozen=True)
class LinkAnswer:
    """One URL (without its fragment), asked once.

    `sight` names what this look saw, `standing` what is concluded over all looks. `redirects` are the
    URLs on the way, the first asked first, without the last. `evidence` are plain lines that decided.
    """

    url: str
    sight: Sight
    status: int | None = None
    final_url: str | None = None
    redirects: tuple[str, ...] = ()
    attempts: int = 0
    error: str | None = None
    elapsed_ms: int = 0
    standing: Standing | None = None
    evidence: tuple[str, ...] = ()
    fragments: tuple[FragmentCheck, ...] = ()
    places: tuple[LinkPlace, ...] = field(default=())
