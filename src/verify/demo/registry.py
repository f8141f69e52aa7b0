"""Where the article's registry stands: inside the wheel, or at the root of a checkout."""

from __future__ import annotations

from pathlib import Path

from verify.errors import UsageError

_HERE = Path(__file__).resolve().parent


def demo_registry_path(here: Path = _HERE) -> Path:
    """The registry that `verify demo` checks. Raises UsageError where this installation has none."""
    bundled = here / "references.yaml"
    checkout = here.parents[2] / "references.yaml"
    for path in (bundled, checkout):
        if path.is_file():
            return path
    raise UsageError(
        "this installation carries no references.yaml to demonstrate with",
        mend="install the published wheel, or run from a checkout of the project",
    )
