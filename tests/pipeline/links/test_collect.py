"""From targets to links."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from tests.registry.given import SMALL

from verify.errors import RegistryError
from verify.model.snapshot import FailureKind
from verify.pipeline.links.collect import COMMAND_LINE, Collected, Collector
from verify.testing import FakeLooker, failed


def collect(*targets: str, stdin: bytes = b"", looker: FakeLooker | None = None, base: str = "") -> Collected:
    return asyncio.run(Collector(lambda: stdin, looker, base or None).collect(targets))


def test_links_of_several_documents_in_order(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("one <https://a.example/1>\n\n[two](https://a.example/2)\n")
    (tmp_path / "b.html").write_text("<!doctype html>\n<p>\n  <a href='https://b.example/'>b</a>")
    found = collect(str(tmp_path))
    places = [each.place for each in found.links]
    assert [(Path(each.file).name, each.line, each.column) for each in places] == [
        ("a.md", 1, 6),
        ("a.md", 3, 7),
        ("b.html", 3, 12),
    ]
    assert [each.url[-3:] for each in found.links] == ["e/1", "e/2", "le/"]
    assert found.documents == 2


def test_standard_input_may_be_a_list_of_urls() -> None:
    found = collect("-", stdin=b"https://a.example/\nhttps://b.example/x\n")
    assert [(each.url, each.place.line) for each in found.links] == [
        ("https://a.example/", 1),
        ("https://b.example/x", 2),
    ]


def test_a_registry_has_the_urls_of_its_references(tmp_path: Path) -> None:
    (tmp_path / "references.yaml").write_text(SMALL)
    found = collect(str(tmp_path / "references.yaml"))
    assert [(each.url, each.place.line, each.place.column) for each in found.links] == [
        ("https://example.org/harbour", 3, 36),
        ("https://gazette.example/harbour", 9, 10),
    ]


def test_the_urls_of_a_registry_are_written_one_way(tmp_path: Path) -> None:
    other = SMALL.replace("https://example.org/harbour", "HTTPS://Gazette.Example:443/harbour")
    (tmp_path / "references.yaml").write_text(other)
    found = collect(str(tmp_path / "references.yaml"))
    assert [each.url for each in found.links] == ["https://gazette.example/harbour"] * 2
    assert found.links[0].target == "HTTPS://Gazette.Example:443/harbour"
    assert (found.links[0].place.line, found.links[0].place.column) == (3, 36)


def test_an_impossible_url_of_a_registry_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "references.yaml").write_text(SMALL.replace("example.org", "example..org"))
    found = collect(str(tmp_path / "references.yaml"))
    assert [each.url for each in found.links] == ["https://gazette.example/harbour"]
    assert (found.problems[0].place.line, found.problems[0].place.column) == (3, 36)
    assert "no possible host" in found.problems[0].message


def test_a_broken_registry_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "references.yaml").write_text(SMALL.replace("source: gazette", "source: ["))
    with pytest.raises(RegistryError):
        collect(str(tmp_path / "references.yaml"))


def test_a_page_is_a_link_and_has_links_and_is_looked_at_once() -> None:
    looker = FakeLooker({"https://a.example/p/": "<!doctype html><a href=x>x</a>"})
    found = collect("https://a.example/p/#top", looker=looker)
    assert [each.url for each in found.links] == ["https://a.example/p/#top", "https://a.example/p/x"]
    assert found.links[0].place.file == COMMAND_LINE
    assert list(found.seen) == ["https://a.example/p/"]


def test_a_page_that_cannot_be_read_is_a_problem_with_its_reason() -> None:
    url = "https://a.example/"
    found = collect(url, looker=FakeLooker({url: failed(url, FailureKind.timeout, "no answer in time")}))
    assert [each.url for each in found.links] == [url]
    assert "no answer in time" in found.problems[0].message


def test_without_the_network_a_page_is_a_link_alone() -> None:
    found = collect("https://a.example/")
    assert [each.url for each in found.links] == ["https://a.example/"]
    assert not found.seen
