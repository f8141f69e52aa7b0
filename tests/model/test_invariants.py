"""What every type of the model keeps, whoever adds to it."""

import dataclasses
import enum
import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

import verify.model
from verify.model.availability import Availability
from verify.model.claim import Claim, Selector
from verify.model.match import Axis, Check, Edit, EditKind, Outcome
from verify.model.reference import Copy, Reference, Role
from verify.model.registry import Article, Place, Registry
from verify.model.snapshot import FailureKind, Truncation
from verify.model.text import Zone, plain
from verify.model.verdict import Severity, Status

NAMES = [found.name for found in pkgutil.iter_modules(verify.model.__path__)]


def own_classes() -> Iterator[type]:
    for name in NAMES:
        module = importlib.import_module(f"verify.model.{name}")
        found = (item for item in vars(module).values() if isinstance(item, type))
        yield from (item for item in found if item.__module__ == module.__name__)


def test_every_fact_is_frozen() -> None:
    facts = [item for item in own_classes() if dataclasses.is_dataclass(item)]
    thawed = [item.__name__ for item in facts if not item.__dataclass_params__.frozen]
    assert len(facts) > 25
    assert thawed == []


def test_every_other_class_is_a_string_enum_whose_values_are_its_names() -> None:
    others = [item for item in own_classes() if not dataclasses.is_dataclass(item)]
    assert all(issubclass(item, enum.StrEnum) for item in others)
    wrong = [str(member) for item in others for member in item if member.name != member.value]
    assert wrong == []


def test_only_a_whole_reading_is_readable() -> None:
    assert {item for item in Availability if item.readable} == {Availability.ok, Availability.redirected}


def test_every_failure_has_an_availability_of_its_name_and_none_is_readable() -> None:
    assert not any(Availability(kind.value).readable for kind in FailureKind)


def test_truncation_words_are_those_of_warc() -> None:
    assert {item.value for item in Truncation} <= {"length", "time", "disconnect", "unspecified"}


def test_the_worst_status_comes_first() -> None:
    assert list(Status) == ["altered", "missing", "unknown", "unverifiable", "holds"]
    assert list(Severity) == ["error", "warning", "note", "none"]


def test_edit_kinds_stand_in_the_order_of_their_precedence() -> None:
    expected = "number negation hedge attribution added omitted wording spelling"
    assert list(EditKind) == expected.split()


@given(st.lists(st.sampled_from(EditKind), min_size=1, max_size=8))
def test_the_main_edit_is_the_most_serious_wherever_it_stands(kinds: list[EditKind]) -> None:
    check = Check(Axis.wording, Outcome.altered, edits=tuple(Edit(kind, "a", "b") for kind in kinds))
    assert check.main_edit is not None
    order = list(EditKind)
    assert order.index(check.main_edit.kind) == min(order.index(kind) for kind in kinds)


def test_a_check_without_edits_has_no_main_edit() -> None:
    assert Check(Axis.wording, Outcome.verbatim).main_edit is None


copies = st.builds(Copy, st.sampled_from(["https://a.example/", "https://b.example/"]), st.sampled_from(Role))


@given(st.lists(copies, max_size=6).map(tuple), st.sampled_from([None, "https://own.example/"]))
def test_a_reference_is_read_at_its_own_url_first_then_by_role(
    found: tuple[Copy, ...], url: str | None
) -> None:
    places = Reference("r", "s", url=url, copies=found).locations()
    own = places[:1] if url else ()
    assert all((place.url, place.role) == (url, Role.own) for place in own)
    order = [list(Role).index(place.role) for place in places[len(own) :]]
    assert order == sorted(order)
    assert sorted(places[len(own) :], key=repr) == sorted(found, key=repr)


@given(st.text(alphabet=st.sampled_from("ab \n\t\u00a0."), max_size=60), st.integers(0, 70))
def test_plain_text_has_one_block_for_each_line_that_is_not_blank(text: str, offset: int) -> None:
    source = plain(text)
    lines = [text[block.start : block.end] for block in source.blocks]
    assert lines == [line for line in text.split("\n") if line.strip()]
    block = source.block_at(offset)
    assert block is None or block.start <= offset < block.end
    inside = [each for each in source.blocks if each.start <= offset < each.end]
    assert ([block] if block else []) == inside
    assert source.zone_at(offset) is Zone.body


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (Claim("c", (), "x"), False),
        (Claim("c", (), "x", speaker=("A",), about=("b",)), False),
        (Claim("c", (), "x", quote=("a",)), True),
        (Claim("c", (), "x", figure="50"), True),
        (Claim("c", (), "x", passage=Selector("a")), True),
    ],
)
def test_a_claim_is_checkable_when_it_names_something_to_look_for(claim: Claim, expected: bool) -> None:
    assert claim.checkable is expected


def test_an_id_is_qualified_by_the_slug_and_placed_in_the_file() -> None:
    registry = Registry("r.yaml", "art", Article("T"), (), (), (), {"c": Place("r.yaml", 41, 7)})
    assert registry.qualified("c") == "art/c"
    assert str(registry.place("c")) == "r.yaml:41:7"
    assert str(registry.place("unheard-of")) == "r.yaml:1:1"
