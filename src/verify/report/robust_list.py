"""The robust-links format: the article's references as a list in HTML, each a Robust Link.

Where the registry names a copy in a web archive, the link has it as its `data-versionurl`: of several the one
nearest to the day of the citation. Otherwise the day alone is told, by which any Memento client finds one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from html import escape

from verify.judge.addresses import same_page
from verify.model.reference import Reference
from verify.model.registry import Registry
from verify.model.replay import Replay, original_address, read_replay
from verify.model.run import Run
from verify.report.clean import clean
from verify.report.robust_links import robust_link

_WEB = re.compile(r"https?://", re.IGNORECASE)


def render(run: Run, registries: Sequence[Registry]) -> str:
    """A `<ul>` for each registry: the references that the run looked at, in the registry's order."""
    seen = {item.reference for item in run.sightings}
    lists = (
        [
            line
            for item in registry.references
            if registry.qualified(item.id) in seen
            for line in _item(registry, item)
        ]
        for registry in registries
    )
    return "".join(f"<ul>\n{''.join(lines)}</ul>\n" for lines in lists)


def _item(registry: Registry, reference: Reference) -> Iterator[str]:
    title = clean(reference.title or reference.id)
    url = reference.locations()[0].url if reference.locations() else ""
    shown = _link(reference, url, title, cited(registry, reference)) if _WEB.match(url) else _text(title)
    source = registry.source_by_id.get(reference.source)
    rest = [reference.author, source and source.name, reference.published and str(reference.published)]
    told = ", ".join(clean(part) for part in rest if part)
    yield f"  <li>{shown}{_text(f'. {told}' if told else '')}</li>\n"


def cited(registry: Registry, reference: Reference) -> dt.date | None:
    """The day whose state the citation means: when the author read it, else the article's, at its latest."""
    known = reference.accessed or registry.article.published
    return known.last() if known else None


def _link(reference: Reference, url: str, title: str, day: dt.date | None) -> str:
    original = original_address(url)
    known = [replay for copy in reference.locations() if (replay := read_replay(copy.url)) is not None]
    mementos = [each for each in known if same_page(original_address(each.original), original)]
    nearest = min(mementos, key=lambda each: _distance(each, day), default=None)
    date = nearest.at.date() if nearest else day
    if date is None:
        return f'<a href="{escape(clean(url))}">{_text(title)}</a>'
    shown = nearest.shown if nearest else None
    return robust_link(href=url, original=original, text=title, date=date, snapshot=shown)


def _distance(replay: Replay, day: dt.date | None) -> dt.timedelta:
    return abs(replay.at.date() - day) if day else dt.timedelta(0)


def _text(text: str) -> str:
    return escape(text, quote=False)
