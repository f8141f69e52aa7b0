from __future__ import annotations

from verify.demo.pins import demo_pins
from verify.demo.source_files import stand_ins


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
