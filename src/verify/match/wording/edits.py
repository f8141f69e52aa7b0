"""What differs between a quote and the run of the source it stands on, and what kind of difference it is.

Kinds by precedence: number > negation > hedge > attribution > added > omitted > wording > spelling. Whether
there *is* a difference depends on equal keys alone; the word lists only name it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from verify.match.wording.align import Alignment, Hunk
from verify.match.wording.asides import aside_shape
from verify.match.wording.atoms import Atom, AtomKind, Role
from verify.match.wording.brackets import dates, fairly_replaced
from verify.match.wording.lexicon import Lexicon
from verify.match.wording.numerals import value_of
from verify.model.match import Edit, EditKind
from verify.text.fold import Folded

_BRACKET_MOST = 12  # source words one bracket may stand for; more need an ellipsis
_RAISED = "\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079"
_COUNTS_NEXT = 4
_GAP_ROOM = 420  # characters of the source that an ellipsis may jump, about two sentences


@dataclass(frozen=True)
class Difference:
    """An edit in folded offsets. `span` is (start, end) of the source's words, None where it has none.

    `unsure`: only the shape of the words says that the meaning may hang on them.
    """

    kind: EditKind
    claim: str
    source: str
    span: tuple[int, int] | None
    function_words_only: bool = False
    unsure: bool = False

    def edit(self, folded: Folded) -> Edit:
        span = folded.original(*self.span) if self.span and self.span[1] > self.span[0] else None
        return Edit(self.kind, self.claim, self.source, span, self.function_words_only, self.unsure)


def differences(
    claim: Sequence[Atom], source: Sequence[Atom], alignment: Alignment, lexicon: Lexicon
) -> list[Difference]:
    """All differences of an aligned quote, in the quote's order. Fair editorial marks are none."""
    found: list[Difference] = []
    at_claim, at_source = 0, alignment.start
    for hunk in (*_widened(claim, alignment), None):
        stop = hunk.claim_start if hunk else len(claim)
        size = stop - at_claim
        found += _surface(claim[at_claim:stop], source[at_source : at_source + size])
        if hunk is None:
            break
        found += _of_hunk(claim, source, hunk, lexicon)
        at_claim, at_source = hunk.claim_end, hunk.source_end
    return found


def _widened(claim: Sequence[Atom], alignment: Alignment) -> list[Hunk]:
    """Hunks that touch an editor's bracket take the whole bracket in, and join where they then meet."""
    out: list[Hunk] = []
    limits = [*(hunk.claim_start for hunk in alignment.hunks[1:]), len(claim)][: len(alignment.hunks)]
    for hunk, limit in zip(alignment.hunks, limits, strict=True):
        c1, c2, s1, s2 = hunk.claim_start, hunk.claim_end, hunk.source_start, hunk.source_end
        floor = out[-1].claim_end if out else 0
        while c1 > floor and _same_bracket(claim, c1):
            c1, s1 = c1 - 1, s1 - 1
        while c2 < limit and _same_bracket(claim, c2):
            c2, s2 = c2 + 1, s2 + 1
        if out and c1 <= out[-1].claim_end and _same_bracket(claim, c1):
            last = out.pop()
            c1, s1 = last.claim_start, last.source_start
        out.append(Hunk(c1, c2, s1, s2))
    return out


def _same_bracket(claim: Sequence[Atom], index: int) -> bool:
    """Whether the atoms on both sides of `index` stand in one bracket."""
    if not 0 < index < len(claim):
        return False
    return claim[index].soft is not None and claim[index].soft == claim[index - 1].soft


def _surface(claim: Sequence[Atom], source: Sequence[Atom]) -> Iterable[Difference]:
    """Differences between atoms of equal key: spelling, joined forms, acronym against word."""
    told = -1  # a contraction is two atoms of one word: told once
    for mine, theirs in zip(claim, source, strict=True):
        if mine.text == theirs.text or (mine.soft is not None and mine.key == theirs.key):
            continue
        kind = _surface_kind(mine, theirs)
        if kind and theirs.start != told:
            told = theirs.start
            yield Difference(kind, mine.text, theirs.text, (theirs.start, theirs.end))


