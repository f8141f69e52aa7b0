"""Page shapes: a stand-in's text in the markup of the kind of publisher that it stands for.

The markup of each shape is a template under `site/shapes/`. Every page carries `MARK` in its head and the
banner of its language as its first visible line.
"""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Template

from verify.demo.source_files import Location, Part, PartKind, StandIn

MARK = '<meta name="verify-stand-in" content="written for a demonstration; not the publisher\'s text">'
BANNERS = {
    "en": "STAND-IN: this page was written for a demonstration of verify. It is not the publisher's text.",
    "ru": "STAND-IN: страница написана для демонстрации программы verify. Это не текст издания.",
    "kk": "STAND-IN: бұл бет verify бағдарламасын көрсету үшін жазылған. Бұл басылымның мәтіні емес.",
    "es": "STAND-IN: esta página se escribió para una demostración de verify. No es el texto del medio.",
    "de": "STAND-IN: Diese Seite wurde zur Vorführung von verify geschrieben; sie stammt nicht vom Verlag.",
}
ENDINGS = {
    "en": "The stand-in ends here: the rest of the source was not read for it.",
    "ru": "Здесь страница заканчивается: остальная часть источника для неё не читалась.",
    "kk": "Бет осымен аяқталады: дереккөздің қалған бөлігі ол үшін оқылған жоқ.",
    "es": "Aquí termina la página: el resto de la fuente no se leyó para ella.",
    "de": "Hier endet die Seite: Der Rest der Quelle wurde für sie nicht gelesen.",
}


@dataclass(frozen=True)
class Shape:
    """How one kind of publisher marks up a text. `between` stands after the first paragraph."""

    paragraph: str = "<p>{}</p>"
    heading: str = "<h2>{}</h2>"
    quote: str = "<blockquote><p>{}</p></blockquote>"
    item: str = "<ul><li>{}</li></ul>"
    caption: str = '<figure><img src="/img/1.jpg" alt=""><figcaption>{}</figcaption></figure>'
    between: str = ""


_ADVERT = (
    '<div class="ad-slot" id="ad-2"><span>Advertisement</span>'
    '<script>window.adq=window.adq||[];adq.push("mid");</script></div>'
)
_BARE = Shape("{}<br><br>", "<b>{}</b><br><br>", "<i>{}</i><br><br>", "- {}<br>", "<small>{}</small><br><br>")

SHAPES = {
    "newsroom": Shape(between=_ADVERT),
    "newsroom-new": Shape(
        paragraph='<div class="c-text"><p class="c-text__p">{}</p></div>',
        between='<section class="c-newsletter"><p>Our week in your inbox.</p></section>',
    ),
    "agency": Shape(paragraph='<div data-key="paragraph"><span>{}</span></div>', between=_ADVERT),
    "wire": Shape(paragraph='<p class="mol-para-with-font"><font>{}</font></p>'),
    "day": Shape(caption='<div class="img-wrap"><span class="caption">{}</span></div>'),
    "amp": Shape(
        caption='<amp-img src="/img/1.jpg" width="640" height="360"></amp-img><p class="cap">{}</p>'
    ),
    "blog": Shape(between='<div class="sharedaddy"><a href="#share">Share this</a></div>'),
    "tables": _BARE,
    "record": Shape(paragraph='<p align="justify">{}</p>'),
    "versions": Shape(paragraph='<p><ins class="diffins">{}</ins></p>'),
    "static": Shape(paragraph="<p>{}"),
    "magazine": Shape(
        paragraph='<p class="story__graf">{}</p>', quote='<aside class="story__pull">{}</aside>'
    ),
    "portal": Shape(paragraph='<p class="tn-news-text">{}</p>', between='<div class="tn-adv">Реклама</div>'),
}


def banner(language: str) -> str:
    return BANNERS.get(language, BANNERS["en"])


def ending(language: str) -> str:
    return ENDINGS.get(language, ENDINGS["en"])


def render(stand_in: StandIn, location: Location) -> str:
    """The page as HTML. Raises KeyError for a shape that does not exist."""
    shape = SHAPES[location.shape]
    fields = {
        "mark": MARK,
        "banner": html.escape(banner(stand_in.language), quote=False),
        "title": html.escape(stand_in.title, quote=False),
        "site": html.escape(location.site or _host(location.url)),
        "author": html.escape(stand_in.author or "Staff"),
        "date": stand_in.published,
        "lang": stand_in.language,
        "charset": location.charset,
        "url": html.escape(location.url),
        "jsonld": _json_ld(stand_in, location),
        "body": _body(stand_in, shape),
    }
    return template(location.shape).substitute(fields)


@cache
def template(shape: str) -> Template:
    folder = resources.files("verify.demo") / "site" / "shapes"
    return Template((folder / f"{shape}.html").read_text("utf-8"))


def _body(stand_in: StandIn, shape: Shape) -> str:
    pieces = [_markup(part, shape) for part in stand_in.parts]
    pieces.insert(1, shape.between)
    if not stand_in.whole:
        pieces.append(_markup(Part(PartKind.paragraph, f"[{ending(stand_in.language)}]"), shape))
    return "\n".join(piece for piece in pieces if piece)


def _markup(part: Part, shape: Shape) -> str:
    pattern: str = getattr(shape, part.kind.value)
    return pattern.format(html.escape(part.text, quote=False))


def _json_ld(stand_in: StandIn, location: Location) -> str:
    described = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": stand_in.title,
        "datePublished": stand_in.published,
        "author": {"@type": "Person", "name": stand_in.author or "Staff"},
        "mainEntityOfPage": location.url,
        "isAccessibleForFree": True,
    }
    text = json.dumps(described, ensure_ascii=True).replace("</", "<\\/")
    return f'<script type="application/ld+json">{text}</script>'


def _host(url: str) -> str:
    return url.split("/")[2].rstrip(".")
