"""The article's own registry: complete, in order, in the article's own words."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from verify.model.claim import Claim
from verify.model.dates import DateSpan
from verify.model.reference import Access, Role
from verify.model.registry import Registry
from verify.registry.lint import lint

PATH = Path(__file__).parents[2] / "references.yaml"

ORDER = [
    "chen-peoples-war",
    "early-2017-rallies",
    "kassenova-role",
    "kassenova-diplomatic",
    "three-evils",
    "kz-returned-uyghurs",
    "ap-report",
    "ap-disavow",
    "ap-solitary",
    "ap-not-heard",
    "ap-bekali-bio",
    "kz-oralman-million",
    "kz-oralman-share",
    "rfa-200k",
    "peoples-war-on-terror",
    "rfa-passports",
    "rfa-safekeeping",
    "rfa-cards-returned",
    "rfa-dozens",
    "rfa-quran-app",
    "rfa-wechat",
    "rfa-student-visit",
    "rfa-herder",
    "rfa-quota",
    "rfa-business",
    "rfa-police-run",
    "rfa-teachers",
    "rfa-qurans",
    "rfa-boxing",
    "kanat-citizen",
    "state-tens",
    "zenz-estimate",
    "zenz-affiliation",
    "ap-bekali-trip",
    "ap-bekali-police",
    "ap-bekali-karamay",
    "ap-bekali-jail",
    "rferl-samarkan-released",
    "rferl-samarkan-citizenship",
    "rferl-samarkan-return",
    "rferl-samarkan-sentence",
    "rferl-samarkan-categories",
    "rferl-oralman-paperwork",
    "bekali-release",
    "samarkan-note",
    "kz-limited-effect",
    "kz-nuryshev",
    "kz-kamaldinov",
    "kz-kamaldinov-beijing",
    "kz-mfa-when",
    "kz-mfa-rights",
    "kz-mfa-raised",
    "pannier-feet",
    "kassenova-concerned",
    "kassenova-softpower",
    "xi-2013",
    "land-2016-protests",
    "land-1999",
    "video-occupies",
    "nazarbayev-1990",
    "kassenova-political-life",
    "kassenova-counterproductive",
    "kassenova-belt",
]


@pytest.fixture(scope="module")
def registry() -> Registry:
    found = lint(PATH).registry
    assert found is not None
    return found


def test_it_lints_clean_but_for_the_authors_earlier_article() -> None:
    """An author repeating herself confirms nothing, so no claim rests on that reference."""
    result = lint(PATH)
    assert result.errors == ()
    assert [(problem.subject, problem.message) for problem in result.warnings] == [
        ('reference "diplomat-2017-11"', "no claim rests on this reference")
    ]


def test_it_is_complete_and_in_the_articles_order(registry: Registry) -> None:
    assert registry.slug == "diplomat-2018-06"
    assert [claim.id for claim in registry.claims] == ORDER
    assert len(ORDER) == 63
    assert len(registry.references) == 32


def test_editors_find_the_schema() -> None:
    first = PATH.read_text(encoding="utf-8").partition("\n")[0]
    start, _, named = first.partition("$schema=")
    assert start == "# yaml-language-server: "
    assert (PATH.parent / named).is_file()


def test_access_is_as_the_research_left_it(registry: Registry) -> None:
    assert Counter(reference.access for reference in registry.references) == {
        Access.public: 26,
        Access.unlocated: 5,
        Access.private: 1,
    }
    assert registry.reference_by_id["kassenova-email"].access is Access.private
    unlocated = {one.id for one in registry.references if one.access is Access.unlocated}
    assert unlocated == {
        "rfa-2017-06-cards",
        "rfa-200k-report",
        "kz-media-2017-11-early",
        "cn-mfa-kamaldinov",
        "rferl-2018-06-other",
    }


def test_where_the_article_names_no_source_the_claim_names_none(registry: Registry) -> None:
    assert [claim.id for claim in registry.claims if not claim.references] == [
        "kassenova-role",
        "three-evils",
        "kz-returned-uyghurs",
        "rfa-cards-returned",
        "xi-2013",
        "video-occupies",
        "nazarbayev-1990",
    ]


@pytest.mark.parametrize(
    "lead", ["thailandnews", "fromthetrenches", "docslib", "timesofislamabad", "inform.kz"]
)
def test_a_lead_is_no_copy(registry: Registry, lead: str) -> None:
    addresses = [place.url for reference in registry.references for place in reference.locations()]
    assert [address for address in addresses if lead in address] == []


def test_an_address_belongs_to_one_reference(registry: Registry) -> None:
    addresses = [place.url for reference in registry.references for place in reference.locations()]
    assert [address for address, count in Counter(addresses).items() if count > 1] == []


def test_the_ministrys_statement_has_two_languages(registry: Registry) -> None:
    places = registry.reference_by_id["kz-mfa-2018-05-28"].locations()
    assert [(place.role, place.language) for place in places] == [
        (Role.repost, "ru"),
        (Role.translation, "kk"),
    ]


def test_odd_addresses_are_kept_as_found(registry: Registry) -> None:
    assert any(
        "%d0%ba%d0%b0%d0%b7" in copy.url for copy in registry.reference_by_id["azattyq-samarkan"].copies
    )
    assert registry.reference_by_id["kz-mfa-2018-05-28"].copies[1].url.startswith("https://turkystan.kz./")


HARD = {
    "ap-disavow": Claim(
        "ap-disavow",
        ("ap-2018-05-camps",),
        "“had to disavow their Islamic beliefs, criticize themselves and their loved ones "
        "and give thanks to the ruling Communist Party.”",
        quote=(
            "had to disavow their Islamic beliefs, criticize themselves and their loved ones "
            "and give thanks to the ruling Communist Party.",
        ),
        speaker=("Omir Bekali", "Bekali"),
    ),
    "rfa-teachers": Claim(
        "rfa-teachers",
        ("rfa-2017-08-students",),
        "teachers reporting students for “wearing ‘Islamic’ clothing and praying”",
        quote=("wearing ‘Islamic’ clothing and praying",),
        speaker=("teachers",),
    ),
    "ap-bekali-jail": Claim(
        "ap-bekali-jail",
        ("ap-2018-05-camps",),
        "After a few months in a jail cell he was released into a re-education camp, "
        "where he went through a course of political indoctrination.",
        figure="a few months",
        about=("jail", "cell"),
    ),
    "kz-mfa-when": Claim(
        "kz-mfa-when",
        ("kz-mfa-2018-05-28", "rferl-2018-06-01-confronts"),
        "in mid-May during the latest “Kazakhstan-Chinese consultations on consular matters”",
        quote=("Kazakhstan-Chinese consultations on consular matters",),
        when=DateSpan.parse("2018-05-11/2018-05-20"),
    ),
}


@pytest.mark.parametrize("name", HARD)
def test_hard_claims_are_worded_as_the_article_words_them(registry: Registry, name: str) -> None:
    assert registry.claim_by_id[name] == HARD[name]


@pytest.mark.parametrize(
    ("name", "quote"),
    [
        ("chen-peoples-war", ("a people’s war.",)),
        (
            "rfa-safekeeping",
            (
                "also being told to hand in their Kazakhstan-issued residency cards to Chinese police ‘for "
                "safe-keeping.’",
            ),
        ),
        (
            "kassenova-concerned",
            (
                "In my view, our government officials are genuinely concerned,",
                "however, there is not much they can do given Kazakhstan’s growing dependence on China.",
            ),
        ),
        ("video-occupies", ("occupies",)),
    ],
)
def test_quotes_carry_the_articles_own_marks(registry: Registry, name: str, quote: tuple[str, ...]) -> None:
    assert registry.claim_by_id[name].quote == quote


def test_editorial_marks_survive_inside_quotes(registry: Registry) -> None:
    assert "develop [a] good image" in registry.claim_by_id["kassenova-softpower"].quote[0]
    assert "how the Belt… can develop" in registry.claim_by_id["kassenova-belt"].quote[0]
    assert "risk [turning] into" in registry.claim_by_id["kassenova-belt"].quote[0]


def test_the_articles_slip_stays(registry: Registry) -> None:
    assert "February 2018 released coincided" in registry.claim_by_id["samarkan-note"].text


def test_no_quote_carries_outer_quotation_marks(registry: Registry) -> None:
    parts = [part for claim in registry.claims for part in claim.quote]
    assert [part for part in parts if part[0] in "“”\"'" or part[-1] in '“”"'] == []
    assert len(parts) == 25


@pytest.mark.parametrize(
    ("name", "figure", "about"),
    [
        ("land-1999", "43.1 percent of 34,000 square kilometers", ()),
        ("rfa-boxing", "50 ethnic Kazakhs", ("boxing",)),
        ("zenz-estimate", "between several hundred thousand and just over one million", ()),
        ("rfa-quota", "3,000 per week", ("week",)),
        ("kz-oralman-million", "nearly 1 million", ("resettled",)),
        ("ap-bekali-karamay", "500 miles", ("Karamay",)),
    ],
)
def test_figures_are_worded_as_printed(
    registry: Registry, name: str, figure: str, about: tuple[str, ...]
) -> None:
    claim = registry.claim_by_id[name]
    assert (claim.figure, claim.about) == (figure, about)


def test_nothing_learned_from_a_stand_in_is_pinned_or_accepted(registry: Registry) -> None:
    assert [claim.id for claim in registry.claims if claim.passage or claim.accepted] == []
