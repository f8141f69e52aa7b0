"""mkdocs: adds the pages that are made, and puts the decision table where a page wants it."""

from __future__ import annotations

from typing import Any

from docs.pages import TABLE_MARK, pages, table_of_verdicts
from mkdocs.structure.files import File, Files


def on_files(files: Files, config: Any) -> Files:
    """Every made page, as if it lay in docs/."""
    for path, content in pages().items():
        files.append(File.generated(config, path, content=content))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    return markdown.replace(TABLE_MARK, table_of_verdicts())
