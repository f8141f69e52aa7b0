"""Links between local files: whether the file is there, and what the fragment names in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

from verify.extract.document import extract
from verify.model.availability import Availability, Sight
from verify.model.link import FragmentCheck, LinkAnswer
from verify.model.standing import Standing, State
from verify.pipeline.links.fragments import MARKDOWN, check_local

SCHEME = "file:"
_MARKDOWN = (".md", ".markdown")


def is_local(url: str) -> bool:
    return url.startswith(SCHEME)


def answer_local(url: str, fragments: Sequence[str]) -> LinkAnswer:
    """What is on this disk needs no second look: a file that is not there is dead at once.

    A folder stands for its index.html or README.md.
    """
    try:
        path = _file(Path(unquote(url.removeprefix(SCHEME).partition("?")[0])))
    except (OSError, ValueError) as error:
        cause = f"the file cannot be looked for: {getattr(error, 'strerror', None) or error}"
        return LinkAnswer(url, Sight(Availability.skipped, cause), evidence=(cause,))
    if path is None:
        cause = "there is no such file"
        missing = Sight(Availability.not_found, cause)
        return LinkAnswer(url, missing, standing=Standing(State.dead, 1, 1), evidence=(cause,))
    checks = _checks(path, fragments) if fragments else ()
    return LinkAnswer(
        url,
        Sight(Availability.ok, "the file is there"),
        final_url=url,
        standing=Standing(State.alive, 0, 1),
        evidence=("the file is there",),
        fragments=checks,
    )


def _file(path: Path) -> Path | None:
    if path.is_dir():
        return next((path / name for name in ("index.html", "README.md") if (path / name).is_file()), path)
    return path if path.exists() else None


def _checks(path: Path, fragments: Sequence[str]) -> tuple[FragmentCheck, ...]:
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = f"the file cannot be read: {error.strerror}"
        return tuple(FragmentCheck(each, None, reason) for each in fragments)
    kind = MARKDOWN if path.suffix.lower() in _MARKDOWN else None
    return check_local(
        fragments, content, kind, lambda: extract(content, content_type=kind, url=path.resolve().as_uri())
    )
