"""Pages, redirects and missing addresses of one local site, and the links that ask for them."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bench.pages import page

FURNITURE = "<aside class=more><ul>" + "<li class=teaser><a href='/news'>More from the valley</a></li>" * 8
SIZE = 80_000
"""Characters of HTML on a page, about."""


@dataclass(frozen=True)
class Size:
    """How many links of each sort there are; `altered` of the pages' quotes have one word changed."""

    pages: int = 3000
    redirects: int = 300
    missing: int = 300
    altered: int = 100

    @property
    def links(self) -> int:
        return self.pages + self.redirects + self.missing


@dataclass(frozen=True)
class Site:
    """`sentences[n]` stands on page n and on no other; every page has one element with the id `told`."""

    size: Size
    sentences: tuple[str, ...]

    def paths(self) -> list[str]:
        size = self.size
        return [
            *(f"/p/{n}.html" for n in range(size.pages)),
            *(f"/r/{n}" for n in range(size.redirects)),
            *(f"/missing/{n}.html" for n in range(size.missing)),
        ]

    def plain(self, base: str) -> list[str]:
        return [base + path for path in self.paths()]

    def ids(self, base: str) -> list[str]:
        """Every page asked for `#told`; the first `altered` of them for an id that it has not."""
        changed = self.size.altered
        return [f"{url}#{'untold' if n < changed else 'told'}" for n, url in enumerate(self.plain(base))]

    def quoted(self, base: str) -> list[str]:
        """Every page, straight or by redirect, asked for its own sentence."""
        return [f"{url}#:~:text={quote(self._wanted(n), safe='')}" for n, url in enumerate(self.plain(base))]

    def _wanted(self, number: int) -> str:
        sentence = self.sentences[number % len(self.sentences)]
        if number >= self.size.altered:
            at = number - self.size.pages
            return self.sentences[at % len(self.sentences)] if at >= 0 else sentence
        words = sentence.split(" ")
        return " ".join([*words[:3], "never", *words[4:]])


def build(root: Path, size: Size) -> Site:
    """Write the pages under `root`, plain and gzip, as the server sends them."""
    (root / "p").mkdir(parents=True)
    (root / "robots.txt").write_text("User-agent: *\nAllow: /\n", encoding="utf-8")
    sentences = []
    for number in range(size.pages):
        made = page(number, 120)
        sentence = made.sentences[40].rstrip(".")
        sentences.append(sentence)
        html = made.html.replace("<article>", "<article id=told>")
        rest = max(0, SIZE - len(html)) // len(FURNITURE + "</ul></aside>")
        body = html.replace("</body>", (FURNITURE + "</ul></aside>") * rest + "</body>").encode()
        name = root / "p" / f"{number}.html"
        name.write_bytes(body)
        name.with_suffix(".html.gz").write_bytes(gzip.compress(body, 6, mtime=0))
    return Site(size, tuple(sentences))
