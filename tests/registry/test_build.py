from __future__ import annotations

import pytest
from tests.registry.given import SMALL, claims, errors, linted, only_error

from verify.model.claim import Acceptance, Claim, Selector
from verify.model.dates import DateSpan, PartialDate
from verify.model.reference import Access, Copy, Reference, Role
from verify.model.registry import Article, Registry
from verify.model.source import Source

DIGEST = "sha256:" + "0a" * 32


def loaded(text: str) -> Registry:
    result = linted(text)
    assert result.errors == ()
    assert result.registry is not None
    return result.registry


def test_a_whole_file_becomes_the_model() -> None:
    assert loaded(SMALL) == Registry(
        path="references.yaml",
        slug="harbour-2020",
        article=Article("The harbour", "https://example.org/harbour", None, PartialDate(2020, 5), "en"),
        sources=(Source("gazette", "The Gazette", "newspaper", ("Gazette",)),),
        references=(
            Reference(
                "gazette-2020",
                "gazette",
                published=DateSpan.parse("2020"),
                language="en",
                url="https://gazette.example/harbour",
            ),
        ),
        claims=(
            Claim(
                "crane",
                ("gazette-2020",),
                "He saw “three cranes” at 50 berths",
                quote=("three cranes",),
                figure="50 berths",
            ),
        ),
    )


def test_every_field_of_a_claim_is_read() -> None:
    text = claims(
        "id: full",
        "references: []",
        "text: “one,” she said, “two” of 7",
        'quote: ["one,", two]',
        "speaker: she",
        "figure: 7",
        "about: [berths]",
        "when: 2017-08/2017-09-03",
        "as_of: 2016",
        'passage: {exact: "бір", prefix: "a ", suffix: " b"}',
        "prefix: before",
        "suffix: after",
        "language: kk-Cyrl",
        f"accepted: {{status: altered, by: editor, note: known, expires: 2027-03-01, evidence: {DIGEST}}}",
    )
    assert loaded(text).claims[1] == Claim(
        "full",
        (),
        "“one,” she said, “two” of 7",
        quote=("one,", "two"),
        speaker=("she",),
        figure="7",
        about=("berths",),
        when=DateSpan(PartialDate(2017, 8), PartialDate(2017, 9, 3)),
        as_of=DateSpan(PartialDate(2016), PartialDate(2016)),
        passage=Selector("бір", "a ", " b"),
        prefix="before",
        suffix="after",
        language="kk-Cyrl",
        accepted=Acceptance("altered", "editor", "known", PartialDate(2027, 3, 1), DIGEST),
    )


def test_copies_and_access_are_read() -> None:
    url = "    url: https://gazette.example/harbour\n"
    copy = "    copies: [{url: 'http://copy.example./x?a=%d0%ba', role: repost, language: ru}]\n"
    (reference,) = loaded(SMALL.replace(url, copy + "    access: public\n")).references
    assert reference.access is Access.public
    assert reference.copies == (Copy("http://copy.example./x?a=%d0%ba", Role.repost, "ru"),)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2018", "2018"),
        ("'2018'", "2018"),
        ("2018-06", "2018-06"),
        ("2018-05-17", "2018-05-17"),
        ('"2018-05-17"', "2018-05-17"),
        ("2017-08/2017-09", "2017-08/2017-09"),
        ("2017/2018-02-03", "2017/2018-02-03"),
    ],
)
def test_a_date_keeps_its_precision_however_yaml_types_it(written: str, meant: str) -> None:
    registry = loaded(SMALL.replace("published: 2020\n", f"published: {written}\n"))
    assert registry.references[0].published == DateSpan.parse(meant)


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("2018-6", "is not a date"),
        ("18", "is not a date"),
        ("2018-05-17T10:40:00Z", "is not a date"),
        ("May 2018", "is not a date"),
        ("２０１８", "is not a date"),
        ("2018-02-30", "is not in the calendar"),
        ("2018-06/2018-05", "ends before it starts"),
        ("{from: 2018}", "is a mapping"),
        ("[2018]", "is a list"),
        ("yes", "is not a date"),
        ("true", "is true or false"),
        ("", "is empty"),
    ],
)
def test_what_is_no_date_is_refused(written: str, fault: str) -> None:
    assert fault in only_error(SMALL.replace("published: 2020\n", f"published: {written}\n")).message


