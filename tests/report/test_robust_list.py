"""The references as Robust Links, each with the nearest memento that the registry knows."""

from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given
from tests.report.hostile import STRINGS
from tests.report.registries import registry
from tests.report.test_json_v1 import whole_run

from verify.model.availability import Availability, Sight
from verify.model.registry import Registry
from verify.model.run import Sighting
from verify.report.robust_list import render

NEAR, FAR = (f"https://archive.example/web/{digits}/https://a.example/" for digits in
             ("20250701120000", "20200101000000"))  # fmt: skip
OTHER = "https://archive.example/web/20250630000000/https://b.example/"


class Reader(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[dict[str, str | None]] = []
        self.tags: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "a":
            self.links.append(dict(attributes))


def listed(known: Registry) -> str:
    run = whole_run()
    letter = Sighting("s/letter", None, None, Sight(Availability.private))
    return render(replace(run, sightings=(*run.sightings, letter)), [known])


def test_the_memento_nearest_to_the_citation_is_the_version() -> None:
    (link,) = Reader(listed(registry("On no", FAR, NEAR, OTHER))).links
    assert link == {
        "href": "https://a.example/",
        "data-originalurl": "https://a.example/",
        "data-versionurl": NEAR,
        "data-versiondate": "2025-07-01",
    }


def test_without_a_memento_the_day_of_the_citation_is_told() -> None:
    (link,) = Reader(listed(registry())).links
    assert link["data-versiondate"] == "2025-06-30"
    assert "data-versionurl" not in link


def test_a_reference_that_is_an_archived_page_names_its_original() -> None:
    (link,) = Reader(listed(registry(url=NEAR))).links
    assert (link["href"], link["data-originalurl"]) == (NEAR, "https://a.example/")


def test_what_has_no_address_is_listed_without_a_link() -> None:
    assert "<li>letter. The Paper</li>" in listed(registry())


def test_only_references_that_were_looked_at_are_listed() -> None:
    assert "letter" not in render(whole_run(), [registry()])


@given(STRINGS)
def test_no_title_or_address_makes_markup(text: str) -> None:
    for known in (registry(text), registry("x", url=text), registry("x", url=f"https://a.example/{text}")):
        found = Reader(listed(known))
        assert [tag for tag in found.tags if tag != "a"] == ["ul", "li", "li"]
        assert all(str(link["href"]).lower().startswith(("http://", "https://")) for link in found.links)
        assert all(set(link) <= {"href", "data-originalurl", "data-versionurl", "data-versiondate"}
                   for link in found.links)  # fmt: skip
