from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.model.reference import Copy, Role
from verify.model.replay import address_to_read, address_to_show, original_address, read_replay

SHOWN = "https://archive.example/web/20180603120000/https://paper.example/story?a=1#top"
RAW = SHOWN.replace("120000/", "120000id_/")
OTHERS = (
    "https://paper.example/story",
    "https://paper.example/20180603120000/story",
    "https://archive.example/web/2018/https://paper.example/story",
    "https://archive.example/web/20181399120000/https://paper.example/story",
    "https://paper.example/?u=/20180603120000/https://other.example/",
    "",
)


def test_a_replay_is_taken_apart() -> None:
    found = read_replay(RAW)
    assert found is not None
    assert (found.base, found.modifier) == ("https://archive.example/web/", "id_")
    assert found.at == dt.datetime(2018, 6, 3, 12, tzinfo=dt.UTC)
    assert found.original == "https://paper.example/story?a=1#top"
    assert (found.shown, found.raw) == (SHOWN, RAW)


def test_what_people_open_is_read_raw_and_what_was_read_is_shown_as_people_open_it() -> None:
    assert address_to_read(SHOWN) == RAW
    assert address_to_read(RAW) == RAW
    assert address_to_show(RAW) == SHOWN
    assert address_to_show(SHOWN) == SHOWN


@pytest.mark.parametrize("url", OTHERS)
def test_other_addresses_are_themselves(url: str) -> None:
    assert read_replay(url) is None
    assert (address_to_read(url), address_to_show(url), original_address(url)) == (url, url, url)


@pytest.mark.parametrize("modifier", ["oe_", "mp_", "if_"])
def test_a_modifier_that_somebody_wrote_is_left_alone(modifier: str) -> None:
    url = SHOWN.replace("120000/", f"120000{modifier}/")
    assert (address_to_read(url), address_to_show(url)) == (url, url)


def test_an_archive_without_raw_bytes_is_read_as_it_is() -> None:
    url = "https://archive.ph/20180603120000/https://paper.example/story"
    assert address_to_read(url) == url


def test_of_a_replay_of_a_replay_the_outer_one_is_read_and_the_inner_one_is_meant() -> None:
    nested = f"https://second.example/20200101000000/{SHOWN}"
    assert address_to_read(nested) == f"https://second.example/20200101000000id_/{SHOWN}"
    assert original_address(nested) == "https://paper.example/story?a=1#top"


def test_a_copy_knows_where_its_text_is() -> None:
    assert Copy(SHOWN, Role.mirror).address == RAW
    assert Copy(OTHERS[0], Role.own).address == OTHERS[0]


@given(
    st.integers(820_454_400, 1_900_000_000),
    st.text(st.characters(exclude_categories=["Cs", "Zs", "Zl", "Zp", "Cc"]), min_size=1, max_size=30),
)
def test_both_spellings_lead_to_one_another(seconds: int, rest: str) -> None:
    at = dt.datetime.fromtimestamp(seconds, dt.UTC)
    shown = f"https://archive.example/web/{at:%Y%m%d%H%M%S}/http://{rest}"
    raw = address_to_read(shown)
    assert raw != shown
    assert address_to_show(raw) == shown
    found = read_replay(raw)
    assert found is not None
    assert (found.at, found.original) == (at, f"http://{rest}")
