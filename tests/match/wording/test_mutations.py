"""Seeded changes over the development paragraphs: no material one passes, few benign ones are flagged."""

from __future__ import annotations

import pytest
from tests.match.wording.mutations import BENIGN, MATERIAL, cases
from tests.match.wording.paragraphs import PAGE
from tests.match.wording.wording_cases import passes, prepared

from verify.match.wording.quote import match_quote

_PAGE = prepared(PAGE)


@pytest.mark.parametrize("kind", MATERIAL)
def test_no_material_change_passes(kind: str) -> None:
    made = list(cases(PAGE, {kind: MATERIAL[kind]}, seed=2026, rounds=2))
    assert made, "the development texts give this change nothing to work on"
    assert [case.quote for case in made if passes(match_quote((case.quote,), _PAGE))] == []


def test_few_benign_changes_are_flagged() -> None:
    made = list(cases(PAGE, BENIGN, seed=2026, rounds=1, later_halves=False))
    flagged = [case.quote for case in made if not passes(match_quote((case.quote,), _PAGE))]
    assert len(made) > 500
    assert len(flagged) <= 0.02 * len(made), flagged
