"""The closed list of what may follow a quoted statement without taking anything of it back.

Asked where no rule of match/wording/tails has named a remainder: what is not proved harmless here is left
open. Only for languages that list what harmless remainders begin with (`goes_on`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from verify.match.wording.phrasing import Grammar, Word
from verify.match.wording.roles import Role
from verify.match.wording.shapes import Remainder

_MOST = 14  # words of a remainder that is judged
_SHORT = 6  # words in which a hedge or a negation is about the statement
_CLAUSE = 5  # words from which a clause has things of its own to say
_EXPLAINED = 4  # words from which a dash explains
_GRAVE = Role.negation | Role.hedge | Role.modal
_COPULA = 2


def harmless(rest: Remainder, forms: Grammar) -> bool:
    """Whether a remainder is proved harmless; True for all of a language that lists nothing."""
    words = rest.words
    if not forms.strict or len(words) > _MOST:
        return True
    if rest.mark == "" and words[0].low not in forms.commenting:
        return not _account(words, forms) or not rest.closes
    if _grave(words, forms):
        return False
    if rest.mark in (";", ":"):
        return not (_comments(words, forms) and len(words) <= _SHORT)
    if rest.mark in ("(", "-") and _explains(rest, forms):
        return True
    return any(proof(rest, forms) for proof in _PROOFS)


def _comments(words: Sequence[Word], forms: Grammar) -> bool:
    """Whether a short clause of its own says who says so: "; so runs the tale"."""
    return words[0].low in forms.commenting | forms.alternatives or _told(words, forms)


def _explains(rest: Remainder, forms: Grammar) -> bool:
    """ "(see table 2)", " - a first for the office": what brackets and dashes explain, no telling in it."""
    words = rest.words
    if _told(words, forms) or words[0].low in forms.commenting | forms.alternatives | forms.subjects:
        return False
    if any("'" in word.low or (forms.verb(word) and len(words) > _COPULA) for word in words[1:]):
        return False
    if rest.mark == "(" and any(word.role & Role.number or word.text[:1].isdigit() for word in words):
        return True
    if rest.mark == "(" and all(_named(word) for word in words):
        return True
    noun = words[0].low in forms.indefinites
    return noun and len(words) > _EXPLAINED and any(word.low in forms.prepositions for word in words[2:])


def _named(word: Word) -> bool:
    return word.text[:1].isupper()


def _grave(words: Sequence[Word], forms: Grammar) -> bool:
    """Whether a short remainder denies, hedges or bounds something, and not in a clause of its own."""
    own = words[0].low in forms.attached and len(words) > _COPULA
    if len(words) > _SHORT or own or (words[0].low in forms.results and len(words) > _CLAUSE):
        return False
    for index, word in enumerate(words):
        if word.low in forms.bounding or word.role & (Role.negation | Role.modal):
            return True
        number = any(other.role & Role.number for other in words[index + 1 : index + 3])
        if word.role & Role.hedge and not number:
            return True
    return False


def _account(words: Sequence[Word], forms: Grammar) -> bool:
    """Whether a short phrase holds a word for somebody's telling: "in one clerk's opinion"."""
    leads = words[0].low in forms.account_leads
    return leads and len(words) <= _SHORT and any(word.low in forms.tellings for word in words[1:])


def _told(words: Sequence[Word], forms: Grammar) -> bool:
    return any(word.low in forms.tellings or word.role & Role.attribution for word in words)


def _series(rest: Remainder, forms: Grammar) -> bool:
    """A list that goes on: "sacks, barges and a pump", "the lamp and the stove"."""
    words = rest.words
    if rest.spoken or (forms.closed(words[0]) and words[0].low not in forms.determiners):
        return False
    joined = any(forms.listed(word) for word in words[1:])
    if not (rest.listed or joined) or (_named(words[0]) and not _named(words[-1])):
        return False
    return words[0].low not in forms.determiners or len(forms.last_phrase(words)) < _COPULA


def _joined(rest: Remainder, forms: Grammar) -> bool:
    """ ", and the baker warned them", ", but the canteen stays closed"; never what begins with "or"."""
    return rest.words[0].low in forms.adding


def _relative(rest: Remainder, forms: Grammar) -> bool:
    """A relative clause that says something of its own: neither "who knows" nor "which is false"."""
    words = rest.words
    if words[0].low not in forms.relatives or len(words) <= _COPULA:
        return False
    if len(words) == _COPULA + 1 and words[1].role & Role.modal:
        return False
    if words[0].low not in forms.lists.retractions:
        return True
    if words[1].low in forms.auxiliaries and words[1].low not in forms.lists.perfect:
        brief = len(words) <= 1 + 1 + _COPULA
        return not brief and words[2].low not in forms.breaks | forms.matters
    return not (_told(words, forms) and len(words) <= _SHORT)


def _subordinate(rest: Remainder, forms: Grammar) -> bool:
    """ ", because it rained", ", until 2014", ", when the dam broke": a reason, or a time that is past."""
    words = rest.words
    if len(words) < _COPULA:
        return False
    if words[0].low in forms.reasons:
        return True
    if words[0].low not in forms.occasions:
        return False
    return len(words) > _COPULA and any(_settled(word, forms) for word in words[1:])


