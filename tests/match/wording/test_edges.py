from __future__ import annotations

import pytest
from tests.match.wording.wording_cases import ask, kinds

from verify.match.wording.edges import Around
from verify.model.match import EditKind, Outcome

K = EditKind


@pytest.mark.parametrize(
    ("source", "quote", "kind"),
    [
        ("The office had not heard of the situation.", "heard of the situation", K.negation),
        ("The office hadn't heard of the situation.", "heard of the situation", K.negation),
        ("They never opened the gate at noon.", "opened the gate at noon", K.negation),
        ("They allegedly opened the gate at noon.", "opened the gate at noon", K.hedge),
        ("More than 50 boats left at noon.", "50 boats left at noon", K.hedge),
        ("They may have opened the gate.", "have opened the gate", K.hedge),
        ("Some five million boats left at noon.", "million boats left at noon", K.number),
        ("Between 10-50 boats left at noon.", "50 boats left at noon", K.number),
        ("They paid $50 for the boat.", "50 for the boat", K.number),
        ("In all they paid 50 million for it.", "In all they paid 50", K.number),
        ("In all they sold 50 percent of it.", "In all they sold 50", K.number),
        ("In all they sold 50 or more of them.", "In all they sold 50", K.hedge),
        ("The boats left at noon, possibly.", "The boats left at noon", K.hedge),
        ("The gate cost the town nothing.", "The gate cost the town", K.negation),
        ("The boats left at noon, according to officials.", "The boats left at noon", K.attribution),
        ("The boats left at noon according to officials.", "The boats left at noon", K.attribution),
        ("The boats left at noon, officials in the port claimed.", "The boats left at noon.", K.attribution),
        ("The boats left at noon - a guide said.", "The boats left at noon", K.attribution),
        ("Is the water cold?", "Is the water cold.", K.wording),
        ("Was the water in the harbour cold?", "Was the water in the harbour cold", K.wording),
    ],
)
def test_what_is_cut_off_and_turns_the_meaning(source: str, quote: str, kind: EditKind) -> None:
    check = ask(source, quote)
    assert (check.outcome, kinds(check)) == (Outcome.altered, [kind])
    assert check.reason


@pytest.mark.parametrize(
    ("source", "quote"),
    [
        ("The office had not heard of the situation.", "had not heard"),
        ("The office had not heard of the situation.", "not heard of the situation"),
        ("It was not so. Boats left the port at noon.", "Boats left the port at noon"),
        ("They did not wait\nBoats left the port at noon.", "Boats left the port at noon"),
        ("He would not, the boats being gone, stay at home.", "the boats being gone, stay"),
        ("“The boats left at noon,” officials said.", "The boats left at noon"),
        ("“The boats left at noon,” officials said.", "The boats left at noon,"),
        ("The boats left at noon, and the mayor said goodbye.", "The boats left at noon"),
        (
            "The boats left at noon, which nobody on the quay had been told of before.",
            "The boats left at noon",
        ),
        ("The boats left at noon, including one reported lost.", "The boats left at noon"),
        ("The boats left at noon. Officials said little.", "The boats left at noon"),
        ("Officials said that the boats left at noon.", "the boats left at noon"),
        ("In 2017 some 50 boats left at noon.", "boats left at noon"),
        ("Is the water in the harbour cold?", "the water in the harbour"),
    ],
)
def test_ordinary_fragments_are_fine(source: str, quote: str) -> None:
    assert ask(source, quote).outcome in (Outcome.verbatim, Outcome.typographic)


def test_a_not_that_the_article_gives_itself_is_not_lost() -> None:
    source = "The office had not heard of the situation."
    around = Around("The office said it had not “heard of the situation” at all.")
    assert ask(source, "heard of the situation", around=around).outcome is Outcome.verbatim
    other = Around("The office said it had “heard of the situation”.")
    assert ask(source, "heard of the situation", around=other).outcome is Outcome.altered


def test_an_attribution_that_the_article_gives_itself_is_not_lost() -> None:
    source = "The boats left at noon, according to Ona Brill."
    assert ask(source, "The boats left at noon", around=Around("", ("Brill",))).outcome is Outcome.verbatim
    said = Around("Ona Brill told us “the boats left at noon”.")
    assert ask(source, "The boats left at noon", around=said).outcome is Outcome.verbatim
    assert ask(source, "The boats left at noon", around=Around("", ("Sorn",))).outcome is Outcome.altered


@pytest.mark.parametrize(
    ("source", "quote", "kinds_found"),
    [
        ("Nobody said that the mayor lied to them.", "the mayor lied to them", [EditKind.negation]),
        ("The minister denied that he took any bribes.", "he took any bribes", [EditKind.negation]),
        ("It is false that the old plant leaked.", "the old plant leaked", [EditKind.negation]),
        ("She said that the old plant leaked.", "the old plant leaked", []),
        ("He did not say when, but he said that the old plant leaked.", "the old plant leaked", []),
        ("He said not only that taxes would rise.", "taxes would rise", []),
    ],
)
def test_a_clause_under_a_denial_is_not_a_statement(
    source: str, quote: str, kinds_found: list[EditKind]
) -> None:
    assert kinds(ask(source, quote)) == kinds_found


def test_a_denial_that_the_article_gives_itself_is_not_lost() -> None:
    around = Around("Nobody said that “the mayor lied to them”.")
    assert ask(
        "Nobody said that the mayor lied to them.", "the mayor lied to them", around=around
    ).outcome in (
        Outcome.verbatim,
        Outcome.typographic,
    )


def test_a_speaker_named_behind_a_comma_is_the_same_speaker() -> None:
    source = "The work will take a year, according to the council's engineer, Paul Drey."
    quote = "The work will take a year"
    assert ask(source, quote, around=Around("", ("Paul Drey",))).outcome is Outcome.verbatim
    assert ask(source, quote, around=Around(f"“{quote},” Paul Drey said.")).outcome is Outcome.verbatim
    assert ask(source, quote, around=Around(f"“{quote},” the mayor said.")).outcome is Outcome.altered


ROAD = "The road will open in the spring"


@pytest.mark.parametrize(
    ("tail", "found"),
    [
        (", the mayor said.", [K.attribution]),
        (", as the priest put it.", [K.attribution]),
        (", per the ministry's log.", [K.attribution]),
        (", by the ministry's reckoning.", [K.attribution]),
        (" – so the guard told reporters.", [K.attribution]),
        (", more or less.", [K.hedge]),
        (", if the snow melts.", [K.hedge]),
        (" unless the snow stays.", [K.hedge]),
        (", and the bridge in the fall.", []),
        (", as planned.", []),
        (", so the shops will open too.", []),
        (" after a year of delays.", []),
    ],
)
@pytest.mark.parametrize("closing", ["", ",", "."])
def test_what_a_tail_takes_back(tail: str, found: list[EditKind], closing: str) -> None:
    assert kinds(ask(ROAD + tail, ROAD + closing)) == found


def test_the_quotes_own_words_do_not_name_its_speaker() -> None:
    source = "The mayor opened the road, said the mayor."
    assert kinds(ask(source, "The mayor opened the road", around=Around("The mayor opened the road"))) == [
        K.attribution
    ]
