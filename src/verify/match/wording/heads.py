"""What stands right before a quoted run and turns its meaning when it is cut off.

A negation or hedge directly before, or one that reaches the quote over the small words of a verb ("not able
to"); an amount ("few"); a clause that denies or doubts what it leads in.
"""

from __future__ import annotations

from collections.abc import Sequence

from verify.match.prepared import Prepared
from verify.match.wording.around import Around, article_counts, article_has
from verify.match.wording.atoms import Atom, AtomKind, Role
from verify.match.wording.edits import Difference, too_to
from verify.match.wording.lexicon import Lexicon
from verify.match.wording.phrasing import Grammar, grammar
from verify.match.wording.shapes import words_of
from verify.model.match import EditKind

_BEFORE = 90  # characters looked at
_CLAUSE_MOST = 8  # words of a clause that leads a statement in
_STATEMENT = 5  # words
_AMOUNT = 5  # words of an amount with its article and what it is a part of
_REACH = 5  # words over which a negation reaches the verb
_HOLDING = frozenset("\"'(, -")  # marks over which a negation reaches
_CLAUSE_ENDS = frozenset(("but", "aber", "mais", "pero", "но"))


def before(
    prepared: Prepared, start: int, first: Atom | None, lexicon: Lexicon, around: Around, quote: str
) -> list[Difference]:
    """The words cut off right before folded offset `start` that govern what follows."""
    text = prepared.folded.text
    low = max(0, start - _BEFORE)
    if _ended(text[low:start]):
        return []
    atoms = prepared.atoms(lexicon).between(low, start)
    if not atoms or _apart(prepared, atoms[-1].end, start):
        return []
    between = text[atoms[-1].end : start].strip()
    over = _over_adverbs(atoms, between, text, lexicon)
    if over:
        none = article_has(around, quote, EditKind.negation, lexicon)
        return [] if none else [_cut(EditKind.negation, over, text)]
    if between not in ("", "-"):
        aside = between == "," and first is not None and words_of([first])[0].base in _starts(lexicon)
        denied = not aside and _denied_across(atoms, between, text)
        none = not denied or article_has(around, quote, EditKind.negation, lexicon)
        return [] if none else [_cut(EditKind.negation, _run(atoms, atoms[-1]), text)]
    clause = _clause(atoms, text, lexicon)
    led = _led_in(clause, between, text, first, lexicon)
    if led:
        return [] if article_has(around, quote, led.kind, lexicon) else [led]
    kind = _governs(atoms, between, first, lexicon)
    if kind is not None:
        if kind is not EditKind.number and article_has(around, quote, kind, lexicon):
            return []
        return [_cut(kind, _run(atoms, atoms[-1]), text)]
    return _reached(clause, text, first, lexicon, around, quote)


def _ended(lead: str) -> bool:
    """Whether a sentence ends right before the quote, so that nothing before it need be read as atoms."""
    lead = lead.rstrip(" \"'(")
    return lead[-1:] in (".", "!", "?") and not lead.endswith("..")


def _reached(
    clause: list[Atom], text: str, first: Atom | None, lexicon: Lexicon, around: Around, quote: str
) -> list[Difference]:
    denial = _chained(clause, first, lexicon)
    if denial:
        none = article_has(around, quote, EditKind.negation, lexicon)
        return [] if none else [_cut(EditKind.negation, denial, text)]
    alone = len(clause) == 1 and len(quote.split()) >= _STATEMENT  # "Only the owners were told"
    if alone and clause[0].text.casefold() in lexicon.lists.exclusive:
        none = article_has(around, quote, EditKind.hedge, lexicon)
        return [] if none else [_cut(EditKind.hedge, clause, text)]
    amount = _amount(clause, text, first, lexicon, len(quote.split()))
    if amount and not article_counts(around, quote, [atom.key for atom in amount], lexicon):
        return [_cut(EditKind.number, amount, text)]
    return []


def _starts(lexicon: Lexicon) -> frozenset[str]:
    """What begins an aside of its own behind "not,": "he would not, the boats being gone, stay"."""
    return grammar(lexicon).clause_starts


def _denied_across(atoms: Sequence[Atom], between: str, text: str) -> bool:
    """Whether a negation stands right before a mark that ends no sentence: "not “safe”", "has not, …".

    A "No," that begins a clause answers, and denies nothing of what follows.
    """
    last = atoms[-1]
    if not last.role & Role.negation or (set(between) - _HOLDING and between.strip("\"' ") != "..."):
        return False
    lead = text[atoms[-2].end if len(atoms) > 1 else 0 : last.start].strip()
    return len(atoms) > 1 and (not lead or lead == between)  # “not” in marks of its own


