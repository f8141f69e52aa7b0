from __future__ import annotations

import dataclasses

import pytest
from tests.match.wording.wording_cases import ask, kinds, passes, prepared

from verify.match.prepared import Prepared
from verify.match.wording.locate import PLACES
from verify.match.wording.quote import QUOTE_MOST, match_quote
from verify.model.match import EditKind, Outcome
from verify.model.text import Block, Zone, plain

K = EditKind
SOURCE = (
    "The keeper said that visitors would not be admitted after dusk. "
    "More than 50 lamps were lit along the 34,000 steps, and the people’s war on moths began. "
    "He has no wish to co-operate with the “harbour” board; the US board ignored us. "
    "She can swim. Is the water cold? A 43-year-old baker organised twelve boats."
)


@pytest.mark.parametrize(
    ("quote", "outcome"),
    [
        ("visitors would not be admitted after dusk.", Outcome.verbatim),
        ("visitors\u00a0would  not\nbe admitted after dusk.", Outcome.verbatim),
        ("Visitors would not be admitted after dusk", Outcome.typographic),
        ("visitors would not be admitted after dusk,", Outcome.typographic),
        ("the people's war on moths", Outcome.typographic),
        ("the People’s War on Moths", Outcome.typographic),
        ("the 34 000 steps, and the people’s war", Outcome.typographic),
        ("the 34000 steps – and the people’s war", Outcome.typographic),
        ("with the ‘harbour’ board", Outcome.typographic),
        ("visi\u00adtors would not be admitted", Outcome.typographic),
        ("“visitors would not be admitted after dusk”", Outcome.typographic),
        ("[V]isitors would not be admitted after dusk", Outcome.marked),
        ("visitors would not be admitted [to the tower] after dusk", Outcome.marked),
        ("[V]isitors would not be admit[ted] after dusk", Outcome.marked),
        ("[H]e ha[d] no wish to co-operate with the “harbour” board", Outcome.marked),
        ("[the keeper] has no wish to co-operate", Outcome.marked),
        ("The keeper said … visitors would not be admitted", Outcome.marked),
        ("The keeper said [...] visitors would not be admitted", Outcome.marked),
        ("visitors [sic] would not be admitted", Outcome.marked),
        ("visitors would not [have been] admitted after dusk", Outcome.marked),
        ("the US board ignored us", Outcome.verbatim),
    ],
)
def test_faithful_quotes(quote: str, outcome: Outcome) -> None:
    check = ask(SOURCE, quote)
    assert (check.outcome, check.edits) == (outcome, ())


@pytest.mark.parametrize(
    ("quote", "kind"),
    [
        ("More than 60 lamps were lit along the 34,000 steps", K.number),
        ("More than 50 lamps were lit along the 34.000 steps", K.number),
        ("More than 50 lamps were lit along the 43,000 steps", K.number),
        ("A 13-year-old baker organised twelve boats", K.number),
        ("A 43-year-old baker organised eleven boats", K.number),
        ("visitors would be admitted after dusk", K.negation),
        ("visitors would never not be admitted after dusk", K.negation),
        ("He has a wish to co-operate with the harbour board", K.negation),
        ("She can't swim. Is the water cold?", K.negation),
        ("Less than 50 lamps were lit along the 34,000 steps", K.hedge),
        ("About 50 lamps were lit along the 34,000 steps", K.hedge),
        ("50 lamps were lit along the 34,000 steps", K.hedge),
        ("visitors may not be admitted after dusk", K.hedge),
        ("The keeper denied that visitors would not be admitted", K.negation),
        ("The keeper claimed that visitors would not be admitted", K.attribution),
        ("visitors and dogs would not be admitted after dusk", K.added),
        ("would not be admitted dusk", K.omitted),
        ("visitors would not be admitted after dawn", K.wording),
        ("the us board ignored US", K.wording),
        ("Is the water cold.", K.wording),
        ("She can swim?", K.wording),
        ("He has no wish to cooperate with the “harbour” board", K.spelling),
        ("He has no wish to co-operate with the “harbor” board", K.spelling),
        ("A 43-year-old baker organized twelve boats", K.spelling),
        ("A 43-year-old baker organised 12 boats", K.spelling),
    ],
)
def test_altered_quotes_and_their_main_kind(quote: str, kind: EditKind) -> None:
    check = ask(SOURCE, quote)
    assert check.outcome is Outcome.altered
    assert check.main_edit is not None
    assert check.main_edit.kind is kind


