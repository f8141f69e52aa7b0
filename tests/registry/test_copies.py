from __future__ import annotations

import os
import resource
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.registry.given import SMALL, linted
from tests.registry.test_edit import OURS, added_lines

from verify.errors import RegistryError, UnknownId, UsageError
from verify.model.reference import Copy, Role
from verify.registry.copies import add_copy
from verify.registry.lint import lint_text
from verify.registry.load import load

MEMENTO = "https://archive.example/web/20200601120000/https://gazette.example/harbour"
COPY = Copy(MEMENTO, Role.mirror)
WRITTEN = f"{{url: {MEMENTO}, role: mirror}}"
LANGUAGE = "    language: en\n"


def with_copies(written: str) -> str:
    """SMALL with `written` below its reference."""
    return SMALL.replace(LANGUAGE, LANGUAGE + written)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "references.yaml"
    made.write_text(SMALL, encoding="utf-8")
    return made


def test_the_first_copy_brings_its_list(path: Path) -> None:
    assert add_copy(path, "gazette-2020", COPY) == 13
    assert added_lines(path, SMALL) == ["    copies:", f"      - {WRITTEN}"]
    assert path.read_text().splitlines()[12] == f"      - {WRITTEN}"
    assert load(path).reference_by_id["gazette-2020"].copies == (COPY,)


OLD = "https://other.example/a"
ALREADY = Copy(OLD, Role.repost)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            f"    copies: [{{url: {OLD}, role: repost}}]  # why\n",
            f"    copies: [{{url: {OLD}, role: repost}}, {WRITTEN}]  # why\n",
        ),
        (
            f"    copies:\n      - {{url: {OLD}, role: repost}}  # why\n        # of it\n    # of nobody\n",
            f"    copies:\n      - {{url: {OLD}, role: repost}}  # why\n        # of it\n"
            f"      - {WRITTEN}\n    # of nobody\n",
        ),
        (
            f"    copies:\n    - url: {OLD}\n      role: repost\n",
            f"    copies:\n    - url: {OLD}\n      role: repost\n    - url: {MEMENTO}\n      role: mirror\n",
        ),
        (
            f"    copies:\n      - role: repost\n        url: {OLD}\n    title: The harbour\n",
            f"    copies:\n      - role: repost\n        url: {OLD}\n      - url: {MEMENTO}\n"
            "        role: mirror\n    title: The harbour\n",
        ),
        (
            f"    copies: [\n      {{url: {OLD}, role: repost}},  # why\n    ]\n",
            f"    copies: [\n      {{url: {OLD}, role: repost}}, {WRITTEN},  # why\n    ]\n",
        ),
    ],
)
def test_a_further_copy_joins_the_list_in_its_own_style(path: Path, before: str, after: str) -> None:
    path.write_text(with_copies(before), encoding="utf-8")
    line = add_copy(path, "gazette-2020", COPY)
    assert path.read_text(encoding="utf-8") == with_copies(after)
    assert MEMENTO in path.read_text(encoding="utf-8").splitlines()[line - 1]
    assert load(path).reference_by_id["gazette-2020"].copies == (ALREADY, COPY)


@pytest.mark.parametrize("empty", ["copies: []", "copies: [ ]  # none", "copies: [\n    ]"])
def test_an_empty_list_is_filled(path: Path, empty: str) -> None:
    path.write_text(with_copies(f"    {empty}\n"), encoding="utf-8")
    add_copy(path, "gazette-2020", COPY)
    assert load(path).reference_by_id["gazette-2020"].copies == (COPY,)
    assert ("# none" in empty) is ("# none" in path.read_text())


def test_a_reference_on_one_line_keeps_its_line(path: Path) -> None:
    block = SMALL[SMALL.index("  - id: gazette") : SMALL.index("claims:")]
    one = "  - {id: gazette-2020, source: gazette, url: https://gazette.example/harbour}\n"
    path.write_text(SMALL.replace(block, one), encoding="utf-8")
    assert add_copy(path, "gazette-2020", COPY) == 7
    assert path.read_text() == SMALL.replace(block, one.replace("}", f", copies: [{WRITTEN}]}}"))


def test_the_language_is_written_and_odd_addresses_are_quoted(path: Path) -> None:
    odd = Copy("https://a.example/?q=[1,2]&x={y}#a:b", Role.translation, "zh-Hans")
    add_copy(path, "gazette-2020", odd)
    assert load(path).reference_by_id["gazette-2020"].copies == (odd,)


