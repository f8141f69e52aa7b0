"""What the shape of a cut-off remainder says, where no list knows its words.

A whole statement is quoted and its sentence goes on for a few words. A short clause that a bare comma joins
says whose words they were. What is proved harmless (match/wording/harmless) goes on as it likes. Anything
else is left open: it may take the statement back.
"""

from __future__ import annotations

from collections.abc import Callable

from verify.match.wording.atoms import Role
from verify.match.wording.harmless import harmless
from verify.match.wording.lexicon import Lexicon
from verify.match.wording.phrasing import Grammar, grammar
from verify.match.wording.shapes import FINE, MAY_SAY, OPEN, SAYS, Remainder, Shape

_MOST = 10  # words of a remainder that counts as short
_CLAUSE = 8  # words of a clause that says who says so
_ASIDE = 4


def shape_of(rest: Remainder, lexicon: Lexicon) -> Shape:
    """The shape of a remainder; harmless where the language has no table of shapes."""
    forms = grammar(lexicon)
    if not forms.known or not rest.words:
        return FINE
    found = _named_shape(rest, forms)
    return found if found.kind is not None or harmless(rest, forms) else OPEN


def _named_shape(rest: Remainder, forms: Grammar) -> Shape:
    """What the rules say of a remainder; FINE where none speaks against it."""
    if len(rest.words) > _MOST:
        return FINE
    if rest.mark == "":
        return _bare_adverb(rest, forms) or FINE
    if len(rest.words) == 1 and rest.words[0].low in forms.tail_plain and rest.closes:
        return FINE
    for rule in _RULES:
        found = rule(rest, forms)
        if found is not None:
            return _softened(found, rest, forms)
    return _softened(_default(rest, forms), rest, forms)


def _softened(found: Shape, rest: Remainder, forms: Grammar) -> Shape:
    """In brackets and behind dashes much is explained: there only what is clear counts, or what is brief.

    A semicolon or colon begins a clause that says things of its own; in a strict language the closed list of
    what is harmless says what a bracket explains.
    """
    if found.kind is None or not found.unsure:
        return found
    if rest.mark in (";", ":") or forms.strict:
        return FINE if rest.mark in ("(", "-", ";", ":") else found
    if rest.mark == "(" or (rest.mark == "-" and len(rest.words) > _ASIDE):
        return FINE
    return found


def _bare_adverb(rest: Remainder, forms: Grammar) -> Shape | None:
    """An adverb that no list knows, alone at the sentence's end: "the gate opened purportedly"."""
    if rest.closes and len(rest.words) == 1 and forms.strange_adverb(rest.words[0]):
        return OPEN
    return None


def _counted(rest: Remainder, forms: Grammar) -> Shape | None:
    """ ", 43" and ", 12 March" against ", two witnesses aver"; ", many suspect" is left open."""
    words = rest.words
    if words[0].low in forms.lists.few:
        brief = rest.closes and 1 < len(words) <= 3 and not forms.closed(words[1])
        return MAY_SAY if brief and not forms.strange_adverb(words[1]) else FINE
    if not words[0].role & Role.number:
        return None
    return SAYS if len(words) > 2 and forms.plural_and_verb(words[1], words[2]) else FINE


def _subject(rest: Remainder, forms: Grammar) -> Shape | None:
    """ ", we hear", ", they'd have you know"."""
    words = rest.words
    if words[0].base not in forms.subjects:
        return None
    if len(words) == 1:
        return FINE if words[0].low == words[0].base else MAY_SAY
    if words[0].role & Role.number and not forms.verb(words[1]):  # "one child" against "one gathers"
        return None
    helped = forms.helps(words[1])
    if (forms.closed(words[1]) and not helped) or forms.participle(words[1]) or len(words) > _CLAUSE:
        return FINE
    if forms.comma_joins:
        return MAY_SAY if len(words) <= 3 and rest.closes else FINE
    return SAYS if len(words) <= _ASIDE else MAY_SAY


def _named(rest: Remainder, forms: Grammar) -> Shape | None:
    """ ", Anselm Rook" against ", Anselm Rook avers"."""
    size = 0
    while size < len(rest.words) and rest.words[size].text[:1].isupper():
        size += 1
    if not size or rest.words[0].base in forms.openers:
        return None
    beyond = rest.words[size:]
    if forms.comma_joins or not beyond or len(beyond) > 3:
        return FINE
    if forms.closed(beyond[0]) or forms.participle(beyond[0]) or beyond[0].role & Role.number:
        return FINE
    return SAYS if forms.verb(beyond[0]) else MAY_SAY


def _comment(rest: Remainder, forms: Grammar) -> Shape | None:
    """ ", as the elders tell it", ", so the letter claims"; not ", as he had promised" or ", as planned"."""
    words = rest.words
    if words[0].low not in forms.comment_openers:
        return None
    most = _ASIDE if words[0].low in forms.results else 6
    if not 3 <= len(words) <= most or not rest.closes:
        return FINE
    if words[-1].low == "it" and len(words) == 4:  # "as legend has it"
        return OPEN
    if any(forms.helps(word) for word in words):
        return FINE
    begins = words[1].base in forms.subjects or words[1].low in forms.determiners
    if not begins and not (words[1].text[:1].isupper() or (forms.comma_joins and forms.verb(words[1]))):
        return FINE
    if words[-1].role & Role.attribution or (forms.comma_joins and forms.verb(words[1])):
        return SAYS
    return FINE if words[-1].low in forms.tail_adverbs else OPEN