def _over_adverbs(atoms: list[Atom], between: str, text: str, lexicon: Lexicon) -> list[Atom]:
    """From a negation on that reaches the quote over adverbs or an aside: "not yet", "not, as we hear,"."""
    forms = grammar(lexicon)
    if not forms.strict or between not in ("", ","):
        return []
    end = len(atoms) if not between else _aside_start(atoms, text)
    for index in range(end - 1, max(-1, end - _REACH), -1):
        atom = atoms[index]
        gap = text[atom.end : atoms[index + 1].start].strip() if index + 1 < end else ""
        if gap or atom.text.casefold() in forms.lists.exclusive:
            return []
        if atom.role & Role.negation:
            return atoms[index:] if end < len(atoms) or index + 1 < end else []
        if atom.text.casefold() not in forms.degrees and not forms.strange_adverb(words_of([atom])[0]):
            return []
    return []


def _aside_start(atoms: Sequence[Atom], text: str) -> int:
    """Where a short aside behind a comma begins; 0 for none."""
    for index in range(len(atoms) - 1, max(0, len(atoms) - _CLAUSE_MOST), -1):
        gap = text[atoms[index - 1].end : atoms[index].start].strip()
        if gap:
            return index if gap == "," else 0
    return 0


def _cut(kind: EditKind, run: Sequence[Atom], text: str, *, unsure: bool = False) -> Difference:
    span = run[0].start, run[-1].end
    return Difference(kind, "", text[slice(*span)], span, unsure=unsure)


def _clause(atoms: list[Atom], text: str, lexicon: Lexicon) -> list[Atom]:
    """The last atoms that no punctuation parts, a word of contrast or a new clause before them left out.

    The comma that many languages set before "that" parts nothing.
    """
    clause = atoms[-1:]
    for atom in reversed(atoms[:-1]):
        gap = text[atom.end : clause[0].start].strip(" -")
        leads = len(clause) == 1 and clause[0].key in lexicon.lists.complementizers
        joined = gap == "," and leads and lexicon.lists.comma_joins
        if (gap and not joined) or atom.key in _CLAUSE_ENDS or len(clause) > _CLAUSE_MOST:
            break
        clause = [atom, *clause]
    return clause


def _led_in(
    clause: list[Atom], between: str, text: str, first: Atom | None, lexicon: Lexicon
) -> Difference | None:
    """ "Nobody said that", "it is doubtful that", "few believe" before the quoted words."""
    if between or not _leads(clause, first, lexicon):
        return None
    lists = lexicon.lists
    lows = [atom.text.casefold() for atom in clause]
    denies = [a.role & Role.negation or _scarce(lows, i, lexicon) for i, a in enumerate(clause)]
    at = next((index for index, denied in enumerate(denies) if denied), None)
    doubt = _phrase_at(clause, lists.disbelief)
    at = doubt if at is None else at
    if at is not None:
        only = "only" in {atom.key for atom in clause[at:]}
        return None if only else _cut(EditKind.negation, clause[at:], text)
    left = _phrase_at(clause, lists.supposition)
    if left is not None:
        return _cut(EditKind.hedge, clause[left:], text)
    return _cut(EditKind.hedge, clause, text, unsure=True) if _unknown_head(clause, text, lexicon) else None


def _leads(clause: Sequence[Atom], first: Atom | None, lexicon: Lexicon) -> bool:
    """Whether the last word leads a statement in: "that", or a verb of belief that needs none."""
    lists = lexicon.lists
    if clause[-1].key in lists.complementizers:
        return True
    if clause[-1].text.casefold() not in lists.beliefs or first is None:
        return False
    forms, word = grammar(lexicon), words_of([first])[0]
    return not forms.closed(word) or word.base in forms.determiners | forms.subjects


def _phrase_at(clause: Sequence[Atom], phrases: Sequence[str]) -> int | None:
    """Where the first of `phrases` begins in a clause."""
    lows = [atom.text.casefold() for atom in clause]
    for index in range(len(lows)):
        for phrase in phrases:
            words = phrase.split()
            if lows[index : index + len(words)] == words:
                return index
    return None


def _unknown_head(clause: Sequence[Atom], text: str, lexicon: Lexicon) -> bool:
    """ "It is <word> that" with a word that no list calls sure."""
    lists = lexicon.lists
    lows = [atom.text.casefold() for atom in clause]
    opens = text[: clause[0].start].rstrip(" \"'(")[-1:]
    if not lists.certain or not 4 <= len(lows) <= 5 or (opens and opens not in ".!?"):
        return False
    copula = lows[0] == "it" and lows[1] in lists.auxiliaries
    return copula and not any(low in lists.certain for low in lows[2:-1])


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
    if number_next and last.role & Role.number and last.key != "/":
        return EditKind.number
    if last.role & Role.negation or (last.key == "to" and too_to(atoms[-4:])):
        return EditKind.negation
    if last.role & Role.hedge or last.key in lexicon.possibility:
        return EditKind.hedge
    strange = number_next and grammar(lexicon).strange_adverb(words_of([last])[0])
    return EditKind.hedge if strange else None


