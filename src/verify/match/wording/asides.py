"""What an ellipsis leaves out, judged by its shape: a short aside, or a word that touches a number."""

from __future__ import annotations

from collections.abc import Sequence

from verify.match.wording.atoms import Atom, Role
from verify.match.wording.lexicon import Lexicon
from verify.match.wording.phrasing import grammar
from verify.match.wording.tails import FINE, OPEN, Remainder, Shape, shape_of, words_of

_ASIDE = 6  # words
_TOUCHING = 2
_COMMA = 2  # characters from a word to the next where one mark and a space part them


def aside_shape(theirs: Sequence[Atom], before: Atom | None, after: Atom | None, lexicon: Lexicon) -> Shape:
    """The shape of the words an ellipsis stands for, between two words of the quote.

    Offsets tell a comma on both sides; quotation marks, which part a speaker's words, take more room.
    """
    forms = grammar(lexicon)
    if not forms.known or not theirs or before is None or after is None or len(theirs) > _ASIDE:
        return FINE
    words = words_of(theirs)
    left, right = theirs[0].start - before.end, after.start - theirs[-1].end
    if left == right == _COMMA:
        return shape_of(Remainder(",", words, True, before.text[:1].isupper()), lexicon)
    if len(words) == 1 and forms.strange_adverb(words[0]):
        return OPEN
    if after.role & Role.number and len(words) <= _TOUCHING and not forms.closed(words[-1]):
        return OPEN
    return FINE
