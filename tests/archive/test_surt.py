from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.archive.surt import surt

_HEX32 = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://www.example.org/", "org,example)/"),
        ("https://www2.Example.org:443/A/./b/../C//d/?z=1&a=2", "org,example)/a/c/d?a=2&z=1"),
        ("http://example.org:8080", "org,example:8080)/"),
        ("http://user:pass@example.org/x", "org,example)/x"),
        ("http://example.org/a%20b%2525", "org,example)/a%20b%25"),
        ("http://example.org/?", "org,example)/"),
        ("http://example.org/p#part", "org,example)/p"),
        (f"http://example.org/p?a=1&sid={_HEX32}", "org,example)/p?&a=1"),
        (f"http://example.org/p?jsessionid={_HEX32}&b=1", "org,example)/p?b=1"),
        ("http://example.org/(abcdefghijklmnopqrstuvwx)/p.aspx", "org,example)/p.aspx"),
        ("http://127.0.0.1/x", "1,0,0,127)/x"),
        ("http://2130706433/", "1,0,0,127)/"),
        ("http://%D0%BF%D1%80%D0%B8%D0%BC%D0%B5%D1%80.example/", "example,xn--e1afmkfd)/"),
        ("urn:verify:look:ABC-1", "urn:verify:look:abc-1"),
        ("example.org/x", "org,example)/x"),
        ("http://example.org:99999/", "http://example.org:99999/"),
        ("", "-"),
    ],
)
def test_keys(url: str, key: str) -> None:
    assert surt(url) == key


@given(st.text(max_size=60))
def test_no_text_makes_it_raise(text: str) -> None:
    assert surt("http://example.org/" + text).startswith(("org,example)", "http://example.org/"))


def test_a_hostile_url_takes_bounded_time() -> None:
    started = time.perf_counter()
    for hostile in (
        "%25" * 2700,
        "?" + "cfid=a" * 1300,
        "?" + "cfid=" * 20000,
        "(" * 8000,
        "%" + "25" * 4000,
    ):
        surt("http://example.org/" + hostile)
    assert time.perf_counter() - started < 5
