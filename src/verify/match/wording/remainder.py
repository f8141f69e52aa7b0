"""The remainder of a source's sentence behind a quote: cut out of the text and judged by its shape."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from verify.match.prepared import Prepared
from verify.match.wording.atoms import Atom, AtomKind, Role
from verify.match.wording.edits import Difference
from verify.match.wording.lexicon import Lexicon
from verify.match.wording.marks import quote_atoms
from verify.match.wording.phrasing import Grammar, Word, grammar
from verify.match.wording.shapes import Remainder, words_of
from verify.match.wording.tails import shape_of
from verify.text.fold import fold_text

_STOPS = ".!?;"
_ENDS = ',;:.!?()，、"'
_PARTS = ",:;("
_SENTENCE = 600  # characters before the cut in which its sentence begins
_SAID_LEAST = 3  # words: below, "she said" is not told from a list
_SUBJECT = 6  # words of a subject that an aside may follow
_WHOLE_LEAST = 4  # words of a whole statement


def clause_of(atoms: Sequence[Atom], text: str) -> Sequence[Atom]:
    """The atoms up to the next comma, stop, dash or quotation mark."""
    for index in range(1, len(atoms)):
        gap = text[atoms[index - 1].end : atoms[index].start]
        if gap.strip(" -)(") or " - " in gap:
            return atoms[:index]
    return atoms


def shaped(
    prepared: Prepared, mark: str, atoms: Sequence[Atom], end: int, limit: int, lexicon: Lexicon, quote: str
) -> Difference | None:
    """What the shape of the words behind folded offset `end` speaks against; None where nothing.

    `atoms` are those of text[end:limit], `mark` parts them from the quote.
    """
    text = prepared.folded.text
    words = _up_to_mark(atoms, text)
    marks = ("", ",", "-", "(", ";", ":") if grammar(lexicon).strict else ("", ",", "-", "(")
    if not grammar(lexicon).known or words is None or mark[:1] not in marks:
        return None
    rest = Remainder(
        mark[:1],
        words_of(words),
        _closes(text, words[-1].end, limit),
        _capital_before(text, end),
        _listed(atoms[len(words) :], text, lexicon),
        _spoken(atoms[len(words) - 1 :], text),
    )
    shape = shape_of(rest, lexicon)
    if shape.kind is None:
        return None
    lead = prepared.atoms(lexicon).between(_sentence_start(prepared, end), end)
    if shape.clause and (_leads_up(lead, text, lexicon) or _interrupted(lead, text, rest.words[0], lexicon)):
        return None
    if not (_whole(lead, text, quote, lexicon) if shape.unsure else len(lead) >= _SAID_LEAST):
        return None
    span = words[0].start, words[-1].end
    return Difference(shape.kind, "", text[slice(*span)], span, unsure=shape.unsure)


def _up_to_mark(atoms: Sequence[Atom], text: str) -> Sequence[Atom] | None:
    for index in range(1, len(atoms)):
        gap = text[atoms[index - 1].end : atoms[index].start]
        if any(char in _ENDS for char in gap) or " - " in gap:
            return atoms[:index]
    return atoms or None


def _closes(text: str, at: int, limit: int) -> bool:
    """Whether the sentence ends at folded offset `at`; `limit` is where the words read end."""
    following = text[at:limit].lstrip(" )'\"")
    return following[:1] in tuple(_STOPS) if following else limit - at < 4


def _capital_before(text: str, end: int) -> bool:
    """Whether the word before `end` is a name, or at least has a capital."""
    return text[:end].rpartition(" ")[2].strip("\"'()")[:1].isupper() if end else False


def _listed(beyond: Sequence[Atom], text: str, lexicon: Lexicon) -> bool:
    """Whether a later member of a list is joined to what stands before it: ", and C" of "A, B, and C"."""
    joiners = grammar(lexicon).joiners
    for index, atom in enumerate(beyond[:12]):
        gap = text[beyond[index - 1].end : atom.start] if index else ""
        if any(char in _STOPS for char in gap):
            return False
        if atom.text.casefold() in joiners:
            return True
    return False


def _spoken(beyond: Sequence[Atom], text: str) -> bool:
    """Whether a verb of saying begins a later stretch of the sentence; `beyond` starts before its mark."""
    for before, atom in pairwise(beyond[:16]):
        gap = text[before.end : atom.start]
        if any(char in _STOPS for char in gap):
            return False
        if gap.strip() and atom.role & Role.attribution:
            return True
    return False


def _sentence_start(prepared: Prepared, end: int) -> int:
    """Where the sentence, or the line, that holds the folded offset before `end` begins."""
    folded = prepared.folded
    low = max(0, end - _SENTENCE)
    piece = folded.text[low : max(low, end - 1)]
    stop = max((piece.rfind(mark) + 2 for mark in (". ", "! ", "? ") if mark in piece), default=0)
    original = folded.original(low, end)
    line = prepared.source.text.rfind("\n", *original)
    if line >= 0 and line + 1 < original[1]:
        stop = max(stop, folded.folded(line + 1, original[1])[0] - low)
    return low + stop


def _leads_up(lead: Sequence[Atom], text: str, lexicon: Lexicon) -> bool:
    """Whether the words before the comma only lead up to a main clause: "When the soldiers came"."""
    forms = grammar(lexicon)
    segments = _segments(lead, text)
    opening = _opening(segments[0], forms) if segments else None
    if opening is None or not forms.leads(opening) or (forms.strict and _has_main(segments[0], forms)):
        return False
    return not any(_may_be_main(words_of(segment[:3]), forms) for segment in segments[1:])


def _has_main(segment: Sequence[Atom], forms: Grammar) -> bool:
    """Whether a main clause may stand behind the first words without a comma: "When they came we hid".

    A conjunction leads one verb in, and its subject is right behind it; a preposition leads in none.
    """
    words = words_of(segment)
    finite = [forms.helps(word) or forms.past(word) for word in words]
    verbs = sum(verb and not before for before, verb in pairwise([False, *finite]))  # "have left" is one
    subjects = [index for index, word in enumerate(words) if word.base in forms.subjects and index]
    if words[0].low not in forms.subordinators:
        return bool(verbs or subjects)
    return verbs > 1 or any(index > 1 for index in subjects)


def _may_be_main(words: Sequence[Word], forms: Grammar) -> bool:
    """Whether a stretch between commas begins as a main clause does."""
    if not words:
        return False
    return words[0].low in forms.clause_starts or (len(words) > 2 and words[0].text[:1].isupper())


def _segments(lead: Sequence[Atom], text: str) -> list[Sequence[Atom]]:
    """The stretches between the commas, colons and brackets of a sentence."""
    gaps = (text[lead[i - 1].end : lead[i].start] for i in range(1, len(lead)))
    cuts = [i for i, gap in enumerate(gaps, 1) if any(char in _PARTS for char in gap)]
    return [lead[low:high] for low, high in pairwise([0, *cuts, len(lead)])]


def _opening(segment: Sequence[Atom], forms: Grammar) -> Word | None:
    """The first word that joins nothing."""
    return next((word for word in words_of(segment[:3]) if word.low not in forms.clause_joiners), None)


def _interrupted(lead: Sequence[Atom], text: str, goes_on: Word, lexicon: Lexicon) -> bool:
    """Whether the words before the comma end in an aside, so that the main clause goes on behind it."""
    forms = grammar(lexicon)
    segments = _segments(lead, text)
    if len(segments) < 2 or len(segments[0]) > _SUBJECT:
        return False
    if forms.strict and (len(segments) > 2 or not _predicate(goes_on, forms)):
        return False
    opening = words_of(segments[-1][:1])[0]
    joins = opening.low in forms.joiners
    return not joins and (
        opening.low in forms.openers or opening.text[:1].isupper() or forms.participle(opening)
    )


def _predicate(word: Word, forms: Grammar) -> bool:
    """Whether a word may be the verb of a subject that stands further back: no verb of saying."""
    if word.role & Role.attribution or word.text[:1].isupper() or forms.strange_adverb(word):
        return False
    return forms.helps(word) or not (forms.closed(word) or word.role & Role.number)


def _whole(lead: Sequence[Atom], text: str, quote: str, lexicon: Lexicon) -> bool:
    """Whether the quote begins where the sentence, or a main clause of it, begins."""
    parts = quote_atoms(fold_text(quote), lexicon).atoms
    if any(atom.kind is AtomKind.gap or atom.soft is not None for atom in parts):
        return len(parts) >= _WHOLE_LEAST
    if len(parts) < _WHOLE_LEAST:
        return False
    at = len(lead) - len(parts)
    if at <= 0:
        return True
    gap = text[lead[at - 1].end : lead[at].start]
    if any(char in ';:"' for char in gap) or " - " in gap:
        return True
    return lead[at - 1].text.casefold() in grammar(lexicon).clause_joiners and not lead[at].role & Role.number
