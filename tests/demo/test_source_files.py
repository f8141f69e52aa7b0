from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.demo.source_files import Part, PartKind, parse, stand_ins

HEAD = '+++\nreference = "r"\ntitle = "T"\nlanguage = "en"\npublished = "2018"\n'


def test_a_file_is_read_into_fields_locations_and_marked_parts() -> None:
    place = '[[at]]\nurl = "https://a.example/"\nshape = "blog"\n+++\n'
    text = HEAD + place + "\nOne\nline.\n\n## Two\n\n> Three\n\n- Four\n\n^ Five\n"
    read = parse("name", text)
    assert (read.name, read.reference, read.title, read.whole) == ("name", "r", "T", True)
    assert [(place.url, place.shape, place.sent) for place in read.locations] == [
        ("https://a.example/", "blog", "plain")
    ]
    assert read.parts == (
        Part(PartKind.paragraph, "One line."),
        Part(PartKind.heading, "Two"),
        Part(PartKind.quote, "Three"),
        Part(PartKind.item, "Four"),
        Part(PartKind.caption, "Five"),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no head at all", "between two"),
        ("+++\ntitle = 1", "between two"),
        ("words +++\n+++\n", "between two"),
        (HEAD + 'colour = "red"\n+++\nwords', "colour"),
        (HEAD + '[[at]]\nurl = "u"\nshap = "blog"\n+++\nwords', "shap"),
        ('+++\ntitle = "T"\n+++\nwords', "reference"),
        ("+++\ntitle = \n+++\nwords", "Invalid value"),
    ],
)
def test_a_broken_head_is_named(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse("bad", text)


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), max_size=8))
def test_no_paragraph_is_lost_or_reordered(words: list[str]) -> None:
    read = parse("n", HEAD + "+++\n" + "\n\n".join(words))
    assert [part.text for part in read.parts] == words


def test_the_package_brings_its_stand_ins_in_the_order_of_their_names() -> None:
    names = [stand_in.name for stand_in in stand_ins()]
    assert names == sorted(names)
    assert {"ap-2018-05-camps", "caci-2000-02-16", "kz-mfa-kk", "zenz-2018-05-15"} < set(names)
    assert all(stand_in.parts and stand_in.locations for stand_in in stand_ins())


def test_the_email_and_what_was_not_found_have_no_stand_in() -> None:
    private_or_lost = {"kassenova-email", "rfa-2017-06-cards", "rfa-200k-report", "cn-mfa-kamaldinov"}
    assert not private_or_lost & {stand_in.reference for stand_in in stand_ins()}