def test_every_reference_of_the_article_s_own_registry_takes_one(tmp_path: Path) -> None:
    path = tmp_path / "references.yaml"
    path.write_bytes(OURS.read_bytes())
    names = [each.id for each in load(path).references]
    for name in names:
        line = add_copy(path, name, COPY)
        assert MEMENTO in path.read_text(encoding="utf-8").splitlines()[line - 1]
    assert all(each.copies[-1] == COPY for each in load(path).references)
    after = path.read_text(encoding="utf-8").splitlines()
    lost = [line for line in OURS.read_text(encoding="utf-8").splitlines() if line not in after]
    assert [line for line in lost if not line.lstrip().startswith("copies: [")] == []


def test_an_address_of_the_reference_is_not_added_twice(path: Path) -> None:
    add_copy(path, "gazette-2020", COPY)
    before = path.read_bytes()
    for url in (MEMENTO, "https://gazette.example/harbour"):
        with pytest.raises(UsageError, match="is an address of gazette-2020 already"):
            add_copy(path, "gazette-2020", Copy(url, Role.repost))
    assert path.read_bytes() == before


def test_an_unknown_reference_is_told_from_bad_usage(path: Path) -> None:
    with pytest.raises(UnknownId, match=r"no reference .gazete"):
        add_copy(path, "gazete", COPY)


@pytest.mark.parametrize("url", ["ftp://a.example/", "", "https://a.example/ b", "https://a.example/\x1b"])
def test_what_is_no_address_never_reaches_the_file(path: Path, url: str) -> None:
    with pytest.raises(UsageError, match="left as it is"):
        add_copy(path, "gazette-2020", Copy(url, Role.mirror))
    assert path.read_text(encoding="utf-8") == SMALL


def test_a_faulty_file_is_left_as_it_is(path: Path) -> None:
    faulty = SMALL.replace("quote: three", "quote: four")
    path.write_text(faulty, encoding="utf-8")
    with pytest.raises(RegistryError, match="was left as it is"):
        add_copy(path, "gazette-2020", COPY)
    assert path.read_text(encoding="utf-8") == faulty


def test_a_layout_that_an_insertion_would_change_is_refused(path: Path) -> None:
    """The lines of a kept block scalar reach to the next key: a new key below them would take some away."""
    text = SMALL.replace(LANGUAGE, "    title: |+\n      kept\n\n\n")
    assert linted(text).registry is not None
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="no safe place"):
        add_copy(path, "gazette-2020", COPY)
    assert path.read_text(encoding="utf-8") == text


def test_a_full_disk_is_said_and_nothing_lost(path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(RegistryError, match="cannot be written: File too large"):
            add_copy(path, "gazette-2020", COPY)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_text(encoding="utf-8") == SMALL
    assert os.listdir(path.parent) == [path.name]


_BLANK = st.sampled_from(["", "\n", "\n\n", "    # a comment\n", "\n# one of nobody\n"])
_HELD = st.sampled_from(
    [
        "",
        "copies: []\n",
        "copies: ~\n",
        "copies:   # none yet\n",
        f"copies: [{{url: {OLD}, role: repost}}]\n",
        f"copies:\n      - {{url: {OLD}, role: repost}}\n",
        f"copies:\n    - url: {OLD}\n      role: repost\n      # of it\n",
        f'copies:\n        -   role: "repost"\n            url: "{OLD}"\n',
    ]
)


@settings(max_examples=150)
@given(
    held=_HELD,
    before=_BLANK,
    after=_BLANK,
    last=st.sampled_from(["", "    title: 'The: harbour'\n", "    title: >-\n      The\n      harbour\n"]),
    start=st.sampled_from(["", "\ufeff"]),
    newline=st.sampled_from(["\n", "\r\n"]),
    word=st.text(st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp", "Cn"]), max_size=12),
)
def test_one_piece_is_put_in_and_every_other_byte_stays(
    tmp_path_factory: pytest.TempPathFactory,
    held: str,
    before: str,
    after: str,
    last: str,
    start: str,
    newline: str,
    word: str,
) -> None:
    text = with_copies((f"    {held}" if held else "") + before + last + after)
    content = (start + text.replace("\n", newline)).encode()
    path = tmp_path_factory.mktemp("copy") / "references.yaml"
    path.write_bytes(content)
    read = lint_text(text, "references.yaml").registry
    if read is None:
        with pytest.raises(RegistryError):
            add_copy(path, "gazette-2020", COPY)
        return
    copy = Copy(f"https://a.example/{word}", Role.mirror, "en")
    add_copy(path, "gazette-2020", copy)
    written = path.read_bytes()
    same = _common(content, written)
    rest = _common(content[same:][::-1], written[same:][::-1])
    assert len(content) - same - rest <= len("[] ~")
    now = load(path)
    assert now.reference_by_id["gazette-2020"].copies == (*read.references[0].copies, copy)
    assert (now.claims, now.sources, now.article) == (read.claims, read.sources, read.article)


def _common(one: bytes, other: bytes) -> int:
    """How many bytes two texts have in common at their start."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other)))
