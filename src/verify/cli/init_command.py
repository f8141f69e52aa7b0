"""verify init"""

from __future__ import annotations

from pathlib import Path

import click

from verify.errors import UsageError

SCHEMA = "references.schema.json"


@click.command("init")
@click.argument("path", type=click.Path(path_type=Path), default=Path("references.yaml"))
@click.option("--title", default="", help="The article's title.")
@click.option("--url", default="", help="The article's URL.")
@click.option("--slug", default="", help="A short name for the article, used in ids.")
@click.option("--settings", is_flag=True, help="Write a commented verify.toml and its schema instead.")
def command(path: Path, title: str, url: str, slug: str, settings: bool) -> None:
    """Write a commented references.yaml to start from, and the schema editors complete from.

    Never overwrites a file.

    \b
    Example:
      verify init --title "My article" --url https://example.org/article
    """
    from verify.registry.atomic import replace_file
    from verify.registry.lint import lint_text
    from verify.registry.skeleton import schema_text, skeleton

    if settings:
        _write_settings(path.parent)
        return
    if path.exists():
        raise UsageError(f"{path} is already there", mend="name another file: verify init FILE")
    text = skeleton(slug=slug or _slug(title), title=title, url=url)
    refused = lint_text(text, str(path)).errors
    if refused:
        raise UsageError(refused[0].message, mend=refused[0].mend)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path.parent / SCHEMA, schema_text().encode(), expected=None)
        replace_file(path, text.encode(), expected=None)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None
    click.echo(f"wrote {path} and {path.parent / SCHEMA}; next: verify lint -r {path}", err=True)


def _write_settings(folder: Path) -> None:
    from verify.cli.settings_schema import SCHEMA_NAME, schema_text, skeleton
    from verify.registry.atomic import replace_file

    path = folder / "verify.toml"
    if path.exists():
        raise UsageError(f"{path} is already there", mend="`verify init --settings` writes it only once")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        replace_file(folder / SCHEMA_NAME, schema_text().encode(), expected=None)
        replace_file(path, skeleton().encode(), expected=None)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None
    click.echo(f"wrote {path} and {folder / SCHEMA_NAME}", err=True)


def _slug(title: str) -> str:
    from verify.registry.names import slugged

    return slugged(title)[:40].rstrip("-") or "my-article"