def test_an_article_has_one_date_and_no_interval() -> None:
    assert "is not a date" in only_error(SMALL.replace("2020-05}", "2020-05/2020-06}")).message


def test_no_stays_a_word() -> None:
    text = SMALL.replace("aliases: [Gazette]", "aliases: [NO, on, y, 1_0]")
    assert loaded(text).sources[0].aliases == ("NO", "on", "y", "1_0")


def test_empty_sections_are_fine() -> None:
    registry = loaded("version: 1\nslug: x\narticle: {title: t}\nsources:\nreferences: []\nclaims: ~\n")
    assert (registry.sources, registry.references, registry.claims) == ((), (), ())


@pytest.mark.parametrize("value", ["5", "true", "x", "[1, 2]", "{a: b}", "[[]]", "1.5", "[{}]", "'  '"])
@pytest.mark.parametrize(
    "line",
    [
        "version: 1",
        "slug: harbour-2020",
        "article: {title: The harbour, url: https://example.org/harbour, published: 2020-05}",
        "id: gazette-2020",
        "url: https://gazette.example/harbour",
        "published: 2020",
        "language: en",
        "references: [gazette-2020]                # the one the article names",
        "quote: three cranes",
    ],
)
def test_a_value_of_the_wrong_kind_is_an_error_on_its_own_line(line: str, value: str) -> None:
    key, line = line.partition(":")[0], line + "\n"
    assert SMALL.count(line) == 1
    number = SMALL[: SMALL.index(line)].count("\n") + 1
    found = linted(SMALL.replace(line, f"{key}: {value}\n")).errors
    if (key, value) in {("id", "x"), ("slug", "x")}:
        found = tuple(problem for problem in found if problem.place.line == number)
        assert found == ()
    else:
        assert number in {problem.place.line for problem in found}


@pytest.mark.parametrize("section", ["sources", "references", "claims"])
@pytest.mark.parametrize("value", ["5", "text", "true", "[5]", "[null]", "{a: 5}", "{a: }"])
def test_a_section_of_the_wrong_kind_is_an_error(section: str, value: str) -> None:
    assert errors(f"version: 1\nslug: x\narticle: {{title: t}}\n{section}: {value}\n")


@pytest.mark.parametrize(
    ("name", "sound"),
    [("a", True), ("A.b_c-1", True), ("x" * 100, True), ("x" * 101, False), ("a/b", False), ("-a", False),
     ("жаңа", False), ("slug", False), ("article", False), ("slug-1", True)],
)  # fmt: skip
def test_ids_can_stand_in_an_urn_and_after_a_slash(name: str, sound: bool) -> None:
    assert (errors(SMALL.replace("id: crane", f"id: {name}")) == []) is sound


@pytest.mark.parametrize(
    "url",
    ["ftp://x.example/", "javascript:alert(1)", "//x.example", "https://", "https:///x", "x.example",
     "https://user:word@x.example/", "https://x.example/a b", "file:///etc/passwd"],
)  # fmt: skip
def test_only_plain_web_addresses_are_taken(url: str) -> None:
    assert (
        "is not an http or https address"
        in only_error(SMALL.replace("url: https://gazette.example/harbour", f'url: "{url}"')).message
    )


def test_the_day_on_which_a_work_was_read_is_one_date() -> None:
    given = "published: 2020\n"
    read = loaded(SMALL.replace(given, f"{given}    accessed: 2020-04\n")).references[0]
    assert read.accessed == PartialDate.parse("2020-04")
    assert loaded(SMALL).references[0].accessed is None
    interval = SMALL.replace(given, f"{given}    accessed: 2020-04/2020-05\n")
    assert "accessed" in only_error(interval).message
