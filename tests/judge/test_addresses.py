"""Which addresses are one page, and which redirects lead elsewhere."""

import pytest

from verify.judge.addresses import is_home, is_login, is_section_above, other_document, same_page

OLD = "https://news.example/world/2018/kazakhs-29194106.html"


@pytest.mark.parametrize(
    ("final", "elsewhere"),
    [
        (OLD, False),
        (OLD.replace("https", "http"), False),
        ("https://news.example/a/kazakhs-29194106.html", False),
        ("https://news.example/a/29194106.html", False),
        ("https://news.example/archive/kazakhs-29194106.html?page=1", False),
        ("https://news.example/search", True),
        ("https://news.example/world/2018/another-story.html", True),
        ("https://other.example/", True),
    ],
)
def test_a_page_that_moved_keeps_its_name_or_number(final: str, elsewhere: bool) -> None:
    assert other_document(OLD, final) is elsewhere


@pytest.mark.parametrize(
    ("path", "home"),
    [
        ("", True),
        ("/", True),
        ("/en/", True),
        ("/DE-at", True),
        ("/kaz/", True),
        ("/ru/index.html", True),
        ("/index.php?utm_source=x", True),
        ("/tv", False),
        ("/ok", False),
        ("/ai/", False),
        ("/en/story", False),
        ("/?p=12", False),
        ("/#/story", False),
    ],
)
def test_front_pages_and_those_of_editions(path: str, home: bool) -> None:
    assert is_home(f"https://news.example{path}") is home


@pytest.mark.parametrize(
    ("url", "login"),
    [
        ("https://accounts.example/x", True),
        ("https://news.example/user/login", True),
        ("https://id.example/?return=x", True),
        ("https://id.example/wiki/Kamp", False),
        ("https://news.example/logins-stolen", False),
        ("https://news.example/author/ana", False),
    ],
)
def test_addresses_of_logins(url: str, login: bool) -> None:
    assert is_login(url) is login


def test_a_section_above_is_on_the_way_to_the_page() -> None:
    assert is_section_above(OLD, "https://news.example/world/")
    assert not is_section_above(OLD, "https://news.example/world/2018/")
    assert not is_section_above(OLD, "https://news.example/sport/")
    assert not is_section_above(OLD, "https://other.example/world/")
    assert not is_section_above(OLD, "https://news.example/world/?p=12")


def test_what_is_one_page() -> None:
    assert same_page(OLD, OLD.replace("https://", "http://www."))
    assert same_page(OLD, OLD + "?utm_source=x")
    assert not same_page(OLD, OLD + "?page=2")
    assert not same_page(OLD, OLD.replace(".html", ".pdf"))
