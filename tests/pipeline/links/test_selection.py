from __future__ import annotations

import pytest

from verify.errors import UsageError
from verify.pipeline.links.selection import Choice


def choice(**given: list[str]) -> Choice:
    names = ("regexes", "globs", "hosts", "remaps")
    return Choice.read(*(given.get(name, []) for name in names))


@pytest.mark.parametrize(
    ("given", "url", "rule"),
    [
        ({"regexes": [r"\?draft="]}, "https://a.example/x?draft=1", r"--exclude \?draft="),
        ({"regexes": [r"^https://b"]}, "https://a.example/https://b", None),
        ({"globs": ["https://*.example/private/*"]}, "https://a.example/private/x", "--exclude-glob https://*.example/private/*"),
        ({"globs": ["*/private"]}, "https://a.example/private/x", None),
        ({"hosts": ["Example.org"]}, "https://www.example.org/", "--exclude-host example.org"),
        ({"hosts": ["*.example.org"]}, "https://www.example.org/", "--exclude-host *.example.org"),
        ({"hosts": ["example.org"]}, "https://notexample.org/", None),
    ],
)  # fmt: skip
def test_excluded(given: dict[str, list[str]], url: str, rule: str | None) -> None:
    assert choice(**given).excluded(url) == rule


def test_the_first_remap_that_fits_rewrites_once() -> None:
    chosen = choice(remaps=[r"^https://live\.example/(.*) http://127.0.0.1:8000/\1", "https://live nothing"])
    assert chosen.remapped("https://live.example/a?b") == "http://127.0.0.1:8000/a?b"
    assert chosen.remapped("https://other.example/") == "https://other.example/"


@pytest.mark.parametrize(
    "given", [{"regexes": ["("]}, {"globs": ["*/["]}, {"remaps": ["onlyone"]}, {"remaps": [r"(a) \2"]}]
)
def test_what_cannot_be_read_is_refused(given: dict[str, list[str]]) -> None:
    with pytest.raises(UsageError):
        choice(**given)


@pytest.mark.parametrize("shape", ["*[[]x", "*[a-z]", "*[]]", "*[!]]"])
def test_a_glob_whose_brackets_are_closed_is_taken(shape: str) -> None:
    assert choice(globs=[shape]).globs == (shape,)
