"""What an editor's square bracket may put for the source's words: the closed list of what is fair.

A name for a pronoun, another form of the same word, an article for an article, and what is only added. Any
other word that a bracket puts in the place of one of the source's is another wording.
"""

from __future__ import annotations

from collections.abc import Sequence

from verify.match.wording.atoms import Atom, Role
from verify.match.wording.lexicon import Lexicon
from verify.match.wording.phrasing import grammar
from verify.match.wording.shapes import words_of

_YEAR = 4  # digits
_STEM = 3  # letters that two forms of one word share at least
_ENDING = 4  # letters an ending has at most, where a language lists none


def fairly_replaced(words: Sequence[Atom], theirs: Sequence[Atom], lexicon: Lexicon) -> bool:
    """Whether `words` of a bracket may stand for `theirs`; True for a language without lists."""
    if not lexicon.pronouns:
        return True
    if not _in_order(words, theirs) or _selects(words, theirs, lexicon):
        return False
    new = [word for word in words if not any(_kin(atom.key, word.key, lexicon) for atom in theirs)]
    return all(_stands(atom, words, new, lexicon) for atom in theirs)


def _in_order(words: Sequence[Atom], theirs: Sequence[Atom]) -> bool:
    """Whether the words that both have stand in one order: not "[the dog bit the man]" for its reverse."""
    mine = [atom.key for atom in words]
    rest = iter(mine)
    return all(key in rest for key in [atom.key for atom in theirs if atom.key in mine])


def _selects(words: Sequence[Atom], theirs: Sequence[Atom], lexicon: Lexicon) -> bool:
    """Whether a bracket tells one of several from the others where the source does not: "[the last]"."""
    which = {*lexicon.lists.which, *(ordinal for ordinal in lexicon.ordinals)}
    there = {atom.text.casefold() for atom in theirs}
    return any(low in which and low not in there for low in (atom.text.casefold() for atom in words))


def _stands(atom: Atom, words: Sequence[Atom], new: Sequence[Atom], lexicon: Lexicon) -> bool:
    """Whether a word of the source is kept, put in another form, or replaced by a name.

    `new` are the bracket's words that are no form of a word of the source.
    """
    low = atom.text.casefold()
    if any(atom.key == word.key for word in words):
        return True
    if low in lexicon.pronouns:
        return _names(low, new, lexicon)
    if any(_kin(atom.key, word.key, lexicon) for word in words):
        return True
    forms = grammar(lexicon)
    if not forms.known:
        return low in lexicon.function_words
    if low in forms.determiners:
        return True
    verbs = [verb.split() for verb in lexicon.lists.auxiliary_forms]
    return any(low in verb and _all_of(new, verb, lexicon) for verb in verbs)


def _all_of(words: Sequence[Atom], verb: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether new words end in a form of the verb, with nothing before it but names and helpers."""
    lows = [word.text.casefold() for word in words]
    helpers = grammar(lexicon).auxiliaries
    plain = all(low in helpers or low not in lexicon.function_words for low in lows)
    return bool(lows) and lows[-1] in verb and plain


def _names(pronoun: str, words: Sequence[Atom], lexicon: Lexicon) -> bool:
    """Whether a bracket names what a pronoun stands for: "[the mayor]" for "she", and not "[he]".

    A speaker's own "we" may become any "they".
    """
    lists, forms = lexicon.lists, grammar(lexicon)
    if not lists.own_pronouns or pronoun in lists.own_pronouns:
        return True
    plain = lexicon.pronouns | lexicon.function_words
    named = [word for word in words_of(words) if word.low not in plain]
    if pronoun in lists.deictics:  # "now" is not "[later]"
        named = [word for word in named if word.low not in forms.tail_adverbs or word.role & Role.number]
    return any(word.low not in forms.openers for word in named)


def _kin(one: str, other: str, lexicon: Lexicon) -> bool:
    """Whether two words are forms of one by their letters: a shared stem, and an ending on each."""
    if one == other:
        return True
    shared = next((i for i, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    length = min(len(one), len(other)) if shared is None else shared
    if length < max(min(_STEM, len(one), len(other)), min(len(one), len(other)) // 2):
        return False
    endings = lexicon.lists.inflections
    rests = [word[length:] for word in (one, other)]
    if not endings:
        return all(len(rest) <= _ENDING for rest in rests)
    last = one[length - 1]
    if length <= _STEM:  # "says", not "then" for "the"
        endings = tuple(end for end in endings if len(end) != 1 or end == "s")
    return all(rest in endings or (rest[:1] == last and rest[1:] in endings) for rest in rests)


def dates(words: Sequence[Atom], theirs: Sequence[Atom], lexicon: Lexicon) -> bool:
    """Whether a bracket with a number only tells when: "the war [of 1911]", "[on 3 May]" for "then"."""
    numbers = [atom.text for atom in words if atom.role & Role.number]
    month = any(atom.text.casefold() in lexicon.lists.months for atom in words)
    light = lexicon.pronouns | lexicon.function_words
    if any(atom.text.casefold() not in light for atom in theirs):
        return False
    return month or all(len(text) == _YEAR and text.isdigit() for text in numbers)
