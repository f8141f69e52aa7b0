"""What an ellipsis leaves out, judged by its shape: a short aside, a word that touches or governs the next.

A few words are fair to leave out only where a closed class opens them: an ellipsis for one strange word saves
nothing, and that word may be "purported".
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from verify.match.wording.atoms import Atom, Role
from verify.match.wording.lexicon import Lexicon
from verify.match.wording.phrasing import Grammar, Word, grammar
from verify.match.wording.shapes import FINE, OPEN, Remainder, Shape, words_of
from verify.match.wording.tails import shape_of

_ASIDE = 6  # words
_LONG_ASIDE = 14  # words between commas or brackets
_TOUCHING = 2
_COMMA = 2  # characters from a word to the next where one mark and a space part them


def aside_shape(theirs: Sequence[Atom], before: Atom | None, after: Atom | None, lexicon: Lexicon) -> Shape:
    """The shape of the words an ellipsis stands for, between two words of the quote.

    Offsets tell a comma on both sides; quotation marks, which part a speaker's words, take more room.
    """
    forms = grammar(lexicon)
    if not lexicon.known or not theirs or before is None or after is None:
        return FINE
    words = words_of(theirs)
    if forms.strict and _governs(words, forms):
        return OPEN
    left, right = theirs[0].start - before.end, after.start - theirs[-1].end
    if len(theirs) > (_ASIDE if not forms.strict or not left == right == _COMMA else _LONG_ASIDE):
        return FINE
    if not forms.strict and _strange(theirs, before, after, forms):
        return OPEN
    if min(left, right) > _COMMA and any(word.role & Role.attribution for word in words):
        return FINE  # the narrator's words between two quotations
    if left == right == _COMMA:
        return shape_of(Remainder(",", words, True, before.text[:1].isupper()), lexicon)
    if len(words) == 1 and forms.strange_adverb(words[0]):
        return OPEN
    if after.role & Role.number and len(words) <= _TOUCHING and not forms.closed(words[-1]):
        return OPEN
    if not forms.strict:
        return FINE
    counted = any(_counts(word, lexicon) for word in words)
    return FINE if _modifies(theirs, words, forms) and not counted else OPEN


def _light(word: Word, forms: Grammar) -> bool:
    """Whether a word is an article or a small companion of a noun: no preposition but "of"."""
    if word.low in forms.prepositions and word.low not in forms.lists.partitives:
        return False
    return bool(word.role & Role.function) or word.low in forms.determiners


def _counts(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word says how many or which: "one", "first", "another"."""
    numbers = word.low in lexicon.numbers or word.low in lexicon.ordinals or word.role & Role.number
    return bool(numbers) or word.low in lexicon.lists.quantities or word.low in lexicon.lists.which


def _strange(theirs: Sequence[Atom], before: Atom, after: Atom, forms: Grammar) -> bool:
    """Whether so few words, that no mark parts from the rest, hold one of no closed class."""
    dense = not theirs[0].text.isascii() and len(theirs[0].text) == 1
    space = 0 if dense else 1
    parted = theirs[0].start - before.end > space or after.start - theirs[-1].end > space
    if parted or len(theirs) > (_ASIDE if dense else _TOUCHING):
        return False
    return not all(forms.closed(word) for word in words_of(theirs))


def _governs(words: Sequence[Word], forms: Grammar) -> bool:
    """Whether what comes behind the words hangs on them: "promised to", "was told that", "said to have"."""
    if words[-1].low in forms.infinitive_marks | forms.auxiliaries:
        return True
    return words[-1].low in forms.lists.complementizers and not all(map(forms.closed, words))


def _modifies(theirs: Sequence[Atom], words: Sequence[Word], forms: Grammar) -> bool:
    """Whether the words are of closed classes, a phrase that one opens, or a row that commas part."""
    if any(word.low in forms.tellings | forms.bounding for word in words):
        return False
    first = words[0].low
    if first in forms.alternatives:
        return False
    openers = forms.prepositions | forms.adding | forms.relatives | forms.goes_on | forms.reasons
    if len(words) > 1 and (first in openers | forms.occasions or forms.participle(words[0])):
        return True
    if all(_light(word, forms) for word in words):
        return True
    return len(words) > _TOUCHING and any(a.end + _COMMA == b.start for a, b in pairwise(theirs))
