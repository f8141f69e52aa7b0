"""Edits made by rule on every sentence they fit, beside the ones written by hand into the slots."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from bench.match.cases import Case, Family
from bench.match.documents import Library
from bench.match.edits import ended
from bench.match.slots import Paragraph, Sentence

from verify.model.text import plain

_AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does)\b"
    r"(?! (?:not|never|no|hardly|ever)\b|n't|')"
)
_SHORTENED = frozenset(
    ("is", "are", "was", "were", "has", "have", "had", "would", "could", "must", "should", "did", "does")
)
_NUMBER = re.compile(r"\d+(?:[,. \u00a0]\d+)*")
_INSERTED = {"dev": ("not", "never"), "held": ("not", "no longer", "rarely")}
_HEDGES = {"dev": ("about", "nearly", "at least"), "held": ("roughly", "almost", "up to")}
_PRONOUNS = {
    "dev": {"my": "his", "our": "their", "its": "the town's", "we": "they", "they": "the pupils",
            "he": "the man", "it": "the plan", "their": "the workers'"},
    "held": {"my": "her", "our": "the islanders'", "its": "the agency's", "we": "the family",
             "they": "the parents", "he": "the chair", "it": "the glass", "their": "the regions'",
             "him": "the chair"},
}  # fmt: skip
_SWAPS = {
    "dev": {"and": "or", "before": "after", "from": "to", "was": "is", "with": "without", "all": "most",
            "every": "some", "his": "her", "more": "less", "crowns": "dollars", "kilometres": "miles",
            "March": "May", "Tuesday": "Thursday", "Friday": "Monday", "autumn": "spring", "the": "any"},
    "held": {"but": "and", "after": "until", "by": "for", "were": "are", "only": "even", "both": "neither",
             "most": "few", "he": "she", "lower": "higher", "marks": "pounds", "tonnes": "sacks",
             "October": "April", "Monday": "Sunday", "winter": "summer", "a": "no", "than": "as",
             "year": "month"},
}  # fmt: skip
_GAPS = ("…", "...", "[…]", "[...]", "(…)", ". . .")
_OVER = re.compile(r"(?:\b(?:not|never|rarely)|n't)$")
Made = tuple[str, str, str, set[str]]  # id, kind, quote, right names


def every(library: Library, seed: str) -> Iterator[Case]:
    """All cases made by rule, in a stable order."""
    for number, paragraph in enumerate(library.paragraphs):
        for place, sentence in enumerate(paragraph.sentences):
            rng = random.Random(f"{seed} rules {number} {place}")
            english = paragraph.language == "en"
            made = [*_marks(sentence, rng), *_digits(sentence.text, rng), *_cut(sentence)]
            if english:
                made += [
                    *_negations(sentence.text, library.split, rng),
                    *_hedges(sentence.text, library.split),
                ]
                made += _swapped(sentence.text, library.split)
            for turn, (id_, kind, quote, names) in enumerate(made):
                whole = f"{number}.{place}.{id_}.{turn}"
                yield _case(library, paragraph, place, whole, Family.material, kind, quote, names, rng)
            if place + 2 < len(paragraph.sentences):
                quote = sentence.text + paragraph.joint + paragraph.sentences[place + 2].text
                kind = "sentence left out between two"
                yield _case(
                    library,
                    paragraph,
                    place,
                    f"{number}.{place}.left",
                    Family.material,
                    kind,
                    quote,
                    set(),
                    rng,
                )
            for turn, quote in enumerate(_brackets(sentence.text, library.split) if english else ()):
                whole = f"{number}.{place}.pronoun.{turn}"
                yield _case(
                    library, paragraph, place, whole, Family.benign, "pronoun in brackets", quote, set(), rng
                )


_UNPLACED = ("cut behind a negation", "number cut in two", "sentence left out between two")


def _case(
    library: Library,
    paragraph: Paragraph,
    place: int,
    id_: str,
    family: Family,
    kind: str,
    quote: str,
    names: set[str],
    rng: random.Random,
) -> Case:
    document = library.around(paragraph, rng, inside=paragraph.text)
    start = document.at + sum(len(s.text) + len(paragraph.joint) for s in paragraph.sentences[:place])
    text = paragraph.sentences[place].text
    partly = kind in _UNPLACED
    gold = () if partly else ((start, start + len(text)),)
    source = plain(document.text)
    return Case(
        id_, family, kind, paragraph.language, source, ended(quote, rng), gold, frozenset(names), text
    )


def _negations(text: str, split: str, rng: random.Random) -> Iterator[Made]:
    for found in _AUXILIARY.finditer(text):
        word = rng.choice(_INSERTED[split])
        names = {"negation"} if word != "rarely" else {"negation", "hedge", "added"}
        yield "not", "negation inserted by rule", f"{text[: found.end()]} {word}{text[found.end() :]}", names
        yield (
            "[not]",
            "negation inserted in brackets",
            f"{text[: found.end()]} [not]{text[found.end() :]}",
            {"negation"},
        )
        if found[1] in _SHORTENED:
            yield "nt", "n't inserted by rule", f"{text[: found.end()]}n't{text[found.end() :]}", {"negation"}


def _digits(text: str, rng: random.Random) -> Iterator[Made]:
    for found in _NUMBER.finditer(text):
        number = found.group()
        at = rng.choice([i for i, char in enumerate(number) if char.isdigit()])
        other = str((int(number[at]) + rng.randint(1, 8)) % 9 + 1)
        other = other if other != number[at] else str(int(other) % 9 + 1)
        changed = number[:at] + other + number[at + 1 :]
        if "." in number and re.fullmatch(r"\d+\.\d{1,2}", number):
            moved = number.replace(".", "")
            yield (
                "point",
                "decimal point dropped",
                text[: found.start()] + moved + text[found.end() :],
                {"number"},
            )
        shorter = number[:-1].rstrip(",. \u00a0") if len(number) > 1 else number + "0"
        for kind, new in (
            ("one digit changed by rule", changed),
            ("one digit more or less by rule", shorter),
        ):
            yield "digit", kind, text[: found.start()] + new + text[found.end() :], {"number"}


def _hedges(text: str, split: str) -> Iterator[Made]:
    for found in _NUMBER.finditer(text):
        for word in _HEDGES[split]:
            yield (
                "hedge",
                "hedge inserted by rule",
                f"{text[: found.start()]}{word} {text[found.start() :]}",
                {"hedge"},
            )


def _swapped(text: str, split: str) -> Iterator[Made]:
    """A small word, unit, month or day for another: the first place of each in the sentence."""
    for word, other in _SWAPS[split].items():
        found = re.search(rf"(?<![\w'’-]){word}(?![\w'’-])", text)
        if found:
            yield (
                "swap",
                "small word or unit swapped",
                text[: found.start()] + other + text[found.end() :],
                set(),
            )


def _cut(sentence: Sentence) -> Iterator[Made]:
    """A quote that begins right behind the negation that governs it, or inside a number."""
    text = sentence.text
    for slot in sentence.slots:
        words = text[slot.start : slot.end]
        if slot.kind in ("n-", "nt") and _OVER.search(words):
            yield "cut", "cut behind a negation", text[slot.end :].lstrip(), {"negation"}
        if slot.kind == "w" and "-" in words and words.isascii():
            yield "cut", "number cut in two", words.rpartition("-")[2] + text[slot.end :], {"number"}


def _marks(sentence: Sentence, rng: random.Random) -> Iterator[Made]:
    """An ellipsis or a bracket in the place of a number, negation, hedge or of a telling word."""
    text = sentence.text
    for slot in sentence.slots:
        before, after = text[: slot.start], text[slot.end :]
        inside = bool(before.strip()) and bool(after.strip(".。"))
        other, gap = slot.others[0].strip(), rng.choice(_GAPS)
        if slot.kind in ("d", "w", "m", "p"):
            if inside:
                yield "gap", "ellipsis over a number", f"{before}{gap}{after}", {"number"}
            yield "bracket", "bracket over a number", f"{before}[{other}]{after}", {"number"}
        elif slot.kind == "h-" and inside and not other:
            yield (
                "gap",
                "ellipsis over a hedge",
                f"{before}{gap} {after}",
                {"hedge", "attribution", "negation", "omitted"},
            )
        elif slot.kind == "n-":
            yield "gap", "ellipsis over a negation", f"{before}{other} {gap}{after}", {"negation"}
            yield "bracket", "bracket over a negation", f"{before}[{other}]{after}", {"negation"}
        elif slot.kind == "a":
            yield (
                "bracket",
                "bracket that says otherwise",
                f"{before}[{other}]{after}",
                {"wording", "negation", "number"},
            )


def _brackets(text: str, split: str) -> Iterator[str]:
    """A pronoun replaced in brackets by what it stands for, as editors do."""
    for found in re.finditer(r"(?<![\w'’])(my|our|its|we|they|he|it|their|him)(?![\w'’])", text):
        name = _PRONOUNS[split].get(found[1])
        if name:
            yield f"{text[: found.start()]}[{name}]{text[found.end() :]}"
