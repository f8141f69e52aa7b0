from __future__ import annotations

import pytest

from verify.registry.insert import Page, add_entry, add_item, set_key
from verify.registry.scan import grow
from verify.registry.tree import Mapping, Sequence

PAIRS = {"id": "b", "text": "t"}


def page(text: str) -> Page:
    return Page(text, grow(text), "\r\n" if "\r\n" in text else "\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("claims:\n  - id: a\n", "claims:\n  - id: a\n  - id: b\n    text: t\n"),
        ("claims:\n- id: a\nz: 1\n", "claims:\n- id: a\n- id: b\n  text: t\nz: 1\n"),
        ("claims:\r\n- id: a", "claims:\r\n- id: a\r\n- id: b\r\n  text: t\r\n"),
        ("claims:\n    - id: a # x\n", "claims:\n    - id: a # x\n    - id: b\n      text: t\n"),
        (
            "claims:\n  - id: a\n    # of a\n  # of nobody\n",
            "claims:\n  - id: a\n    # of a\n  - id: b\n    text: t\n  # of nobody\n",
        ),
        (
            "claims:\n  - id: a\n\n  - id: c\n\n# end\n",
            "claims:\n  - id: a\n\n  - id: c\n\n  - id: b\n    text: t\n\n# end\n",
        ),
        (
            "claims:\n  - id: a\n    text: >-\n      one\n      # two\n\nz: 1\n",
            "claims:\n  - id: a\n    text: >-\n      one\n      # two\n  - id: b\n    text: t\n\nz: 1\n",
        ),
        ("claims:\n", "claims:\n  - id: b\n    text: t\n"),
        ("claims: ~ # none\nz: 1\n", "claims:  # none\n  - id: b\n    text: t\nz: 1\n"),
        ("claims: []\n", "claims:\n  - id: b\n    text: t\n"),
        ("claims: [ # why\n]\n", "claims: [{id: b, text: t} # why\n]\n"),
        ("claims: [{id: a}, ]\n", "claims: [{id: a}, {id: b, text: t}, ]\n"),
        ("claims: [\n  {id: a} # x\n]\n", "claims: [\n  {id: a}, {id: b, text: t} # x\n]\n"),
        ("z: 1", "z: 1\n\nclaims:\n  - id: b\n    text: t\n"),
        ("{z: 1}", "{z: 1, claims: [{id: b, text: t}]}"),
        ("{z: 1, claims: ~}", "{z: 1, claims: [{id: b, text: t}]}"),
        ("{claims: , z: 1}", "{claims: [{id: b, text: t}] , z: 1}"),
    ],
)
def test_an_item_joins_its_list_in_the_lists_own_style(before: str, after: str) -> None:
    assert add_item(page(before), "claims", PAIRS) == after
    claims = grow(after).get("claims")
    assert isinstance(claims, Sequence)
    added = next(item for item in claims.items if isinstance(item, Mapping) and len(item.entries) == 2)
    assert [key.text for key, _ in added.entries] == ["id", "text"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("sources:\n  a: {name: A}\n", "sources:\n  a: {name: A}\n  b: {name: B}\n"),
        (
            "sources:\n    a:\n      name: A\nz: 1\n",
            "sources:\n    a:\n      name: A\n    b: {name: B}\nz: 1\n",
        ),
        ("sources: {a: {name: A}} # x\n", "sources: {a: {name: A}, b: {name: B}} # x\n"),
        ("sources: {}\n", "sources:\n  b: {name: B}\n"),
        ("sources:\n  # b: example\nz: 1\n", "sources:\n  b: {name: B}\n  # b: example\nz: 1\n"),
        ("z: 1\n", "z: 1\n\nsources:\n  b: {name: B}\n"),
        ("{z: 1}\n", "{z: 1, sources: {b: {name: B}}}\n"),
        ("{z: 1, sources: ~}\n", "{z: 1, sources: {b: {name: B}}}\n"),
    ],
)
def test_an_entry_joins_its_mapping_in_the_mappings_own_style(before: str, after: str) -> None:
    assert add_entry(page(before), "sources", "b", {"name": "B"}) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "claims:\n  - id: a\n    text: t # x\n\n  - id: c\n",
            "claims:\n  - id: a\n    text: t # x\n    passage:\n      exact: E\n\n  - id: c\n",
        ),
        (
            "claims:\n- id: a\n  passage:\n    exact: old\n    prefix: p # gone\n  text: t\n",
            "claims:\n- id: a\n  passage:\n    exact: E # gone\n  text: t\n",
        ),
        (
            "claims:\n- id: a\n  passage: {exact: old} # kept\n  text: t\n",
            "claims:\n- id: a\n  passage:\n    exact: E # kept\n  text: t\n",
        ),
        ("claims:\n- {id: a, text: t} # x\n", "claims:\n- {id: a, text: t, passage: {exact: E}} # x\n"),
        ("claims: [{id: a, passage: {exact: o}, }]", "claims: [{id: a, passage: {exact: E}, }]"),
        (
            "claims:\n- id: a\n  text: |\n    t\n",
            "claims:\n- id: a\n  text: |\n    t\n  passage:\n    exact: E\n",
        ),
    ],
)
def test_a_key_is_set_and_nothing_else_moves(before: str, after: str) -> None:
    made = page(before)
    claims = made.root.get("claims")
    assert isinstance(claims, Sequence)
    node = claims.items[0]
    assert isinstance(node, Mapping)
    assert set_key(made, node, "passage", {"exact": "E"}) == after
