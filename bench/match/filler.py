"""Long texts without a sentence twice: own-written frames with own words put in, by a seed."""

from __future__ import annotations

import random
from functools import cache
from itertools import product

from bench.match.slots import FOLDER

_FRAMES = {
    "dev": (
        "In {town}, {who} {did} the {thing} {when}, {why}.",
        "The {thing} of {town} is older than the one that {who} {did} {when}.",
        "{When}, people from {town} walked past the {thing} that {who} once {did} {why}.",
        "Nothing in {town} explains why {who} {did} the {thing}, unless it was done {why}.",
        "A letter from {town} says that {who}, {why}, {did} some {thing} or other {when}.",
        "What {who} had {did} {when} was the {thing}, and {town} talked of little else.",
    ),
    "held": (
        "Records kept at {town} show the {thing} as {who} had {did} it {when}.",
        "Visitors to {town} still ask for the {thing}, which {who} {did} {why}.",
        "{When}, {who} from {town} {did} a {thing}; some say it was {why}.",
        "The mayor of {town} would not hear of a {thing} that {who} {did} {why}.",
        "Had {who} not {did} the {thing} {when}, {town} would have done without.",
        "It was {why} that the {thing} near {town} was {did} by {who} {when}.",
    ),
}


@cache
def words_of(split: str) -> dict[str, list[str]]:
    """The words of a split by class, from texts/filler.txt."""
    rows = (line.split(": ") for line in (FOLDER / "filler.txt").read_text(encoding="utf-8").splitlines())
    return {row[1]: row[2].split(" | ") for row in rows if row[0] == split}


def filler(split: str, seed: int, size: int) -> list[str]:
    """Paragraphs of about five sentences, at least `size` characters in all, no sentence twice."""
    rng = random.Random(f"filler {split} {seed}")
    made = _sentences(split)
    rng.shuffle(made)
    out: list[str] = []
    total = 0
    while total < size:
        run = [made.pop() for _ in range(rng.randint(3, 7))]
        out.append(" ".join(run))
        total += len(out[-1]) + 1
    return out


def siblings(split: str, seed: int, count: int) -> list[tuple[str, str]]:
    """Pairs of one frame in which every word that was put in differs."""
    rng = random.Random(f"siblings {split} {seed}")
    pairs = []
    for _ in range(count):
        frame = rng.choice(_FRAMES[split])
        picks = {name: rng.sample(words, 2) for name, words in words_of(split).items()}
        first, second = ({name: pair[side] for name, pair in picks.items()} for side in (0, 1))
        pairs.append((_put(frame, first), _put(frame, second)))
    return pairs


def _sentences(split: str) -> list[str]:
    rng = random.Random(f"frames {split}")
    words = words_of(split)
    out: set[str] = set()
    for frame in _FRAMES[split]:
        every = list(product(*words.values()))
        out |= {_put(frame, dict(zip(words, pick, strict=True))) for pick in rng.sample(every, 400)}
    return sorted(out)


def _put(frame: str, pick: dict[str, str]) -> str:
    text = frame.format(**pick, When=pick["when"][0].upper() + pick["when"][1:])
    return text[0].upper() + text[1:]
