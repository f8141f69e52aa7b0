"""Pages of about 100 KB around texts of our own, in five layouts; the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from bench.extract.furniture import Furniture
from bench.match.filler import filler
from bench.match.slots import paragraphs

SIZE = 100_000
Marked = list[tuple[str, ...]]
"""The article: paragraphs of sentences."""


@dataclass(frozen=True)
class Page:
    """`sentences` are the article's, as a reader sees them; `body` is the page as a server sends it."""

    layout: str
    sentences: tuple[str, ...]
    body: bytes


def pages(count: int) -> list[Page]:
    """`count` pages, the layouts in turn."""
    names = list(LAYOUTS)
    return [_page(names[number % len(names)], number) for number in range(count)]


def long_page(size: int) -> bytes:
    """One page of about `size` bytes: a whole article page, its body over and over."""
    start, rest = _page("semantic", 0).body.split(b"<main>", 1)
    body, end = rest.rsplit(b"</main>", 1)
    return start + b"<main>" + body * (size // len(body)) + b"</main>" + end


def _page(layout: str, seed: int) -> Page:
    rng = random.Random(f"page {seed}")
    article = _article(rng, seed)
    furniture = Furniture(seed)
    title = f"{article[0][0].split(',')[0].rstrip('.')} ({seed})"
    html = LAYOUTS[layout](article, title, furniture, rng)
    sentences = tuple(sentence for paragraph in article for sentence in paragraph)
    return Page(layout, sentences, _filled(html, furniture).encode())


def _article(rng: random.Random, seed: int) -> Marked:
    """7,000 to 17,000 characters: sentences of the texts, one paragraph in another language, and filler."""
    own = [p for p in paragraphs("dev_en") + paragraphs("dev_xx") if p.sentences]
    chosen = [tuple(each.text for each in p.sentences) for p in rng.sample(own, 4)]
    made = [tuple(_split(each)) for each in filler("dev", seed, rng.randint(6_000, 15_000))]
    every = chosen + made
    rng.shuffle(every)
    return every


def _split(paragraph: str) -> list[str]:
    return [sentence.rstrip(".") + "." for sentence in paragraph.split(". ")]


def _filled(html: str, furniture: Furniture) -> str:
    """Scripts fill the page up to its size, as they do on the web; `@@` marks where."""
    room = SIZE - len(html.encode())
    return html.replace(
        "@@", furniture.style(room // 4) + furniture.script(room * 3 // 4) if room > 0 else ""
    )


def inline(sentence: str, rng: random.Random) -> str:
    """A sentence as HTML; at times words are linked, stressed or bold, or the first letter is dressed."""
    kind = rng.choice(("plain", "plain", "plain", "a", "em", "strong", "initial", "space"))
    words = escape(sentence, quote=False).split(" ")
    if kind == "initial" and words[0][:1].isalpha():
        words[0] = f'<span class="cap">{words[0][0]}</span>{words[0][1:]}'
    elif kind == "space" and len(words) > 4:
        words[2:4] = [f"{words[2]}&nbsp;{words[3]}"]
    elif kind in ("a", "em", "strong") and len(words) > 6:
        at = rng.randint(1, len(words) - 4)
        opening = f'<a class="ref" href="/about/{at}?from=text&amp;n={at}">' if kind == "a" else f"<{kind}>"
        words[at] = opening + words[at]
        words[at + 2] += f"</{kind}>"
    return " ".join(words)


def told(paragraph: tuple[str, ...], rng: random.Random) -> str:
    joint = "" if paragraph[0][-1] == "。" else " "
    return joint.join(inline(sentence, rng) for sentence in paragraph)


def semantic(article: Marked, title: str, more: Furniture, rng: random.Random) -> str:
    """HTML5 as news sites write it now."""
    parts = []
    for number, paragraph in enumerate(article):
        parts.append(f'<p class="body__p" data-n="{number}">{told(paragraph, rng)}</p>')
        if number % 9 == 5:
            parts.append(more.advert(number))
    body = "\n".join(parts)
    return (
        f'<!doctype html><html lang="en"><head>{more.head(title)}@@</head><body class="page">'
        f'<header class="top"><nav>{more.menu(30)}</nav></header><main><article>'
        f"<header><h1>{escape(title)}</h1>"
        f'<p class="by">By A Reporter, <time datetime="2026-03-04">4 March 2026</time></p>'
        f"</header>{body}"
        f'</article><aside class="rail">{more.cards(12)}</aside><section class="comments"><ol>'
        f"{more.comments(15)}</ol></section></main>{more.footer(20)}</body></html>"
    )


def nested(article: Marked, title: str, more: Furniture, rng: random.Random) -> str:
    """Boxes in boxes with long class names, as page builders write them."""
    open_ = '<div class="flex flex-col gap-4 md:grid md:grid-cols-12"><div class="col-span-8 px-4 py-2">' * 5
    body = "".join(
        f'<div class="block block--text"><div class="block__inner"><p>{told(p, rng)}</p></div></div>'
        for p in article
    )
    return (
        f'<!doctype html><html lang="en"><head>{more.head(title)}</head><body><div id="root">{open_}'
        f'<div role="navigation">{more.menu(30)}</div><div class="headline"><h1>{escape(title)}</h1></div>'
        f'{body}<div class="related">{more.cards(12)}</div>{"</div></div>" * 5}{more.footer(15)}</div>@@'
        "</body></html>"
    )


def tables(article: Marked, title: str, more: Furniture, rng: random.Random) -> str:
    """Tables for columns, <br> for paragraphs, capital tags and unquoted attributes, as once was usual."""
    body = "<BR><BR>\n".join(f"<FONT SIZE=2>{told(paragraph, rng)}</FONT>" for paragraph in article)
    links = "".join(
        f"<TR><TD BGCOLOR=#eeeeee><A HREF=/{n}.htm><FONT SIZE=1>{more.line()}</FONT></A></TD></TR>"
        for n in range(40)
    )
    return (
        "<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01 Transitional//EN'>"
        f"<HTML><HEAD>{more.head(title)}@@</HEAD>"
        f"<BODY BGCOLOR=white><TABLE WIDTH=100%><TR><TD WIDTH=20%><TABLE>{links}</TABLE></TD><TD VALIGN=top>"
        f"<H1>{escape(title)}</H1>{body}</TD></TR></TABLE><HR><CENTER>{more.line()}</CENTER></BODY></HTML>"
    )


def report(article: Marked, title: str, more: Furniture, rng: random.Random) -> str:
    """Headed sections with lists, quotations, figures, asides and a table inside the article."""
    body = "\n".join(_dressed(number, paragraph, more, rng) for number, paragraph in enumerate(article))
    return (
        f'<!doctype html><html lang="en"><head>{more.head(title)}@@</head><body><nav>{more.menu(25)}</nav>'
        f"<main><h1>{escape(title)}</h1>{body}</main><aside>{more.cards(8)}</aside>{more.footer(25)}</body></html>"
    )


def _dressed(number: int, paragraph: tuple[str, ...], more: Furniture, rng: random.Random) -> str:
    items = [inline(sentence, rng) for sentence in paragraph]
    kind = number % 6
    if kind == 1:
        return "<ul>" + "".join(f"<li>{item}" for item in items) + "</ul>"
    if kind == 2:
        return "<blockquote>" + "".join(f"<p>{item}</p>" for item in items) + "</blockquote>"
    if kind == 3:
        return (
            f'<figure><img src="/img/{number}.jpg" alt=""><figcaption>{" ".join(items)}</figcaption></figure>'
        )
    if kind == 4:
        rows = "".join(f"<tr><th>{n}</th><td>{item}</td></tr>" for n, item in enumerate(items))
        return f"<table><tbody>{rows}</tbody></table>"
    if kind == 5:
        return f'<aside class="box"><p>{"</p><p>".join(items)}</p></aside>'
    return f"<h2>{more.line()}</h2><p>{told(paragraph, rng)}</p>"


def forum(article: Marked, title: str, more: Furniture, rng: random.Random) -> str:
    """A long post above many short answers, definition lists, details that open, and little script."""
    body = "".join(
        f"<details open><summary>Part {n}</summary><p>{told(p, rng)}</p></details>"
        if n % 4 == 3
        else f"<dl><dt>{n}</dt><dd>{told(p, rng)}</dd></dl>"
        for n, p in enumerate(article)
    )
    return (
        f'<!doctype html><html><head>{more.head(title)}</head><body><div class="bar">{more.menu(30)}</div>'
        f'<div class="post"><h1>{escape(title)}</h1><section>{body}</section></div><ol class="replies">'
        f"{more.comments(45)}</ol>{more.footer(20)}@@</body></html>"
    )


Layout = Callable[[Marked, str, Furniture, random.Random], str]
LAYOUTS: dict[str, Layout] = {
    "semantic": semantic,
    "nested boxes": nested,
    "tables": tables,
    "report": report,
    "forum": forum,
}
