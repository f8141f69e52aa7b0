"""Word lists by language: what turns a changed word into a negation, a hedge or an attribution.

Each language is one readable file, `words/<tag>.toml`, named by its BCP 47 primary subtag. Lists only
name the *kind* of a difference; whether there is a difference never depends on them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import resources
from typing import Any

Phrases = tuple[str, ...]


@dataclass(frozen=True)
class WordList:
    """The lists of one language, all lower case. A phrase is words with single spaces between them.

    `possibility` are the modals that make a statement uncertain. `pronouns` are what an
    editor's bracket may replace. `number_hedges` count as hedges only
    before a number ("about 50", not "about the law"), `number_hedges_after` behind one ("50 or more").
    `negation_prefixes`, `_suffixes` and `_infixes` turn a word into its opposite. `same` maps spellings
    that mean the same sign ("per cent") to it, `contractions` a joined form to its words.
    `spelling_endings` are pairs of endings that only tell one house style from another, `variants` single
    words. `complementizers` join what is said, thought or denied to its verb ("that"). `quantities` say
    how much of something without a number ("both", "few"), `number_parts` make up joined number words.
    `tail_openers` begin what says behind a comma whose words they were ("per the log"), `conditions` what
    a statement depends on or leaves out; `account_leads` and `account_nouns` make up "by the ministry's
    reckoning", `record_leads` and `record_nouns` "by the latest count".
    `elisions` are what a language joins to the next word with an apostrophe.

    What the shape of a cut-off remainder is told by (match/wording/tails); a language without `tail_plain`
    is judged by its other lists alone. `tail_plain` begin what goes on harmlessly (conjunctions, relatives,
    subordinators), `prepositions` too; `tail_adverbs` end a sentence harmlessly. `subjects`, `determiners`,
    `indefinites` (articles) and `possessives` begin a clause, `joiners` join a list, `clause_joiners` main
    clauses, `clause_breaks` begin another clause, `lead_ins` one before the main clause. `view_leads` say
    with a possessive in whose eyes ("by his lights"), `comment_openers` how it is known ("as we hear"),
    of which `results` as often say what came of it ("so"). `matters` make a clause of a preposition ("from
    what we hear"). `retractions` open what may deny the statement (", which he denies"), `proofs` do so with
    a negation (", which nobody has confirmed"). `adverb_endings`, `participle_endings`, `past_endings`,
    `verb_endings` and `infinitive_endings` tell words that no list has. `inverted`: the verb may come before
    who says it. `comma_joins`: a comma alone may join two main clauses.

    The closed list of what is harmless behind a statement (match/wording/harmless); a language without
    `goes_on` takes all that its other classes open for harmless. `goes_on` begin what only adds
    ("including"), `adding` join another clause ("and"), `alternatives` leave one open ("or"), `relatives` a
    clause about a noun, `reasons` one that does not bound the statement, `occasions` one that does unless it
    is past ("until"). `outcomes` are participles of what came of it ("leaving"), `placing` prepositions of
    place and time, `grounds` nouns of these, `plain_prepositions` harmless whatever follows, `kept_to` what
    "as" may compare with ("planned"). `bounds` are single words that limit ("excepted"), `fictions` what is
    not meant ("dream", "draft"). `remarks` open a remark without a comma, too ("per"), `which` tell one of
    several from the others ("another").

    What a bracket may replace (match/wording/brackets): `inflections` are the endings by which forms of one
    word differ, "" among them, `auxiliary_forms` the forms of one verb in a row, `own_pronouns` what speakers
    and hearers call themselves, which any pronoun may replace, `deictics` words for a time or place that hang
    on the speaker's.

    What a head is told by (match/wording/heads): `auxiliaries`, `infinitive_marks` and `gerund_leads` join a
    verb to what denies it, `perfect` a participle; `verb_negations` deny the verb, other negations its
    subject. `disbelief` denies what "that" leads in, `supposition` leaves it open, `certain` does neither;
    `beliefs` are verbs that need no "that". `few` are amounts whose loss turns a sentence, the one that
    nearly denies first, behind `intensifiers`, too; `partitives` join an amount to the whole, `counts` are
    amounts in a word, `exclusive` words leave all others out, `degrees` part a negation from its verb.
    """

    language: str
    negations: Phrases = ()
    negation_prefixes: Phrases = ()
    negation_suffixes: Phrases = ()
    negation_infixes: Phrases = ()
    hedges: Phrases = ()
    modals: Phrases = ()
    possibility: Phrases = ()
    number_hedges: Phrases = ()
    number_hedges_after: Phrases = ()
    reporting: Phrases = ()
    frames: Phrases = ()
    function_words: Phrases = ()
    pronouns: Phrases = ()
    complementizers: Phrases = ()
    quantities: Phrases = ()
    number_parts: Phrases = ()
    tail_openers: Phrases = ()
    conditions: Phrases = ()
    account_leads: Phrases = ()
    account_nouns: Phrases = ()
    record_leads: Phrases = ()
    record_nouns: Phrases = ()
    months: Phrases = ()
    weekdays: Phrases = ()
    elisions: Phrases = ()
    tail_plain: Phrases = ()
    tail_adverbs: Phrases = ()
    prepositions: Phrases = ()
    subjects: Phrases = ()
    determiners: Phrases = ()
    indefinites: Phrases = ()
    possessives: Phrases = ()
    view_leads: Phrases = ()
    joiners: Phrases = ()
    comment_openers: Phrases = ()
    results: Phrases = ()
    lead_ins: Phrases = ()
    adverb_endings: Phrases = ()
    participle_endings: Phrases = ()
    past_endings: Phrases = ()
    verb_endings: Phrases = ()
    matters: Phrases = ()
    retractions: Phrases = ()
    proofs: Phrases = ()
    infinitive_endings: Phrases = ()
    auxiliaries: Phrases = ()
    perfect: Phrases = ()
    intensifiers: Phrases = ()
    infinitive_marks: Phrases = ()
    disbelief: Phrases = ()
    supposition: Phrases = ()
    beliefs: Phrases = ()
    partitives: Phrases = ()
    few: Phrases = ()
    counts: Phrases = ()
    exclusive: Phrases = ()
    certain: Phrases = ()
    clause_breaks: Phrases = ()
    clause_joiners: Phrases = ()
    gerund_leads: Phrases = ()
    verb_negations: Phrases = ()
    goes_on: Phrases = ()
    adding: Phrases = ()
    alternatives: Phrases = ()
    inflections: Phrases = ()
    which: Phrases = ()
    remarks: Phrases = ()
    own_pronouns: Phrases = ()
    deictics: Phrases = ()
    auxiliary_forms: Phrases = ()
    degrees: Phrases = ()
    relatives: Phrases = ()
    reasons: Phrases = ()
    occasions: Phrases = ()
    outcomes: Phrases = ()
    placing: Phrases = ()
    plain_prepositions: Phrases = ()
    grounds: Phrases = ()
    kept_to: Phrases = ()
    bounds: Phrases = ()
    fictions: Phrases = ()
    inverted: bool = False
    comma_joins: bool = False
    numbers: Mapping[str, float] | None = None
    ordinals: Mapping[str, float] | None = None
    same: Mapping[str, str] | None = None
    contractions: Mapping[str, str] | None = None
    variants: Mapping[str, str] | None = None
    spelling_endings: tuple[tuple[str, str], ...] = ()


def primary(language: str | None) -> str:
    """The primary subtag of a BCP 47 tag, lower case: `en` of `en-GB`; "" of None."""
    return (language or "").replace("_", "-").partition("-")[0].strip().lower()


def word_list(language: str | None) -> WordList | None:
    """The lists of a language, None where the house has none for it."""
    return _read(primary(language))


def languages() -> tuple[str, ...]:
    """The languages that have lists, sorted."""
    folder = resources.files("verify.text") / "words"
    return tuple(sorted(item.name[:-5] for item in folder.iterdir() if item.name.endswith(".toml")))


@lru_cache(maxsize=64)
def _read(tag: str) -> WordList | None:
    if not tag.isascii() or not tag.isalpha():
        return None
    path = resources.files("verify.text") / "words" / f"{tag}.toml"
    if not path.is_file():
        return None
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    known = {field.name for field in fields(WordList)}
    strange = sorted(set(raw) - known)
    if strange:
        raise ValueError(f"words/{tag}.toml has unknown lists: {', '.join(strange)}")
    return WordList(**{key: _frozen(value) for key, value in raw.items()})


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    return value
