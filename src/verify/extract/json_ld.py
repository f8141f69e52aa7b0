"""JSON-LD of a page (schema.org): the article it is about, who wrote it and when.

Broken JSON is mended where the mend cannot change a value: comment and CDATA marks, commas before a
closing bracket, several documents one after the other, entities in place of quotes.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from verify.extract.page_dates import read_date
from verify.extract.word_set import word_set

Thing = dict[str, Any]

_MAX_BLOCKS = 50
_MAX_JSON = 2_000_000
_MAX_ALL = 8_000_000
_MAX_ITEMS = 5000
_MAX_AUTHORS = 30
_MAX_NESTING = 8
_ARTICLES = re.compile(
    r"\w{0,30}Article|BlogPosting|LiveBlogPosting|Report|SocialMediaPosting|DiscussionForumPosting|Legislation"
)
_OTHER_WORKS = frozenset(("CreativeWork", "VideoObject", "NewsVideo", "AudioObject", "PodcastEpisode"))
_NOT_ITSELF = word_set(
    "itemListElement hasPart isPartOf mentions citation comment relatedLink isBasedOn liveBlogUpdate about",
    "associatedMedia author creator publisher review subjectOf exampleOfWork blogPost recordedAt",
)
_OPENS = ("<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA[", "/* <![CDATA[ */", "//<!--")
_CLOSES = ("-->", "//]]>", "/*]]>*/", "]]>", "/* ]]> */", "//")
_BLOCK_TAG = re.compile(
    r"</?(?:p|br|div|li|ul|ol|blockquote|h[1-6]|figure|figcaption)\b[^<>]{0,500}>", re.IGNORECASE
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_STRAY = re.compile(
    r'("(?:[^"\\]++|\\.)*+(?:"|\Z))|/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/|\Z)|(?<=[\s,{}\[\]])//[^\n]*+|,(?=\s*+[}\]])',
    re.DOTALL,
)


@dataclass(frozen=True)
class Described:
    """What the JSON-LD blocks say. `body` is an `articleBody` without its tags, entities as they stand."""

    headline: str | None = None
    site: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    free: bool | None = None
    body: str | None = None


@dataclass
class _Things:
    """Every object, outermost first. `own` are those that do not belong to another work of the page."""

    every: list[Thing] = field(default_factory=list)
    own: list[Thing] = field(default_factory=list)
    names: dict[str, Any] = field(default_factory=dict)


def read_json_ld(blocks: list[str], *, canonical: str | None = None, titles: str = "") -> Described:
    """Read the JSON-LD blocks of one page. Never raises; what is no JSON is passed over.

    Of several articles the one whose URL is `canonical` counts, or whose headline stands in `titles`. Where
    neither singles one out and they disagree, none does: a date of another article would be an invention.
    """
    things = _collect(blocks)
    work = _main_work(things, canonical, " ".join(titles.split()))
    return Described(
        headline=_text(work.get("headline")),
        site=_name(work.get("publisher"), things),
        authors=_authors(work, things),
        published=read_date(_first(work.get("datePublished"))),
        modified=read_date(_first(work.get("dateModified"))),
        language=_text(work.get("inLanguage")),
        free=_free(things.every),
        body=_body(work, things),
    )


def _collect(blocks: list[str]) -> _Things:
    found = _Things()
    left = _MAX_ALL
    for source in blocks[:_MAX_BLOCKS]:
        left -= min(len(source), _MAX_JSON)
        if left < 0:
            break
        for document in _documents(source[:_MAX_JSON]):
            _walk(document, found)
    return found


def _walk(document: Any, found: _Things) -> None:
    queue: list[tuple[Any, bool]] = [(document, True)]
    for count, (item, own) in enumerate(queue):
        if count > _MAX_ITEMS:
            return
        if isinstance(item, dict):
            _note(item, own, found)
            queue.extend(
                (value, own and key not in _NOT_ITSELF)
                for key, value in item.items()
                if isinstance(value, dict | list)
            )
        elif isinstance(item, list):
            queue.extend((value, own) for value in item if isinstance(value, dict | list))


def _note(item: Thing, own: bool, found: _Things) -> None:
    found.every.append(item)
    if own:
        found.own.append(item)
    label = item.get("@id")
    if isinstance(label, str) and item.get("name"):
        found.names.setdefault(label, item["name"])


def _documents(source: str) -> Iterator[Any]:
    """The JSON values of one block; none where it cannot be mended."""
    text = _bare(source)
    for attempt in (text, _mended(text), _mended(html.unescape(text)) if "&quot;" in text else ""):
        try:
            values = list(_values(attempt))
        except (ValueError, RecursionError):
            continue
        yield from values
        return


def _values(text: str) -> Iterator[Any]:
    decoder = json.JSONDecoder(strict=False)
    at = 0
    for _ in range(_MAX_BLOCKS):
        while at < len(text) and text[at] in " \t\r\n;,\ufeff":
            at += 1
        if at >= len(text):
            return
        value, at = decoder.raw_decode(text, at)
        yield value


def _mended(text: str) -> str:
    return _STRAY.sub(lambda found: found[1] or "", text)


def _bare(source: str) -> str:
    """Without the comment or CDATA marks some pages wrap their JSON in."""
    text = source.strip("\ufeff \t\r\n")
    for _ in range(3):
        for mark in _OPENS:
            text = text.removeprefix(mark).lstrip()
        for mark in _CLOSES:
            text = text.removesuffix(mark).rstrip()
    return text


def _main_work(things: _Things, canonical: str | None, titles: str) -> Thing:
    works = [item for item in things.own if _is_a(item, _ARTICLES)]
    works = works or [item for item in things.own if _types(item) & _OTHER_WORKS]
    works = [item for item in works if any(_stamp(item))] or works[:1]
    named = [item for item in works if canonical and canonical.rstrip("/") in _addresses(item)]
    titled = [item for item in works if _titled(item, titles)]
    for choice in (named, titled, works):
        if choice and _agree(choice):
            return max(choice, key=lambda item: _stamp(item)[1] or "")
    return {}


def _agree(works: list[Thing]) -> bool:
    """Whether these may be one article described several times."""
    headlines, dates = zip(*map(_stamp, works), strict=True)
    days = {date[:10] for date in dates if date}
    return len({*headlines} - {None}) <= 1 and len(days) <= 1


def _types(item: Thing) -> set[str]:
    given = item.get("@type")
    listed = given if isinstance(given, list) else [given]
    return {name.rsplit("/", 1)[-1].removeprefix("schema:") for name in listed if isinstance(name, str)}


def _is_a(item: Thing, pattern: re.Pattern[str]) -> bool:
    return any(pattern.fullmatch(name[:60]) for name in _types(item))


def _addresses(item: Thing) -> set[str]:
    page = item.get("mainEntityOfPage")
    said = [item.get("url"), item.get("@id"), page.get("@id") if isinstance(page, dict) else page]
    return {value.split("#")[0].rstrip("/") for value in said if isinstance(value, str)}


def _titled(item: Thing, titles: str) -> bool:
    headline = _text(item.get("headline")) or ""
    return len(headline) > 8 and html.unescape(headline).casefold() in titles.casefold()


def _stamp(item: Thing) -> tuple[str | None, str | None]:
    return _text(item.get("headline")), read_date(_first(item.get("datePublished")))


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _text(value: Any) -> str | None:
    value = _first(value)
    return " ".join(value.split())[:1000] or None if isinstance(value, str) else None


def _name(value: Any, things: _Things) -> str | None:
    value = _first(value)
    if isinstance(value, dict):
        label = value.get("@id")
        return _text(value.get("name")) or (
            _text(things.names.get(label)) if isinstance(label, str) else None
        )
    return _text(value)


def _authors(work: Thing, things: _Things) -> tuple[str, ...]:
    given = [value for key in ("author", "creator") if (value := work.get(key))][:1]
    names = (_name(value, things) for value in _flat(given))
    found = dict.fromkeys(html.unescape(name) for name in names if name and "://" not in name)
    return tuple(list(found)[:_MAX_AUTHORS])


def _flat(values: list[Any], depth: int = 0) -> Iterator[Any]:
    for value in values[:_MAX_AUTHORS]:
        inner = value.get("@list") if isinstance(value, dict) else value
        if isinstance(inner, list) and depth < _MAX_NESTING:
            yield from _flat(inner, depth + 1)
        else:
            yield value


def _free(things: list[Thing]) -> bool | None:
    """schema.org isAccessibleForFree; false anywhere in the page's JSON-LD is false."""
    values = [item["isAccessibleForFree"] for item in things if "isAccessibleForFree" in item]
    words = [str(value)[:60].rsplit("/", 1)[-1].strip().lower() for value in values]
    if "false" in words:
        return False
    return True if "true" in words else None


def _body(work: Thing, things: _Things) -> str | None:
    """The text of the article, its tags taken out; of the first that has one where no work is the page's."""
    bodies = (item.get("articleBody") for item in (work, *things.own, *things.every))
    body = next((body for body in bodies if isinstance(body, str) and body.strip()), None)
    return _TAG.sub("", _BLOCK_TAG.sub("\n", body)) if body and "<" in body else body
