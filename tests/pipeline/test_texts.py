"""A text comes back from the memo as it went in, lone surrogates included."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.model.text import Block, Metadata, SourceText, Zone
from verify.pipeline.texts import dump_text, load_text

ANY = st.text(st.characters(exclude_categories=()), max_size=40)


@given(ANY, st.lists(ANY, max_size=3), st.sampled_from(Zone), st.none() | st.booleans())
def test_round_trip(text: str, authors: list[str], zone: Zone, free: bool | None) -> None:
    source = SourceText(
        text, (Block(0, len(text), zone),), "text/html", "x/1", "utf-8", "bom", "en",
        Metadata(title=text, authors=tuple(authors), free=free), text or None, ("marker",),
    )  # fmt: skip
    assert load_text(dump_text(source)) == source


def test_anything_else_is_refused() -> None:
    with pytest.raises((ValueError, KeyError)):
        load_text("{}")
