"""What must not be in the repository, and what its dependencies must not be."""

import os
import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tests.architecture.tree import ROOT

MACHINE_PATH = re.compile(r"(?<![\w./:-])/(?:work|root|Users|tmp|opt|mnt)/[\w.]|(?<![\w./:-])/home/[\w.]+/")
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|registry\.npmjs|--(?:extra-)?index-url|--find-links", re.IGNORECASE
)
SECRET = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}")
COPYLEFT = re.compile(r"\bA?GPL|(?<!Lesser )General Public License", re.IGNORECASE)
SELF = Path(__file__).resolve()


def ignored() -> set[str]:
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    return {line.rstrip("/") for line in lines} | {".git", "warc", "export"}


def files() -> Iterator[Path]:
    """The files that Git would track."""
    out = ignored()
    for folder, names, found in os.walk(ROOT):
        names[:] = [name for name in names if not any(fnmatch(name, pattern) for pattern in out)]
        for name in found:
            if not any(fnmatch(name, pattern) for pattern in out):
                yield Path(folder) / name


def lines_matching(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in files()
        if path != SELF
        for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    found = lines_matching(MACHINE_PATH)
    assert not found, "\n".join(found)


def test_no_file_names_a_package_registry() -> None:
    found = lines_matching(REGISTRY)
    assert not found, "\n".join(found)


def test_no_file_holds_a_key() -> None:
    found = lines_matching(SECRET)
    assert not found, "\n".join(found)


def test_requirements_are_pinned_and_hashed_and_name_no_address() -> None:
    found = sorted((ROOT / "requirements").glob("*.txt"))
    assert found
    for path in found:
        text = path.read_text(encoding="utf-8")
        assert "://" not in text, path.name
        pins = [line for line in text.splitlines() if line and line[0] not in "# "]
        assert pins
        assert [pin for pin in pins if not re.match(r"[\w.-]+==\S+ .*\\$", pin)] == [], path.name
        assert text.count("--hash=sha256:") >= len(pins)


def test_what_runs_is_pinned_as_what_is_tested() -> None:
    pins = {
        path.name: set(re.findall(r"^[\w.-]+==\S+", path.read_text(), re.M))
        for path in (ROOT / "requirements").glob("*.txt")
    }
    assert pins["run.txt"] < pins["dev.txt"]


def test_there_is_no_lock_file_of_an_index() -> None:
    assert [path.name for path in files() if path.name in {"uv.lock", "poetry.lock", "Pipfile.lock"}] == []


def runtime_dependencies() -> set[str]:
    """Every distribution that the project with all its extras brings, found over the installed metadata."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [
        *project["dependencies"],
        *(name for names in project["optional-dependencies"].values() for name in names),
    ]
    found: set[str] = set()
    while waiting:
        wanted = Requirement(waiting.pop())
        name = canonicalize_name(wanted.name)
        if name in found or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        found.add(name)
        waiting += distribution(name).requires or []
    return found


def licence(name: str) -> str:
    meta = distribution(name).metadata
    classifiers = [line for line in meta.get_all("Classifier") or [] if line.startswith("License ::")]
    stated = [meta["License-Expression"] or "", (meta["License"] or "").split("\n")[0], *classifiers]
    return "; ".join(part for part in stated if part)


def test_no_dependency_forces_its_licence_on_users() -> None:
    licences = {name: licence(name) for name in sorted(runtime_dependencies())}
    assert len(licences) > 14
    assert {name: text for name, text in licences.items() if not text or COPYLEFT.search(text)} == {}


def test_tests_replace_nothing_inside_the_program() -> None:
    pattern = re.compile(r"unittest\.mock|monkeypatch\.(?:setattr|setitem)|mocker\b|\bmock\.patch")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "tests").rglob("*.py")
        if path != SELF
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert not found, "\n".join(found)
