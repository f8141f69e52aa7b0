from __future__ import annotations

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.fetch.url import (
    UnusableUrl,
    at_root,
    follow,
    has_userinfo,
    host_key,
    read_url,
    without_userinfo,
)
from verify.model.snapshot import FailureKind


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("file:///etc/hosts", "scheme"),
        ("ftp://press.example/", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("gopher://127.0.0.1:70/", "scheme"),
        ("data:text/html,hello", "scheme"),
        ("press.example/page", "scheme"),
        ("//press.example/page", "scheme"),
        ("", "scheme"),
        ("http:///page", "no-host"),
        ("http:page", "no-host"),
        ("http://press.example:0/", "port"),
        ("http://press.example:99999/", "port"),
        ("http://[half/", "invalid-url"),
        ("http://ex%41mple/", "invalid-url"),
        ("http://[fe80::1%25lo]/", "invalid-url"),
        ("http://a\x00b/", "invalid-url"),
        ("http://.press.example/", "invalid-url"),
        ("http://press..example/", "invalid-url"),
        (f"http://{'a' * 64}.example/", "invalid-url"),
        ("http://" + "a" * 70_000, "invalid-url"),
    ],
)
def test_what_is_not_fetched_and_why(url: str, code: str) -> None:
    with pytest.raises(UnusableUrl) as caught:
        read_url(url)
    assert (caught.value.failure.kind, caught.value.failure.code) == (FailureKind.unsafe, code)


@pytest.mark.parametrize(
    ("given_url", "asked"),
    [
        ("https://press.example/a?b=c#d", "https://press.example/a?b=c#d"),
        ("  http://press.example/a\n", "http://press.example/a"),
        ("http://press.example/новости", "http://press.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"),
        ("http://user:secret@press.example/a", "http://press.example/a"),
        ("https://token@press.example:8443/", "https://press.example:8443/"),
        ("http://пресса.example/", "http://xn--80aj3aega.example/"),
    ],
)
def test_addresses_are_kept_as_given_but_for_credentials_and_what_no_request_can_carry(
    given_url: str, asked: str
) -> None:
    assert read_url(given_url) == asked


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/b", "https://press.example/b#part"),
        ("c", "https://press.example/a/c#part"),
        ("../c?d", "https://press.example/c?d#part"),
        ("?page=2", "https://press.example/a/?page=2#part"),
        ("//other.example/x", "https://other.example/x#part"),
        ("http://other.example/#own", "http://other.example/#own"),
        (" /b\t", "https://press.example/b#part"),
        ("", "https://press.example/a/#part"),
        ("http://user:secret@other.example/", "http://other.example/#part"),
    ],
)
def test_a_location_is_joined_and_the_fragment_survives(location: str, target: str) -> None:
    assert follow("https://press.example/a/#part", location) == target


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ("file:///etc/hosts", FailureKind.unsafe),
        ("javascript:void(0)", FailureKind.unsafe),
        ("http://[half/", FailureKind.bad_response),
        ("http://", FailureKind.bad_response),
        ("http://press.example:70000/", FailureKind.bad_response),
    ],
)
def test_a_location_that_leads_nowhere(location: str, kind: FailureKind) -> None:
    with pytest.raises(UnusableUrl) as caught:
        follow("https://press.example/a", location)
    assert caught.value.failure.kind is kind
    assert caught.value.failure.cause.isprintable()


_PIECES = st.sampled_from(
    [
        "http:",
        "https:",
        "file:",
        "javascript:",
        "//",
        "/",
        "\\",
        "@",
        "#",
        "?",
        "..",
        "\t",
        "\n",
        "[",
        "]",
        "%00",
    ]
)
_LOCATIONS = st.one_of(st.text(max_size=60), st.lists(_PIECES | st.text(max_size=5), max_size=8).map("".join))


@given(_LOCATIONS)
def test_a_redirect_never_yields_anything_but_http_with_a_host_and_no_credentials(location: str) -> None:
    try:
        target = httpx.URL(follow("https://press.example/a/b?c#d", location))
    except UnusableUrl:
        return
    assert target.scheme in ("http", "https")
    assert target.host
    assert not target.userinfo


@given(st.text(max_size=80))
def test_reading_an_address_is_final(text: str) -> None:
    try:
        once = read_url(text)
    except UnusableUrl:
        return
    assert read_url(once) == once


def test_hosts_are_told_apart_by_scheme_name_and_port() -> None:
    assert host_key("https://Press.Example/a") == ("https", "press.example", 443)
    assert host_key("http://press.example.:80/b") == ("http", "press.example", 80)
    assert (
        at_root("https://press.example:8443/a/b?c#d", "/robots.txt")
        == "https://press.example:8443/robots.txt"
    )


def test_credentials_of_an_unreadable_address_are_dropped_too() -> None:
    assert without_userinfo("ftp://me:secret@press.example/a@b") == "ftp://press.example/a@b"
    assert without_userinfo("mailto:someone@press.example") == "mailto:someone@press.example"


def test_an_at_sign_in_the_path_is_no_credential() -> None:
    assert has_userinfo("https://me:secret@press.example/a")
    assert has_userinfo("\t https://me@press.example")
    assert not has_userinfo("https://press.example/@writer/новости")


def test_credentials_are_dropped_behind_white_space_and_backslashes() -> None:
    assert without_userinfo(" ftp://me:secret@press.example/a") == "ftp://press.example/a"
    assert "secret" not in without_userinfo("https:\\\\me:secret@press.example/a")
