from __future__ import annotations

import difflib
import resource
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.registry.given import SMALL, linted

from verify.errors import RegistryError, UnknownId, UsageError
from verify.model.claim import Claim, Selector
from verify.model.registry import Registry
from verify.registry.edit import add_claim, add_reference, find_reference, pin, pin_all
from verify.registry.load import load

OURS = Path(__file__).parents[2] / "references.yaml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The article's own registry, copied."""
    copy = tmp_path / "references.yaml"
    copy.write_bytes(OURS.read_bytes())
    return copy


@pytest.fixture
def small(tmp_path: Path) -> Path:
    copy = tmp_path / "references.yaml"
    copy.write_text(SMALL, encoding="utf-8")
    return copy


def added_lines(path: Path, before: str) -> list[str]:
    """The lines that are new; fails if a line was changed or lost."""
    after = path.read_bytes().decode()
    steps = list(difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True)))
    assert [step for step in steps if step.startswith("- ")] == []
    return [step[2:].rstrip("\n") for step in steps if step.startswith("+ ")]


@pytest.mark.parametrize("name", ["chen-peoples-war", "rfa-passports", "kz-mfa-when", "kassenova-belt"])
def test_a_pin_touches_nothing_but_its_own_lines(path: Path, name: str) -> None:
    before = path.read_text(encoding="utf-8")
    pin(path, name, Selector("the “words”: # here", "before ", " after"))
    assert added_lines(path, before) == [
        "    passage:",
        '      exact: "the “words”: # here"',
        '      prefix: "before "',
        '      suffix: " after"',
    ]
    assert load(path).claim_by_id[name].passage == Selector("the “words”: # here", "before ", " after")


def test_all_claims_are_pinned_in_one_write_and_can_be_pinned_anew(path: Path) -> None:
    names = [claim.id for claim in load(path).claims]
    pin_all(path, {name: Selector(f"first {name}", "p") for name in names})
    pin_all(path, {name: Selector(f"second {name}", " ") for name in reversed(names)})
    assert [claim.passage for claim in load(path).claims] == [Selector(f"second {name}") for name in names]
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if "passage:" not in line]
    assert [line for line in kept if "exact: " not in line] == OURS.read_text(encoding="utf-8").splitlines()


@settings(max_examples=40)
@given(
    exact=st.text(max_size=40),
    prefix=st.text(alphabet=" \t\nжa\"'\\:#{}[]&*!|>%@", max_size=10),
)
def test_whatever_is_pinned_is_read_back_or_refused(
    tmp_path_factory: pytest.TempPathFactory, exact: str, prefix: str
) -> None:
    path = tmp_path_factory.mktemp("pin") / "references.yaml"
    path.write_text(SMALL, encoding="utf-8")
    try:
        pin(path, "crane", Selector(exact, prefix))
    except UsageError:
        assert path.read_text(encoding="utf-8") == SMALL
    else:
        passage = load(path).claim_by_id["crane"].passage
        assert passage == Selector(exact, prefix if prefix.strip() else "")


def test_a_reference_of_a_known_host_gets_its_source(path: Path) -> None:
    before = path.read_text(encoding="utf-8")
    url = "https://www.rfa.org/english/news/new-01012019.html"
    assert (
        add_reference(path, url=url, title="A: title", published="2019-01-01", language="en")
        == "rfa-2019-01-01"
    )
    assert added_lines(path, before) == [
        "  - id: rfa-2019-01-01",
        "    source: rfa",
        '    title: "A: title"',
        "    published: 2019-01-01",
        "    language: en",
        f"    url: {url}",
        "",
    ]


def test_a_reference_of_a_new_host_brings_its_source(small: Path) -> None:
    name = add_reference(small, url="https://www.new.example/2020/a-long-story.html")
    assert name == "new-example-a-long-story"
    registry = load(small)
    assert registry.reference_by_id[name].source == "new-example"
    assert registry.source_by_id["new-example"].name == "new.example"
    assert added_lines(small, SMALL) == [
        "  new-example: {name: new.example}",
        "  - id: new-example-a-long-story",
        "    source: new-example",
        "    url: https://www.new.example/2020/a-long-story.html",
    ]


def test_ids_stay_unique(small: Path) -> None:
    wanted = {"source": "gazette", "published": "2020"}
    assert add_reference(small, url="https://gazette.example/2", **wanted) == "gazette-2020-2"
    assert add_reference(small, url="https://gazette.example/3", **wanted) == "gazette-2020-3"


