"""What stands on a news page beside its article: menus, cards, adverts, scripts, comments, footers."""

from __future__ import annotations

import json
import random
from html import escape

from bench.match.filler import filler

from verify.extract.word_set import word_set

WORDS = sorted(
    word_set(
        "harbour valley council weather sport culture letters business travel science schools farming roads",
        "housing health courts elections music books gardens markets museums rivers railways ferries bridges",
    )
)
_ICON = '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M3 12h18M12 3v18"/></svg>'


class Furniture:
    """Furniture of one page. Its words come from the other split than the article's, so that none is both."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(f"furniture {seed}")
        self._lines = [line for each in filler("held", seed, 30_000) for line in each.split(". ")]

    def line(self) -> str:
        return escape(self._lines.pop().rstrip("."))

    def menu(self, count: int) -> str:
        items = "".join(
            f'<li class="menu__item menu__item--{n % 3}"><a class="menu__link" href="/{word}/{n}">'
            f"<span>{word.capitalize()}</span></a></li>"
            for n, word in enumerate(self.rng.choices(WORDS, k=count))
        )
        return f'<ul class="menu__list">{items}</ul>'

    def card(self, number: int) -> str:
        """A teaser with a picture of several sizes."""
        name = f"{self.rng.choice(WORDS)}-{number}"
        sizes = ", ".join(f"/img/{name}-{width}.webp {width}w" for width in (320, 640, 960, 1280))
        return (
            f'<div class="card card--small" data-track="{name}"><a class="card__link" href="/news/{name}">'
            f'<img class="card__img" loading="lazy" src="/img/{name}.jpg" srcset="{sizes}" alt="{name}">'
            f'<h3 class="card__title">{self.line()}</h3></a>'
            f'<div class="card__meta"><time datetime="2026-03-{number % 27 + 1:02}">{number % 23 + 1} h'
            f"</time>{_ICON}<span>{number} comments</span></div></div>"
        )

    def cards(self, count: int) -> str:
        return "\n".join(self.card(number) for number in range(count))

    def advert(self, number: int) -> str:
        return (
            f'<!-- slot {number} --><div class="ad" id="ad-{number}">'
            '<span class="ad__label">Advertisement</span>'
            f"<script>queue.push(function(){{show('ad-{number}', [[300,250],[728,90]]);}});</script>"
            f'<noscript><img src="/pixel?slot={number}" alt=""></noscript></div>'
        )

    def comments(self, count: int) -> str:
        return "".join(
            f'<li class="comment" id="comment-{n}"><div class="comment__by"><b>Reader {n}</b> '
            f'<a href="#comment-{n}">{n} May</a></div><p>{self.line()}.</p>'
            '<button type="button" class="reply">Reply</button></li>'
            for n in range(count)
        )

    def footer(self, count: int) -> str:
        return (
            f'<footer class="foot"><nav aria-label="About">{self.menu(count)}</nav>'
            "<p>&copy; 2026 The Valley Paper &middot; All rights reserved</p></footer>"
        )

    def script(self, size: int) -> str:
        """A script of about `size` characters, with markup inside of its strings."""
        state = {
            f"item{n}": {
                "id": n,
                "word": self.rng.choice(WORDS),
                "html": '<p class="x">later</p>' * (n % 10 == 0),
            }
            for n in range(max(1, size // 58))
        }
        written = json.dumps(state).replace("</", "<\\/")
        return f"<script>window.__STATE__ = {written};</script>"

    def style(self, size: int) -> str:
        rules = "".join(
            f".{self.rng.choice(WORDS)}-{n}{{margin:0 {n}px;color:#{n:06x}}}\n" for n in range(size // 40)
        )
        return f"<style>{rules}</style>"

    def head(self, title: str) -> str:
        data = {
            "@context": "https://schema.org", "@type": "NewsArticle", "headline": title,
            "datePublished": "2026-03-04T06:30:00Z", "author": {"@type": "Person", "name": "A Reporter"},
        }  # fmt: skip
        links = "".join(f'<link rel="preload" as="script" href="/js/{word}.js">' for word in WORDS)
        return (
            f'<meta charset="utf-8"><title>{escape(title)} | The Valley Paper</title>'
            f'<meta property="og:title" content="{escape(title)}"><link rel="canonical" href="/news/this">'
            f'{links}<script type="application/ld+json">{json.dumps(data)}</script>'
        )
