"""Ids: every one known, bare or with its slug; sources and claims lead to references."""

import pytest
from tests.pipeline.given import quoting, registry

from verify.errors import UnknownId
from verify.pipeline.selecting import claims, references, select

REGISTRY = registry(quoting("a", "story", name="one"), quoting("b", "letter", name="two"))


@pytest.mark.parametrize(
    ("ids", "wanted_claims", "wanted_references"),
    [
        ((), ["one", "two"], ["story", "letter", "lost"]),
        (("one",), ["one"], ["story"]),
        (("slug/two",), ["two"], ["letter"]),
        (("story",), ["one"], ["story"]),
        (("paper",), ["one", "two"], ["story", "letter", "lost"]),
        (("lost",), [], ["lost"]),
    ],
)
def test_selection(ids: tuple[str, ...], wanted_claims: list[str], wanted_references: list[str]) -> None:
    selection = select([REGISTRY], ids)
    assert [claim.id for _, claim in claims(selection)] == wanted_claims
    assert [reference.id for _, reference in references(selection)] == wanted_references


def test_an_unknown_id_names_the_nearest() -> None:
    with pytest.raises(UnknownId) as caught:
        select([REGISTRY], ["sotry"])
    assert caught.value.mend == "did you mean story?"
