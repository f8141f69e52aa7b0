"""Seeded changes of true quotes: material ones that must never pass, benign ones that should."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from verify.text.lists import word_list
from verify.text.sentences import sentences

_ENGLISH = word_list("en")
assert _ENGLISH is not None
_OTHER_WORDS = (
    "harvest",
    "president",
    "violin",
    "denied",
    "southern",
    "expensive",
    "closed",
    "Norvia",
    "against",
)
_HEDGES = (
    *(
        "at least",
        "more than",
        "nearly",
        "possibly",
        "reportedly",
        "allegedly",
        "about",
        "almost",
        "probably",
    ),
    *("roughly", "up to", "apparently", "some of", "most of", "around", "as many as", "hardly", "less than"),
)
_NUMBER_WORDS = {"two": "six", "three": "nine", "seven": "four", "eleven": "twenty", "nineteen": "ninety"}
_NEGATIONS = r"\b(?:not|never|no|none|nothing|neither|without|hardly|rarely)\b"


@dataclass(frozen=True)
class Case:
    """A changed quote beside the words it was made from."""

    kind: str
    quote: str
    original: str


Change = Callable[[str, random.Random], str | None]


def true_quotes(text: str, *, later_halves: bool) -> list[str]:
    """The sentences of the page and, of the longer ones, their first halves and on request the later ones."""
    out = []
    for start, end in sentences(text):
        sentence = text[start:end].strip("“”")
        out.append(sentence)
        words = sentence.split(" ")
        if len(words) >= 14:
            out.append(" ".join(words[: len(words) // 2]))
            out += [" ".join(words[len(words) // 2 :])] * later_halves
    return [quote for quote in out if len(quote.split()) >= 5]


def cases(
    text: str, changes: dict[str, Change], seed: int, rounds: int, *, later_halves: bool = True
) -> Iterator[Case]:
    """Each change tried `rounds` times on each true quote; those that cannot be made there are left out."""
    rng = random.Random(seed)
    for quote in true_quotes(text, later_halves=later_halves):
        for kind, change in changes.items():
            seen = set()
            for _ in range(rounds):
                made = change(quote, rng)
                if made and made != quote and made not in seen and made not in text:
                    seen.add(made)
                    yield Case(kind, made, quote)


def _insert(words_to_add: tuple[str, ...]) -> Change:
    def change(quote: str, rng: random.Random) -> str:
        words = quote.split(" ")
        words.insert(rng.randrange(1, len(words)), rng.choice(words_to_add))
        return " ".join(words)

    return change


def _digit(quote: str, rng: random.Random) -> str | None:
    places = [found.start() for found in re.finditer(r"\d", quote)]
    if not places:
        return None
    at = rng.choice(places)
    other = rng.choice([digit for digit in "123456789" if digit != quote[at]])
    return quote[:at] + other + quote[at + 1 :]


def _drop_digit(quote: str, rng: random.Random) -> str | None:
    places = [found.start() for found in re.finditer(r"(?<=\d)\d", quote)]
    if not places:
        return None
    at = rng.choice(places)
    return quote[:at] + quote[at + 1 :]


def _number_word(quote: str, rng: random.Random) -> str | None:
    places = [word for word in _NUMBER_WORDS if re.search(rf"\b{word}\b", quote)]
    if not places:
        return None
    word = rng.choice(places)
    return re.sub(rf"\b{word}\b", _NUMBER_WORDS[word], quote, count=1)


def _drop(pattern: str) -> Change:
    def change(quote: str, rng: random.Random) -> str | None:
        found = list(re.finditer(pattern, quote, re.IGNORECASE))
        if not found:
            return None
        one = rng.choice(found)
        return re.sub(r"\s+", " ", quote[: one.start()] + quote[one.end() :]).strip()

    return change


def _word(quote: str, rng: random.Random) -> str:
    words = quote.split(" ")
    at = rng.randrange(len(words))
    words[at] = rng.choice(_OTHER_WORDS)
    return " ".join(words)


def _drop_inner_word(quote: str, rng: random.Random) -> str:
    words = quote.split(" ")
    del words[rng.randrange(1, len(words) - 1)]
    return " ".join(words)


def _swap(quote: str, rng: random.Random) -> str | None:
    words = quote.split(" ")
    one, other = rng.sample(range(len(words)), 2)
    if words[one].strip(".,").casefold() == words[other].strip(".,").casefold():
        return None
    words[one], words[other] = words[other], words[one]
    return " ".join(words)


def _modal(quote: str, rng: random.Random) -> str | None:
    pairs = {
        "will": "may",
        "may": "will",
        "must": "should",
        "would": "will",
        "could": "will",
        "should": "must",
    }
    found = [word for word in pairs if re.search(rf"\b{word}\b", quote)]
    if not found:
        return None
    word = rng.choice(found)
    return re.sub(rf"\b{word}\b", pairs[word], quote, count=1)


def _opposite(quote: str, rng: random.Random) -> str | None:
    pairs = {
        "illegal": "legal",
        "unable": "able",
        "unlawfully": "lawfully",
        "unwise": "wise",
        "unharmed": "harmed",
        "untreated": "treated",
        "visible": "invisible",
        "dismissed": "missed",
        "known": "unknown",
        "without": "with",
        "nothing": "something",
        "never": "ever",
        "none": "some",
        "rarely": "often",
    }
    found = [word for word in pairs if re.search(rf"\b{word}\b", quote)]
    if not found:
        return None
    word = rng.choice(found)
    return re.sub(rf"\b{word}\b", pairs[word], quote, count=1)


def _swallow(pattern: str, mark: str) -> Change:
    def change(quote: str, rng: random.Random) -> str | None:
        inner = [
            found for found in re.finditer(pattern, quote) if found.start() and found.end() < len(quote) - 4
        ]
        if not inner:
            return None
        one = rng.choice(inner)
        return quote[: one.start()] + mark + quote[one.end() :]

    return change


def _cut_attribution(quote: str, rng: random.Random) -> str | None:
    found = re.search(
        r", (?:the harbour office said|according to the farmers' union|a spokesman for the nurses said"
        r"|the ministry estimates|the authors write)\.$",
        quote,
    )
    return quote[: found.start()] + rng.choice(["", ".", ","]) if found else None


def _statement(quote: str, rng: random.Random) -> str | None:
    return quote[:-1] + "." if quote.endswith("?") else None


MATERIAL: dict[str, Change] = {
    "inserted not": _insert(("not", "never", "no")),
    "inserted hedge": _insert(("possibly", "reportedly", "allegedly")),
    "inserted word": _insert(_OTHER_WORDS),
    "changed digit": _digit,
    "dropped digit": _drop_digit,
    "changed number word": _number_word,
    "dropped hedge": _drop(r"\b(?:" + "|".join(_HEDGES) + r"|may|might|could)\b"),
    "dropped negation": _drop(_NEGATIONS),
    "changed word": _word,
    "dropped inner word": _drop_inner_word,
    "swapped words": _swap,
    "shifted modal": _modal,
    "opposite": _opposite,
    "ellipsis over negation": _swallow(_NEGATIONS, "…"),
    "bracket over negation": _swallow(_NEGATIONS, "[indeed]"),
    "ellipsis over number": _swallow(r"\b\d[\d,.]*\d\b", "[…]"),
    "bracket over number": _swallow(r"\b\d[\d,.]*\d\b", "[many]"),
    "bracket adds negation": _insert(("[not]",)),
    "bracket adds number": _insert(("[500]",)),
    "cut attribution": _cut_attribution,
    "question as statement": _statement,
}


def _replace(*pairs: tuple[str, str]) -> Change:
    def change(quote: str, rng: random.Random) -> str | None:
        made = quote
        for one, other in pairs:
            made = re.sub(one, other, made)
        return made

    return change


def _soft_hyphen(quote: str, rng: random.Random) -> str | None:
    found = [m.start() + 3 for m in re.finditer(r"[a-z]{6,}", quote)]
    if not found:
        return None
    at = rng.choice(found)
    return quote[:at] + "\u00ad" + quote[at:]


def _line_break(quote: str, rng: random.Random) -> str:
    spaces = [m.start() for m in re.finditer(" ", quote)]
    at = rng.choice(spaces)
    return quote[:at] + "\n  " + quote[at + 1 :]


def _fair_ellipsis(quote: str, rng: random.Random) -> str | None:
    # no "in" (one in three), "each" or "new": they may tell how many, which or where
    plain = list(re.finditer(r"(?<= )(?:the|that|and|this|of|a) ", quote))
    if not plain:
        return None
    one = rng.choice(plain)
    return quote[: one.start()] + "… " + quote[one.end() :]


def _first_case(quote: str, rng: random.Random) -> str:
    return quote[0].swapcase() + quote[1:]


BENIGN: dict[str, Change] = {
    "no-break spaces": _replace((" ", "\u00a0")),
    "soft hyphen": _soft_hyphen,
    "line break": _line_break,
    "curly quotes": _replace(("'", "’")),
    "other quotes": _replace(("[“”]", '"')),
    "dashes": _replace(("-", "‐")),
    "closing mark moved": _replace((r"\.$", ",")),
    "closing mark dropped": _replace((r"\.$", "")),
    "first letter": _first_case,
    "bracketed first letter": _replace((r"^(\w)", lambda m: f"[{m.group(1).swapcase()}]")),  # type: ignore[arg-type]
    "thousands": _replace((r"(\d),(\d{3})", r"\1 \2")),
    "no thousands": _replace((r"(\d),(\d{3})", r"\1\2")),
    "per cent": _replace((r"\bpercent\b", "per cent"), (r"(\d)%", r"\1 percent")),
    "American": _replace(
        ("colour", "color"),
        ("favourite", "favorite"),
        ("ise\\b", "ize"),
        ("ised\\b", "ized"),
        ("centre", "center"),
        ("programme", "program"),
        ("harbour", "harbor"),
        ("metres", "meters"),
    ),
    "contraction": _replace(
        (r"\bdid not\b", "didn’t"),
        (r"\bdoes not\b", "doesn’t"),
        (r"\bwill not\b", "won’t"),
        (r"\bhas not\b", "hasn’t"),
        (r"\bwere not\b", "weren’t"),
    ),
    "fair ellipsis": _fair_ellipsis,
    "bracketed name": _replace((r"^(?:It|She|He|They) ", "[The council] ")),
    "sic": _replace((r"^(\w+ \w+) ", r"\1 [sic] ")),
}
