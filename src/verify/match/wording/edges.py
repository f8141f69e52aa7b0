"""What stands right before and after a quoted run, where cutting it off turns the meaning.

Only the nearest words count: a negation or hedge directly before, a number the quote cuts in two, a hedge or
", according to X" directly after. A fragment is an ordinary thing; most edges are fine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from verify.match.prepared import Prepared
from verify.match.wording.atoms import Atom, AtomKind, Role, atomize, phrase_length
from verify.match.wording.edits import Difference, too_to
from verify.match.wording.lexicon import Lexicon
from verify.model.match import EditKind
from verify.text.fold import fold_text

_BEFORE, _AFTER = 90, 160  # characters looked at
_QUOTES = "'\""
_ASKING = frozenset("?؟")
_CLAUSE_MOST = 8  # words between the comma and the verb of ", officials in the city said"
_STATEMENT = 5  # words
_CLAUSE_ENDS = frozenset(("but", "aber", "mais", "pero", "но"))
_JOINING = frozenset(
    (
        *("and", "but", "or", "which", "who", "whom", "whose", "while", "when", "where", "because", "so"),
        *("that", "though", "although", "if", "then", "including", "with"),
    )
)


@dataclass(frozen=True)
class Around:
    """What the article itself says around the quote: its sentence, and the names of its speaker."""

    sentence: str = ""
    speaker: tuple[str, ...] = ()


def before(
    prepared: Prepared, start: int, first: Atom | None, lexicon: Lexicon, around: Around, quote: str
) -> list[Difference]:
    """The words cut off right before folded offset `start` that govern what follows."""
    text = prepared.folded.text
    low = max(0, start - _BEFORE)
    atoms = prepared.atoms(lexicon).between(low, start)
    if not atoms or _apart(prepared, atoms[-1].end, start):
        return []
    last, between = atoms[-1], text[atoms[-1].end : start].strip()
    denied = _denied(atoms, between, text, lexicon)
    if denied:
        return [] if _article_has(around.sentence, quote, EditKind.negation, lexicon) else [denied]
    kind = _governs(atoms, between, first, lexicon)
    if kind is None or (kind is not EditKind.number and _article_has(around.sentence, quote, kind, lexicon)):
        return []
    run = _run(atoms, last)
    return [Difference(kind, "", text[run[0].start : last.end], (run[0].start, last.end))]


def _denied(atoms: list[Atom], between: str, text: str, lexicon: Lexicon) -> Difference | None:
    """ "Nobody said that" before the quoted words: a clause that denies what it leads in."""
    if between or atoms[-1].key not in lexicon.lists.complementizers:
        return None
    clause = atoms[-1:]
    for atom in reversed(atoms[:-1]):
        gap = text[atom.end : clause[0].start]
        if gap.strip(" -") or atom.key in _CLAUSE_ENDS or len(clause) > _CLAUSE_MOST:
            break
        clause = [atom, *clause]
    first = next((index for index, atom in enumerate(clause) if atom.role & Role.negation), None)
    if first is None or "only" in {atom.key for atom in clause[first:]}:
        return None
    start = clause[first].start
    return Difference(EditKind.negation, "", text[start : atoms[-1].end], (start, atoms[-1].end))


def _run(atoms: list[Atom], last: Atom) -> list[Atom]:
    """The phrase that ends with `last`: the atoms before it that share its role."""
    index = len(atoms) - 1
    role = last.role & (Role.negation | Role.hedge)
    while role and index and atoms[index - 1].role & role:
        index -= 1
    return atoms[index:]


def _governs(atoms: Sequence[Atom], between: str, first: Atom | None, lexicon: Lexicon) -> EditKind | None:
    last = atoms[-1]
    number_next = first is not None and bool(first.role & Role.number)
    if number_next and between in ("", "-") and last.role & Role.number and last.key != "/":
        return EditKind.number
    if between not in ("", "-"):
        return None
    if last.role & Role.negation or (last.key == "to" and too_to(atoms[-4:])):
        return EditKind.negation
    if last.role & Role.hedge or last.key in lexicon.possibility:
        return EditKind.hedge
    return None


def _apart(prepared: Prepared, end: int, start: int) -> bool:
    """Whether a line ends between two folded offsets of the text: another paragraph governs nothing."""
    if end >= start:
        return False
    low, high = prepared.folded.original(end, start)
    return "\n" in prepared.source.text[low:high]


def _article_has(sentence: str, quote: str, kind: EditKind, lexicon: Lexicon) -> bool:
    """Whether the article itself puts such a word right before the opening mark (had not "heard of it")."""
    if not sentence or not quote:
        return False
    text = fold_text(sentence)
    at = text.find(fold_text(quote).strip()[:40])
    if at <= 0:
        return False
    near = atomize(text, lexicon, max(0, at - 60), at)[-3:]
    wanted = Role.negation if kind is EditKind.negation else Role.hedge | Role.modal
    return any(atom.role & wanted for atom in near)


def after(
    prepared: Prepared, end: int, last: Atom | None, lexicon: Lexicon, around: Around, quote: str
) -> list[Difference]:
    """The words cut off right after folded offset `end` that qualify what was quoted."""
    text = prepared.folded.text
    while end and text[end - 1] in ", ":  # a comma inside the closing mark hides nothing
        end -= 1
    rest = _same_block(prepared, end)
    tail = text[end : end + len(rest)]
    atoms = prepared.atoms(lexicon).rest(end, end + len(rest))
    if not atoms:
        return []
    mark = tail[: atoms[0].start - end].strip()
    if any(char in _QUOTES or char in ".!?;" for char in mark):
        return []
    found = _number_cut(last, mark, atoms, lexicon) or _last_word(mark, atoms, text, end + len(rest), lexicon)
    found = found or _condition(mark, atoms, text, lexicon, quote)
    if found:
        return [found]
    outside = replace(around, sentence=_without(around.sentence, quote))
    return _attribution(mark, atoms, text, lexicon, outside)


def _without(sentence: str, quote: str) -> str:
    """The article's sentence without the quoted words: they cannot name who said them."""
    folded, words = fold_text(sentence), fold_text(quote).strip(" ,.;:")
    return folded.replace(words, " ") if words else folded


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
    if following and following not in ".,;:!?)-\"'":
        return None
    kind = EditKind.negation if any(atom.role & Role.negation for atom in run) else EditKind.hedge
    return Difference(kind, "", text[head.start : run[-1].end], (head.start, run[-1].end))


