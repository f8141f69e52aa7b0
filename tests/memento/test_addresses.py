from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.memento.given import IA, URL, moment

from verify.memento import addresses

_URLS = st.from_regex(r"https?://[a-z]{1,8}\.example(:[0-9]{2,4})?/[a-z0-9/%?&=;.~+-]{0,40}", fullmatch=True)
_MOMENTS = st.integers(0, 2**31).map(lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC))


def test_the_addresses_of_an_archive() -> None:
    at = moment("20180517123456")
    assert addresses.raw_url(IA, "20180517123456", URL) == f"{IA.base}20180517123456id_/{URL}"
    assert addresses.shown_url(IA, at, URL) == f"{IA.base}20180517123456/{URL}"
    assert addresses.timemap_url(IA, URL) == f"{IA.base}timemap/link/{URL}"
    assert addresses.timegate_url(IA, URL) == f"{IA.base}{URL}"
    assert addresses.save_url(IA, URL) == f"http://archive.example/save/{URL}"
    assert addresses.status_url(IA, "spn2-1") == "http://archive.example/save/status/spn2-1"
    assert addresses.host_of(replace(IA, base="http://Archive.EXAMPLE:8080/x/")) == "archive.example:8080"


def test_times_are_told_in_utc() -> None:
    east = dt.datetime(2018, 5, 17, 2, tzinfo=dt.timezone(dt.timedelta(hours=6)))
    assert addresses.stamp_of(east) == "20180516200000"


@given(_URLS, _MOMENTS)
def test_a_replay_address_reads_back(url: str, at: dt.datetime) -> None:
    for address in (addresses.raw_url(IA, addresses.stamp_of(at), url), addresses.shown_url(IA, at, url)):
        replay = addresses.replay_in(IA, address)
        assert replay is not None
        assert (replay.at, replay.original) == (at, url)


def test_a_fragment_is_never_captured() -> None:
    assert addresses.raw_url(IA, "20180517123456", f"{URL}#part") == f"{IA.base}20180517123456id_/{URL}"
    assert addresses.timegate_url(IA, f"{URL}?a=1#part") == f"{IA.base}{URL}?a=1"


@pytest.mark.parametrize(
    ("address", "own"),
    [
        (f"http://archive.example/web/20180517123456id_/{URL}", True),
        (f"https://archive.example/web/20180517123456/{URL}", True),
        (f"http://archive.example:80/web/20180517123456mp_/{URL}", True),
        (f"http://ARCHIVE.example/web/20180517123456mp_/{URL}", True),
        (f"http://archive.example/other/20180517123456id_/{URL}", False),
        (f"http://archive.example:8080/web/20180517123456id_/{URL}", False),
        (f"http://another.example/web/20180517123456id_/{URL}", False),
        (f"http://archive.example/web/{URL}", False),
        (f"http://archive.example/web/20181317123456id_/{URL}", False),
        ("http://archive.example/web/20180517123456id_/about:blank", False),
        ("http://[archive/web/20180517123456id_/http://a.example/", False),
        (URL, False),
        ("", False),
    ],
)
def test_only_an_archives_own_replays_are_its_own(address: str, own: bool) -> None:
    assert (addresses.replay_in(IA, address) is not None) is own


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_target_is_too_odd_to_be_joined(base: str, target: str) -> None:
    assert isinstance(addresses.absolute(base, target), str)
    assert addresses.on_same_host(base, target) in (True, False)
    assert addresses.replay_in(IA, target) is None or "/web/" in target