def _surface_kind(mine: Atom, theirs: Atom) -> EditKind | None:
    if mine.text.casefold() == theirs.text.casefold():
        return EditKind.wording if _acronym(mine, theirs) or _acronym(theirs, mine) else None
    if mine.kind is AtomKind.sign:
        return None
    digits = mine.text[:1].isdigit(), theirs.text[:1].isdigit()
    if mine.kind is AtomKind.number and all(digits) and mine.text.isascii() == theirs.text.isascii():
        return None  # 34,000 and 34 000
    if _noted(mine, theirs) or _noted(theirs, mine):
        return None
    return EditKind.spelling


def _noted(mine: Atom, theirs: Atom) -> bool:
    """`million¹` is "million" with a reference mark."""
    note = mine.text[len(theirs.text) :]
    return mine.text.casefold().startswith(theirs.text.casefold()) and all(char in _RAISED for char in note)


def _acronym(mine: Atom, theirs: Atom) -> bool:
    """US against us, WHO against who: another word. A shouted negation or a longer word is only shouted."""
    if not 2 <= len(mine.text) <= 5 or not mine.text.isupper() or theirs.text.isupper():
        return False
    return not mine.role & Role.negation


def _of_hunk(claim: Sequence[Atom], source: Sequence[Atom], hunk: Hunk, lexicon: Lexicon) -> list[Difference]:
    mine = claim[hunk.claim_start : hunk.claim_end]
    theirs = source[hunk.source_start : hunk.source_end]
    hard = [atom for atom in mine if atom.soft is None and atom.kind is not AtomKind.gap]
    if not hard and (len(hard) < len(mine) or _beside_mark(claim, hunk)):
        ends = _neighbours(source, hunk)
        return _editorial(mine, theirs, lexicon) or _aside(mine, theirs, ends, lexicon)
    if len(hard) < len(mine):  # an editor's mark and words of the quote against one stretch of the source
        return [_difference(_kind(hard, theirs, lexicon), hard, theirs)]
    kind = _same_letters(hard, theirs) or _kind(hard, theirs, lexicon)
    return [] if kind is None else [_difference(kind, hard, theirs)]


def _neighbours(source: Sequence[Atom], hunk: Hunk) -> tuple[Atom | None, Atom | None]:
    """The words of the source right before and behind what a mark stands for."""
    before = source[hunk.source_start - 1] if hunk.source_start else None
    return before, source[hunk.source_end] if hunk.source_end < len(source) else None


def _aside(
    mine: Sequence[Atom], theirs: Sequence[Atom], ends: tuple[Atom | None, Atom | None], lexicon: Lexicon
) -> list[Difference]:
    """What an ellipsis alone leaves out, where its shape speaks against it."""
    if any(atom.kind is not AtomKind.gap for atom in mine):
        return []
    shape = aside_shape(theirs, *ends, lexicon)
    if shape.kind is None:
        return []
    return [replace(_difference(shape.kind, [], theirs), unsure=shape.unsure)]


def _difference(kind: EditKind, mine: Sequence[Atom], theirs: Sequence[Atom]) -> Difference:
    span = (theirs[0].start, theirs[-1].end) if theirs else None
    light = all(atom.role & Role.function for atom in (*mine, *theirs))
    serious = kind in (EditKind.number, EditKind.negation, EditKind.hedge, EditKind.attribution)
    return Difference(kind, _said(mine), _said(theirs), span, light and not serious)


def _said(atoms: Sequence[Atom]) -> str:
    """The surface of atoms in a row; the parts of a contraction once."""
    out: list[str] = []
    last = -1
    for atom in atoms:
        if atom.start != last:
            out.append(atom.text)
        last = atom.start
    return " ".join(out)


