"""Texts that hold one paragraph of interest, of three sizes; its place in them is known to the character."""

from __future__ import annotations

import random
from dataclasses import dataclass

from bench.match.filler import filler
from bench.match.slots import Paragraph

SIZES = (5_000, 20_000, 80_000)


@dataclass(frozen=True)
class Document:
    """Text with one paragraph put in at `at`."""

    text: str
    at: int


class Library:
    """The paragraphs of one split, and fillers of each size, made once."""

    def __init__(self, split: str, paragraphs: list[Paragraph]) -> None:
        self.split = split
        self.paragraphs = paragraphs
        self._fillers = {size: filler(split, size, size) for size in SIZES}

    def around(
        self, home: Paragraph, rng: random.Random, *, inside: str | None, filled: bool = True
    ) -> Document:
        """A text with the other paragraphs of the topic and `inside` among them, None for a text without it.

        English texts grow to 5, 20 or 80 KB unless they are not to be `filled`.
        """
        others = [each for each in self.paragraphs if each is not home and each.language == home.language]
        near = [each.text for each in others if each.topic == home.topic]
        far = [each.text for each in others if each.topic != home.topic]
        rng.shuffle(far)
        blocks = near + far[:4]
        if home.language == "en" and filled:
            size = rng.choices(SIZES, weights=(5, 3, 1))[0]
            room = size - sum(map(len, blocks))
            more = self._fillers[size][:]
            rng.shuffle(more)
            while more and room > 0:
                blocks.append(more.pop())
                room -= len(blocks[-1])
        rng.shuffle(blocks)
        if inside is None:
            return Document("\n".join(blocks), -1)
        blocks.insert(rng.randint(0, len(blocks)), inside)
        before = "\n".join(blocks[: blocks.index(inside)])
        return Document("\n".join(blocks), len(before) + 1 if before else 0)
