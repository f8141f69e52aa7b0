from __future__ import annotations

import pytest
from tests.registry.given import SMALL, claims, errors, only_error, only_warning

URL = "    url: https://gazette.example/harbour\n"


def quoting(quote: str, text: str) -> list[str]:
    return errors(claims("id: q", "references: []", f"text: '{text}'", f"quote: {quote}"))


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ('it\'s "so"', "He said “it’s “so”” there".replace("’", "’’".replace("’’", "’"))),
        ("develop [a] good image", "“develop [a] good image”"),
        ("the Belt… can", "how “the Belt... can” develop"),
        ("a-b", "“a–b”"),
        ("two words", "“two\u00a0words”"),
        ("[one, two]", "“one” and “two”"),
        ("police ‘for safe-keeping.’", "told “police ‘for safe-keeping.’”"),
    ],
)
def test_typography_alone_does_not_part_quote_and_text(quote: str, text: str) -> None:
    assert quoting(quote, text) == []


@pytest.mark.parametrize(
    ("quote", "text", "fault"),
    [
        ("one two", "“one” two three", "missing from text"),
        ("develop good image", "“develop [a] good image”", "missing from text"),
        ("One", "“one”", "missing from text"),
        ("[one, three]", "“one” and “two”", 'missing from text: "three"'),
        ("[two, one]", "“one” and “two”", 'stands before the part above it: "one"'),
        ("[one, one]", "only “one”", "stands before the part above it"),
        ('"\\u200b"', "anything", "holds no words"),
        ("…", "and … so on", "holds no words"),
        ('""', "anything", "quote is empty"),
    ],
)
def test_a_quote_must_stand_in_its_text(quote: str, text: str, fault: str) -> None:
    (line,) = quoting(quote, text)
    assert line.startswith("references.yaml:21:")
    assert fault in line


@pytest.mark.parametrize(
    ("figure", "text", "sound"),
    [
        ("50", "in 50 ports", True),
        ("50", "in 500 ports", False),
        ("50", "in 1,50", False),
        ("3,000", "in 43,000 ports", False),
        ("200", "in 200,000 ports", False),
        ("200", "it was 200, he said", True),
        ("Dozens", "by dozens", True),
        ("5.5 percent", "5.5 percent of it", True),
        ("five", "in 5 ports", False),
        ("10", "10² ports", False),
    ],
)
def test_a_figure_stands_in_its_text_whole_or_not_at_all(figure: str, text: str, sound: bool) -> None:
    found = errors(claims("id: f", "references: []", f"text: {text}", f"figure: '{figure}'"))
    assert (found == []) is sound


@pytest.mark.parametrize(
    "text",
    [
        claims("id: gazette", "references: []", "text: t"),
        claims("id: gazette-2020", "references: []", "text: t"),
        claims("id: crane", "references: []", "text: t"),
        SMALL.replace("id: gazette-2020", "id: gazette").replace("[gazette-2020]", "[gazette]"),
    ],
)
def test_sources_references_and_claims_share_their_ids(text: str) -> None:
    problem = only_error(text)
    assert "the id is taken by the" in problem.message
    assert problem.mend == "rename one: sources, references and claims share their ids"


def test_the_slug_is_no_id() -> None:
    assert errors(claims("id: harbour-2020", "references: []", "text: t")) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("source: gazette", "source: gazete", 'unknown source "gazete"'),
        ("[gazette-2020]", "[gazette-202]", 'unknown reference "gazette-202"'),
    ],
)
def test_an_unknown_name_is_answered_with_a_near_one(old: str, new: str, message: str) -> None:
    problem = only_error(SMALL.replace(old, new))
    assert problem.message == message
    assert problem.mend.startswith('did you mean "gazette')


def test_a_source_is_no_reference() -> None:
    problem = only_error(SMALL.replace("[gazette-2020]", "[gazette]"))
    assert problem.message == 'unknown reference "gazette"'
    assert problem.mend == "add it under `references`"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (SMALL.replace("[gazette-2020]  ", "[]"), "no claim rests on this reference"),
        (
            SMALL.replace("sources:\n", "sources:\n  idle: {name: Idle}\n"),
            "no reference comes from this source",
        ),
        (SMALL.replace(URL, ""), "has neither url nor copies"),
        (SMALL.replace(URL, URL + "    access: private\n"), "access is private, but an address is given"),
        (SMALL.replace(URL, URL + "    access: unlocated\n"), "access is unlocated, but an address is given"),
        (
            SMALL.replace(URL, URL + "    copies: [{url: https://gazette.example/harbour, role: mirror}]\n"),
            'copy "https://gazette.example/harbour" repeats another address of this reference',
        ),
        (
            SMALL.replace("[gazette-2020]", "[gazette-2020, gazette-2020]"),
            'reference "gazette-2020" is named twice',
        ),
        (claims("id: a", "references: []", "text: t", "about: [t]"), "about has no figure to go with"),
        (
            claims("id: a", "references: []", "text: so “much” more", "quote: “much”"),
            "quote carries its outer quotation marks",
        ),
    ],
)
def test_what_looks_like_a_slip_is_a_warning(text: str, message: str) -> None:
    assert only_warning(text).message == message


@pytest.mark.parametrize("access", ["private", "unlocated"])
def test_a_reference_without_address_may_say_why(access: str) -> None:
    assert errors(SMALL.replace(URL, f"    access: {access}\n")) == []


def test_a_claim_with_nothing_to_check_is_no_warning() -> None:
    text = claims("id: plain", "references: []", "text: just so")
    assert errors(text) == []
    with pytest.raises(ValueError, match="not enough values"):
        only_warning(text)


def test_a_pinned_passage_needs_words() -> None:
    text = claims("id: p", "references: []", "text: t", "passage: {exact: '…'}")
    assert only_error(text).message == "passage exact holds no words"
