"""references.yaml to the model."""

from __future__ import annotations

from pathlib import Path

from verify.errors import RegistryError
from verify.model.registry import Registry
from verify.registry.lint import lint
from verify.registry.problem import LintResult


def load(path: Path) -> Registry:
    """The registry a file holds. Raises RegistryError carrying every error of the file as ready lines."""
    return usable(lint(path), str(path))


def usable(result: LintResult, path: str) -> Registry:
    """The registry of a lint result. Raises RegistryError where it has errors."""
    if result.registry is not None:
        return result.registry
    count = len(result.errors)
    noun = "error" if count == 1 else "errors"
    problems = [problem.full for problem in result.errors]
    raise RegistryError(
        f"{path} cannot be used: {count} {noun}", problems, mend="mend them, then `verify lint`"
    )