def _beside_mark(claim: Sequence[Atom], hunk: Hunk) -> bool:
    """Whether source words are left out right beside an editor's bracket or ellipsis."""
    around = claim[max(0, hunk.claim_start - 1) : hunk.claim_end + 1]
    return any(atom.soft is not None or atom.kind is AtomKind.gap for atom in around)


def _kind(mine: Sequence[Atom], theirs: Sequence[Atom], lexicon: Lexicon) -> EditKind:
    """The gravest kind that explains why these words differ."""
    grave = _grave_kind(mine, theirs, lexicon)
    if grave:
        return grave
    if not theirs:
        return EditKind.added
    return EditKind.wording if mine else EditKind.omitted


def _grave_kind(mine: Sequence[Atom], theirs: Sequence[Atom], lexicon: Lexicon) -> EditKind | None:
    if _numbers(mine) != _numbers(theirs):
        return EditKind.spelling if _equal_values(mine, theirs, lexicon) else EditKind.number
    for role, kind in (
        (Role.negation, EditKind.negation),
        (Role.hedge | Role.modal, EditKind.hedge),
        (Role.attribution, EditKind.attribution),
    ):
        if _with_role(mine, role) != _with_role(theirs, role):
            return kind
        if role is Role.negation and any(opposite(a.key, b.key, lexicon) for a in mine for b in theirs[:40]):
            return kind
    return None


def _numbers(atoms: Sequence[Atom]) -> Counter[str]:
    return _with_role(atoms, Role.number)


def _with_role(atoms: Sequence[Atom], role: int) -> Counter[str]:
    return Counter(atom.key for atom in atoms if atom.role & role)


def _equal_values(mine: Sequence[Atom], theirs: Sequence[Atom], lexicon: Lexicon) -> bool:
    """Whether both stretches are one number and nothing else, of the same value."""
    values = value_of([a.text for a in mine], lexicon), value_of([a.text for a in theirs], lexicon)
    return values[0] is not None and values[0] == values[1]