def test_a_claim_is_added_with_all_that_is_given(small: Path) -> None:
    name = add_claim(
        small,
        reference="gazette-2020",
        text="“One,” he said, “and 2: two.”",
        quote=("One,", "and 2: two."),
        speaker=("he", "Smith, J."),
        figure="2",
        about=("two",),
    )
    assert name == "gazette-one"
    assert load(small).claim_by_id[name] == Claim(
        "gazette-one",
        ("gazette-2020",),
        "“One,” he said, “and 2: two.”",
        quote=("One,", "and 2: two."),
        speaker=("he", "Smith, J."),
        figure="2",
        about=("two",),
    )
    assert len(added_lines(small, SMALL)) == 7


def test_a_claim_may_name_no_reference_and_have_no_latin_letter(small: Path) -> None:
    assert add_claim(small, reference=None, text="Он сказал") == "claim-2"
    assert load(small).claim_by_id["claim-2"].references == ()


def test_an_address_that_is_there_is_not_added_twice(path: Path) -> None:
    registry: Registry = load(path)
    for url in ("https://dawn.com/news/amp/1408257", "https://apnews.com/6e151296fb194f85ba69a8babd972e4b"):
        assert find_reference(registry, url) == "ap-2018-05-camps"
        with pytest.raises(UsageError, match="is here already, as reference ap-2018-05-camps"):
            add_reference(path, url=url)
    assert find_reference(registry, "https://dawn.com/") is None


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda path: add_reference(path, url="ftp://x.example/"), "not an http or https address"),
        (lambda path: add_reference(path, url="https://x.example/", published="May"), "is not a date"),
        (
            lambda path: add_reference(path, url="https://x.example/", language="no such"),
            "not a language tag",
        ),
        (lambda path: add_claim(path, reference=None, text="a", quote="b"), "quote missing from text"),
        (lambda path: add_claim(path, reference=None, text="a", figure="5"), "figure missing from text"),
        (lambda path: add_claim(path, reference=None, text="a\x1b[0m"), "control character"),
        (lambda path: add_claim(path, reference=None, text="a\ud800"), "left as it is"),
        (lambda path: pin(path, "crane", Selector("…")), "holds no words"),
    ],
)
def test_an_invalid_edit_never_reaches_the_file(small: Path, edit: object, message: str) -> None:
    assert callable(edit)
    with pytest.raises(UsageError, match=message):
        edit(small)
    assert small.read_text(encoding="utf-8") == SMALL
    assert list(small.parent.iterdir()) == [small]


@pytest.mark.parametrize(
    "edit",
    [
        lambda path: add_reference(path, url="https://x.example/", source="gazete"),
        lambda path: add_claim(path, reference="crane", text="a"),
        lambda path: pin(path, "gazette-2020", Selector("a")),
    ],
)
def test_an_unknown_id_is_told_from_bad_usage(small: Path, edit: object) -> None:
    assert callable(edit)
    with pytest.raises(UnknownId):
        edit(small)
    assert small.read_text(encoding="utf-8") == SMALL


def test_a_faulty_file_is_left_as_it_is(small: Path) -> None:
    faulty = SMALL.replace("quote: three", "quote: four")
    small.write_text(faulty, encoding="utf-8")
    with pytest.raises(RegistryError, match="was left as it is") as caught:
        pin(small, "crane", Selector("a"))
    assert len(caught.value.problems) == 1
    assert small.read_text(encoding="utf-8") == faulty


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(RegistryError) as caught:
        pin(tmp_path / "absent.yaml", "crane", Selector("a"))
    assert "does not exist" in caught.value.problems[0]


def test_a_full_disk_is_said_and_nothing_lost(small: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(RegistryError, match="cannot be written: File too large"):
            pin(small, "crane", Selector("a"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert small.read_text(encoding="utf-8") == SMALL
    assert list(small.parent.iterdir()) == [small]


@pytest.mark.parametrize(("start", "newline"), [("\ufeff", "\n"), ("", "\r\n"), ("\ufeff", "\r\n")])
def test_byte_order_mark_and_line_ends_survive(small: Path, start: str, newline: str) -> None:
    before = (start + SMALL.replace("\n", newline)).encode()
    small.write_bytes(before)
    pin(small, "crane", Selector("a"))
    wanted = before + f'    passage:{newline}      exact: "a"{newline}'.encode()
    assert small.read_bytes() == wanted
    assert linted(SMALL).registry is not None


def test_a_layout_that_an_insertion_would_change_is_refused(small: Path) -> None:
    text = SMALL.replace("    figure: 50 berths\n", "    prefix: |+\n      kept\n\n\n")
    small.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="no safe place"):
        pin(small, "crane", Selector("a"))
    assert small.read_text(encoding="utf-8") == text
