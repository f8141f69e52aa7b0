"""The places of a text at which one part of a quote may stand, each with its outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from rapidfuzz import fuzz

from verify.match.prepared import Prepared
from verify.match.wording import edges
from verify.match.wording.align import Alignment, Weighed, align, most_share, weighed
from verify.match.wording.atoms import AtomKind, Role, word_keys
from verify.match.wording.broken import mended
from verify.match.wording.edges import Around
from verify.match.wording.edits import Difference, differences
from verify.match.wording.lexicon import Lexicon
from verify.match.wording.locate import Window, exact_places, windows
from verify.match.wording.marks import QuoteAtoms, quote_atoms
from verify.match.wording.source import to_space
from verify.model.match import EditKind, Outcome
from verify.model.text import Zone
from verify.text.fold import fold_text

_FLOOR = 3  # a quote of so many words only matches exactly: a near match of two words is no evidence
_ALIKE_SHORT, _ALIKE_LONG = 0.6, 0.5  # share of content words in order below which a sentence is another one
_SHORT = 12  # words
_WEIGHTY = 2
_REST = 4  # words that must be lost together for a quote to be partial
_CLOSE = 0.8
_LIKELY = 0.65  # of the quote's words in a window: from there on no quick look is taken
_EDGES_READ = 20  # places whose surroundings are read when one quote stands at many
_ORDER = (Outcome.verbatim, Outcome.typographic, Outcome.marked, Outcome.altered, Outcome.partial)
_ZONES = {Zone.heading: 1, Zone.aside: 1, Zone.nav: 2, Zone.metadata: 2}


@dataclass(frozen=True)
class Part:
    """One part of a quote: as given, folded, and as atoms."""

    given: str
    folded: str
    quote: QuoteAtoms

    @cached_property
    def words(self) -> int:
        return sum([atom.kind is not AtomKind.sign for atom in self.quote.hard])

    @cached_property
    def weighed(self) -> list[Weighed]:
        return weighed(self.quote.atoms)

    @cached_property
    def scant(self) -> bool:
        """Whether the part says too little for more than an exact match. Two ideographs are a word."""
        hard = self.quote.hard
        dense = sum([len(atom.text) == 1 and not atom.text.isascii() for atom in hard])
        return len(hard) - dense / 2 <= _FLOOR


@dataclass(frozen=True)
class Place:
    """Folded span [start, end) with what was found there. `base` is the outcome without the edges."""

    start: int
    end: int
    outcome: Outcome
    base: Outcome
    differences: tuple[Difference, ...] = ()
    share: float = 1.0
    note: str = ""


def part_of(text: str, lexicon: Lexicon) -> Part:
    folded = fold_text(text).strip()
    return Part(text, folded, quote_atoms(folded, lexicon))


def places(part: Part, prepared: Prepared, lexicon: Lexicon) -> list[Place]:
    """Where the part stands: all exact places, else the likeliest others. At most locate.PLACES."""
    text = prepared.folded.text
    core = part.folded.strip(" .,;:'\"")
    if core and core not in text:
        return near_places(part, prepared, lexicon)
    found = [_exact(part, span, prepared) for span in exact_places(text, part.folded)]
    if found:
        return found
    if core != part.folded and core:
        found = [Place(*span, Outcome.typographic, Outcome.typographic) for span in exact_places(text, core)]
    if found and not part.quote.marked:
        return found
    return found + near_places(part, prepared, lexicon)


def near_places(part: Part, prepared: Prepared, lexicon: Lexicon) -> list[Place]:
    """The likeliest stretches of the text, judged word by word, best first."""
    near: list[Place] = []
    best = 0.0
    for window in _windows(part, prepared):
        best = best or window.score
        if near and _settled(near, window.score / best):
            break
        place = _near(part, window, prepared, lexicon)
        near += [place] if place else []
    return sorted(near, key=lambda p: (rank(p), -p.share, p.start))


def _settled(near: list[Place], score: float) -> bool:
    """Whether a stretch with `score` of the best one's seeds can add nothing to what was found."""
    return score < _CLOSE and max(place.share for place in near) >= _CLOSE


def rank(place: Place) -> int:
    """Lower is better; a quote that only differs in spelling comes before one that says something else."""
    order = _ORDER.index(place.outcome) * 2
    grave = any(difference.kind is not EditKind.spelling for difference in place.differences)
    return order if place.outcome is not Outcome.altered or grave else order - 1


def _windows(part: Part, prepared: Prepared) -> Iterator[Window]:
    hard = part.quote.hard
    return windows(prepared.words, hard, part.quote.gaps) if hard else iter(())


def _exact(part: Part, span: tuple[int, int], prepared: Prepared) -> Place:
    """Verbatim where the characters are the same up to white space."""
    low, high = prepared.folded.original(*span)
    same = prepared.source.text[low:high].split() == part.given.split()
    outcome = Outcome.verbatim if same else Outcome.typographic
    return Place(*span, outcome, outcome)


def _near(part: Part, window: Window, prepared: Prepared, lexicon: Lexicon) -> Place | None:
    text = prepared.folded.text
    start, end = to_space(text, window.start, -1), to_space(text, window.end, 1)
    ends = not text[end : end + 2].strip()  # white space is folded: more than one space cannot stand there
    likely = window.share >= _LIKELY
    if not ends and _hopeless(part, word_keys(text[start:end], lexicon), words_only=True):
        return None
    source = mended(prepared.atoms(lexicon).between(start, end), part.quote.keys, text, lexicon)
    ends = ends and bool(source) and not text[source[-1].end :].strip()
    if not (likely or ends) and _hopeless(part, [atom.key for atom in source]):
        return None
    alignment = align(part.quote.atoms, source, text)
    if alignment is None or alignment.end <= alignment.start or _other(part, alignment):
        return None
    found = differences(part.quote.atoms, source, alignment, lexicon)
    start, end = source[alignment.start].start, source[alignment.end - 1].end
    place = Place(start, end, Outcome.altered, Outcome.altered, tuple(found), alignment.share)
    if not found:
        outcome = Outcome.marked if part.quote.marked else Outcome.typographic
        return replace(place, outcome=outcome, base=outcome)
    return _doubted(place, part, alignment, prepared)