def _chained(clause: list[Atom], first: Atom | None, lexicon: Lexicon) -> list[Atom]:
    """The words from a negation to the quote, where it reaches the quote's first word."""
    forms = grammar(lexicon)
    if not forms.known or first is None or first.kind is AtomKind.gap:
        return []
    lows = [atom.text.casefold() for atom in clause]
    start = max((i + 1 for i, low in enumerate(lows) if low in forms.breaks), default=0)
    subject = words_of([first])[0].low in forms.auxiliaries
    near = range(max(start, len(clause) - (_CLAUSE_MOST if subject else _REACH)), len(clause))
    denies = [i for i in near if clause[i].role & Role.negation or _scarce(lows, i, lexicon)]
    at = denies[0] if denies else None
    if at is None or "only" in lows[at:]:
        return []
    return clause[at:] if _reaches(clause[at:], lows[at:], first, lexicon, forms) else []


def _reaches(
    chain: Sequence[Atom], lows: Sequence[str], first: Atom, lexicon: Lexicon, forms: Grammar
) -> bool:
    lists = lexicon.lists
    opening = words_of([first])[0]
    if lows[-1] in forms.infinitive_marks:
        return True
    if lows[-1] in lists.perfect:
        return forms.past(opening) or opening.low.endswith("en")
    if lows[-1] in lists.auxiliaries:
        return not forms.closed(opening)
    if lists.infinitive_endings and len(opening.low) > 3 and opening.low.endswith(lists.infinitive_endings):
        return not forms.closed(opening)
    if (
        len(chain) > 1
        and chain[-2].role & Role.negation
        and lows[-1].endswith(lists.adverb_endings or ("\0",))
    ):
        return True
    if lows[-1] in lists.gerund_leads and opening.low.endswith(lists.participle_endings or ("\0",)):
        return True
    denies = lows[0] not in lists.verb_negations
    return denies and bool(lists.verb_negations) and opening.low in forms.auxiliaries


def _amount(clause: list[Atom], text: str, first: Atom | None, lexicon: Lexicon, size: int) -> list[Atom]:
    """ "few" anywhere; "most", "a third of the" where a sentence or clause begins with them."""
    lists = lexicon.lists
    if first is None or not lists.few or first.text.casefold() in lists.months:
        return []
    lows = [atom.text.casefold() for atom in clause]
    if _scarce(lows, len(lows) - 1, lexicon):
        return clause[-1:]
    if size < _STATEMENT or len(clause) > _AMOUNT or not _opens(clause, text, lexicon):
        return []
    if lows[-1] in lists.few:
        return clause[-1:] if len(lows) < 2 or lows[-2] not in lists.indefinites else []
    if len(lows) > 2 and lows[-1] in lists.determiners:
        lows = lows[:-1]
    if len(lows) < 2 or lows[-1] not in lists.partitives:
        return []
    counted = clause[len(lows) - 2].role & Role.number or lows[-2] in (*lists.few, *lists.counts)
    return clause if counted else []


def _opens(clause: Sequence[Atom], text: str, lexicon: Lexicon) -> bool:
    """Whether a sentence or clause begins with the words of an amount: with no other word before them."""
    lists, forms = lexicon.lists, grammar(lexicon)
    if text[: clause[0].start].rstrip(" \"'(")[-1:] not in ("", *".!?,;:-"):
        return False
    amounts = {*lists.few, *lists.counts}
    at = [i for i, a in enumerate(clause) if a.role & Role.number or a.text.casefold() in amounts]
    before_it = words_of(clause[: at[-1]]) if at else ()
    return bool(at) and all(
        word.low in forms.determiners | forms.clause_joiners or word.role & Role.hedge for word in before_it
    )


def _scarce(lows: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """ "few" and "very few", which nearly deny; not "a few" or "the next few"."""
    lists = lexicon.lists
    return lows[at] in lists.few[:1] and (at == 0 or lows[at - 1] in lists.intensifiers)


def _apart(prepared: Prepared, end: int, start: int) -> bool:
    """Whether a line ends between two folded offsets of the text: another paragraph governs nothing."""
    if end >= start:
        return False
    low, high = prepared.folded.original(end, start)
    return "\n" in prepared.source.text[low:high]