@pytest.mark.parametrize(
    ("source", "quote", "kind"),
    [
        (
            "The guard, it seems, did not open the old gate.",
            "The guard … did … open the old gate",
            K.negation,
        ),
        ("The guard did not open the old gate.", "The guard did [indeed] open the old gate", K.negation),
        ("The guard did open the old gate.", "The guard did [not] open the old gate", K.negation),
        ("They found 300 coins under the old floor.", "They found … coins under the old floor", K.number),
        ("They found 300 coins under the old floor.", "They found [900] coins under the old floor", K.number),
        (
            "They found some coins under the old floor.",
            "They found [900] coins under the old floor",
            K.number,
        ),
        ("They possibly found coins under the old floor.", "They … found coins under the old floor", K.hedge),
        ("It is a legal act in the old town.", "It is a[n il]legal act in the old town", K.negation),
        ("It is a legal act in the old town.", "It is a [il]legal act in the old town", K.negation),
        ("He may go to the old town at noon.", "He [will] go to the old town at noon", K.hedge),
        ("He was innocent of the old charge.", "He was [guilty] of the old charge", K.wording),
        ("He kissed his brother in the old town.", "He k[illed] his brother in the new town", K.wording),
    ],
)
def test_marks_that_swallow_or_bring_a_meaning(source: str, quote: str, kind: EditKind) -> None:
    check = ask(source, quote)
    assert check.outcome is Outcome.altered
    assert kind in kinds(check)


def test_a_bracket_whose_words_are_the_sources_is_fair() -> None:
    source = "Does the valley risk turning into a mere corridor?"
    check = ask(source, "Does the valley risk [turning] into a mere corridor?")
    assert check.outcome is Outcome.marked


def test_brackets_and_dots_of_the_source_are_ordinary_text() -> None:
    source = "The lamp [of brass] went out ... and nobody saw it."
    assert ask(source, "The lamp [of brass] went out … and nobody saw it.").outcome is Outcome.typographic
    assert ask(source, "The lamp [of brass] went out ... and nobody").outcome is Outcome.verbatim


def test_a_long_jump_is_no_fair_ellipsis() -> None:
    filler = "The boats lay idle and the wind turned slowly towards the bay. " * 12
    check = ask(
        f"We saw the tall ship leave. {filler}Then we all went home again.",
        "We saw the tall ship … went home again",
    )
    assert not passes(check)


def test_a_clause_inserted_in_the_source_is_spanned() -> None:
    source = (
        "The guests had to thank the ruling, and by then (as a guide put it) deeply unloved, house committee."
    )
    check = ask(source, "The guests had to thank the ruling house committee.")
    assert check.found is not None
    assert check.found.startswith("The guests")
    assert check.found.endswith("committee")
    assert kinds(check) == [K.attribution]  # it holds "as a guide put it", which is graver than omitted


@pytest.mark.parametrize(
    ("source", "quote"),
    [
        (
            "In the north, 14 villages lost power on Monday.",
            "In the south, 20 villages lost their water on Friday.",
        ),
        (
            "The ministry said on Monday that the roads were safe.",
            "The ministry said on Monday that nurses were paid late.",
        ),
        ("A baker was fined for selling stale bread.", "A butcher was jailed for selling bad meat."),
        ("Nothing of the kind stands here.", "the lighthouse keeper counted every ship"),
    ],
)
def test_a_sibling_sentence_is_missing_not_altered(source: str, quote: str) -> None:
    assert ask(source, quote).outcome is Outcome.missing


@pytest.mark.parametrize(
    ("quote", "outcome"),
    [
        ("twelve boats", Outcome.verbatim),
        ("Twelve Boats", Outcome.typographic),
        ("ten boats", Outcome.missing),
        ("twelve goats", Outcome.missing),
        ("boat", Outcome.missing),
        ("dusk", Outcome.verbatim),
    ],
)
def test_quotes_of_one_to_three_words_match_exactly_or_not(quote: str, outcome: Outcome) -> None:
    assert ask(SOURCE, quote).outcome is outcome


@pytest.mark.parametrize("quote", ["000 steps", "4,000 steps", "0 lamps were lit", "he can", "ear-old baker"])
def test_no_quote_is_cut_out_of_a_word_or_number(quote: str) -> None:
    source = SOURCE + " Well, he can't."
    assert not passes(ask(source, quote))


def test_only_the_beginning_is_partial() -> None:
    source = "The bell rang at noon over the quiet square and all the pigeons rose."
    check = ask(
        source, "over the quiet square and all the pigeons rose while children cheered from every balcony"
    )
    assert check.outcome is Outcome.partial
    assert "beginning" in check.reason


def test_a_text_that_ends_in_the_middle_is_partial() -> None:
    check = ask(
        "Later that day the old keeper walked", "the old keeper walked down to the shore and lit a fire there"
    )
    assert check.outcome is Outcome.partial
    assert "ends in the middle" in check.reason


def test_all_places_are_told_and_the_body_comes_first() -> None:
    text = "the tall bell rang\nOn Sunday the tall bell rang twice."
    source = dataclasses.replace(
        plain(text, "en"), blocks=(Block(0, 18, Zone.nav), Block(19, len(text), Zone.body))
    )
    check = match_quote(("the tall bell rang",), Prepared(source))
    assert (check.zone, check.also) == (Zone.body, ((0, 18),))


def test_prefix_and_suffix_choose() -> None:
    text = "Early on the bell rang twice in town. Later on the bell rang twice at sea."
    second = text.rindex("the bell")
    assert ask(text, "the bell rang twice", suffix="at sea").span == (second, second + 19)
    assert ask(text, "the bell rang twice", prefix="Later on").span == (second, second + 19)
    assert ask(text, "the bell rang twice", prefix="Early on").span != (second, second + 19)


