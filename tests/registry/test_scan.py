from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.registry.given import SMALL

from verify.registry.scan import MAX_BYTES, MAX_DEPTH, Unusable, decode, grow, read_file
from verify.registry.tree import Mapping, Scalar

PATIENCE = 8.0
"""Seconds of computing that hostile input may take; a tag or run of blanks that was let in took a minute."""


def refused(text: str) -> Unusable:
    started = time.process_time()
    with pytest.raises(Unusable) as caught:
        grow(text)
    assert time.process_time() - started < PATIENCE
    return caught.value


def test_a_tree_knows_where_everything_stands() -> None:
    text = "# first\na: [x, 'y']\nb:\n  c: >-\n    two\n    lines\n\nd: 1\n"
    root = grow(text)
    assert [text[key.start : key.end] for key, _ in root.entries] == ["a", "b", "d"]
    inner = root.get("b")
    assert isinstance(inner, Mapping)
    folded = inner.get("c")
    assert isinstance(folded, Scalar)
    assert folded.text == "two lines"
    assert text[folded.start : folded.end] == ">-\n    two\n    lines"
    assert inner.end == folded.end


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("2018", "a number"),
        ("1e3", "a number"),
        ("true", "true or false"),
        ("null", "nothing"),
        ("", "nothing"),
        ("NO", "text"),
        ("off", "text"),
        ("2018-06", "text"),
        ("2018-05-17", "text"),
        ("200,000", "text"),
        ("1_000", "text"),
        ("'2018'", "text"),
    ],
)
def test_plain_values_have_the_types_of_the_yaml_1_2_core_schema(written: str, kind: str) -> None:
    value = grow(f"a: {written}\n").get("a")
    assert value is not None
    assert value.kind == kind


def test_depth_is_allowed_up_to_its_limit() -> None:
    levels = MAX_DEPTH - 1  # the file's own mapping is the first level
    assert grow("a: " + "[" * levels + "]" * levels).get("a") is not None
    assert "nested more than" in refused("a: " + "[" * (levels + 1) + "]" * (levels + 1)).message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[" * 20_000, "nested more than 40"),
        ("- " * 20_000, "nested more than 40"),
        ("".join(" " * level + "-\n" for level in range(2_000)), "nested more than 40"),
        ("a: &a [x]\nb: [*a, *a]\n", "anchors and aliases"),
        ("a: *nowhere\n", "anchors and aliases"),
        ("a: !!python/object:os.system x\n", "tags"),
        ("a: !" + "t" * (MAX_BYTES - 10), "tags"),
        ("a: |" + " " * (MAX_BYTES - 10), "run of 2,000 blanks"),
        ("%YAML 1.1\n---\na: NO\n", "directives"),
        ("a: b\n---\nc: d\n", "second document"),
        ("? [x]\n: y\n", "cannot be a key"),
        ("- a\n- b\n", "a list, not a mapping"),
        ("", "holds no registry"),
        ("# nothing but a comment\n", "holds no registry"),
        ("a:\n\tb: c\n", "tab"),
        ("a: b: c\n", "mapping values are not allowed"),
        ("a: 'never closed\n", "not valid YAML"),
        ("a: [1, 2\n", "not valid YAML"),
        ('a: "\\U99999999"\n', "not valid YAML"),
        ("a: b\x07\n", "control character U+0007"),
        ("a: b\x1b[31m\n", "control character U+001B"),
        ("a: b\x00\n", "control character U+0000"),
        ("a: b\rc: d\n", "carriage return"),
        ("a: [" + "x," * 900_000, "more than 50,000 values"),
        ("x" * (MAX_BYTES // 4), "text, not a mapping"),
    ],
)
def test_what_is_not_a_registry_is_refused_at_once(text: str, message: str) -> None:
    assert message in refused(text).message


def test_the_offset_points_at_the_fault() -> None:
    text = "a: b\nc: *x\n"
    assert text[refused(text).offset] == "*"


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n"
    for name, last in zip("bcdefghi", "abcdefgh", strict=True):
        bomb += f"{name}: &{name} [{','.join(['*' + last] * 9)}]\n"
    assert refused(bomb).offset == bomb.index("&")


@settings(max_examples=150)
@given(st.text(alphabet=" \n\t-:?[]{},&*!|>'\"%@`#abc\\0~.\r\ufeff\x85\u2028", max_size=60))
def test_no_text_ends_in_anything_but_a_tree_or_a_refusal(text: str) -> None:
    try:
        places = [place for key, _ in grow(text).entries for place in (key.start, key.end)]
    except Unusable as refusal:
        places = [refusal.offset]
    assert all(0 <= place <= len(text) for place in places)


def test_a_byte_order_mark_is_kept_apart() -> None:
    written = decode(b"\xef\xbb\xbfa: b\n")
    assert (written.text, written.bom) == ("a: b\n", True)
    assert written.encoded("c: d\n") == b"\xef\xbb\xbfc: d\n"


def test_line_ends_are_known() -> None:
    assert decode(b"a: b\r\n").newline == "\r\n"
    assert decode(b"a: b\n").newline == "\n"


@pytest.mark.parametrize("content", [b"a: \xff\n", "a: ж\n".encode("utf-16"), "a: ж\n".encode("cp1251")])
def test_other_encodings_are_refused_with_their_place(content: bytes) -> None:
    with pytest.raises(Unusable, match="not UTF-8") as caught:
        decode(content)
    assert caught.value.offset <= 3


def test_a_sparse_file_of_50_mb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "references.yaml"
    with path.open("wb") as file:
        file.truncate(50 * 2**20)
    with pytest.raises(Unusable, match=r"52,428,800 bytes, limit 2,097,152"):
        read_file(path)


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    path = tmp_path / "references.yaml"
    content = SMALL.encode() + b"#" * (MAX_BYTES - len(SMALL.encode()))
    path.write_bytes(content)
    assert read_file(path) == content


def test_what_is_no_file_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")  # opening one would wait for a writer
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(Unusable, match="not a regular file"):
            read_file(path)


@pytest.mark.parametrize(
    ("name", "message"),
    [("absent.yaml", "does not exist"), ("a\0b", "cannot be read"), ("x" * 300, "cannot be read")],
)
def test_an_unreadable_path_says_why(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(Unusable, match=message):
        read_file(tmp_path / name)


def test_a_loop_of_links_says_why(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(Unusable, match="cannot be read"):
        read_file(tmp_path / "a")
