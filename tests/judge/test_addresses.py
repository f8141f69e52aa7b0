"""Which addresses are one page, and which redirects lead elsewhere."""

import pytest

from verify.judge.addresses import other_document

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