def _condition(
    mark: str, atoms: Sequence[Atom], text: str, lexicon: Lexicon, quote: str
) -> Difference | None:
    """A whole statement cut off from its "if …": in a short fragment the condition is not missed."""
    keys = [atom.text.casefold() for atom in atoms]
    if mark not in ("", ",") or len(quote.split()) < _STATEMENT:
        return None
    if not any(keys[: len(words)] == words for words in map(str.split, lexicon.lists.conditions)):
        return None
    clause = _clause(atoms, text)
    return Difference(
        EditKind.hedge, "", text[clause[0].start : clause[-1].end], (clause[0].start, clause[-1].end)
    )


def _attribution(
    mark: str, atoms: Sequence[Atom], text: str, lexicon: Lexicon, around: Around
) -> list[Difference]:
    clause = _clause(atoms, text)
    stop = _frame_end(mark, clause, lexicon)
    if not stop:
        return []
    words = clause[0].start, clause[-1].end
    if _article_names(clause, _sentence_rest(atoms[len(clause) :], text), lexicon, around):
        return []
    return [Difference(EditKind.attribution, "", text[slice(*words)], words)]


def _clause(atoms: Sequence[Atom], text: str) -> Sequence[Atom]:
    """The atoms up to the next comma, stop, dash or quotation mark."""
    for index in range(1, len(atoms)):
        gap = text[atoms[index - 1].end : atoms[index].start]
        if gap.strip(" -)(") or " - " in gap:
            return atoms[:index]
    return atoms


def _sentence_rest(atoms: Sequence[Atom], text: str) -> Sequence[Atom]:
    """The atoms up to the end of the sentence."""
    for index in range(1, len(atoms)):
        if any(char in ".!?;" for char in text[atoms[index - 1].end : atoms[index].start]):
            return atoms[:index]
    return atoms


def _frame_end(mark: str, clause: Sequence[Atom], lexicon: Lexicon) -> bool:
    keys = [atom.text.casefold() for atom in clause]
    size = phrase_length(keys, 0, lexicon.attributions)
    if size > 1 or (mark and keys[0] in lexicon.lists.tail_openers):  # "according to", "per the log"
        return True
    if mark not in (",", "-", "，", "、"):
        return False
    if _by_account(keys, lexicon):
        return True
    dashed_so = mark == "-" and keys[0] == "so"  # " - so the guard told reporters"
    for index, atom in enumerate(clause[:_CLAUSE_MOST]):
        if keys[index] in _JOINING and not (dashed_so and index == 0):
            return False
        if atom.role & Role.attribution:
            return True
    return False


def _by_account(keys: Sequence[str], lexicon: Lexicon) -> bool:
    """ ", by the ministry's reckoning": a short phrase around a word for somebody's telling."""
    nouns = set(lexicon.lists.account_nouns)
    leads = lexicon.lists.account_leads
    return bool(keys) and keys[0] in leads and any(key in nouns for key in keys[1:_CLAUSE_MOST])


def _article_names(clause: Sequence[Atom], beyond: Sequence[Atom], lexicon: Lexicon, around: Around) -> bool:
    """Whether the article names the same speaker, so that nothing is lost.

    `beyond` is what follows the clause: "according to the engineer, Ann Lee" names her behind a comma.
    """
    whole = " ".join(atom.text for atom in (*clause, *beyond)).casefold()
    if any(fold_text(name).casefold() in whole for name in around.speaker if name.strip()):
        return True
    said = {atom.key for atom in atomize(fold_text(around.sentence), lexicon)}
    plain = Role.function | Role.attribution
    named = [atom for atom in clause if not atom.role & plain and len(atom.key) > 2]
    if named and all(atom.key in said for atom in named[:2]):
        return True
    names = [atom for atom in beyond if atom.text[:1].isupper() and not atom.role & plain]
    return bool(names) and all(atom.key in said for atom in names[:2])


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