def _settled(word: Word, forms: Grammar) -> bool:
    dated = word.role & Role.number or word.low in forms.days or word.text[:1].isdigit()
    return bool(dated) or forms.past(word) or forms.helps(word)


def _going_on(rest: Remainder, forms: Grammar) -> bool:
    """ ", including the torn ones", ", followed by the library"."""
    words = rest.words
    if len(words) < _COPULA or _named(words[0]):
        return False
    if words[0].low in forms.goes_on:
        return True
    told = words[0].role & Role.attribution or words[0].low in forms.tellings
    return forms.past(words[0]) and not told and words[1].low in forms.prepositions


def _participle(rest: Remainder, forms: Grammar) -> bool:
    """ ", leaving two dead"; a short ", trusting the clerk" may say on what the statement rests."""
    words = rest.words
    if not forms.participle(words[0]) or words[0].role & Role.attribution:
        return False
    return words[0].low in forms.outcomes or (len(words) > _CLAUSE and not _told(words, forms))


def _phrase(rest: Remainder, forms: Grammar) -> bool:
    """ ", in March", ", in the valley below Tarnbeck": a date, or a place; else long."""
    words = rest.words
    first = words[0].low
    if first not in forms.prepositions or first in forms.commenting or len(words) < _COPULA:
        return False
    if first in forms.plain_prepositions:
        return True
    if any(word.low in forms.tellings for word in words) or any("'" in word.low for word in words[1:3]):
        return False
    if len(words) > _SHORT or (first in forms.placing and _named(words[1])):
        return True
    stop = next((i for i in range(1, len(words)) if words[i].low in forms.prepositions), len(words))
    if any(word.role & Role.number or word.low in forms.days for word in words[1:stop]):
        return True
    return first in forms.placing and words[stop - 1].low in forms.grounds | forms.times


def _counted(rest: Remainder, forms: Grammar) -> bool:
    """ ", 43", ", one of many that week"."""
    words = rest.words
    return (
        bool(words[0].role & Role.number) and words[0].low not in forms.lists.few and not _told(words, forms)
    )


def _apposition(rest: Remainder, forms: Grammar) -> bool:
    """ ", the deputy minister" behind a name; elsewhere a long one that tells no tale."""
    words = rest.words
    if words[0].low not in forms.determiners or rest.spoken or _told(words, forms) or len(words) < _COPULA:
        return False
    if any(_of_a_clause(word, forms) for word in words[1:]):
        return False
    if rest.named:
        return True
    parted = any(word.low in forms.prepositions for word in words[2:])
    return parted and len(words) >= _CLAUSE


def _of_a_clause(word: Word, forms: Grammar) -> bool:
    """Whether a word makes a clause or an amount of what looks like a noun phrase."""
    verb = forms.helps(word) or forms.past(word)
    return verb or word.low in forms.subjects or word.low in forms.lists.quantities


def _title(rest: Remainder, forms: Grammar) -> bool:
    """ "Hedda Marrin, mother of three"."""
    words = rest.words
    if not rest.named or len(words) < _COPULA or _told(words, forms) or rest.spoken:
        return False
    pronoun = words[0].low in forms.subjects or words[0].low in forms.lists.few
    return not pronoun and words[0].low not in forms.prepositions and words[1].low in forms.prepositions


def _name(rest: Remainder, forms: Grammar) -> bool:
    """ "the minister, Ioan Fell", "Rook looking on"."""
    size = 0
    while size < len(rest.words) and _named(rest.words[size]):
        size += 1
    if not size or rest.spoken:
        return False
    beyond = rest.words[size:]
    return not beyond or (forms.participle(beyond[0]) and not beyond[0].role & Role.attribution)


def _adverb(rest: Remainder, forms: Grammar) -> bool:
    """ ", again", ", again in May"."""
    words = rest.words
    if words[0].low not in forms.tail_adverbs | forms.days:
        return False
    if len(words) == 1:
        return True
    return words[1].low in forms.prepositions and harmless(rest.without_first(), forms)


def _absolute(rest: Remainder, forms: Grammar) -> bool:
    """ ", it being a Sunday"."""
    words = rest.words
    return len(words) > _COPULA and words[0].low in forms.subjects and forms.participle(words[1])


def _comment(rest: Remainder, forms: Grammar) -> bool:
    """ ", as planned", ", as he had promised"; ", so the shops will open too"."""
    words = rest.words
    if words[0].low in forms.results:
        return len(words) > _CLAUSE and any(forms.helps(word) or word.role & Role.modal for word in words)
    if words[0].low not in forms.comment_openers or len(words) < _COPULA:
        return False
    if words[1].low in forms.kept_to:
        return not _told(words[2:], forms)
    had = next((i for i, word in enumerate(words) if word.low in forms.lists.perfect), 0)
    done = 1 < had < len(words) - 1 and not forms.closed(words[had + 1])  # "had shown him", not "had it"
    return done and not _told(words, forms)


_PROOFS: tuple[Callable[[Remainder, Grammar], bool], ...] = (
    _series,
    _joined,
    _relative,
    _subordinate,
    _going_on,
    _participle,
    _phrase,
    _counted,
    _apposition,
    _title,
    _name,
    _adverb,
    _absolute,
    _comment,
)
