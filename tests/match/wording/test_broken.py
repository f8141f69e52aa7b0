"""A word broken at a line's end is whole where the quote has it whole, and only there."""

import pytest
from tests.match.wording.wording_cases import ask

from verify.model.match import Outcome

HALL = "The temp-\nerature in the hall was low."


@pytest.mark.parametrize(
    ("source", "quote", "outcome"),
    [
        (HALL, "The temperature in the hall was low", Outcome.typographic),
        ("He met the well-\nknown baker.", "He met the well-known baker", Outcome.typographic),
        (HALL, "The literature in the hall was low", Outcome.altered),
        ("It was a re-\nsigned deal by then.", "It was a designed deal by then", Outcome.altered),
    ],
)
def test_broken_words(source: str, quote: str, outcome: Outcome) -> None:
    assert ask(source, quote).outcome is outcome
