"""Links as they stand in documents, and what came of asking for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from verify.model.availability import Sight
from verify.model.standing import Standing, StandingPolicy


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
    (mailto, tel, javascript, data) are not links to check and never become a Link. `also` are further lines
    that say what it means: those of a Markdown reference's definition.
    """

    target: str
    url: str
    place: LinkPlace
    kind: LinkKind = LinkKind.page
    also: tuple[int, ...] = ()


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


@dataclass(frozen=True)
class PageTraits:
    """What makes the next look at a page cheap, and comparable with this one.

    `size` counts the characters of the page's text, `digest` is the `sha256:<hex>` of the stored body.
    """

    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    title: str | None = None
    size: int = 0
    reader: str | None = None  # the extractor's version: an answer of another one is not reused


@dataclass(frozen=True)
class StoredAnswer:
    """A LinkAnswer as the archive keeps it: when, by which run; `code` is a failure's machine word.

    `online`: in the same run another host answered, or this one gave another page well. The standing of
    `answer` is not stored, it is concluded anew from all of them.
    """

    answer: LinkAnswer
    at: dt.datetime
    run: str
    traits: PageTraits = PageTraits()
    code: str | None = None
    online: bool = True


@dataclass(frozen=True)
class LinkPolicy:
    """How links are checked. `fresh_for`: an answer that was well is not asked for again within it.

    `status_only` reads no bodies and checks no fragments. `max_decoded` caps a body in bytes.
    `second_pass` asks once more, at the end, for what failed in a way that may pass.
    """

    status_only: bool = False
    fresh_for: dt.timedelta = dt.timedelta(0)
    second_pass: bool = True
    offline: bool = False
    max_decoded: int = 64 * 2**20
    standing: StandingPolicy = field(default_factory=StandingPolicy)


@dataclass(frozen=True)
class HostUse:
    """What one host was asked in a run. `waited` in seconds, for its delays and back-off."""

    host: str
    requests: int
    retries: int = 0
    limited: int = 0
    waited: float = 0.0


@dataclass(frozen=True)
class LinksRun:
    """What `links` did: an answer for each URL in order of first appearance.

    `places` has every link of a URL by the answer's URL; `excluded` the URLs that were not to be asked,
    each with the rule; `documents` the number of documents read.
    """

    answers: tuple[LinkAnswer, ...]
    places: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    excluded: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[LinkProblem, ...] = ()
    documents: int = 0
    asked: int = 0
    hosts: tuple[HostUse, ...] = ()
    notes: tuple[str, ...] = ()
