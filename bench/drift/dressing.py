"""From an article to what a server sends."""

from __future__ import annotations

from html import escape

from bench.drift.article import Article, Dress

_GONE = "<p>Sorry, the page you are looking for could not be found. It may have been moved or deleted.</p>"


def body(article: Article) -> bytes:
    """The page in the charset that its dress names."""
    dress = article.dress
    head = f"<meta charset={dress.charset}><title>{escape(dress.headline)} | Valley news</title>"
    if dress.styled:
        head += (
            f"<link rel=stylesheet href='/s-{dress.stamp}.css'><style>p{{margin:{dress.stamp % 9}px}}</style>"
        )
    inner = _gone(dress) if article.gone else _told(article)
    html = (
        f"<!doctype html><html lang=en><head>{head}<script>var build={dress.stamp};</script></head><body>"
        f"<nav>{_menu(dress)}</nav>{inner}{_teasers(dress)}<footer>Write to us.</footer></body></html>"
    )
    return html.encode(dress.charset, "xmlcharrefreplace")


def media_type(article: Article) -> str:
    return f"text/html; charset={article.dress.charset}"


def _told(article: Article) -> str:
    dress = article.dress
    paragraphs = [" ".join(article.sentences[n : n + 3]) for n in range(0, len(article.sentences), 3)]
    cells = [_paragraph(text, dress) for text in paragraphs]
    notes = "".join(f"<p><em>{escape(note)}</em></p>" for note in article.notes)
    title = f"<h1>{escape(dress.headline)}</h1>"
    if dress.layout == "table":
        rows = "".join(f"<tr><td>{cell}</td></tr>" for cell in cells)
        return f"<main>{title}<table>{rows}</table>{notes}</main>"
    tag = "article" if dress.layout == "article" else "div"
    kind = " class='story story--wide'" if dress.layout == "boxes" else ""
    wrapped = "".join(f"<div class=b{n}>{cell}</div>" if kind else cell for n, cell in enumerate(cells))
    return f"<{tag}{kind}>{title}{wrapped}{notes}</{tag}>"


def _paragraph(text: str, dress: Dress) -> str:
    shown = text if dress.curly else text.replace("“", '"').replace("”", '"').replace("’", "'")
    if dress.wide:
        words = shown.split(" ")
        shown = "".join(
            word + ("" if n == len(words) - 1 else "\u00a0" if n % 7 == 3 else "\n" if n % 5 == 4 else " ")
            for n, word in enumerate(words)
        )
    attribute = f" id='p{dress.stamp}' data-n={len(text)}" if dress.styled else ""
    return f"<p{attribute}>{escape(shown, quote=False)}</p>"


def _gone(dress: Dress) -> str:
    return f"<main><h1>Page not found</h1>{_GONE}</main>"


def _menu(dress: Dress) -> str:
    return "<ul>" + "".join(f"<li><a href='/{word}'>{word}</a></li>" for word in dress.menu) + "</ul>"


def _teasers(dress: Dress) -> str:
    items = "".join(f"<li><a href='/t{n}'>{escape(text)}</a></li>" for n, text in enumerate(dress.teasers))
    return f"<aside><h2>More</h2><ul>{items}</ul></aside>"
