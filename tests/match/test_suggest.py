"""Suggestions share the claim's rare words; a selector keeps its context."""

from verify.match.prepared import Prepared
from verify.match.suggest import quoted_at, selector_at, suggest
from verify.model.text import plain

TEXT = (
    "The market opened late. Police took the passports of herders near the border. "
    "Nobody could say why. The police station stands by the market."
)


def test_the_sentence_with_the_rarest_shared_words_comes_first() -> None:
    found = suggest("Herders had their passports taken by police", Prepared(plain(TEXT)))
    assert found[0].sentence == "Police took the passports of herders near the border."
    assert 0 < found[-1].score <= found[0].score <= 1


def test_nothing_shared_nothing_suggested() -> None:
    assert suggest("Совсем другое", Prepared(plain(TEXT))) == []
    assert suggest("", Prepared(plain(TEXT))) == []


def test_a_selector_has_its_words_and_whole_words_around_them() -> None:
    start = TEXT.index("Police took")
    selector = selector_at(TEXT, (start, TEXT.index(" Nobody")))
    assert selector.exact == "Police took the passports of herders near the border."
    assert selector.prefix == "The market opened late."
    assert selector.suffix == "Nobody could say why. The police"


def test_a_quoted_span_keeps_every_letter_of_it_and_around_it() -> None:
    text = "One  two\u00a0three,\nfour."
    start = text.index("two")
    found = quoted_at(text, (start, start + 9))
    assert (found.exact, found.prefix, found.suffix) == ("two\u00a0three", "One  ", ",\nfour.")
    assert quoted_at("a" * 200, (100, 101)).prefix == "a" * 40
