"""What stands right behind a quoted run, where cutting it off turns the meaning.

Only the nearest words count: a number the quote cuts in two, a hedge, a condition or ", according to X"
directly after; then the shape of a short remainder. A fragment is an ordinary thing; most edges are fine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from verify.match.prepared import Prepared
from verify.match.wording.around import Around as Around
from verify.match.wording.around import article_names, outside
from verify.match.wording.atoms import Atom, AtomKind, Role, phrase_length
from verify.match.wording.edits import Difference
from verify.match.wording.heads import before as before
from verify.match.wording.lexicon import Lexicon
from verify.match.wording.phrasing import grammar
from verify.match.wording.remainder import clause_of, shaped
from verify.model.match import EditKind

_AFTER = 160  # characters looked at
_QUOTES = "'\""
_COMMAS = ("，", "、", "،")
_CLAUSE_MARKS = ".,;:!?)-\"'。，；！？、،؛؟"
_STOPS = ".!?;。！？"
_ASKING = frozenset("?؟")
_CLAUSE_MOST = 8  # words between the comma and the verb of ", officials in the city said"
_STATEMENT = 5  # words
_JOINING = frozenset(
    (
        *("and", "but", "or", "which", "who", "whom", "whose", "while", "when", "where", "because", "so"),
        *("that", "though", "although", "if", "then", "including", "with"),
    )
)


def after(
    prepared: Prepared, end: int, last: Atom | None, lexicon: Lexicon, around: Around, quote: str
) -> list[Difference]:
    """The words cut off right after folded offset `end` that qualify what was quoted."""
    text = prepared.folded.text
    while end and text[end - 1] in ", ":  # a comma inside the closing mark hides nothing
        end -= 1
    if not end or text[end - 1] in _STOPS:  # the sentence ends with the quote
        return []
    rest = _same_block(prepared, end)
    tail = text[end : end + len(rest)]
    atoms = prepared.atoms(lexicon).rest(end, end + len(rest))
    if not atoms:
        return []
    mark = tail[: atoms[0].start - end].strip()
    mark = "," if mark in _COMMAS else mark
    if any(char in _QUOTES or char in ".!?" for char in mark):
        return []
    limit = end + len(rest)
    found = _number_cut(last, mark, atoms, lexicon) or _last_word(mark, atoms, text, limit, lexicon)
    if found is None and not _believed(mark, clause_of(atoms, text), lexicon):
        found = _condition(mark, atoms, text, lexicon, quote)
    if found:
        return [found]
    said = replace(around, sentence=outside(around.sentence, quote))
    if _frame_end(mark, clause_of(atoms, text), lexicon):
        return _attribution(atoms, text, lexicon, said)
    shape = shaped(prepared, mark, atoms, end, limit, lexicon, quote)
    if shape is None or (shape.kind is EditKind.attribution and _named(atoms, text, lexicon, said)):
        return []
    return [shape]


def _same_block(prepared: Prepared, end: int) -> str:
    """The folded text after `end`, as far as its line goes."""
    folded = prepared.folded
    if end >= len(folded.text):
        return ""
    low = folded.ends[end - 1] if end else 0
    piece = prepared.source.text[low : low + _AFTER].partition("\n")[0]
    return folded.text[end : folded.folded(low, low + len(piece))[1] if piece else end]


def _number_cut(last: Atom | None, mark: str, atoms: Sequence[Atom], lexicon: Lexicon) -> Difference | None:
    if last is None or not last.role & Role.number or mark not in ("", "-"):
        return None
    head = atoms[0]
    size = phrase_length([atom.text.casefold() for atom in atoms], 0, lexicon.number_hedges_after)
    if size:
        run = atoms[:size]
        return Difference(EditKind.hedge, "", " ".join(a.text for a in run), (run[0].start, run[-1].end))
    if head.role & Role.number and head.kind is not AtomKind.gap and head.key != "/":
        return Difference(EditKind.number, "", head.text, (head.start, head.end))
    return None


def _last_word(
    mark: str, atoms: Sequence[Atom], text: str, limit: int, lexicon: Lexicon
) -> Difference | None:
    """A hedge or negation that ends the clause right behind the quoted words: ", possibly.", "nothing."."""
    head = atoms[0]
    hedged = bool(head.role & Role.hedge) or head.key in lexicon.possibility
    if mark not in ("", ",", "-", "(") or not (hedged or head.role & Role.negation):
        return None
    run = [head]
    for atom in atoms[1:]:
        if not atom.role & (Role.hedge | Role.negation) or text[run[-1].end : atom.start].strip():
            break
        run.append(atom)
    following = text[run[-1].end : limit].lstrip()[:1]
    if following and following not in _CLAUSE_MARKS:
        return None
    kind = EditKind.negation if any(atom.role & Role.negation for atom in run) else EditKind.hedge
    return Difference(kind, "", text[head.start : run[-1].end], (head.start, run[-1].end))


def _condition(
    mark: str, atoms: Sequence[Atom], text: str, lexicon: Lexicon, quote: str
) -> Difference | None:
    """A whole statement cut off from its "if …": in a short fragment the condition is not missed."""
    keys = [atom.text.casefold() for atom in atoms]
    if mark not in ("", ",") or _size(quote) < _STATEMENT or not phrase_length(keys, 0, lexicon.conditions):
        return None
    clause = clause_of(atoms, text)
    return Difference(
        EditKind.hedge, "", text[clause[0].start : clause[-1].end], (clause[0].start, clause[-1].end)
    )


def _size(quote: str) -> int:
    """About how many words a quote has; two ideographs are one."""
    return max(len(quote.split()), sum(char > "\u2e80" for char in quote) // 2)


def _attribution(atoms: Sequence[Atom], text: str, lexicon: Lexicon, around: Around) -> list[Difference]:
    clause = clause_of(atoms, text)
    words = clause[0].start, clause[-1].end
    if _named(atoms, text, lexicon, around):
        return []
    return [Difference(EditKind.attribution, "", text[slice(*words)], words)]


def _named(atoms: Sequence[Atom], text: str, lexicon: Lexicon, around: Around) -> bool:
    """Whether the article names the speaker of the clause itself."""
    clause = clause_of(atoms, text)
    return article_names(clause, _sentence_rest(atoms[len(clause) :], text), lexicon, around)


def _sentence_rest(atoms: Sequence[Atom], text: str) -> Sequence[Atom]:
    """The atoms up to the end of the sentence."""
    for index in range(1, len(atoms)):
        if any(char in ".!?;" for char in text[atoms[index - 1].end : atoms[index].start]):
            return atoms[:index]
    return atoms


def _frame_end(mark: str, clause: Sequence[Atom], lexicon: Lexicon) -> bool:
    keys = [atom.text.casefold() for atom in clause]
    size = phrase_length(keys, 0, lexicon.attributions)
    opens = mark and phrase_length(keys, 0, lexicon.tail_openers)
    if size > 1 or opens or _by_account(keys, lexicon, bare=not mark):  # "according to", "per the log"
        return True
    if mark not in (",", "-", "(") or (mark == "(" and keys[0] not in grammar(lexicon).openers):
        return False
    dashed_so = mark == "-" and keys[0] == "so"  # " - so the guard told reporters"
    if keys[0] in lexicon.lists.tail_plain and not clause[0].role & Role.attribution:
        return False
    for index, atom in enumerate(clause[:_CLAUSE_MOST]):
        if keys[index] in _JOINING and not (dashed_so and index == 0):
            return False
        if atom.role & Role.attribution:
            return True
    return False


def _believed(mark: str, clause: Sequence[Atom], lexicon: Lexicon) -> bool:
    """ ", if the owners are to be believed": a condition by its form alone."""
    keys = [atom.text.casefold() for atom in clause]
    return bool(mark) and _by_account(keys, lexicon)


def _by_account(keys: Sequence[str], lexicon: Lexicon, *, bare: bool = False) -> bool:
    """ ", by the ministry's reckoning": a short phrase around a word for somebody's telling.

    `bare`: no comma parts it from the quote; then it has to be somebody's ("by her own account").
    """
    lists = lexicon.lists
    if len(keys) < 2 or (bare and (keys[0] not in lists.view_leads or keys[1] not in lists.possessives)):
        return False
    told = keys[1:_CLAUSE_MOST]
    if keys[0] in lists.account_leads and any(key in lists.account_nouns for key in told):
        return True
    return keys[0] in lists.record_leads and any(key in lists.record_nouns for key in told)


def question(prepared: Prepared, start: int, end: int, quote: str) -> list[Difference]:
    """A question quoted as a statement, or the other way round."""
    text = prepared.folded.text
    tail = text[end : end + 4].lstrip(" ")
    asks = tail.lstrip("\"')")[:1] in _ASKING or text[end - 1 : end] in _ASKING
    mark = quote.rstrip(" \"')")[-1:]
    if mark in _ASKING and mark:
        return [] if asks or not tail else [Difference(EditKind.wording, mark, tail[:1], (end, end + 1))]
    if not asks or not (mark in ".!" or _begins_sentence(prepared, start)):
        return []
    return [Difference(EditKind.wording, mark if mark in ".!" else "", "?", (end, end + 1))]


def _begins_sentence(prepared: Prepared, start: int) -> bool:
    low = prepared.folded.starts[start]
    lead = prepared.source.text[max(0, low - 6) : low].rstrip(" \u00a0\"'“”‘’«»„(")
    return not lead or lead[-1] in ".!?\n。！？"