def test_a_clean_place_is_preferred_to_one_behind_a_not() -> None:
    text = "They did not open the gate at noon. Later they did open the gate at noon."
    check = ask(text, "open the gate at noon")
    assert check.outcome is Outcome.verbatim
    assert check.span is not None
    assert check.span[0] > 40


def test_spans_and_found_agree_with_the_source() -> None:
    check = ask(SOURCE, "visi\u00adtors would be admitted after dusk")
    assert check.span is not None
    assert SOURCE[slice(*check.span)] == check.found == "visitors would not be admitted after dusk"
    (edit,) = check.edits
    assert edit.span is not None
    assert SOURCE[slice(*edit.span)] == edit.source == "not"


def test_words_of_little_weight_are_said_to_be_so() -> None:
    check = ask(SOURCE, "visitors would not be admitted after the dusk")
    assert [(e.claim, e.function_words_only) for e in check.edits] == [("the", True)]


def test_a_footnote_mark_is_not_the_authors_text() -> None:
    assert (
        ask("The war[12] on moths cost a million¹ crowns.", "The war on moths cost a million crowns").outcome
        is Outcome.typographic
    )


def test_a_word_broken_at_a_line_end_is_one_word() -> None:
    assert passes(
        ask("The keeper had an exam-\nple of good brass.", "The keeper had an example of good brass.")
    )


def test_an_unknown_language_says_so_and_stays_strict() -> None:
    source = "Ang bangka ay hindi umalis bago tanghali kahapon."
    changed = ask(source, "Ang bangka ay umalis bago tanghali kahapon.", language="tl")
    assert changed.outcome is Outcome.altered
    assert "kinds not known for tl" in changed.reason
    assert ask(source, "ang bangka ay hindi umalis", language="tl").outcome is Outcome.typographic


@pytest.mark.parametrize("quote", ["", "   ", "…", "[...]", "“”", "[only brackets]", "—", "\u202e\u200b"])
def test_a_quote_without_words_is_undecided(quote: str) -> None:
    check = ask(SOURCE, quote)
    assert check.outcome is Outcome.undecided
    assert check.reason


def test_no_parts_at_all() -> None:
    assert ask(SOURCE).outcome is Outcome.undecided


@pytest.mark.parametrize(
    "quote", ["\ud800\udfff lone", "lamps \ud800 were lit", "\u202evisitors\u202c would"]
)
def test_strange_characters_get_an_answer(quote: str) -> None:
    assert ask(SOURCE + "\udc00", quote).reason


def test_an_empty_page_has_nothing() -> None:
    assert ask("", "the keeper said so").outcome is Outcome.missing


def test_a_page_that_repeats_the_quote_without_end() -> None:
    check = ask("The bell rang twice at noon. " * 10_000, "The bell rang twice at noon.")
    assert check.outcome is Outcome.verbatim
    assert len(check.also) == PLACES - 1
    assert "the rest was not looked at" in check.reason


def test_a_changed_quote_on_a_page_that_repeats_without_end() -> None:
    assert kinds(ask("The bell rang twice at noon. " * 10_000, "The bell rang never at noon in town.")) != []


def test_a_quote_longer_than_the_page() -> None:
    assert ask("The bell rang.", "The bell rang " + "over the wide and quiet town " * 2_000).outcome in (
        Outcome.missing,
        Outcome.partial,
    )


def test_a_quote_of_ten_thousand_words() -> None:
    words = " ".join(f"w{index % 977}x{index}" for index in range(10_000))
    assert ask(words + ".", words).outcome is Outcome.verbatim
    assert kinds(ask(words + ".", words.replace("w5x5 ", "w5x5 not "))) == [K.negation]


def test_a_quote_beyond_the_limit_names_its_reason() -> None:
    check = ask("x", "word " * (QUOTE_MOST // 4))
    assert (check.outcome, "longer than" in check.reason) == (Outcome.undecided, True)


def test_judging_is_pure() -> None:
    page = prepared(SOURCE)
    first = match_quote(("visitors would be admitted after dawn",), page)
    assert match_quote(("visitors would be admitted after dawn",), page) == first
    assert match_quote(("visitors would be admitted after dawn",), prepared(SOURCE)) == first


@pytest.mark.parametrize(
    ("quote", "source", "outcome"),
    [
        ("a people’s war.", "He said the region must fight the people’s war to the end.", Outcome.altered),
        ("had not heard", "It had heard of it before anybody else.", Outcome.missing),
        ("frequent contacts", "They had few contacts over the years.", Outcome.missing),
        ("not a war", "It is a war like any other.", Outcome.missing),
    ],
)
def test_a_scant_quote_may_differ_in_function_words_alone(quote: str, source: str, outcome: Outcome) -> None:
    check = ask(source, quote)
    assert check.outcome is outcome
    assert all(edit.function_words_only for edit in check.edits)
