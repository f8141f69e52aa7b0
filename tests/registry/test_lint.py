from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.registry.given import SMALL, errors, linted, only_error

from verify.model.registry import Place
from verify.model.verdict import Severity
from verify.registry.lint import lint

WRONG = """\
version: 2
slug: a b
article: {titel: The harbour, url: ftp://example.org/x}
sources:
  gazette: {name: "", kind: [a], aliases: [Gazette, true]}
  gazette: {name: Again}
references:
  - id: letter
    source: gazete
    published: 2018-13
    language: English, perhaps
    access: secret
    copies: [{url: https://a.example/x, role: own}, plain]
  - just text
claims:
  - id: letter
    references: [letter, leter]
    text: He said “two”
    quote: [two, three, 4]
    when: 2018-05/2017
    accepted: {status: fine, by: me}
    passage: {prefix: x}
  - references: {}
    text:
"""


def test_every_error_comes_in_one_run_each_with_its_place() -> None:
    assert errors(WRONG) == [
        "references.yaml:1:10 version is not 1",
        'references.yaml:2:7 slug "a b" is not an id',
        "references.yaml:3:10 article: title is missing",
        'references.yaml:3:11 article: unknown key "titel"',
        'references.yaml:3:36 article: url "ftp://example.org/x" is not an http or https address',
        'references.yaml:5:19 source "gazette": name is empty',
        'references.yaml:5:29 source "gazette": kind is a list, not text',
        'references.yaml:5:53 source "gazette": aliases is true or false, not text',
        'references.yaml:6:3 source "gazette": is given twice, first on line 5',
        'references.yaml:9:13 reference "letter": unknown source "gazete"',
        'references.yaml:10:16 reference "letter": published "2018-13" is not a date',
        'references.yaml:11:15 reference "letter": language "English, perhaps" is not a language tag',
        'references.yaml:12:13 reference "letter": access "secret" is not one of public, private, unlocated',
        'references.yaml:13:47 reference "letter": copy role "own" is not one of mirror, repost, translation',
        'references.yaml:13:53 reference "letter": a copy is text, not a mapping',
        "references.yaml:14:5 reference 2: is text, not a mapping",
        'references.yaml:16:9 claim "letter": the id is taken by the reference on line 8',
        'references.yaml:17:26 claim "letter": unknown reference "leter"',
        'references.yaml:19:18 claim "letter": quote missing from text: "three"',
        'references.yaml:19:25 claim "letter": quote is a number, not text',
        'references.yaml:20:11 claim "letter": when "2018-05/2017" ends before it starts',
        'references.yaml:21:15 claim "letter": accepted note is missing',
        'references.yaml:21:24 claim "letter": '
        'accepted status "fine" is not one of altered, missing, unknown, unverifiable',
        'references.yaml:22:14 claim "letter": passage exact is missing',
        "references.yaml:23:5 claim 2: id is missing",
        "references.yaml:23:17 claim 2: references is a mapping, not a list",
        "references.yaml:24:5 claim 2: text is empty",
    ]


def test_every_problem_says_how_to_mend_it() -> None:
    problems = linted(WRONG).problems
    assert all(problem.mend for problem in problems)
    assert {problem.message: problem.mend for problem in problems}['unknown key "titel"'] == (
        'did you mean "title"?'
    )


def test_a_sound_file_has_no_problem() -> None:
    result = linted(SMALL)
    assert result.problems == ()
    assert result.registry is not None
    assert result.registry.slug == "harbour-2020"


def test_warnings_leave_the_registry_usable() -> None:
    result = linted(SMALL.replace("    url: https://gazette.example/harbour\n", ""))
    assert result.registry is not None
    assert [problem.severity for problem in result.problems] == [Severity.warning]


def test_places_are_known_by_id() -> None:
    registry = linted(SMALL).registry
    assert registry is not None
    wanted = {"slug": (2, 7), "article": (3, 10), "gazette": (5, 3), "gazette-2020": (7, 5), "crane": (13, 5)}
    assert registry.places == {name: Place("references.yaml", *place) for name, place in wanted.items()}