def _phrase(rest: Remainder, forms: Grammar) -> Shape | None:
    """A prepositional phrase: fine with a number, a name, a day or "the"; else a manner of words."""
    words = rest.words
    if words[0].low not in forms.prepositions:
        return None
    if len(words) == 1:
        return FINE
    second = words[1]
    if not rest.closes or second.role & Role.number or second.text[:1].isupper():
        return FINE
    if words[0].low in forms.infinitive_marks and not forms.closed(second):
        return OPEN
    if second.low in forms.matters and len(words) <= _CLAUSE:
        return OPEN
    if len(words) > _ASIDE or second.low in forms.lists.determiners or second.low in forms.prepositions:
        return FINE
    if any(forms.listed(word) or word.low in forms.times for word in words) or forms.participle(second):
        return FINE
    return OPEN if words[0].low in forms.account_leads else FINE


def _infinitive(rest: Remainder, forms: Grammar) -> Shape | None:
    """ ", to hear them tell it", ", to take him at his word"."""
    words = rest.words
    if words[0].low not in forms.infinitive_marks or len(words) < 2 or not rest.closes:
        return None
    if forms.closed(words[1]) or words[1].role & Role.number or words[1].text[:1].isupper():
        return None
    return OPEN if words[0].low not in forms.prepositions or len(words) <= _CLAUSE else None


def _plain(rest: Remainder, forms: Grammar) -> Shape | None:
    """What a closed class opens, unless it takes back what was said: ", which he denies"."""
    words = rest.words
    if words[0].low not in forms.tail_plain and words[0].low not in forms.prepositions:
        return None
    lists = forms.lists
    if words[0].low in lists.retractions:
        denies = any(word.role & Role.negation for word in words)
        doubted = any(word.low in lists.disbelief for word in words)
        if doubted or (denies and any(word.low in lists.proofs for word in words)):
            return OPEN
    return FINE


def _noun_clause(rest: Remainder, forms: Grammar) -> Shape | None:
    """ ", the owners maintain" against ", a quarry at Hale Mill" and ", the deputy minister"."""
    words = rest.words
    if words[0].low not in forms.determiners:
        return None
    if forms.comma_joins or any(forms.listed(word) for word in words):
        return FINE
    phrase = forms.last_phrase(words)
    if len(phrase) < 2:
        return FINE
    if forms.plural_and_verb(phrase[-2], phrase[-1]):
        return SAYS
    return MAY_SAY if rest.closes and forms.verb(phrase[-1]) else FINE


def _adverb(rest: Remainder, forms: Grammar) -> Shape | None:
    words = rest.words
    if words[0].low in forms.tail_adverbs:
        return FINE
    if not forms.strange_adverb(words[0]):
        return None
    return OPEN if len(words) == 1 or not forms.closed(words[1]) else FINE


def _participle(rest: Remainder, forms: Grammar) -> Shape | None:
    """ ", leaving two dead" goes on; ", quipped the mayor" says who says so."""
    words = rest.words
    if not (forms.participle(words[0]) or forms.past(words[0])) or words[0].text[:1].isupper():
        return None
    return FINE if len(words) > 1 else (OPEN if rest.closes else FINE)


def _series(rest: Remainder, forms: Grammar) -> Shape | None:
    """A list that goes on, and nouns with what belongs to them: "mother of three"."""
    words = rest.words
    if rest.listed or any(forms.listed(word) for word in words[1:]):
        return FINE
    return FINE if len(words) > 1 and words[1].low in forms.prepositions else None


def _verb_first(rest: Remainder, forms: Grammar) -> Shape | None:
    """ ", avers the mayor", "beteuert der Wirt", "dit-on", "уверяет староста"."""
    words = rest.words
    if words[0].text[:1].isupper() or len(words) < 2 or len(words) > 6:
        return None
    if forms.inverted and words[0].hyphen and words[1].low in forms.subjects:
        return SAYS
    leads = forms.verb(words[0]) or (forms.comma_joins and words[0].low in forms.auxiliaries)
    if not rest.closes or not leads:
        return None
    begins = words[1].low in forms.determiners | forms.subjects or words[1].text[:1].isupper()
    if not forms.comma_joins:
        return MAY_SAY if begins and len(words) <= _ASIDE else None
    return SAYS if begins or (forms.verb_endings and not forms.closed(words[1])) else None


def _bare_nouns(rest: Remainder, forms: Grammar) -> Shape | None:
    """ ", locals insist"."""
    words = rest.words
    if forms.comma_joins or len(words) < 2 or len(words) > 6:
        return None
    if forms.past(words[1]) and len(words) > 2:  # "boats damaged by the ice"
        return None
    pairs = ((words[0], words[1]), (words[-2], words[-1]))
    return SAYS if any(forms.plural_and_verb(*pair) for pair in pairs) else None


def _default(rest: Remainder, forms: Grammar) -> Shape:
    first = rest.words[0]
    if not rest.closes or len(rest.words) > 6 or forms.helps(first) or not first.low[:1].isalpha():
        return FINE
    if forms.comma_joins:
        return OPEN if len(rest.words) == 1 and first.text[:1].islower() else FINE
    return OPEN


_Rule = Callable[[Remainder, Grammar], Shape | None]
_RULES: tuple[_Rule, ...] = (
    _comment,
    _subject,
    _counted,
    _infinitive,
    _phrase,
    _plain,
    _noun_clause,
    _named,
    _adverb,
    _series,
    _verb_first,
    _participle,
    _bare_nouns,
)
