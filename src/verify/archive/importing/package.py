"""The WARCs of somebody else's WACZ, after every file in it was compared with the list that it carries.

A package of which anything differs from its own list is refused whole: nobody can say what else was changed
in it. That all agrees proves only that it hangs together, not who made it.
"""

from __future__ import annotations

from collections.abc import Mapping
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

from verify.archive.importing.digests import is_of
from verify.archive.importing.limits import Budget, Limits, Spent
from verify.archive.wacz.manifest import DIGEST, MANIFEST, read_object
from verify.archive.wacz.opened import Opened
from verify.errors import ArchiveDamaged

_FOLDER = "archive/"
_ENDINGS = (".warc", ".warc.gz")
_LARGEST_LIST = 2**24  # bytes


def check_package(opened: Opened) -> None:
    """Raises ArchiveDamaged, naming the first member that is not as datapackage.json lists it."""
    package = _content(opened, MANIFEST)
    if DIGEST in opened:
        stated = _object(_content(opened, DIGEST), opened, DIGEST).get("hash")
        if not is_of(stated, [package]):
            raise _refused(opened, MANIFEST, f"differs from the digest in {DIGEST}")
    listed = _resources(package, opened)
    for name, resource in listed.items():
        _check_member(opened, name, resource)
    for name in opened.names:
        if name not in listed and name not in (MANIFEST, DIGEST):
            raise _refused(opened, name, f"is not listed in {MANIFEST}: it was added")


def warc_names(opened: Opened) -> tuple[str, ...]:
    """The WARCs of a package. Raises ArchiveDamaged where there is none."""
    found = tuple(name for name in opened.names if name.startswith(_FOLDER) and name.endswith(_ENDINGS))
    if not found:
        raise ArchiveDamaged(f"{opened.path} holds no WARC in {_FOLDER}")
    return found


def taken_out(opened: Opened, name: str, limits: Limits) -> BinaryIO:
    """A member as a file of its own without a name, so that it can be read in any order.

    Raises ArchiveDamaged, OSError where the disk has no room for it.
    """
    file = cast("BinaryIO", TemporaryFile())  # noqa: SIM115  handed out
    budget = Budget(limits.total)
    try:
        for piece in opened.pieces(name):
            budget.take(len(piece))
            file.write(piece)
    except Spent as error:
        file.close()
        raise _refused(opened, name, f"is too large: {error}") from None
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _content(opened: Opened, name: str) -> bytes:
    return opened.read(name, _LARGEST_LIST)


def _resources(package: bytes, opened: Opened) -> Mapping[str, Mapping[str, Any]]:
    listed = _object(package, opened, MANIFEST).get("resources")
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise _refused(opened, MANIFEST, "lists no resources")
    return {str(each.get("path")): each for each in listed}


def _check_member(opened: Opened, name: str, stated: Mapping[str, Any]) -> None:
    if name not in opened:
        raise _refused(opened, name, f"is listed in {MANIFEST} and is not there")
    size = stated.get("bytes")
    if size is not None and size != opened.size(name):
        raise _refused(opened, name, f"has {opened.size(name)} bytes, {MANIFEST} says {size}")
    if not is_of(stated.get("hash"), opened.pieces(name)):
        raise _refused(opened, name, f"differs from its digest in {MANIFEST}")


def _object(content: bytes, opened: Opened, name: str) -> Mapping[str, Any]:
    found = read_object(content)
    if found is None:
        raise _refused(opened, name, "is not a JSON object")
    return found


def _refused(opened: Opened, name: str, words: str) -> ArchiveDamaged:
    return ArchiveDamaged(
        f"{opened.path} is not taken: {name} {words}", mend="ask for the file again from where it came"
    )
