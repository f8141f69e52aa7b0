from __future__ import annotations

from dataclasses import replace

import pytest

from verify.demo.pins import demo_pins, with_pins
from verify.demo.source_files import stand_ins
from verify.model.claim import Claim, Selector
from verify.model.registry import Article, Registry

PIN = Selector("words", "before", "after")


def registry(*claims: Claim) -> Registry:
    return Registry("references.yaml", "slug", Article("T"), (), (), claims)


def test_each_pin_stands_in_exactly_one_paragraph_of_a_stand_in() -> None:
    paragraphs = {part.text for stand_in in stand_ins() for part in stand_in.parts}
    for claim, selector in demo_pins().items():
        assert sum(selector.exact in text for text in paragraphs) == 1, claim


def test_prefix_and_suffix_are_the_neighbours_of_the_passage() -> None:
    texts = [" ".join(part.text for part in stand_in.parts) for stand_in in stand_ins()]
    for claim, selector in demo_pins().items():
        pinned = " ".join(piece for piece in (selector.prefix, selector.exact, selector.suffix) if piece)
        assert any(pinned in text for text in texts), claim


def test_the_statement_stays_without_a_pin_so_that_its_language_decides() -> None:
    assert not {"kz-mfa-raised", "kz-mfa-when"} & set(demo_pins())
    assert any("а" <= letter <= "я" for selector in demo_pins().values() for letter in selector.exact)


def test_pins_are_added_and_a_claim_that_has_one_keeps_it() -> None:
    own = Selector("own")
    first, second = Claim("a", (), "text"), Claim("b", (), "text", passage=own)
    third = Claim("c", (), "text")
    before = registry(first, second, third)
    after = with_pins(before, {"a": PIN, "b": PIN})
    assert after.claims == (replace(first, passage=PIN), second, third)
    assert before.claims == (first, second, third)


def test_a_pin_for_no_claim_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody"):
        with_pins(registry(), {"nobody": PIN})