def opposite(one: str, other: str, lexicon: Lexicon) -> bool:
    """Whether one word is the other with a denying prefix, suffix or infix (legal, illegal)."""
    if one == other or len(one) < 2 or len(other) < 2:
        return False
    long, short = sorted((one, other), key=len, reverse=True)
    lists = lexicon.lists
    if len(short) >= 3 and any(long == prefix + short for prefix in lists.negation_prefixes):
        return True
    if any(
        long[:cut] + long[cut + len(infix) :] == short and long[cut : cut + len(infix)] == infix
        for infix in lists.negation_infixes
        for cut in range(2, len(long))
    ):
        return True
    for suffix in lists.negation_suffixes:
        if one.endswith(suffix) != other.endswith(suffix) and one[: len(one) // 2] == other[: len(one) // 2]:
            return True
    return False


def _same_letters(mine: Sequence[Atom], theirs: Sequence[Atom]) -> EditKind | None:
    """co-operate and cooperate, peoples' and people's: spelling, unless a meaning hangs on it."""
    if not mine or not theirs or any(atom.role & (Role.number | Role.negation) for atom in (*mine, *theirs)):
        return None
    one, other = _letters(mine), _letters(theirs)
    if one != other or not one:
        return None
    if len(mine) == len(theirs) == 1:  # only an apostrophe differs: people's and peoples', not we're and were
        tails = {atom.key.rpartition("'")[2] for atom in (*mine, *theirs) if "'" in atom.key}
        return EditKind.spelling if tails <= {"s", ""} else None
    several = mine if len(mine) > 1 else theirs
    hyphened = all(atom.hyphen for atom in several[:-1])
    return EditKind.spelling if hyphened and several[0].key not in ("re", "un", "a", "in") else None


def _letters(atoms: Sequence[Atom]) -> str:
    return "".join(atom.text.casefold() for atom in atoms).replace("'", "")


def _editorial(mine: Sequence[Atom], theirs: Sequence[Atom], lexicon: Lexicon) -> list[Difference]:
    """What an editor's mark stands for, and whether that is fair: [] when it is."""
    kind = _swallowed(mine, theirs, lexicon)
    return (
        [_difference(kind, [atom for atom in mine if atom.kind is not AtomKind.gap], theirs)] if kind else []
    )


def _swallowed(mine: Sequence[Atom], theirs: Sequence[Atom], lexicon: Lexicon) -> EditKind | None:
    words = [atom for atom in mine if atom.kind is not AtomKind.gap]
    gap = len(words) < len(mine)
    if _counted(words) != _counted(theirs) and not (
        _equal_values(words, theirs, lexicon) or dates(words, theirs, lexicon)
    ):
        return EditKind.number
    if too_to(theirs) and not too_to(words):
        return EditKind.negation
    if _quantity(words, lexicon) != _quantity(theirs, lexicon):
        return EditKind.number
    grave = _grave_kind(_judged(words, gap, lexicon), _judged(theirs, gap, lexicon), lexicon)
    if grave:
        return grave
    if any(atom.outside and not _grown_from(atom, theirs) for atom in words):
        return EditKind.wording
    if words and not gap and not fairly_replaced(words, theirs, lexicon):
        return EditKind.wording
    return EditKind.omitted if _too_far(theirs, gap) else None


def too_to(atoms: Sequence[Atom]) -> bool:
    """ "too weak to": what follows did not happen."""
    keys = [atom.key for atom in atoms]
    return any(keys[i] == "too" and "to" in keys[i + 2 : i + 4] for i in range(len(keys) - 2))


def _quantity(atoms: Sequence[Atom], lexicon: Lexicon) -> str | None:
    """The "few" or "a quarter of the" that counts what comes next; one further back counts something else."""
    for atom in reversed(atoms[-_COUNTS_NEXT:]):
        word = atom.text.casefold()
        if atom.role & Role.hedge:  # "more or less"
            return None
        counts = word in lexicon.lists.quantities or _made_of(word, lexicon.lists.number_parts)
        if counts or (atom.key == "#1" and len(atoms) > 1):
            return atom.key
        if not atom.role & Role.function:
            return None
    return None


def _made_of(word: str, parts: Sequence[str]) -> bool:
    """Whether a word is two or more number words joined, as German joins them: zweiundvierzig."""
    rest, used = word if parts else "", 0
    while rest:
        part = max((part for part in parts if rest.startswith(part)), key=len, default="")
        if not part:
            return False
        rest, used = rest[len(part) :], used + 1
    return used > 1


def _judged(atoms: Sequence[Atom], gap: bool, lexicon: Lexicon) -> list[Atom]:
    """What a mark is judged by: an ellipsis may leave out a verb of saying and, if long, a "will".

    A bracket may name the pronoun of a phrase ("[She] was told" for "I was told").
    """
    chosen = [atom for atom in atoms if not atom.role & Role.number]
    if not gap:
        return [atom for atom in chosen if atom.text.casefold() not in lexicon.pronouns]
    harmless = Role.attribution | (Role.modal if len(chosen) > 3 else Role.none)
    return [atom for atom in chosen if not atom.role & harmless or atom.role & (Role.negation | Role.hedge)]


def _too_far(theirs: Sequence[Atom], gap: bool) -> bool:
    if not gap:
        return len(theirs) > _BRACKET_MOST
    return bool(theirs) and theirs[-1].end - theirs[0].start > _GAP_ROOM


def _counted(atoms: Sequence[Atom]) -> list[str]:
    """Numbers an editor's mark must not touch, in order; "one" and "first" are too often no number."""
    return [a.key for a in atoms if (a.role & Role.number and a.key not in ("#1", "#1th")) or a.text == "1"]


def _grown_from(atom: Atom, theirs: Sequence[Atom]) -> bool:
    """walk[ed] may stand for walk and walking, k[illed] not for left."""
    out = atom.outside
    return any(t.text.casefold().startswith(out) or t.text.casefold().endswith(out) for t in theirs)
