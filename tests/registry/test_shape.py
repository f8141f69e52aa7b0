"""The schema that editors use and the loader that decides must say the same.

Compared is what a schema can see: keys, types, enums, patterns, lengths. What it cannot see is the loader's
alone: what ids point to, words that must stand in a text, the calendar, the order of an interval's ends.
A registry is compared as YAML 1.2's core schema types it: dates stay text, an unquoted year is a number,
keys are text.
"""

from __future__ import annotations

import copy
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from tests.registry.given import SMALL, as_yaml, claims

from verify.registry import shape
from verify.registry.build import draft
from verify.registry.problem import Ledger
from verify.registry.scan import grow
from verify.registry.skeleton import schema_text
from verify.registry.tree import Lines

SCHEMA: dict[str, Any] = json.loads(schema_text())
VALIDATOR = Draft202012Validator(SCHEMA)
PARTS = {
    "article": shape.ARTICLE,
    "source": shape.SOURCE,
    "reference": shape.REFERENCE,
    "copy": shape.COPY,
    "claim": shape.CLAIM,
    "passage": shape.PASSAGE,
    "accepted": shape.ACCEPTED,
}


def shape_faults(text: str) -> list[str]:
    """What the loader says of the shape of a file, before anything is cross-checked."""
    ledger = Ledger("references.yaml", Lines(text))
    draft(ledger, grow(text))
    return [str(problem) for problem in ledger.ordered()]


def schema_faults(value: Any) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(value)]


def test_the_schema_is_a_sound_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("name", PARTS)
def test_each_part_has_the_same_keys_in_both(name: str) -> None:
    part = SCHEMA["$defs"][name]
    assert list(part["properties"]) == list(PARTS[name].keys)
    assert tuple(part["required"]) == PARTS[name].required
    assert part["additionalProperties"] is False


def test_the_file_has_the_same_keys_in_both() -> None:
    assert list(SCHEMA["properties"]) == list(shape.REGISTRY.keys)
    assert tuple(SCHEMA["required"]) == shape.REGISTRY.required
    assert SCHEMA["properties"]["version"]["const"] == shape.VERSION


@pytest.mark.parametrize(
    ("part", "key", "values"),
    [
        ("reference", "access", shape.ACCESS),
        ("copy", "role", shape.ROLES),
        ("accepted", "status", shape.ACCEPTABLE),
    ],
)
def test_the_enums_are_the_same(part: str, key: str, values: tuple[str, ...]) -> None:
    assert SCHEMA["$defs"][part]["properties"][key]["enum"] == list(values)


def test_the_longest_text_is_the_same() -> None:
    assert SCHEMA["$defs"]["text"]["maxLength"] == shape.MAX_TEXT


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        (("id",), shape.ID),
        (("url",), shape.URL),
        (("language",), shape.LANGUAGE),
        (("date", "anyOf", 0), shape.DATE),
        (("span", "anyOf", 0), shape.SPAN),
        (("accepted", "properties", "evidence"), shape.DIGEST),
    ],
)
def test_the_patterns_are_the_same(path: tuple[Any, ...], pattern: re.Pattern[str]) -> None:
    """The schema's are anchored, and `$` is kept from matching before a last line feed as Python's does."""
    found = SCHEMA["$defs"]
    for step in path:
        found = found[step]
    end = r"$(?!\n)"
    assert found["pattern"].startswith("^")
    assert found["pattern"].endswith(end)
    assert found["pattern"].removeprefix("^").removesuffix(end).replace(end, "$") == pattern.pattern


def test_everything_is_described_for_those_who_edit() -> None:
    for name in PARTS:
        part = SCHEMA["$defs"][name]
        assert part["description"]
        for key, value in part["properties"].items():
            target = SCHEMA["$defs"].get(value.get("$ref", "").rpartition("/")[2], {})
            assert value.get("description") or target.get("description"), (name, key)


class _DatesAsText(SafeConstructor):
    """ruamel's constructor with dates left as the core schema leaves them."""


_DatesAsText.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)


def core_values(text: str) -> Any:
    reader = YAML(typ="safe", pure=True)
    reader.Constructor = _DatesAsText
    return reader.load(text)


@pytest.mark.parametrize("text", [SMALL, claims("id: a", "references: []", "text: t", "when: 2018-05-17")])
def test_files_as_people_write_them_are_sound_for_both(text: str) -> None:
    assert schema_faults(core_values(text)) == []
    assert shape_faults(text) == []


