"""Seeded revisions of a page, each with the alert that it is due. Deterministic.

Every look at a page brings another body, if only by a counter in a script, so that nothing is told by equal
bodies.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bench.drift.article import COMPANY, FIGURE, OFFICE, PINNED, QUOTED, SPOKEN, TOLD, Article
from bench.pages import PEOPLE, PLACES, THINGS

WORDS = (
    "courts",
    "schools",
    "travel",
    "letters",
    "music",
    "roads",
    "markets",
    "science",
    "housing",
    "rivers",
)
_NOTES = (
    "Correction: an earlier version of this article gave a wrong name for the road by the river.",
    "This story was updated to say when the new bridge opens; an earlier version had 11 May.",
    "Editor's note: the picture above did not show the mill. The text was not changed.",
)


@dataclass(frozen=True)
class Due:
    """The alert that must be raised: of which claim, with which kind, at which look after the change."""

    claim: str
    kinds: frozenset[str]
    look: int = 1


@dataclass(frozen=True)
class History:
    """`looks` follow the page as it was first; `due` is None where nobody is to be alerted."""

    kind: str
    first: Article
    looks: tuple[Article, ...]
    due: Due | None


Make = Callable[[Article, random.Random], tuple[list[Article], Due | None]]


def history(kind: str, base: Article, chance: random.Random) -> History:
    """A revision of `kind`, then a look at which only the counter differs, unless the revision says more."""
    looks, due = KINDS[kind](base, chance)
    if len(looks) == 1:
        looks = [looks[0], looks[0]]
    stamps = sorted(chance.sample(range(1, 10_000), len(looks)))
    stamped = [
        replace(each, dress=replace(each.dress, stamp=stamp))
        for each, stamp in zip(looks, stamps, strict=True)
    ]
    return History(kind, base, tuple(stamped), due)


def _dressed(**given: object) -> Make:
    def make(base: Article, chance: random.Random) -> tuple[list[Article], Due | None]:
        return [replace(base, dress=replace(base.dress, **given))], None  # type: ignore[arg-type]

    return make


def _boilerplate(base: Article, chance: random.Random) -> tuple[list[Article], Due | None]:
    menu = tuple(chance.sample(WORDS, 5))
    told = [f"{chance.choice(PEOPLE).capitalize()} near {chance.choice(PLACES)}" for _ in range(6)]
    teasers = tuple(f"{who}: {chance.randrange(900)} {chance.choice(THINGS)}" for who in told)
    return [replace(base, dress=replace(base.dress, menu=menu, teasers=teasers))], None


def _headline(base: Article, chance: random.Random) -> tuple[list[Article], Due | None]:
    title = f"{chance.choice(PEOPLE).capitalize()} and {chance.randrange(2, 90)} {chance.choice(THINGS)}"
    return [replace(base, dress=replace(base.dress, headline=title))], None


def _layout(base: Article, chance: random.Random) -> tuple[list[Article], Due | None]:
    return [replace(base, dress=replace(base.dress, layout=chance.choice(["boxes", "table"])))], None


def _elsewhere(base: Article, chance: random.Random) -> tuple[list[Article], Due | None]:
    """Other sentences of the article are edited, none of the five."""
    free = [n for n in range(len(base.sentences)) if n not in base.own.values()]
    chosen = set(chance.sample(free, 6))
    edited = tuple(
        re.sub(r"\d+", lambda found: str(int(found.group()) + 7), text) if n in chosen else text
        for n, text in enumerate(base.sentences)
    )
    return [replace(base, sentences=edited)], None


def _note(base: Article, chance: random.Random) -> tuple[list[Article], Due | None]:
    return [replace(base, notes=(chance.choice(_NOTES),))], None


def _number(base: Article, chance: random.Random) -> tuple[list[Article], Due | None]:
    claim = chance.choice([QUOTED, FIGURE, PINNED, SPOKEN])
    changed = re.sub(
        r"\d+", lambda found: str(int(found.group()) + chance.randrange(1, 900)), base.sentence(claim)
    )
    return [base.with_sentence(claim, changed)], Due(claim, frozenset({"number", "figure"}))  # fmt: skip


def _negation(base: Article, chance: random.Random) -> tuple[list[Article], Due | None]:
    claim = chance.choice([QUOTED, PINNED, TOLD])
    changed = re.sub(r" (\w+ed) (\d)", r" never \1 \2", base.sentence(claim), count=1)
    return [base.with_sentence(claim, changed)], Due(claim, frozenset({"negation"}))


def _hedge(base: Article, chance: random.Random) -> tuple[list[Article], Due | None]:
    claim = chance.choice([QUOTED, PINNED, SPOKEN])
    word = chance.choice(["possibly", "reportedly", "perhaps", "allegedly"])
    changed = re.sub(r" (\w+ed) (\d)", rf" {word} \1 \2", base.sentence(claim), count=1)
    return [base.with_sentence(claim, changed)], Due(claim, frozenset({"hedge"}))


def _attribution(base: Article, chance: random.Random) -> tuple[list[Article], Due | None]:
    claim, old, new = chance.choice([(SPOKEN, OFFICE, "bus drivers"), (TOLD, COMPANY, "school board")])
    changed = base.sentence(claim).replace(old, new)
    return [base.with_sentence(claim, changed)], Due(claim, frozenset({"speaker", "attribution"}))


def _without(base: Article, claim: str) -> Article:
    at = base.own[claim]
    assert at is not None
    kept = tuple(text for n, text in enumerate(base.sentences) if n != at)
    return replace(base, sentences=kept, own=_shifted(base, at) | {claim: None})


def _shifted(base: Article, gone: int) -> dict[str, int | None]:
    return {
        name: None if at is None else at - (at > gone) for name, at in base.own.items() if name is not None
    }


def _any(chance: random.Random) -> str:
    return chance.choice([QUOTED, FIGURE, PINNED, SPOKEN, TOLD])


_LOST = frozenset({"lost"})


def _removal(base: Article, chance: random.Random) -> tuple[list[Article], Due | None]:
    claim = _any(chance)
    return [_without(base, claim)], Due(claim, _LOST, look=2)


def _replacement(base: Article, chance: random.Random) -> tuple[list[Article], Due | None]:
    claim = _any(chance)
    text = f"This paragraph was taken over by a notice of the sale at {chance.choice(PLACES)}."
    return [base.with_sentence(claim, text)], Due(claim, _LOST, look=2)


def _move(base: Article, chance: random.Random) -> tuple[list[Article], Due | None]:
    claim = _any(chance)
    rest = _without(base, claim)
    end = chance.choice([0, len(rest.sentences)])
    moved = (*rest.sentences[:end], base.sentence(claim), *rest.sentences[end:])
    return [replace(rest, sentences=moved)], None


def _soft_404(base: Article, chance: random.Random) -> tuple[list[Article], Due | None]:
    return [replace(base, gone=True)] * 3, None


def _transient(base: Article, chance: random.Random) -> tuple[list[Article], Due | None]:
    return [_without(base, _any(chance)), base], None


KINDS: dict[str, Make] = {
    "cosmetic: markup": _dressed(styled=True),
    "cosmetic: quotation marks": _dressed(curly=False),
    "cosmetic: white space": _dressed(wide=True),
    "charset": _dressed(charset="windows-1252"),
    "boilerplate": _boilerplate,
    "headline": _headline,
    "layout": _layout,
    "other sentences": _elsewhere,
    "correction note": _note,
    "move": _move,
    "soft 404": _soft_404,
    "transient loss": _transient,
    "number": _number,
    "negation": _negation,
    "hedge": _hedge,
    "attribution": _attribution,
    "removal": _removal,
    "replacement": _replacement,
}
"""Those that alert nobody first."""
