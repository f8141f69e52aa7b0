"""From links to questions: each URL once, in order of first appearance, with what is wanted on its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from verify.extract.links.resolve import without_userinfo
from verify.model.link import Link
from verify.pipeline.links.ports import distinct
from verify.pipeline.links.selection import Choice


@dataclass(frozen=True)
class Wanted:
    """`places`: the links of each URL; `fragments`: what they name on its page; `excluded`: URL to rule."""

    places: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    fragments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: Mapping[str, str] = field(default_factory=dict)


def _without_password(link: Link) -> Link:
    """A link as it may be shown and kept: `user:password@` is neither sent nor printed."""
    return replace(link, url=without_userinfo(link.url), target=without_userinfo(link.target))


def wanted(links: Iterable[Link], choice: Choice) -> Wanted:
    """Group links by the URL that is asked for: remapped, without its fragment."""
    places: dict[str, list[Link]] = {}
    fragments: dict[str, list[str]] = {}
    excluded: dict[str, str] = {}
    for link in links:
        link = _without_password(link)
        rule = choice.excluded(link.url)
        if rule:
            excluded[link.url] = rule
            continue
        url, _, fragment = choice.remapped(link.url).partition("#")
        url = without_userinfo(url)
        places.setdefault(url, []).append(link)
        if fragment:
            fragments.setdefault(url, []).append(fragment)
    return Wanted(
        {url: tuple(found) for url, found in places.items()},
        {url: distinct(found) for url, found in fragments.items()},
        excluded,
    )
