from __future__ import annotations

from pathlib import Path

import pytest
from tests.registry.given import SMALL

from verify.errors import USAGE, RegistryError
from verify.registry.load import load


def test_a_registry_is_loaded_under_the_path_the_user_gave(tmp_path: Path) -> None:
    path = tmp_path / "references.yaml"
    path.write_text(SMALL, encoding="utf-8")
    registry = load(path)
    assert registry.path == str(path)
    assert [claim.id for claim in registry.claims] == ["crane"]


def test_errors_are_carried_as_ready_lines(tmp_path: Path) -> None:
    path = tmp_path / "references.yaml"
    path.write_text(
        SMALL.replace("quote: three cranes", "quote: four cranes").replace("source: gazette", "source: x")
    )
    with pytest.raises(RegistryError) as caught:
        load(path)
    error = caught.value
    assert error.exit_code == USAGE
    assert error.message == f"{path} cannot be used: 2 errors"
    assert error.problems == (
        f'{path}:8:13 reference "gazette-2020": unknown source "x"\n    add it under `sources`',
        f'{path}:16:12 claim "crane": quote missing from text: "four cranes"\n'
        "    write the quoted words as they stand in the claim's text, in their order",
    )


def test_an_unreadable_file_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="1 error") as caught:
        load(tmp_path)
    assert "not a regular file" in caught.value.problems[0]
