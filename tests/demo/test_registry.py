from __future__ import annotations

from pathlib import Path

import pytest

from verify.demo.registry import demo_registry_path
from verify.errors import UsageError


def tree(root: Path) -> Path:
    folder = root / "src" / "verify" / "demo"
    folder.mkdir(parents=True)
    return folder


def test_a_checkout_uses_the_file_at_its_root(tmp_path: Path) -> None:
    folder = tree(tmp_path)
    (tmp_path / "references.yaml").write_text("version: 1\n")
    assert demo_registry_path(folder) == tmp_path / "references.yaml"


def test_the_copy_in_the_wheel_comes_first(tmp_path: Path) -> None:
    folder = tree(tmp_path)
    for place in (tmp_path, folder):
        (place / "references.yaml").write_text("version: 1\n")
    assert demo_registry_path(folder) == folder / "references.yaml"


def test_an_installation_without_one_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no references\.yaml") as caught:
        demo_registry_path(tree(tmp_path))
    assert "checkout" in (caught.value.mend or "")
