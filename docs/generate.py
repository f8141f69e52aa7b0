"""What is made out of the program: `python -m docs.generate --write`, or `--check` whether it is up to date.

The man page and the schema of the settings are committed; a test holds them against this. The reference
pages are not: mkdocs makes them at every build (docs/hooks.py).
"""

# ruff: noqa: T201

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from docs.man_page import man_page

from verify.cli.settings_schema import schema_text

ROOT = Path(__file__).resolve().parents[1]


def generated() -> dict[Path, str]:
    """Every committed file that is made, with what it must hold."""
    return {
        ROOT / "docs/man/verify.1": man_page(),
        ROOT / "src/verify/settings.schema.json": schema_text(),
    }


def stale() -> list[Path]:
    """Those that hold something else, or are missing."""
    return [
        path
        for path, content in generated().items()
        if not path.is_file() or path.read_bytes() != content.encode()
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write them anew")
    parser.add_argument("--check", action="store_true", help="end with 1 where one is not up to date")
    chosen = parser.parse_args()
    old = stale()
    for path in old:
        print(f"{path.relative_to(ROOT)} {'made anew' if chosen.write else 'is not up to date'}")
        if chosen.write:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(generated()[path].encode())
    return 1 if old and not chosen.write else 0


if __name__ == "__main__":
    sys.exit(main())
