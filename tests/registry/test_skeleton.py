from __future__ import annotations

import json
import re

import pytest
from tests.registry.given import linted

from verify.registry.skeleton import SCHEMA_NAME, schema_text, skeleton


@pytest.mark.parametrize("title", ["The harbour", 'A: "b" # c', "Жаңа", "it's\nlong", "NO", "2018"])
def test_a_skeleton_is_sound_and_names_its_schema(title: str) -> None:
    text = skeleton(slug="harbour-2020", title=title, url="https://example.org/a?b=c#d")
    result = linted(text)
    assert result.problems == ()
    assert result.registry is not None
    assert result.registry.article.title == title
    assert result.registry.article.url == "https://example.org/a?b=c#d"
    assert text.startswith(f"# yaml-language-server: $schema={SCHEMA_NAME}\n")


def test_its_examples_are_sound_once_uncommented() -> None:
    text = skeleton(slug="harbour-2020", title="t", url="https://example.org/")
    head, body = text.split("version:", 1)
    live = f"{head}version:{re.sub('(?m)^  # ', '  ', body)}"
    sentence = "he said “the words between its quotation marks” of 50 people"
    result = linted(live.replace("the article's sentence, word for word", sentence))
    assert [problem.message for problem in result.errors] == []
    assert result.registry is not None
    assert [claim.id for claim in result.registry.claims] == ["ap-words"]
    assert [reference.id for reference in result.registry.references] == ["ap-2018-05-17", "letter"]


def test_the_schema_travels_with_the_package() -> None:
    assert json.loads(schema_text())["title"] == "references.yaml"
