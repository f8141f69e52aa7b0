"""Word classes by closed lists and endings: enough to tell a clause from a phrase, never what it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from verify.match.wording.atoms import Role
from verify.match.wording.lexicon import Lexicon
from verify.text.lists import WordList


@dataclass(frozen=True)
class Word:
    """A word as it stands, and casefolded; `role` as the lists have it; `hyphen` joins it to the next."""

    text: str
    low: str
    role: int
    hyphen: bool = False

    @property
    def base(self) -> str:
        """Without what an apostrophe adds: "they" of "they'd"."""
        return self.low.partition("'")[0]


@dataclass(frozen=True, eq=False)
class Grammar:
    """The closed classes of one language as sets."""

    lists: WordList

    @property
    def known(self) -> bool:
        return bool(self.lists.tail_plain)

    @property
    def inverted(self) -> bool:
        return self.lists.inverted

    @property
    def comma_joins(self) -> bool:
        return self.lists.comma_joins

    @property
    def verb_endings(self) -> tuple[str, ...]:
        return self.lists.verb_endings

    @property
    def strict(self) -> bool:
        """Whether the language lists what is harmless behind a statement, so that all else is left open."""
        return bool(self.lists.goes_on)

    @cached_property
    def goes_on(self) -> frozenset[str]:
        return frozenset(self.lists.goes_on)

    @cached_property
    def adding(self) -> frozenset[str]:
        return frozenset(self.lists.adding)

    @cached_property
    def degrees(self) -> frozenset[str]:
        """Adverbs over which a negation reaches the verb; none that turn "not" into "not only"."""
        adverbs = frozenset((*self.lists.degrees, *self.lists.tail_adverbs, *self.lists.intensifiers))
        return adverbs - frozenset(self.lists.exclusive) - self.joiners

    @cached_property
    def alternatives(self) -> frozenset[str]:
        return frozenset(self.lists.alternatives)

    @cached_property
    def relatives(self) -> frozenset[str]:
        return frozenset(self.lists.relatives)

    @cached_property
    def reasons(self) -> frozenset[str]:
        return frozenset(self.lists.reasons)

    @cached_property
    def occasions(self) -> frozenset[str]:
        return frozenset(self.lists.occasions)

    @cached_property
    def attached(self) -> frozenset[str]:
        """What opens a clause of its own, in which a denial is not about the statement."""
        told = frozenset(self.lists.retractions)
        return (self.relatives | self.reasons | self.occasions | self.outcomes) - told

    @cached_property
    def subordinators(self) -> frozenset[str]:
        """What leads a clause in that stands before the main clause."""
        conditions = (phrase for phrase in self.lists.conditions if " " not in phrase)
        return self.reasons | self.occasions | self.comment_openers | frozenset(conditions)

    @cached_property
    def commenting(self) -> frozenset[str]:
        """What opens a remark on the statement, with a comma or without: "as", "so", "though", "citing"."""
        told = frozenset(self.lists.retractions) - self.relatives
        return self.comment_openers | told | frozenset(self.lists.remarks)

    @cached_property
    def outcomes(self) -> frozenset[str]:
        return frozenset(self.lists.outcomes)

    @cached_property
    def placing(self) -> frozenset[str]:
        return frozenset(self.lists.placing)

    @cached_property
    def plain_prepositions(self) -> frozenset[str]:
        return frozenset(self.lists.plain_prepositions)

    @cached_property
    def grounds(self) -> frozenset[str]:
        return frozenset(self.lists.grounds)

    @cached_property
    def kept_to(self) -> frozenset[str]:
        return frozenset(self.lists.kept_to)

    @cached_property
    def bounding(self) -> frozenset[str]:
        """Words that alone make a short remainder a bound or a condition of the statement."""
        lists = self.lists
        single = (phrase for phrase in lists.conditions if " " not in phrase)
        return frozenset((*single, *lists.exclusive, *lists.bounds))

    @cached_property
    def tellings(self) -> frozenset[str]:
        """Nouns of somebody's telling or view, and words of doubt."""
        lists = self.lists
        nouns = (*lists.account_nouns, *lists.record_nouns, *lists.fictions)
        return frozenset((*nouns, *lists.disbelief, *lists.supposition, *lists.proofs))

    @cached_property
    def tail_plain(self) -> frozenset[str]:
        return frozenset(self.lists.tail_plain)

    @cached_property
    def tail_adverbs(self) -> frozenset[str]:
        return frozenset(self.lists.tail_adverbs)

    @cached_property
    def prepositions(self) -> frozenset[str]:
        return frozenset(self.lists.prepositions)

    @cached_property
    def subjects(self) -> frozenset[str]:
        return frozenset(self.lists.subjects)

    @cached_property
    def determiners(self) -> frozenset[str]:
        return frozenset((*self.lists.determiners, *self.lists.indefinites, *self.lists.possessives))

    @cached_property
    def indefinites(self) -> frozenset[str]:
        return frozenset(self.lists.indefinites)

    @cached_property
    def possessives(self) -> frozenset[str]:
        return frozenset(self.lists.possessives)

    @cached_property
    def view_leads(self) -> frozenset[str]:
        return frozenset(self.lists.view_leads)

    @cached_property
    def joiners(self) -> frozenset[str]:
        return frozenset(self.lists.joiners)

    @cached_property
    def comment_openers(self) -> frozenset[str]:
        return frozenset(self.lists.comment_openers)

    @cached_property
    def results(self) -> frozenset[str]:
        """Comment openers that as often begin what came of it ("so")."""
        return frozenset(self.lists.results)

    @cached_property
    def lead_ins(self) -> frozenset[str]:
        return frozenset((*self.lists.lead_ins, *self.lists.prepositions))

    @cached_property
    def clause_joiners(self) -> frozenset[str]:
        """What joins main clauses: the joiners of a list, and what sets a clause against another."""
        return frozenset((*self.lists.joiners, *self.lists.clause_joiners))

    @cached_property
    def breaks(self) -> frozenset[str]:
        """What parts one clause from another."""
        return frozenset((*self.lists.complementizers, *self.lists.clause_breaks))

    @cached_property
    def clause_starts(self) -> frozenset[str]:
        return self.subjects | self.determiners

    def leads(self, word: Word) -> bool:
        """Whether a word begins what leads up to a main clause."""
        return word.low in self.lead_ins or self.participle(word)

    @cached_property
    def auxiliaries(self) -> frozenset[str]:
        return frozenset((*self.lists.auxiliaries, *self.lists.modals))

    @cached_property
    def infinitive_marks(self) -> frozenset[str]:
        return frozenset(self.lists.infinitive_marks)

    @cached_property
    def account_leads(self) -> frozenset[str]:
        return frozenset(self.lists.account_leads)

    @cached_property
    def days(self) -> frozenset[str]:
        return frozenset((*self.lists.months, *self.lists.weekdays))

    @cached_property
    def times(self) -> frozenset[str]:
        """Words for a time or place that a phrase with a preposition may hold."""
        return self.days | self.tail_adverbs

    @cached_property
    def matters(self) -> frozenset[str]:
        """What makes a clause of a preposition: "from what we hear"."""
        return frozenset(self.lists.matters)

    @cached_property
    def openers(self) -> frozenset[str]:
        """What opens a phrase or clause, whatever its capital."""
        return self.tail_plain | self.prepositions | self.determiners | self.subjects | self.comment_openers

    @cached_property
    def _closed(self) -> frozenset[str]:
        return self.openers | self.auxiliaries | self.tail_adverbs | self.infinitive_marks

    def closed(self, word: Word) -> bool:
        """Whether a word is of a closed class: no noun, adjective or full verb."""
        return word.base in self._closed or bool(word.role & Role.function)

    def helps(self, word: Word) -> bool:
        """Whether a word is an auxiliary or holds one: "isn't", "it's"."""
        return word.low in self.auxiliaries or word.low.endswith(("n't", "'s", "'re", "'ll", "'ve", "'m"))

    def listed(self, word: Word) -> bool:
        """Whether a word joins the members of a list."""
        return word.low in self.joiners

    def strange_adverb(self, word: Word) -> bool:
        """An adverb by its ending that no list calls harmless."""
        if word.low in self.tail_adverbs or len(word.low) < 5:
            return False
        return word.low.endswith(self.lists.adverb_endings) if self.lists.adverb_endings else False

    def participle(self, word: Word) -> bool:
        ends = self.lists.participle_endings
        return len(word.low) > 4 and bool(ends) and word.low.endswith(ends)

    def past(self, word: Word) -> bool:
        ends = self.lists.past_endings
        return len(word.low) > 4 and bool(ends) and word.low.endswith(ends)

    def verb(self, word: Word) -> bool:
        """Whether a word no list knows may be a finite verb: by its ending, or where none is listed, any."""
        if self.closed(word) or word.role & Role.number or not word.low.isalpha():
            return False
        if self.verb_endings:
            return len(word.low) > 3 and word.low.endswith(self.verb_endings)
        return self.inverted and word.text[:1].islower() and not self.strange_adverb(word)

    def plural_and_verb(self, one: Word, other: Word) -> bool:
        """A plural noun and a word that can only be its verb: "owners maintain"."""
        plural = one.low.endswith("s") and not one.low.endswith(("ss", "us", "is")) and len(one.low) > 3
        if not plural or self.closed(one) or one.role & Role.number:
            return False
        return not (self.closed(other) or self.participle(other) or other.role & Role.number) and (
            other.low.isalpha() and other.text[:1].islower() and not self.strange_adverb(other)
        )

    def last_phrase(self, words: Sequence[Word]) -> Sequence[Word]:
        """The words behind the last word of a closed class, or behind the last number."""
        for index in range(len(words) - 1, -1, -1):
            if (
                self.closed(words[index])
                or words[index].role & Role.number
                or words[index].text[:1].isupper()
            ):
                return words[index + 1 :]
        return words


@lru_cache(maxsize=64)
def grammar(lexicon: Lexicon) -> Grammar:
    """The word classes of a lexicon's language."""
    return Grammar(lexicon.lists)
