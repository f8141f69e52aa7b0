"""Where a page may have gone: titles that are the same, addresses of a site that look like the old one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from posixpath import splitext

from verify.extract.catalogue import Entry
from verify.judge import addresses
from verify.text.fold import fold_text
from verify.text.tokens import words

_PART = re.compile(r"\s+(?:[|·»•~]|-{1,3}|::)\s+")
"""What stands between a title and the name of its site, folded."""
_FEW_WORDS = 3
_FEW_LETTERS = 12
_ALIKE = 0.6
_TELLING_NUMBER = re.compile(r"\d{5,}")
_DATE_STEP = re.compile(r"(?:19|20)\d{2}(?:\d{2}){0,2}\Z")
_SLUG = re.compile(r"[^\W_]+")


def same_title(one: str, other: str) -> bool:
    """Whether two titles are the same but for typography, case and the name of the site on either side.

    A title of a word or two ("News") is nobody's.
    """
    return not _forms(one).isdisjoint(_forms(other))


def _forms(title: str) -> set[tuple[str, ...]]:
    """The title as a whole and without its first or last part, each long enough to be its own."""
    folded = fold_text(title).strip()
    parts = _PART.split(folded)
    shorter = [" | ".join(parts[1:]), " | ".join(parts[:-1])] if len(parts) > 1 else []
    forms = (tuple(word.key for word in words(form)) for form in (folded, *shorter))
    return {form for form in forms if len(form) >= _FEW_WORDS and sum(map(len, form)) >= _FEW_LETTERS}


def likely_moves(entries: Iterable[Entry], old: str, titles: Sequence[str], limit: int) -> tuple[Entry, ...]:
    """At most `limit` entries of a site's lists that may be the page that was at `old`, the likeliest first.

    An entry with a title of its own must have the same one; of another the address must be like the old one
    or like a title. The old address itself is none of them.
    """
    wanted = _Wanted(
        old,
        tuple(slug for slug in (_slug_of(old), *map(_slug, titles)) if slug),
        frozenset(form for title in titles for form in _forms(title)),
    )
    scored: dict[str, tuple[float, Entry]] = {}
    for entry in entries:
        score = _score(entry, wanted)
        if score and score > scored.get(entry.url, (0.0, entry))[0]:
            scored[entry.url] = (score, entry)
    best = sorted(scored.values(), key=lambda pair: (-pair[0], pair[1].url))
    return tuple(entry for _, entry in best[:limit])


@dataclass(frozen=True)
class _Wanted:
    """The page that is looked for: its old address, the words of that and of its titles, and the titles."""

    old: str
    slugs: tuple[frozenset[str], ...]
    forms: frozenset[tuple[str, ...]]

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset().union(*self.slugs)

    def may_be(self, url: str) -> bool:
        """A quick guard: whether two of the words stand in an address, or one of them is a telling number."""
        shown = url.lower()
        found = [word for word in self.words if word in shown]
        return "%" in url or len(found) > 1 or any(map(_TELLING_NUMBER.fullmatch, found))


def _score(entry: Entry, wanted: _Wanted) -> float:
    """0 for an entry that is not worth a look, up to 2 for one with the same title."""
    if entry.title:
        score = 0.0 if wanted.forms.isdisjoint(_forms(entry.title)) else 2.0
    elif wanted.may_be(entry.url):
        slug = _slug_of(entry.url)
        score = max((_likeness(slug, each) for each in wanted.slugs), default=0.0)
    else:
        return 0.0
    if not score or addresses.same_page(entry.url, wanted.old) or addresses.is_home(entry.url):
        return 0.0
    return score


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words in common (Dice), 1 where they share a telling number; 0 below _ALIKE."""
    common = one & other
    if any(_TELLING_NUMBER.fullmatch(word) for word in common):
        return 1.0
    share = 2 * len(common) / max(len(one) + len(other), 1)
    return share if len(common) >= 2 and share >= _ALIKE else 0.0


def _slug_of(url: str) -> frozenset[str]:
    """The words by which an address names its page: those of its last step that is no date or `index.html`,
    and of its query's values."""
    asked = _slug(" ".join(value for _, value in addresses.query_of(url)))
    for step in reversed(addresses.steps_of(url)):
        stem = splitext(step)[0].lower()
        if stem not in ("index", "default", "amp") and not _DATE_STEP.match(stem):
            return _slug(stem) | asked
    return asked


def _slug(text: str) -> frozenset[str]:
    return frozenset(word for word in _SLUG.findall(fold_text(text).casefold()) if len(word) > 1)
