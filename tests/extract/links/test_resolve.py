"""From a link as written to the URL that it means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.extract.links.resolve import Base, Unusable, resolve, without_userinfo

WEB = Base(url="https://a.example/b/c?d#e")


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("f", "https://a.example/b/f"),
        ("/f", "https://a.example/f"),
        ("../../f", "https://a.example/f"),
        ("?f", "https://a.example/b/c?f"),
        ("#f", "https://a.example/b/c?d#f"),
        ("//F.example", "https://f.example/"),
        ("HTTP://F.EXAMPLE:80/G", "http://f.example/G"),
        ("https://f.example:443?g", "https://f.example/?g"),
        ("https://f.example:8443/", "https://f.example:8443/"),
        ("https:\\\\f.example\\g?h\\i", "https://f.example/g?h\\i"),
        (" https://f.example/a\n\tb c ", "https://f.example/ab%20c"),
        ("https://u:p@f.example/", "https://f.example/"),
        ("https://f.example/a/../b/./c", "https://f.example/b/c"),
        ("https://例え.example。jp/", "https://例え.example.jp/"),
        ("https://[2001:db8::1]:81/", "https://[2001:db8::1]:81/"),
    ],
)
def test_what_a_link_means(target: str, url: str) -> None:
    assert resolve(target, WEB) == url


@pytest.mark.parametrize(
    "target", ["", " ", "mailto:a@b.example", "tel:1", "javascript:x()", "data:,x", "ftp://a"]
)
def test_what_is_no_link_to_check(target: str) -> None:
    assert resolve(target, WEB) is None


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("https://", "no host"),
        ("http:/a.example", "lacks //"),
        ("https://a b.example/", "no possible host"),
        ("https://a..example/", "no possible host"),
        ("https://a.example:0/", "no port"),
        ("https://a.example:x/", "no port"),
        ("https://[::1/", "no possible host"),
        ("https://" + "a" * 64 + ".example/", "no possible host"),
        ("https://a.example/" + "b" * 20_000, "longer than"),
    ],
)
def test_what_means_no_address(target: str, said: str) -> None:
    with pytest.raises(Unusable, match=said) as caught:
        resolve(target, WEB)
    assert caught.value.mend


def test_a_documents_own_base_moves_the_base() -> None:
    assert resolve("x", WEB.moved("/y/")) == "https://a.example/y/x"
    local = Base.of("docs/a.html", None)
    assert resolve("x", local.moved("sub/")) == "file:docs/sub/x"
    assert resolve("x", local.moved("https://b.example/y/z")) == "https://b.example/y/x"
    assert local.moved("https://") == local


def test_a_password_is_taken_out_of_what_is_shown() -> None:
    assert without_userinfo("https://u:p@a.example/b@c") == "https://a.example/b@c"
    assert without_userinfo("//u:p@a.example/") == "//a.example/"
    assert without_userinfo("//u:p@w@a.example/b@c") == "//a.example/b@c"
    assert without_userinfo("https://u:p/w@a@b.example/c") == "https://…@b.example/c"
    assert without_userinfo("https:u:p@a.example/") == "https:a.example/"
    for kept in ("https://a.example/b@c", "https://a.example:8443/@b", "https://a b/?c=d@e", "a/b@c", "x:@y"):
        assert without_userinfo(kept) == kept


@given(st.text(alphabet="ab1:@/?#\\.%\n[", max_size=30))
def test_no_password_before_the_host_is_shown(password: str) -> None:
    target = f"https://user:{password}@a.example/x"
    shown = without_userinfo(target)
    assert shown.endswith("a.example/x")
    try:
        resolve(target, Base())
    except Unusable:
        assert shown in ("https://…@a.example/x", "https://a.example/x")


@given(st.text(max_size=60), st.sampled_from([WEB, Base(), Base(path="a/b.md")]))
def test_any_text_is_resolved_skipped_or_refused(target: str, base: Base) -> None:
    try:
        url = resolve(target, base)
    except Unusable:
        return
    assert url is None or url.startswith(("http://", "https://", "file:"))
    if url is not None and not url.startswith("file:"):
        assert resolve(url, Base()) == url  # what came out is absolute, and means itself