@pytest.mark.parametrize(("start", "newline"), [("\ufeff", "\n"), ("", "\r\n"), ("\ufeff", "\r\n")])
def test_a_byte_order_mark_and_windows_line_ends_change_nothing(
    tmp_path: Path, start: str, newline: str
) -> None:
    path = tmp_path / "references.yaml"
    path.write_bytes((start + SMALL.replace("\n", newline)).encode())
    result, plain = lint(path), linted(SMALL).registry
    assert result.problems == ()
    assert result.registry is not None
    assert plain is not None
    assert result.registry.claims == plain.claims
    assert [(place.line, place.column) for place in result.registry.places.values()] == [
        (place.line, place.column) for place in plain.places.values()
    ]


def test_a_fault_behind_a_byte_order_mark_has_its_own_column(tmp_path: Path) -> None:
    path = tmp_path / "references.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("version: 1", "version: 7").encode())
    (problem,) = lint(path).errors
    assert (problem.place.line, problem.place.column) == (1, 10)


def test_bytes_that_are_not_utf_8_have_a_line(tmp_path: Path) -> None:
    path = tmp_path / "references.yaml"
    path.write_bytes(SMALL.encode() + b"# caf\xe9\n")
    (problem,) = lint(path).problems
    assert str(problem) == f"{path}:18:6 is not UTF-8 here"


def test_an_absent_file_is_a_problem_and_no_exception(tmp_path: Path) -> None:
    (problem,) = lint(tmp_path / "references.yaml").problems
    assert problem.message == "does not exist"
    assert "verify init" in problem.mend


def test_a_key_given_twice_is_refused() -> None:
    problem = only_error(SMALL.replace("    language: en\n", "    language: en\n    language: kk\n"))
    assert str(problem) == (
        'references.yaml:12:5 reference "gazette-2020": language is given twice, first on line 11'
    )


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("source: gazette", 'source: "\\u202eetteg"', "\\u202eetteg"),
        ("    language: en", '    "\\e[31m": en', "\\u001b[31m"),
    ],
)
def test_control_characters_never_reach_a_message(old: str, new: str, shown: str) -> None:
    message = str(only_error(SMALL.replace(old, new)))
    assert message.isprintable()
    assert shown in message


def test_an_escape_cannot_smuggle_a_control_character_in() -> None:
    text = SMALL.replace("name: The Gazette", 'name: "The \\e]0;Gazette\\a"')
    assert only_error(text).message == "name holds a control character"


def test_thousands_of_faulty_claims_are_reported_in_moments() -> None:
    claim = "  - {id: c, references: [r], text: t, quot: x, figure: 9}\n"
    started = time.process_time()
    found = errors("version: 1\nslug: x\narticle: {title: t}\nclaims:\n" + claim * 1_500)
    assert len(found) == 1_500 * 4 - 1  # unknown key and reference, figure; the first id is free
    assert time.process_time() - started < 5


def test_a_long_list_of_quotes_on_a_long_text_takes_moments() -> None:
    parts = ", ".join(["zz"] * 6_000)
    text = "a" * 19_000
    started = time.process_time()
    head = "version: 1\nslug: x\narticle: {title: t}\nclaims:\n"
    found = errors(f"{head}- {{id: c, references: [], text: {text}, quote: [{parts}]}}\n")
    assert len(found) == 6_000
    assert time.process_time() - started < 5


LINES = SMALL.splitlines(keepends=True)


@given(
    st.lists(
        st.sampled_from([*LINES, "  - id: crane\n", "    quote: gone\n", "\t\n", "  - [\n"]), max_size=25
    )
)
def test_any_shuffle_of_lines_ends_in_a_registry_or_in_errors(lines: list[str]) -> None:
    result = linted("".join(lines))
    assert (result.registry is None) == bool(result.errors)
    places = [(problem.place.line, problem.place.column) for problem in result.problems]
    assert places == sorted(places)
    assert all(1 <= line <= len(lines) + 1 for line, _ in places)
