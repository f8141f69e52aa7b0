from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from verify.registry.scan import grow
from verify.registry.tree import Scalar
from verify.registry.yaml_text import flow_list, flow_mapping, quoted, scalar

encodable = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)
awkward = st.text(alphabet="aN o-:#,'\"[]{}&*!|>%@`?\\/.0123456789~=\n\t’“éж\u2028\x85", max_size=30)


def read(text: str) -> Scalar:
    value = grow(text).get("a")
    assert isinstance(value, Scalar)
    return value


@given(st.one_of(encodable, awkward))
def test_what_is_written_is_read_back_as_text(text: str) -> None:
    for written in (f"a: {scalar(text)}\n", f"{{a: {scalar(text)}}}", f"a: {quoted(text)}\n"):
        value = read(written)
        assert value.text == text
        assert value.kind == "text"


@given(st.one_of(encodable, awkward))
def test_other_readers_find_the_same_text(text: str) -> None:
    read_back = YAML(typ="safe", pure=True).load(f"a: {quoted(text)}\n")
    assert read_back == {"a": text}


@pytest.mark.parametrize("text", ["He said so", "https://a.example/x?y=1&z=2", "it’s a-b (c)", "2018-05-17"])
def test_ordinary_text_needs_no_quotation_marks(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize(
    "text", ["No", "null", "TRUE", "2018", "a: b", "a #b", "- a", "a, b", "", " a", "a:", "y"]
)
def test_what_could_be_read_otherwise_is_quoted(text: str) -> None:
    assert scalar(text) == f'"{text}"'


def test_lists_and_mappings_are_written_on_one_line() -> None:
    assert flow_list(("a", "b, c")) == '[a, "b, c"]'
    assert flow_mapping({"a": "1", "b": "[x]"}) == "{a: 1, b: [x]}"
