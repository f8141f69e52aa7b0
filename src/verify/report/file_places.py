"""A file as other programs want to be told of it: relative to a folder, with forward slashes, as a URI."""

from __future__ import annotations

import posixpath
from pathlib import PurePath
from urllib.parse import quote


def relative(path: str, folder: str) -> str | None:
    """`path` (as a user gave it) from `folder` (absolute) on, None where it lies outside of it.

    Told by the names alone: links are not followed.
    """
    whole, root = _whole(path, folder), PurePath(folder).as_posix().rstrip("/")
    return whole.removeprefix(f"{root}/") if whole.startswith(f"{root}/") else None


def shortest(path: str, folder: str) -> str:
    """The relative path where there is one, else the absolute one."""
    return relative(path, folder) or _whole(path, folder)


def uri(path: str, folder: str) -> str:
    """A relative reference (RFC 3986) where the file lies under `folder`, else a `file:` URI (RFC 8089)."""
    inside = relative(path, folder)
    if inside is not None:
        return _quoted(inside)
    return f"file:///{_quoted(_whole(path, folder).lstrip('/'))}"


def _whole(path: str, folder: str) -> str:
    return posixpath.normpath((PurePath(folder) / path).as_posix())


def _quoted(path: str) -> str:
    return quote(path.encode("utf-8", "surrogatepass"))
