"""The stand-ins as a whole, beside the article's own registry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from verify.demo.answers import key_of
from verify.demo.moments import pages_at
from verify.demo.pins import demo_pins
from verify.demo.source_files import StandIn, stand_ins
from verify.demo.story import prepare
from verify.model.reference import Access
from verify.model.registry import Registry
from verify.registry.load import load

EXACT = (
    "ap-disavow",
    "ap-not-heard",
    "kassenova-diplomatic",
    "rfa-teachers",
    "state-tens",
)
"""Claims whose quoted words stand in the source letter by letter, as far as anybody could read it."""


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load(Path(__file__).resolve().parents[2] / "references.yaml")


def of(*references: str) -> Iterator[StandIn]:
    return (stand_in for stand_in in stand_ins() if stand_in.reference in references)


def words(stand_in: StandIn) -> str:
    return "\n".join(part.text for part in stand_in.parts)


def test_every_location_of_the_registry_has_a_stand_in(registry: Registry) -> None:
    served = pages_at(1).by_key
    urls = [place.url for reference in registry.references for place in reference.locations()]
    assert len(urls) > 30
    assert [url for url in urls if key_of(url) not in served] == []


def test_no_stand_in_is_for_a_url_that_the_registry_does_not_lead_to(registry: Registry) -> None:
    wanted = {key_of(place.url) for reference in registry.references for place in reference.locations()}
    wanted |= {key_of(place.redirect) for found in stand_ins() for place in found.locations if place.redirect}
    assert set(pages_at(1).by_key) - wanted == set()


def test_each_stand_in_belongs_to_a_public_reference_and_has_its_language(registry: Registry) -> None:
    for stand_in in stand_ins():
        reference = registry.reference_by_id[stand_in.reference]
        assert reference.access is Access.public
        languages = {place.url: place.language or reference.language for place in reference.locations()}
        for place in stand_in.locations:
            assert languages.get(place.url, stand_in.language) == stand_in.language, place.url


@pytest.mark.parametrize("claim", EXACT)
def test_quoted_words_that_are_exact_stand_in_a_stand_in(registry: Registry, claim: str) -> None:
    wanted = registry.claim_by_id[claim]
    pages = [words(stand_in) for stand_in in of(*wanted.references)]
    assert any(all(part in page for part in wanted.quote) for page in pages)


def test_what_was_not_read_is_left_out(registry: Registry) -> None:
    checked = 0
    for stand_in in stand_ins():
        for claim_id in stand_in.left_out:
            claim = registry.claim_by_id[claim_id]
            assert stand_in.reference in claim.references
            if claim_id in demo_pins():
                assert demo_pins()[claim_id].exact not in words(stand_in), claim_id
            for looked_for in (*claim.quote, *filter(None, [claim.figure])):
                checked += 1
                assert looked_for not in words(stand_in), claim_id
    assert checked >= 8


@pytest.mark.parametrize(
    ("reference", "fact"),
    [
        ("rfa-2017-09-14", "more than 50 ethnic Kazakhs"),
        ("rfa-2017-09-14", "In the county of Habahe five people more"),
        ("ap-2018-05-camps", "seven months in a jail cell"),
        ("rfa-2017-08-students", "Classmates reported the two to a teacher, and the teacher to the police"),
        ("caci-2000-02-16", "43.1 percent of the disputed 944 square kilometers, out of 34,000 square"),
        ("zenz-2018-05-15", "speculative"),
        ("zenz-2018-05-15", "at least several hundred thousand and possibly just over one million"),
        ("rferl-2018-04-samarkan", "Laura Stone"),
        ("guardian-2017-02-28", "the people’s war"),
        ("rferl-2015-01-16", "952,882"),
        ("kz-mfa-2018-05-28", "за двойное гражданство"),
        ("kz-mfa-2018-05-28", "На прошлой неделе"),
        ("kz-mfa-2018-05-28", "28 мая"),
        ("kz-mfa-2018-05-28", "Өткен аптада"),
        ("kz-mfa-2018-05-28", "Қос азаматтығы үшін"),
        ("tengri-2018-05-29", "Девять из двенадцати"),
    ],
)
def test_the_facts_of_the_research_are_told(reference: str, fact: str) -> None:
    assert any(fact in words(stand_in) for stand_in in of(reference))


def test_six_kinds_of_publishers_are_stood_in_for() -> None:
    shapes = {place.shape for stand_in in stand_ins() for place in stand_in.locations}
    assert {"newsroom", "wire", "day", "amp", "pdf", "blog", "tables", "record"} <= shapes
    sent = {place.sent for stand_in in stand_ins() for place in stand_in.locations}
    validators = {place.validator for stand_in in stand_ins() for place in stand_in.locations}
    assert (sent, validators) == ({"plain", "gzip", "chunked"}, {"", "etag", "date"})


def test_the_pins_fit_the_registry_and_touch_the_pinned_claims_alone(
    registry: Registry, tmp_path: Path
) -> None:
    pinned = prepare(tmp_path)
    changed = {
        after.id for before, after in zip(registry.claims, pinned.claims, strict=True) if before != after
    }
    assert changed == set(demo_pins())
    for claim_id, selector in demo_pins().items():
        pages = of(*registry.claim_by_id[claim_id].references)
        assert any(selector.exact in words(stand_in) for stand_in in pages), claim_id
