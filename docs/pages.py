"""The pages that are made at every build: out of help, schemas, the program's tables, and bench/results."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docs.help import Help, Paragraph, commands, program

from verify.cli.settings_schema import schema, toml
from verify.judge.table import TABLE
from verify.registry.skeleton import schema_text
from verify.report.rules import RULES

ROOT = Path(__file__).resolve().parents[1]
TABLE_MARK = "<!-- the table of verdicts -->"
"""Where a page wants the decision table."""


def pages() -> dict[str, str]:
    """Path below docs/ -> Markdown."""
    made = {
        "reference/commands.md": commands_page(),
        "reference/settings.md": settings_page(),
        "reference/registry.md": registry_page(),
        "reference/findings.md": findings_page(),
        "reference/cache.md": copied(ROOT / "cache/README.md"),
        "changelog.md": copied(ROOT / "CHANGELOG.md"),
    }
    results = sorted((ROOT / "bench/results").glob("*.md"))
    return made | {f"bench/{path.name}": copied(path) for path in results}


def copied(path: Path) -> str:
    """A file of the repository. Links to benchmarks lead to their copies, others become plain words."""
    return re.sub(r"\[([^\]]*)\]\(([^)\s]+)\)", _link, path.read_text(encoding="utf-8"))


def _link(found: re.Match[str]) -> str:
    words, target = found.groups()
    if "://" in target or target.startswith("#"):
        return found[0]
    if "bench/results/" in target:
        return f"[{words}](../bench/{target.rpartition('/')[2]})"
    return words


def table_of_verdicts() -> str:
    """The decision table; the first row that fits a check decides it."""
    rows = ["| axis | outcome | edits | status | finding | |", "|---|---|---|---|---|---|"]
    for row in TABLE:
        kinds = ", ".join(sorted(kind.value for kind in row.kinds or ()))
        narrow = kinds + (" (small words alone)" if row.function_words else "")
        axis = row.axis.value if row.axis else "any"
        cells = (axis, row.outcome.value, narrow, row.status.value, row.severity.value, row.says)
        rows.append("| " + " | ".join(map(cell, cells)) + " |")
    return "\n".join(rows)


def cell(words: str) -> str:
    """Words inside a table."""
    return words.replace("|", r"\|").replace("\n", " ")


def code(words: str) -> str:
    """Code inside a table: of a bar between backticks Python-Markdown would show the escape."""
    return f"<code>{html.escape(words, quote=False).replace('|', '&#124;')}</code>"


def findings_page() -> str:
    """Every rule, with what to do."""
    parts = [
        "# Findings",
        "Every finding has one of these ids, in all formats. `--fail-on` names a severity.",
    ]
    for each in RULES:
        parts += [
            f"## {each.id} {{#{each.id}}}",
            f"**{each.title}** ({each.level.value}). {each.meaning}",
            each.mend,
        ]
    return "\n\n".join(parts) + "\n"


def commands_page() -> str:
    """The help of every command."""
    parts = ["# Commands", *_paragraphs(program().paragraphs[1:])]
    for each in commands():
        parts += _command(each)
    return "\n\n".join(parts) + "\n"


def _command(each: Help) -> Iterator[str]:
    depth = "#" * min(len(each.words.split()), 3)
    yield f"{depth} {each.words}"
    yield f"```text\n{each.usage}\n```"
    yield from _paragraphs(each.paragraphs)
    for heading, rows in each.options:
        table = "\n".join(f"| {code(names)} | {cell(_plain(words))} |" for names, words in rows)
        yield f"**{heading}**\n\n| option | what it does |\n|---|---|\n{table}"


def _paragraphs(paragraphs: tuple[Paragraph, ...]) -> Iterator[str]:
    for each in paragraphs:
        yield f"```text\n{each.text}\n```" if each.kept else _plain(each.text)


def _plain(words: str) -> str:
    """Words of the help are no markup, but for `code`."""
    parts = re.split(r"(`[^`]+`)", words)
    return "".join(
        part if part.startswith("`") else re.sub(r"([\\<>*_\[\]#])", r"\\\1", part) for part in parts
    )


def settings_page() -> str:
    """Every setting with its type, default and range."""
    rows = ["| setting | default | what it is |", "|---|---|---|"]
    tables = []
    for name, about in schema()["properties"].items():
        if "default" in about:
            default, words = toml(about["default"]), about["description"] + _limits(about)
            rows.append(f"| `{name}` | `{default}` | {cell(words)} |")
        else:
            tables.append(f"## {name}\n\n{about['description']}\n\n{_keys(_inner(about))}")
    intro = (
        "A setting comes from a flag (`--delay 2`), else from the environment (`VERIFY_DELAY=2`), else from "
        "`verify.toml`, else from `[tool.verify]` of `pyproject.toml`, both beside the registry. "
        "`verify init --settings` writes a file with all of them, and the schema that editors complete from. "
        "Several words in a variable are separated by spaces."
    )
    return "\n\n".join(["# Settings", intro, "\n".join(rows), *tables]) + "\n"


def _inner(about: Mapping[str, Any]) -> Mapping[str, Any]:
    nested = about.get("items") or about["additionalProperties"]
    assert isinstance(nested, Mapping)
    return nested


def _limits(about: Mapping[str, Any]) -> str:
    if "enum" in about:
        return f" One of {', '.join(f'`{each}`' for each in about['enum'])}."
    if "maximum" in about:
        return f" {about['minimum']:g} to {about['maximum']:g}."
    return f" From {about['minimum']:g} on." if about.get("minimum") else ""


def registry_page() -> str:
    """Every key of references.yaml."""
    read = json.loads(schema_text())
    parts = ["# references.yaml", read["description"], _keys(read)]
    for name, about in read["$defs"].items():
        if "properties" in about:
            parts += [f"## {name}", about.get("description", ""), _keys(about)]
    parts.append("`verify lint` checks all of it, names line and column, and says how to mend it.")
    return "\n\n".join(part for part in parts if part) + "\n"


def _keys(about: Mapping[str, Any]) -> str:
    rows = ["| key | | what it is |", "|---|---|---|"]
    needed = about.get("required", ())
    for name, one in about["properties"].items():
        words = one.get("description", "") + (_limits(one) if "enum" in one else "")
        rows.append(f"| `{name}` | {'needed' if name in needed else ''} | {cell(words or _named(one))} |")
    return "\n".join(rows)


def _named(one: Mapping[str, Any]) -> str:
    """What a key without a description of its own refers to."""
    target = str(one.get("$ref", "")).rpartition("/")[2]
    return f"See [{target}](#{target})." if target else ""
