"""What must hold of any quote of any page."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.match.wording.mutations import true_quotes
from tests.match.wording.paragraphs import PAGE
from tests.match.wording.wording_cases import FINE, passes, prepared

from verify.match.wording.quote import match_quote
from verify.model.match import Outcome

_PAGE = prepared(PAGE)
_QUOTES = true_quotes(PAGE, later_halves=True)
_WORDS = [word for word in PAGE.split() if word.isalpha()]
_LETTERS = st.sampled_from(
    sorted({*"abzñéЖқ中文ا٣37 ,.-'\"“”[]…?!%$\n\u00a0\u00ad\u202e\ud800", "n't", " not "})
)
_NOISE = str.maketrans({" ": "\u00a0", "'": "’", "“": '"', "”": '"', "-": "–"})


@st.composite
def cuts(draw: st.DrawFn) -> str:
    """Four to forty words in a row out of the page."""
    words = PAGE.split(" ")
    start = draw(st.integers(0, len(words) - 5))
    return " ".join(words[start : start + draw(st.integers(4, 40))])


@given(cuts())
def test_words_cut_out_of_a_page_are_found_and_nothing_in_them_differs(quote: str) -> None:
    check = match_quote((quote,), _PAGE)
    assert check.outcome in (Outcome.verbatim, Outcome.typographic, Outcome.altered)
    assert all(edit.claim in ("", ".", "!") for edit in check.edits)  # only what was cut off around them
    assert check.span is not None
    assert PAGE[slice(*check.span)].split() == quote.split() or check.outcome is not Outcome.verbatim


@given(cuts(), st.integers(0, 10**6))
def test_typographic_noise_changes_no_status(quote: str, seed: int) -> None:
    rng = random.Random(seed)
    plain = match_quote((quote,), _PAGE)
    noisy = "".join(
        char + "\u00ad" * (char.isalpha() and rng.random() < 0.1) for char in quote.translate(_NOISE)
    )
    check = match_quote((noisy,), _PAGE)
    assert (check.outcome in FINE) == (plain.outcome in FINE)
    assert len(check.edits) == len(plain.edits)


@given(st.sampled_from(_QUOTES), st.data(), st.sampled_from(["not", "never", "hardly", "no"]))
def test_an_inserted_denial_never_passes(quote: str, data: st.DataObject, denial: str) -> None:
    words = quote.split(" ")
    words.insert(data.draw(st.integers(0, len(words))), denial)
    changed = " ".join(words)
    if changed.casefold() not in PAGE.casefold():  # the next sentence may begin with that very word
        assert not passes(match_quote((changed,), _PAGE))


@given(st.sampled_from([quote for quote in _QUOTES if any(c.isdigit() for c in quote)]), st.data())
def test_a_changed_digit_never_passes(quote: str, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([i for i, char in enumerate(quote) if char.isdigit()]))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != quote[at]]))
    assert not passes(match_quote((quote[:at] + digit + quote[at + 1 :],), _PAGE))


@given(st.sampled_from(_QUOTES), st.data(), st.sampled_from(_WORDS))
def test_a_swapped_word_never_passes(quote: str, data: st.DataObject, other: str) -> None:
    words = quote.split(" ")
    at = data.draw(st.integers(0, len(words) - 1))
    same = words[at].strip(".,“”").casefold() == other.casefold()
    words[at] = other
    changed = " ".join(words)
    if not same and changed not in PAGE:
        assert not passes(match_quote((changed,), _PAGE))


@given(st.lists(_LETTERS, max_size=60).map("".join), st.lists(_LETTERS, max_size=25).map("".join))
@settings(max_examples=300)
def test_any_text_and_quote_get_a_sound_answer(text: str, quote: str) -> None:
    check = match_quote((quote,), prepared(text))
    assert check.reason
    assert (check.span is None) == (check.outcome in (Outcome.missing, Outcome.undecided))
    for span in (check.span, *check.also, *(edit.span for edit in check.edits)):
        assert span is None or 0 <= span[0] < span[1] <= len(text)
    assert (check.outcome is Outcome.altered) == bool(check.edits)
    assert match_quote((quote,), prepared(text)) == check


@given(st.lists(_LETTERS, max_size=40).map("".join), st.lists(_LETTERS, max_size=12).map("".join))
@settings(max_examples=200)
def test_two_parts_get_a_sound_answer(text: str, part: str) -> None:
    check = match_quote((part, part[::-1]), prepared(text))
    assert check.reason
    assert check.span is None or 0 <= check.span[0] < check.span[1] <= len(text)
