"""What is cut off before a quote: denials that reach it, doubts that lead it in, amounts."""

from __future__ import annotations

import pytest
from tests.match.wording.wording_cases import ask, kinds, passes

from verify.match.wording.edges import Around
from verify.model.match import EditKind, Outcome

K = EditKind
BRIDGE = "the old bridge was damaged by ice"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("It is doubtful that", K.negation),
        ("Few believe that", K.negation),
        ("Few believe", K.negation),
        ("Nobody thinks", K.negation),
        ("It is a myth that", K.negation),
        ("There is no evidence that", K.negation),
        ("He only pretended that", K.negation),
        ("It is rumoured that", K.hedge),
        ("She hopes that", K.hedge),
        ("It is glorp that", K.hedge),
        ("It is known that", None),
        ("It is clear that", None),
        ("The clerk said that", None),
        ("The clerk showed that", None),
    ],
)
def test_what_leads_a_statement_in(head: str, kind: EditKind | None) -> None:
    check = ask(f"It was cold. {head} {BRIDGE}.", BRIDGE)
    assert kinds(check) == ([kind] if kind else [])
    assert all(edit.unsure == ("glorp" in head) for edit in check.edits)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "was far from able to",
            "was in no position to",
            "never managed to",
            "did not want to",
            "has yet to",
        ),
        *("had no plans to", "is too poor to"),
    ],
)
def test_a_denial_reaches_the_verb(words: str) -> None:
    source = f"The council {words} mend the old bridge before the winter."
    assert kinds(ask(source, "mend the old bridge before the winter")) == [K.negation]


@pytest.mark.parametrize(
    ("source", "quote", "kind"),
    [
        ("Few people in the valley believed it.", "people in the valley believed it", K.number),
        ("Most farmers in the valley sold their sheep.", "farmers in the valley sold their sheep", K.number),
        ("A third of the barges were lost in the ice.", "the barges were lost in the ice", K.number),
        ("Only the owners were told of the letter.", "the owners were told of the letter", K.hedge),
        ("None of the guards at the gate had been trained.", "had been trained", K.negation),
        ("Nobody at the mill could read the letter.", "could read the letter", K.negation),
        ("They had no intention of raising wages now.", "raising wages now", K.negation),
        ("The barges are not fully insured against ice.", "insured against ice", K.negation),
        ("They bought reputedly 50 barges in May.", "50 barges in May", K.hedge),
        ("They bought north of 50 barges in May.", "50 barges in May", K.hedge),
    ],
)
def test_amounts_and_subjects_that_turn_a_sentence(source: str, quote: str, kind: EditKind) -> None:
    assert kinds(ask(source, quote)) == [kind]


@pytest.mark.parametrize(
    ("source", "quote"),
    [
        ("A few people in the valley believed it.", "people in the valley believed it"),
        ("In the next few weeks the bank came down.", "weeks the bank came down"),
        ("They bought some of it, and most farmers sold sheep.", "farmers sold sheep"),
        ("The office did not see the old bridge fall.", "the old bridge fall"),
        ("Nobody said a word, and the clerk could read the letter.", "could read the letter"),
        ("He was not only asked to mend the bridge.", "mend the bridge"),
        ("It was in May that the old bridge fell.", "the old bridge fell"),
    ],
)
def test_words_that_do_not_reach_the_quote(source: str, quote: str) -> None:
    assert ask(source, quote).outcome is Outcome.verbatim


@pytest.mark.parametrize(
    ("language", "source", "quote"),
    [
        (
            "de",
            "Kaum jemand glaubt, dass die alte Brücke im Winter brach.",
            "die alte Brücke im Winter brach",
        ),
        ("de", "Der Rat hofft, dass die alte Brücke im Winter hält.", "die alte Brücke im Winter hält"),
        ("fr", "Peu de gens croient que le vieux pont a cédé.", "le vieux pont a cédé"),
        ("fr", "Le conseil n'a pas voulu ouvrir la porte avant midi.", "ouvrir la porte avant midi"),
        ("es", "El consejo no quiso abrir la puerta antes del alba.", "abrir la puerta antes del alba"),
        ("es", "Es dudoso que el viejo puente cediera en marzo.", "el viejo puente cediera en marzo"),
        ("ru", "Мало кто верит, что старый мост закрыли из-за льда.", "старый мост закрыли из-за льда"),
        ("ru", "Совет не намерен открыть мост до зимы.", "открыть мост до зимы"),
    ],
)
def test_heads_of_other_languages(language: str, source: str, quote: str) -> None:
    assert ask(source, quote, language=language).outcome is Outcome.altered


def test_an_amount_or_denial_that_the_article_gives_itself_is_not_lost() -> None:
    source = "Few people in the valley believed it."
    quote = "people in the valley believed it"
    assert ask(source, quote, around=Around(f"Few “{quote}”.")).outcome is Outcome.verbatim
    assert ask(source, quote, around=Around(f"Then “{quote}”.")).outcome is Outcome.altered
    only = "Only the owners were told of the letter."
    told = "the owners were told of the letter"
    assert ask(only, told, around=Around(f"Not “{told}”.")).outcome is Outcome.altered
    denied = "The council never managed to mend the bridge."
    assert (
        ask(denied, "mend the bridge", around=Around("It did not “mend the bridge”.")).outcome
        is Outcome.verbatim
    )


@pytest.mark.parametrize(
    "lead", ["had not ", "had not, ", "had not “", "had “not” ", "had not (", "had not ... "]
)
def test_a_negation_reaches_over_a_mark(lead: str) -> None:
    assert not passes(ask(f"The board {lead}asked for gravel in May.", "asked for gravel in May"))


@pytest.mark.parametrize(
    "lead",
    [
        "had not yet ",
        "had not so much as ",
        "had not, as we heard, ",
        "had rarely if ever ",
        "hadn't always ",
    ],
)
def test_a_negation_reaches_over_adverbs_and_asides(lead: str) -> None:
    source = f"The board {lead}asked for gravel in May."
    assert not passes(ask(source, "asked for gravel in May"))
    assert passes(ask(source, source))


@pytest.mark.parametrize("lead", ["said no, it ", "had not only ", "was told “No.” It ", "met. No, it "])
def test_an_answer_and_not_only_deny_nothing(lead: str) -> None:
    assert passes(ask(f"The board {lead}asked for gravel in May.", "asked for gravel in May"))
