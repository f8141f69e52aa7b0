"""verify add: both or neither, nothing twice."""

from pathlib import Path

import pytest

from verify.cli.adding import Addition, add
from verify.errors import UsageError
from verify.registry.load import load
from verify.registry.skeleton import skeleton

URL = "https://example.org/report"
SAID = Addition(URL, {}, 'He called it "a start".', ("a start",), None, ("He",))


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    path = tmp_path / "references.yaml"
    path.write_text(skeleton(slug="s", title="T", url=""))
    return path


def test_a_reference_and_a_claim_are_added(registry: Path) -> None:
    reference, claim = add(registry, SAID)
    held = load(registry)
    assert held.reference_by_id[reference].url == URL
    assert held.claim_by_id[claim].quote == ("a start",)
    assert held.claim_by_id[claim].speaker == ("He",)


def test_a_claim_that_is_refused_leaves_the_file_as_it_was(registry: Path) -> None:
    before = registry.read_bytes()
    with pytest.raises(UsageError, match="quote missing"):
        add(registry, Addition(URL, {}, "He said no.", ("yes",)))
    assert registry.read_bytes() == before


def test_nothing_is_added_twice(registry: Path) -> None:
    add(registry, SAID)
    before = registry.read_bytes()
    for again in (SAID, Addition(URL, {}), Addition(URL, {"title": "Other"}, "He said no.", ("no",))):
        with pytest.raises(UsageError):
            add(registry, again)
    assert registry.read_bytes() == before
    assert add(registry, Addition(URL, {}, "He said no.", ("no",)))[0] == load(registry).references[0].id