words = st.text(alphabet="abc XY.,’“:#-\u0436\u4e16\U0001f600", min_size=1, max_size=20).filter(str.strip)
ids = st.from_regex(r"[a-z][a-z0-9._-]{0,8}", fullmatch=True).filter(
    lambda name: name not in ("slug", "article")
)
days = st.sampled_from(["2018", "2018-06", "2018-06-30", "1999-12-31", 2018])
spans = st.one_of(days, st.sampled_from(["2017-08/2017-09", "2017/2018-01-02"]))
tags = st.sampled_from(["en", "kk", "zh-Hans", "ru-RU"])
urls = st.sampled_from(["https://a.example/x?y=%d0#z", "HTTP://a.example", "http://жаңа.example./"])
some_words = st.one_of(words, st.lists(words, min_size=1, max_size=3))


def part(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


articles = part({"title": words}, {"url": urls, "author": words, "published": days, "language": tags})
sources = st.dictionaries(ids, part({"name": words}, {"kind": words, "aliases": some_words}), max_size=2)
copies = part({"url": urls, "role": st.sampled_from(shape.ROLES)}, {"language": tags})
references = part(
    {"id": ids, "source": words},
    {
        "title": words,
        "author": words,
        "published": spans,
        "language": tags,
        "url": urls,
        "access": st.sampled_from(shape.ACCESS),
        "copies": st.lists(copies, max_size=2),
    },
)
passages = part({"exact": words}, {"prefix": words, "suffix": words})
acceptances = part(
    {"status": st.sampled_from(shape.ACCEPTABLE), "by": words, "note": words},
    {"expires": days, "evidence": st.just("sha256:" + "0" * 64)},
)
all_claims = part(
    {"id": ids, "references": st.lists(words, max_size=2), "text": words},
    {
        "quote": some_words,
        "speaker": some_words,
        "figure": st.one_of(words, st.integers(), st.just(1.5)),
        "about": some_words,
        "when": spans,
        "as_of": spans,
        "passage": passages,
        "prefix": words,
        "suffix": words,
        "language": tags,
        "accepted": acceptances,
    },
)
registries = part(
    {"version": st.just(1), "slug": ids, "article": articles},
    {
        "sources": st.one_of(st.none(), sources),
        "references": st.one_of(st.none(), st.lists(references, max_size=2)),
        "claims": st.one_of(st.none(), st.lists(all_claims, max_size=2)),
    },
)
junk = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([0, 1, -5, 999, 1000, 9999, 10_000, 2.5]),
    st.sampled_from(
        [
            "",
            " ",
            "\n",
            "x",
            "a b",
            "slug",
            "article",
            "a\n",
            "\x1b[0m",
            "\x85",
            "\u2028",
            "2018\n",
            "2018-1",
            "en_US",
        ]
    ),
    st.sampled_from(
        ["https://a.example\n", "ftp://a", "https://u@a.example", "own", "holds", "public", "sha256:0"]
    ),
    st.sampled_from(["0999", "2018-13", "2018-00", "2018/", "/2018", "x" * 101, "x" * 20_001, "٢٠١٨"]),
    st.lists(st.one_of(st.none(), st.just("a"), st.just(7), st.just([])), max_size=2),
    st.dictionaries(
        st.sampled_from(["id", "text", "exact", "url", "odd key", "name"]), st.just("v"), max_size=2
    ),
)


def places_in(value: Any) -> list[tuple[Any, Any]]:
    """Every container of a value with each key or index into it."""
    if not isinstance(value, dict | list):
        return []
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    return [(value, key) for key in keys] + [place for key in keys for place in places_in(value[key])]


@given(registries)
def test_a_sound_registry_is_sound_for_both(value: dict[str, Any]) -> None:
    assert schema_faults(value) == []
    assert shape_faults(as_yaml(value)) == []


@given(registries, st.data())
def test_a_damaged_registry_is_judged_alike_by_both(value: dict[str, Any], data: st.DataObject) -> None:
    damaged = copy.deepcopy(value)
    holder, key = data.draw(st.sampled_from(places_in(damaged)))
    kind = data.draw(st.sampled_from(["replace", "remove", "add"]))
    if kind == "replace":
        holder[key] = data.draw(junk)
    elif kind == "remove":
        del holder[key]
    elif isinstance(holder, dict):
        holder[data.draw(st.sampled_from(["url", "ulr", "language", "", "é"]))] = data.draw(junk)
    found, wanted = shape_faults(as_yaml(damaged)), schema_faults(damaged)
    assert bool(found) == bool(wanted), (damaged, found, wanted)


@pytest.mark.parametrize("day", ["2018-02-30", "2017-02-29", "2018-04-31", "2018/2017"])
def test_the_calendar_is_the_loaders_alone(day: str) -> None:
    value = {"version": 1, "slug": "x", "article": {"title": "t"}}
    value["claims"] = [{"id": "a", "references": [], "text": "t", "when": day}]
    assert schema_faults(value) == []
    assert len(shape_faults(as_yaml(value))) == 1
