"""Warnings over the whole article. False alarms cost trust, so most of these rows must stay silent."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.model.claim import Claim
from verify.model.dates import DateSpan, PartialDate
from verify.model.reference import Reference
from verify.model.registry import Article, Registry
from verify.model.source import Source
from verify.model.verdict import Severity
from verify.registry.deep import deep, lint_deep

ARTICLE = Article("The harbour", "https://example.org/harbour", "Ona Brill", PartialDate(2020, 5))
GAZETTE = Source("gazette", "The Gazette")


def registry(*claims: Claim, references: tuple[Reference, ...] = (), article: Article = ARTICLE) -> Registry:
    return Registry("references.yaml", "harbour", article, (GAZETTE,), references, claims)


def figure(name: str, text: str, said: str, *about: str, when: str | None = None, **more: object) -> Claim:
    span = DateSpan.parse(when) if when else None
    return Claim(name, (), text, figure=said, about=about, when=span, **more)  # type: ignore[arg-type]


def messages(*claims: Claim) -> list[str]:
    return [f"{problem.subject}: {problem.message}" for problem in deep(registry(*claims))]


SHARE = figure("share", "14.3 percent of the 952,882 settlers came over the sea.", "14.3 percent", "sea")


def test_a_share_of_a_whole_quarrels_with_a_count_of_the_same() -> None:
    count = figure("count", "In all 200,000 settlers came over the sea.", "200,000 settlers", "sea")
    (line,) = messages(SHARE, count)
    assert line.startswith('claim "count": cannot hold beside claim "share" on line 1: ')
    assert "14.3 percent of the 952,882 settlers" in line
    assert "136,262" in line
    assert "200,000" in line
    ((problem,),) = (deep(registry(SHARE, count)),)
    assert problem.severity is Severity.warning
    assert "as_of" in problem.mend


def test_the_share_from_china_and_the_new_citizens() -> None:
    share = figure(
        "share",
        "14.3 percent of the 952,882 ethnic Kazakhs who resettled came from China.",
        "14.3 percent",
        "China",
    )
    count = figure(
        "count", "200,000 ethnic Kazakhs from China have become citizens.", "200,000", "citizens", "China"
    )
    (line,) = messages(share, count)
    assert "= 136,262; " in line
    assert "[200,000]" in line


@pytest.mark.parametrize(
    ("text", "said", "about", "when"),
    [
        ("136,262 settlers came over the sea.", "136,262 settlers", "sea", None),
        ("136,000 settlers came over the sea.", "136,000 settlers", "sea", None),
        ("More than 100,000 settlers came over the sea.", "More than 100,000 settlers", "sea", None),
        ("Some 200,000 settlers came over the hills.", "200,000 settlers", "hills", None),
        ("Some 200,000 boats came over the sea.", "200,000 boats", "sea", None),
        ("Some 9 miles of sea wall.", "9 miles", "sea", None),
        ("200,000 settlers a year came over the sea.", "200,000 settlers a year", "sea", None),
    ],
)
def test_what_meets_or_counts_another_thing_is_no_quarrel(
    text: str, said: str, about: str, when: str | None
) -> None:
    assert messages(SHARE, figure("count", text, said, about, when=when)) == []


def test_two_counts_of_one_thing() -> None:
    first = figure("first", "The keeper counted 40 boats in the winter.", "40 boats", "winter")
    second = figure("second", "There were 55 boats all winter.", "55 boats", "winter")
    assert len(messages(first, second)) == 1
    same = figure("same", "There were about 42 boats all winter.", "about 42 boats", "winter")
    assert messages(first, same) == []


def test_figures_of_two_times_may_both_hold() -> None:
    first = figure("first", "There were 40 boats.", "40 boats", "boats", when="2018")
    second = figure("second", "There were 55 boats.", "55 boats", "boats", when="2019")
    assert messages(first, second) == []
    later = figure("later", "There were 55 boats.", "55 boats", "boats", as_of=DateSpan.parse("2019"))
    assert messages(first, later) == []
    assert (
        len(messages(figure("third", "There were 40 boats.", "40 boats", "boats", when="2019"), later)) == 1
    )


def test_without_about_only_nearly_equal_sentences_are_compared() -> None:
    first = figure("first", "The keeper counted 40 boats in the harbour.", "40 boats")
    near = figure("near", "In the harbour the keeper counted 55 boats.", "55 boats")
    far = figure("far", "A gale off the coast sank 55 boats that sailed from Brill.", "55 boats")
    assert len(messages(first, near)) == 1
    assert messages(first, far) == []


def cited(**fields: object) -> Reference:
    return Reference("work", "gazette", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reference", "says"),
    [
        (cited(author="Ona Brill"), "is by the article's own author, Ona Brill"),
        (cited(author="ona  brill"), "is by the article's own author, Ona Brill"),
        (cited(url="http://example.org/harbour/"), "is the article itself"),
    ],
)
def test_an_author_is_no_witness_for_herself(reference: Reference, says: str) -> None:
    leaning = Claim("boats", ("work",), "There were boats.")
    problems = deep(registry(leaning, references=(reference,)))
    assert sorted(f"{problem.subject}: {problem.message}" for problem in problems) == [
        'claim "boats": rests only on the article\'s author: work',
        f'reference "work": {says}',
    ]
    other = Reference("other", "gazette", author="Ada Quill")
    both = Claim("boats", ("work", "other"), "There were boats.")
    assert len(deep(registry(both, references=(reference, other)))) == 1


def test_an_article_by_its_publisher_is_its_publishers_work() -> None:
    article = Article("The harbour", None, "The Gazette", None)
    (problem,) = deep(registry(references=(cited(),), article=article))
    assert "own author, The Gazette" in problem.message
    assert deep(registry(references=(cited(author="Ada Quill"),), article=article)) == ()


@pytest.mark.parametrize(
    ("published", "warned"),
    [("2020-06", True), ("2020-06-01/2020-07", True), ("2020-05-31", False), ("2020", False), (None, False)],
)
def test_what_came_after_the_article_was_not_leaned_on(published: str | None, warned: bool) -> None:
    span = DateSpan.parse(published) if published else None
    problems = deep(registry(references=(cited(published=span),)))
    assert [("after the article" in problem.message) for problem in problems] == [True] * warned


def test_the_articles_own_registry() -> None:
    path = Path(__file__).parents[2] / "references.yaml"
    result = lint_deep(path)
    assert result.registry is not None
    assert result.errors == ()
    found = {(problem.subject, problem.message.partition(",")[0]) for problem in result.warnings}
    assert ('reference "diplomat-2018-06"', "is the article itself") in found
    assert ('reference "diplomat-2017-11"', "is by the article's own author") in found
    assert not [line for line in result.warnings if "cannot hold" in line.message]
    lines = [problem.place.line for problem in result.problems]
    assert lines == sorted(lines)


def test_what_cannot_be_used_is_not_read_deeply(tmp_path: Path) -> None:
    path = tmp_path / "references.yaml"
    path.write_text("version: 2\n")
    assert lint_deep(path).registry is None
    assert lint_deep(path).errors


@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=20)), max_size=6))
def test_no_text_raises(pairs: list[tuple[str, str]]) -> None:
    claims = [figure(str(number), text, said, text[:5]) for number, (text, said) in enumerate(pairs)]
    assert all(problem.severity is Severity.warning for problem in deep(registry(*claims)))
