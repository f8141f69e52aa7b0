"""The edits: every slot of every sentence, splices, doubled passages, and quotes the text does not hold."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from bench.match.cases import BENIGN_SLOTS, KINDS, Case, Family, plain_clause, right_names
from bench.match.documents import Library
from bench.match.filler import siblings
from bench.match.slots import Paragraph, Sentence, Slot

from verify.model.text import plain


@dataclass(frozen=True)
class Edited:
    """A quote made of one sentence, and the span of the sentence that it stands for."""

    quote: str
    start: int
    end: int
    narrow: tuple[int, int]  # the same without words at the edge that the quote lacks


def edited(sentence: Sentence, slot: Slot, other: str, start: int = 0) -> Edited:
    """`sentence` from `start` on with `other` in the slot; an attribution that is cut off ends it."""
    text = sentence.text
    quote = text[start : slot.start] + other + text[slot.end :]
    low, high = start, len(text)
    if not text[start : slot.start].strip() and not other:
        low = slot.end
    if not text[slot.end :].strip(".!?。 ") and not other:
        high = slot.start
    return Edited(quote.lstrip(" ,"), start, len(text), (low, high))


def every(library: Library, seed: str) -> Iterator[Case]:
    """All cases that come from the slots and from whole paragraphs, in a stable order."""
    for number, paragraph in enumerate(library.paragraphs):
        for place, sentence in enumerate(paragraph.sentences):
            for slot in sentence.slots:
                for turn, other in enumerate(slot.others):
                    id_ = f"{number}.{place}.{slot.start}.{turn}"
                    rng = random.Random(f"{seed} {id_}")
                    yield from _slot_cases(library, paragraph, place, slot, other, id_, rng)
        rng = random.Random(f"{seed} {number}")
        yield from _absent(library, paragraph, number, rng)
        yield from _spliced(library, paragraph, number, rng)
        yield from _doubled(library, paragraph, number, rng)
    for turn, (there, asked) in enumerate(siblings(library.split, 1, 40)):
        rng = random.Random(f"{seed} frame {turn}")
        text = library.around(Paragraph("", "en"), rng, inside=there, filled=False).text
        if asked not in text:
            yield Case(
                f"frame.{turn}",
                Family.absent,
                "sentence of the same pattern",
                "en",
                plain(text),
                asked,
                shown=there,
            )


def _slot_cases(
    library: Library, paragraph: Paragraph, place: int, slot: Slot, other: str, id_: str, rng: random.Random
) -> Iterator[Case]:
    sentence = paragraph.sentences[place]
    whole = edited(sentence, slot, other)
    yield _case(library, paragraph, place, slot, other, f"{id_}.a", whole, rng)
    if sentence.cut is not None and slot.start >= sentence.cut:
        yield _case(
            library,
            paragraph,
            place,
            slot,
            other,
            f"{id_}.c",
            edited(sentence, slot, other, sentence.cut),
            rng,
        )
    elif place + 1 < len(paragraph.sentences) and slot.kind != "ac":
        after = paragraph.sentences[place + 1].text
        wide = Edited(
            whole.quote + paragraph.joint + after,
            whole.start,
            whole.end + len(paragraph.joint + after),
            (whole.narrow[0], whole.end + len(paragraph.joint + after)),
        )
        yield _case(library, paragraph, place, slot, other, f"{id_}.b", wide, rng)
    clause = sentence.text[slot.start : slot.end]
    if slot.kind == "o" and plain_clause(clause):
        left = f" {rng.choice(('...', '…', '[…]', '[...]', '. . .'))} "
        quote = f"{sentence.text[: slot.start].rstrip()}{left}{sentence.text[slot.end :]}"
        fair = Edited(quote, 0, len(sentence.text), (0, len(sentence.text)))
        fair_slot = Slot("fe", slot.start, slot.end, ())
        yield _case(library, paragraph, place, fair_slot, left, f"{id_}.f", fair, rng)


def _case(
    library: Library,
    paragraph: Paragraph,
    place: int,
    slot: Slot,
    other: str,
    id_: str,
    made: Edited,
    rng: random.Random,
) -> Case:
    sentence = paragraph.sentences[place]
    document = library.around(paragraph, rng, inside=paragraph.text)
    base = document.at + sum(len(each.text) + len(paragraph.joint) for each in paragraph.sentences[:place])
    benign = slot.kind in BENIGN_SLOTS
    source = sentence.text[slot.start : slot.end]
    gold = tuple({(base + made.start, base + made.end), (base + made.narrow[0], base + made.narrow[1])})
    return Case(
        id_,
        Family.benign if benign else Family.material,
        KINDS[slot.kind],
        paragraph.language,
        plain(document.text),
        ended(made.quote, rng),
        gold,
        frozenset() if benign else right_names(slot.kind, source, other),
        sentence.text,
    )


def ended(quote: str, rng: random.Random) -> str:
    """The quote with the stop it has, without it, or with an American comma in its place."""
    if not quote.endswith(".") or rng.random() < 0.4:
        return quote
    return quote[:-1] + rng.choice(("", "", ","))


def _absent(library: Library, paragraph: Paragraph, number: int, rng: random.Random) -> Iterator[Case]:
    """A sibling that is in no text; each third sentence of a paragraph that was taken out."""
    for turn, sibling in enumerate(paragraph.siblings):
        text = library.around(paragraph, rng, inside=paragraph.text).text
        yield Case(
            f"{number}.sibling.{turn}", Family.absent, "sibling sentence", paragraph.language, plain(text),
            ended(sibling, rng), shown=paragraph.sentences[0].text,
        )  # fmt: skip
    for turn, sentence in enumerate(paragraph.sentences):
        text = library.around(paragraph, rng, inside=None).text
        yield Case(
            f"{number}.gone.{turn}", Family.absent, "sentence taken out, topic still there",
            paragraph.language, plain(text), ended(sentence.text, rng), shown="(not in the text)",
        )  # fmt: skip


def _halves(sentence: Sentence) -> tuple[str, str]:
    words = sentence.text.split(" ")
    middle = len(words) // 2
    return " ".join(words[:middle]), " ".join(words[middle:])


def _spliced(library: Library, paragraph: Paragraph, number: int, rng: random.Random) -> Iterator[Case]:
    """The head of one sentence on the tail of another, openly and behind an ellipsis that runs backwards."""
    if paragraph.language == "zh":
        return
    for turn in range(len(paragraph.sentences) - 1):
        later = paragraph.sentences[(turn + 2) % len(paragraph.sentences)]
        head, tail = _halves(paragraph.sentences[turn])[0], _halves(later)[1]
        text = plain(library.around(paragraph, rng, inside=paragraph.text).text)
        common = (Family.material, "spliced of two sentences", paragraph.language, text)
        shown = f"{paragraph.sentences[turn].text} // {later.text}"
        yield Case(f"{number}.splice.{turn}", *common, ended(f"{head} {tail}", rng), shown=shown)
        head, tail = _halves(later)[0], _halves(paragraph.sentences[turn])[1]
        common = (Family.material, "ellipsis that runs backwards", paragraph.language, text)
        if later is not paragraph.sentences[0]:
            yield Case(f"{number}.back.{turn}", *common, ended(f"{head} … {tail}", rng), shown=shown)


def _doubled(library: Library, paragraph: Paragraph, number: int, rng: random.Random) -> Iterator[Case]:
    """A passage twice: one copy altered and one intact; or both altered, so that the quote stands nowhere."""
    for place, sentence in enumerate(paragraph.sentences):
        slots = [
            slot for slot in sentence.slots if slot.kind not in BENIGN_SLOTS and slot.kind not in ("ac", "o")
        ]
        if len(slots) < 2:
            continue
        first, second = rng.sample(slots, 2)
        one, two = (edited(sentence, slot, slot.others[0]).quote for slot in (first, second))
        for kind, copies, family in (
            ("passage twice, one copy altered", (one, sentence.text), Family.benign),
            ("passage twice, both copies altered", (one, two), Family.material),
        ):
            order = list(copies)
            rng.shuffle(order)
            document = library.around(paragraph, rng, inside="\n".join(order))
            at = document.at + (len(order[0]) + 1 if order[1] == sentence.text else 0)
            gold = ((at, at + len(sentence.text)),) if family is Family.benign else ()
            yield Case(
                f"{number}.{place}.twice.{family}", family, kind, paragraph.language, plain(document.text),
                ended(sentence.text, rng), gold, shown=" // ".join(order),
            )  # fmt: skip