def _doubted(place: Place, part: Part, alignment: Alignment, prepared: Prepared) -> Place | None:
    """Altered, partial, or another sentence altogether (None)."""
    if part.scant and not _only_small_words(place, part):
        return None
    cut = _part_found(place, part, alignment, prepared)
    if cut:
        return cut
    return place if alignment.share >= _alike(part) else None


def _alike(part: Part) -> float:
    return _ALIKE_SHORT if part.words <= _SHORT else _ALIKE_LONG


def _hopeless(part: Part, keys: list[str] | None, *, words_only: bool = False) -> bool:
    """Whether nothing but another sentence can come of these keys: a quick look that saves the long one."""
    if keys is None:
        return False
    share, count = most_share(part.weighed, keys, words_only=words_only)
    return share < _alike(part) and count * 2 < len(part.quote.atoms)


def _other(part: Part, alignment: Alignment) -> bool:
    """Whether it is another sentence whatever the differences are: several, and too little is alike."""
    return len(alignment.hunks) > 1 and alignment.share < _alike(part) and not part.scant


def _only_small_words(place: Place, part: Part) -> bool:
    """Whether a scant quote stands but for spelling or function words ("a war of ours", "the war of ours").

    Two words of weight that stand as quoted are evidence; one is not.
    """
    small = all(d.kind is EditKind.spelling or d.function_words_only for d in place.differences)
    weighty = [atom for atom in part.quote.hard if not atom.role & (Role.function | Role.negation)]
    spelled = all(d.kind is EditKind.spelling for d in place.differences)
    return spelled or (small and len(weighty) >= _WEIGHTY)


def _part_found(place: Place, part: Part, alignment: Alignment, prepared: Prepared) -> Place | None:
    """A quote of which one end was found word for word and the other is not there."""
    if len(alignment.hunks) != 1 or len(place.differences) != 1:
        return None
    hunk = alignment.hunks[0]
    size = len(part.quote.atoms)
    lost = hunk.claim_end - hunk.claim_start
    at_end = hunk.claim_end == size
    if lost < _REST or not (at_end or hunk.claim_start == 0):
        return None
    source_ends = at_end and not prepared.folded.text[place.end :].strip()
    if (size - lost) * 2 < size and not (source_ends and size - lost >= _REST):
        return None
    note = "the source's text ends in the middle of the quote" if source_ends else ""
    side = "beginning" if at_end else "end"
    note = note or f"only the {side} of the quote was found"
    return replace(place, outcome=Outcome.partial, base=Outcome.partial, note=note)


def chosen(
    found: list[Place],
    part: Part,
    prepared: Prepared,
    lexicon: Lexicon,
    around: Around,
    prefix: str = "",
    suffix: str = "",
) -> Place | None:
    """The best place: by outcome, prefix and suffix, then clean edges, body before nav, the first."""
    if not found:
        return None
    best = min(map(rank, found))
    context = {place: _context(place, prepared, prefix, suffix) for place in found if rank(place) == best}
    order = sorted(context, key=lambda p: (-context[p], _ZONES.get(zone_of(p, prepared), 0), p.start))
    read = [edged(place, part, prepared, lexicon, around) for place in islice(order, _EDGES_READ)]
    top = context[order[0]]
    rivals = [place for place, plain in zip(read, order, strict=False) if context[plain] >= top - 0.1]
    return min(rivals, key=lambda place: rank(place))


def zone_of(place: Place, prepared: Prepared) -> Zone:
    return prepared.source.zone_at(prepared.folded.starts[place.start])


def _context(place: Place, prepared: Prepared, prefix: str, suffix: str) -> float:
    """How well the text around a place agrees with prefix and suffix, 0 to 2."""
    text = prepared.folded.text
    score = 0.0
    if prefix.strip():
        wanted = fold_text(prefix).strip()[-200:]
        score += fuzz.ratio(wanted, text[max(0, place.start - len(wanted) - 1) : place.start].strip()) / 100
    if suffix.strip():
        wanted = fold_text(suffix).strip()[:200]
        score += fuzz.ratio(wanted, text[place.end : place.end + len(wanted) + 1].strip()) / 100
    return score


def edged(
    place: Place,
    part: Part,
    prepared: Prepared,
    lexicon: Lexicon,
    around: Around,
    *,
    start: bool = True,
    end: bool = True,
) -> Place:
    """The place with what was cut off around it: a "not" before, an ", officials said" behind."""
    if place.outcome is Outcome.partial:
        return place
    hard = part.quote.atoms
    first = hard[0] if hard[0].kind is not AtomKind.gap else None
    last = hard[-1] if hard[-1].kind is not AtomKind.gap else None
    more: list[Difference] = []
    if start:
        more += edges.before(prepared, place.start, first, lexicon, around, part.given)
    if end:
        more += edges.after(prepared, place.end, last, lexicon, around, part.given)
        more += edges.question(prepared, place.start, place.end, part.folded)
    if not more:
        return place
    note = place.note
    return replace(place, outcome=Outcome.altered, differences=(*place.differences, *more), note=note)
