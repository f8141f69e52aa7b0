"""What a case is, and which names for an edit count as right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from verify.model.text import SourceText

Span = tuple[int, int]


class Family(StrEnum):
    material = "material"  # the quote is not what the source says: it must not pass
    benign = "benign"  # the quote is what the source says: it must not be flagged
    absent = "absent"  # the source does not have it at all: it must be called missing


@dataclass(frozen=True)
class Case:
    """One quote against one text.

    `gold` holds the spans of the source that may be named as the quote's place, none where any or no place
    will do. `names` are the main edit kinds that count as right, none where the kind is not scored.
    """

    id: str
    family: Family
    kind: str
    language: str
    source: SourceText
    quote: str
    gold: tuple[Span, ...] = ()
    names: frozenset[str] = frozenset()
    shown: str = ""  # the source's sentence, for the list of failures


KINDS = {
    "n-": "negation removed",
    "n+": "negation inserted",
    "nt": "n't turned",
    "nv": "never, none, nobody turned",
    "d": "digits changed",
    "w": "number word changed",
    "m": "magnitude changed",
    "p": "percent or fraction changed",
    "h-": "hedge dropped",
    "h+": "hedge added",
    "mo": "modal shifted",
    "ac": "attribution cut off",
    "av": "reporting verb changed",
    "an": "speaker's name swapped",
    "a": "antonym",
    "x": "content word swapped",
    "+": "words added",
    "o": "clause omitted",
    "s": "roles or order swapped",
    "en": "ellipsis over a negation",
    "eh": "ellipsis over a hedge",
    "ed": "ellipsis over a number",
    "bn": "bracket over a negation",
    "bd": "bracket over a number",
    "bx": "bracket that says otherwise",
    "fe": "fair ellipsis",
    "fb": "fair bracket",
    "sp": "British and American spelling",
    "nf": "number format",
}
BENIGN_SLOTS = frozenset(("fe", "fb", "sp", "nf"))

_NAMES = {
    **dict.fromkeys(("n-", "n+", "nt", "nv", "en", "bn"), "negation"),
    **dict.fromkeys(("d", "w", "m", "p", "ed", "bd"), "number"),
    **dict.fromkeys(("h-", "h+", "mo", "eh"), "hedge"),
    "ac": "attribution",
    "av": "attribution hedge",
    "an": "attribution wording",
    "a": "wording",
    "x": "wording",
    "+": "added",
    "o": "omitted",
    "s": "wording added omitted attribution",
    "bx": "wording hedge number omitted",
}
# Words that carry a second reading, under which another name is right too.
_ALSO = (
    (r"rarely|seldom|hardly|scarcely|refused|fail", "wording hedge added omitted"),
    (r"reportedly|supposedly|alleged|seem|apparent|thought|believe|argue", "attribution"),
    (r"якобы|据称|angeblich|al parecer", "attribution"),
    (r"not quite|cannot|\bnot\b|won't|indoors", "negation"),
    (r"doubled|halved|\bfirst\b|give or take|\btwice\b", "number"),
    (r"\b(lied|lies|invented|proves|guarantees|know|fears|whispers|leads)\b", "wording added"),
    (r"except|reopened|unless", "negation"),
    (r"a small part|what seemed", "omitted"),
    (r"never|nobody|no one|either", "negation"),
)  # fmt: skip
_GRAVE = re.compile(
    r"\d|\b(one|two|three|four|five|six|eight|nine|first|single|no|not|nobody|only|every|alone|"
    r"almost|provided|if|said|has printed)\b|только|ne |nur",
    re.IGNORECASE,
)


def plain_clause(words: str) -> bool:
    """Whether words may be left out without any number, negation or hedge going with them."""
    return not _GRAVE.search(words)


def right_names(kind: str, source: str, quote: str) -> frozenset[str]:
    """The main edit kinds that count as right for `source` said as `quote`."""
    names = set(_NAMES[kind].split())
    both = f"{source} / {quote}".casefold()
    for pattern, also in _ALSO:
        if re.search(pattern, both):
            names |= set(also.split())
    if kind == "o" and not plain_clause(source):
        names |= {"number", "negation", "hedge", "attribution"}
    return frozenset(names)
