"""From targets to links: every document is read and its links listed in the order they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from verify.extract.inflate import inflate
from verify.extract.links.document import find_links
from verify.extract.links.resolve import Base, Unusable, resolve, without_userinfo
from verify.judge.availability import classify
from verify.model.link import FoundLinks, Link, LinkPlace, LinkProblem
from verify.model.snapshot import Exchange, FetchRequest
from verify.pipeline.links.changed import Git, changed_lines, only_changed, run_git
from verify.pipeline.links.registries import looks_like_registry, registry_links
from verify.pipeline.links.targets import STDIN, Document, files, is_url, read_file
from verify.pipeline.ports import Looker

COMMAND_LINE = "command line"


@dataclass
class Collected:
    """All links of all documents, and what could not be read. `seen`: the looks at targets, by URL."""

    links: list[Link] = field(default_factory=list)
    problems: list[LinkProblem] = field(default_factory=list)
    documents: int = 0
    seen: dict[str, Exchange] = field(default_factory=dict)

    def take(self, found: FoundLinks) -> None:
        self.links += found.links
        self.problems += found.problems
        self.documents += 1


@dataclass(frozen=True)
class Collector:
    """How targets are read. `stdin` gives standard input, `looker` fetches targets that are URLs (None:
    the network is forbidden), `since` keeps the links on lines changed since that revision. `follow`: of a
    target that is a URL the links count too."""

    stdin: Callable[[], bytes]
    looker: Looker | None = None
    base: str | None = None
    since: str | None = None
    follow: bool = True
    max_decoded: int = 64 * 2**20
    git: Git = run_git

    async def collect(self, targets: Iterable[str]) -> Collected:
        """Raises UsageError for a target that is not there, RegistryError for a broken registry."""
        collected = Collected()
        for number, target in enumerate(files(targets), 1):
            if is_url(target):
                await self._page(target, number, collected)
            else:
                collected.take(self._document(target))
        return collected

    def _document(self, name: str) -> FoundLinks:
        if name == STDIN:
            return find_links(self.stdin(), name=STDIN, base=self.base)
        lines = changed_lines(name, self.since, self.git) if self.since else None
        if lines is not None and not lines:
            return FoundLinks()
        document = read_file(name, self.base)
        found = _registry(document) or find_links(document.content, name=name, base=document.base)
        return FoundLinks(only_changed(found.links, lines), found.problems)

    async def _page(self, url: str, number: int, collected: Collected) -> None:
        """The page itself, then the links on it."""
        place = LinkPlace(COMMAND_LINE, number, 1)
        try:
            meant = resolve(url, Base()) or url
        except Unusable as error:
            collected.problems.append(LinkProblem(place, error.message, error.mend))
            return
        collected.links.append(Link(without_userinfo(url), meant, place))
        page = meant.partition("#")[0]
        if not self.follow:
            return
        if self.looker is None:
            collected.problems.append(_unread(place, page, "offline"))
            return
        exchange = await self.looker.look(FetchRequest(page))
        collected.seen[page] = exchange
        hop = exchange.last
        sight = classify(exchange, None)
        if hop is None or hop.status != 200:
            collected.problems.append(_unread(place, page, sight.cause or sight.availability.value))
            return
        inflated = inflate(hop.body, hop.header("content-encoding"), self.max_decoded)
        if hop.truncated or inflated.problem:
            why = inflated.detail or "the page did not come whole"
            collected.problems.append(LinkProblem(LinkPlace(page, 1, 1), f"not all links were read: {why}"))
        kind = hop.header("content-type")
        collected.take(find_links(inflated.data, name=page, media_type=kind, base=exchange.final_url))


def _unread(place: LinkPlace, page: str, why: str) -> LinkProblem:
    return LinkProblem(place, f"{page} could not be read ({why}), so none of its links were checked")


def _registry(document: Document) -> FoundLinks | None:
    if not looks_like_registry(document.name, document.content):
        return None
    from verify.registry.load import load  # slow to load, and most documents are no registries

    registry = load(Path(document.name))
    return registry_links(registry, document.content.decode("utf-8", "replace"))
