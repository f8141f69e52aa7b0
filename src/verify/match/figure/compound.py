"""Numbers written as one word, as German does, and how a magnitude gathers what stands before it."""

from __future__ import annotations

from fractions import Fraction

from verify.text.figure_words import FigureWords


def push_magnitude(stack: list[Fraction], size: Fraction) -> Fraction:
    smaller = Fraction(0)
    while stack and stack[-1] < size:
        smaller += stack.pop()
    stack.append((smaller or 1) * size)
    return size


def compound_number(word: str, words: FigureWords) -> int | None:
    """A number written as one word, as in German: `dreihundertfünfzig`, `fünfunddreißigtausend`."""
    stack: list[Fraction] = []
    rest, ones, parts = word, None, 0
    while rest:
        part = _longest_part(rest, words)
        if part is None:
            return None
        rest, parts = rest[len(part) :], parts + 1
        if part in words.magnitudes:
            push_magnitude(stack, Fraction(words.magnitudes[part]))
            continue
        number = Fraction(words.numbers[part])
        if words.compound and rest.startswith(words.compound) and number < 10:
            ones, rest = number, rest[len(words.compound) :]
            continue
        stack.append(number + (ones or 0))
        ones = None
    return int(sum(stack)) if stack and parts > 1 and ones is None else None


def _longest_part(rest: str, words: FigureWords) -> str | None:
    known = (
        end
        for end in range(len(rest), 2, -1)
        if rest[:end] in words.numbers or rest[:end] in words.magnitudes
    )
    end = next(known, None)
    return rest[:end] if end else None
