"""A CDX index's answer in any of its forms, read leniently. Pure.

- an array of arrays whose first row names the fields (the Internet Archive, `output=json`), with `[]` and
  `[key]` behind it where more is to be had (`showResumeKey`);
- one JSON object a line, with other names (pywb, `output=json`), or `urlkey timestamp {…}` (CDXJ);
- lines of fields between spaces (`N b a m s k …`: 7, 9, 10 or 11 of them).

An answer that broke off gives what came before; what cannot be read is counted, never guessed.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, TypeVar

from verify.memento.addresses import raw_url
from verify.model.memento import Capture, PublicArchive

T = TypeVar("T")
_NAMES = {"original": "url", "statuscode": "status", "mimetype": "mime"}
"""The Internet Archive's names of fields, and pywb's."""
_COLUMNS = ("urlkey", "timestamp", "url", "mime", "status", "digest")
_LENGTH_AT = {7: 6, 11: 8}
"""Which field is the length, by how many there are; 9 and 10 have none."""
_STAMP = re.compile(r"[0-9]{14}")
_CODE = re.compile(r"[1-9][0-9]{2}")
_CDXJ = re.compile(r"(\S+) ([0-9]{14}) (\{.*)")
_NO_WORD = ("", "-", "unk", "warc/revisit")
_DECODER = json.JSONDecoder()


@dataclass(frozen=True)
class IndexPage:
    """One answer of an index. `unread` counts lines that could not be read.

    `resume` asks for what follows (Internet Archive), `pages` is the answer to showNumPages (pywb).
    `cut`: the answer broke off. Without `usable` it is no index at all, as a page for people is not.
    """

    captures: tuple[Capture, ...] = ()
    unread: int = 0
    resume: str | None = None
    pages: int | None = None
    cut: bool = False
    usable: bool = True

    @property
    def lines(self) -> int:
        return len(self.captures) + self.unread


def read_index(body: bytes, archive: PublicArchive) -> IndexPage:
    """Read an answer whose content codings are undone. Captures come in the answer's order."""
    text = body.decode("utf-8", "replace").removeprefix("\ufeff").strip()
    if text.startswith("<"):
        return IndexPage(usable=False)
    if text.isascii() and text.isdigit() and len(text) < 10:
        return IndexPage(pages=int(text))
    page = _of_array(text, archive) if text.startswith("[") else _of_lines(text, archive)
    return page if page.captures or not page.unread else IndexPage(usable=False)


def collapsed(captures: Iterable[Capture]) -> tuple[Capture, ...]:
    """The first capture of each run of equal digests, as `collapse=digest` gives; all without a digest."""
    return tuple(
        one
        for digest, run in groupby(captures, lambda each: each.digest)
        for one in (run if digest is None else [next(run)])
    )


def in_order(captures: Iterable[Capture]) -> tuple[Capture, ...]:
    """The oldest first, each address once: indexes repeat lines where a page ends."""
    unique: dict[str, Capture] = {}
    for each in captures:
        unique[each.raw] = _either(unique.get(each.raw, each), each)
    return tuple(sorted(unique.values(), key=lambda each: (each.at, each.raw)))


def _either(one: Capture, other: Capture) -> Capture:
    """Of two bodies of one second one is played back under their address, and the index does not say which:
    what is not true of both is not told."""
    return replace(
        one,
        status=_both(one.status, other.status),
        media_type=_both(one.media_type, other.media_type),
        digest=_both(one.digest, other.digest),
        length=_both(one.length, other.length),
    )


def _both(one: T | None, other: T | None) -> T | None:
    return one if one == other else None


# An array of arrays


def _of_array(text: str, archive: PublicArchive) -> IndexPage:
    rows, whole = _rows(text)
    names = [_NAMES.get(str(name), str(name)) for name in rows[0]] if rows else []
    if "timestamp" not in names:
        return IndexPage(usable=not rows and whole)
    rows, resume = _without_key(rows[1:])
    read = [_capture(dict(zip(names, row, strict=False)), archive) for row in rows]
    found = tuple(each for each in read if each is not None)
    return IndexPage(found, len(read) - len(found), resume, cut=not whole)


def _without_key(rows: list[list[Any]]) -> tuple[list[list[Any]], str | None]:
    """A resume key stands alone in the last row, behind an empty one."""
    if len(rows) >= 2 and rows[-2] == [] and len(rows[-1]) == 1:
        return rows[:-2], str(rows[-1][0])
    return rows, None


def _rows(text: str) -> tuple[list[list[Any]], bool]:
    """The rows of the outer array as far as they came, and whether all of them did."""
    rows: list[list[Any]] = []
    place = 1
    while True:
        place = _past(text, place, " \t\r\n,")
        if text[place : place + 1] == "]":
            return rows, True
        try:
            row, place = _DECODER.raw_decode(text, place)
        except (ValueError, RecursionError):
            return rows, False
        rows.append(row if isinstance(row, list) else [row])


def _past(text: str, place: int, marks: str) -> int:
    while place < len(text) and text[place] in marks:
        place += 1
    return place


# Lines


def _of_lines(text: str, archive: PublicArchive) -> IndexPage:
    captures: list[Capture] = []
    unread = 0
    for line in _until_key(lines := text.splitlines()):
        fields = _fields(line)
        if fields is not None and "pages" in fields:
            return IndexPage(pages=_number(fields["pages"]), usable=True)
        capture = _capture(fields, archive) if fields is not None else None
        if capture is not None:
            captures.append(capture)
        else:
            unread += 1
    cut = unread > 0 and "{" in lines[-1] and not lines[-1].endswith("}")
    return IndexPage(tuple(captures), unread - cut, _key(lines), cut=cut)


def _until_key(lines: Sequence[str]) -> Iterator[str]:
    """The lines that name captures: no headline, and nothing behind an empty line."""
    for line in lines:
        if not line.strip():
            return
        if not line.lstrip().startswith("CDX "):
            yield line.strip()


def _key(lines: Sequence[str]) -> str | None:
    """The resume key: one word behind an empty line, at the end."""
    if len(lines) < 2 or lines[-2].strip() or " " in lines[-1].strip():
        return None
    return lines[-1].strip()


def _fields(line: str) -> Mapping[str, Any] | None:
    """The named fields of a line in any form, None where it has none."""
    if line.startswith("{"):
        return _object(line)
    cdxj = _CDXJ.fullmatch(line)
    if cdxj:
        rest = _object(cdxj[3])
        return None if rest is None else {"timestamp": cdxj[2], **rest}
    words = line.split()
    if len(words) < len(_COLUMNS):
        return None
    if not (words[4] == "-" or _CODE.fullmatch(words[4])):
        words.insert(4, "-")  # pywb leaves out what a revisit does not say
    length = words[_LENGTH_AT[len(words)]] if len(words) in _LENGTH_AT else "-"
    return {**dict(zip(_COLUMNS, words, strict=False)), "length": length}


def _object(text: str) -> Mapping[str, Any] | None:
    try:
        found: Any = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    return {_NAMES.get(str(name), str(name)): value for name, value in found.items()}


# Fields


def _capture(fields: Mapping[str, Any], archive: PublicArchive) -> Capture | None:
    stamp, url = _text(fields, "timestamp"), _text(fields, "url")
    moment = _moment(stamp)
    if moment is None or "://" not in url or any(mark.isspace() for mark in url):
        return None
    status, media, digest = (_text(fields, name) for name in ("status", "mime", "digest"))
    return Capture(
        url=url,
        at=moment,
        raw=raw_url(archive, stamp, url),
        archive=archive.name,
        status=int(status) if _CODE.fullmatch(status) else None,
        media_type=None if media in _NO_WORD else media,
        digest=None if digest in _NO_WORD else digest,
        length=_number(fields.get("length")),
    )


def _text(fields: Mapping[str, Any], name: str) -> str:
    """A field's words; JSON can escape what no address and no file may hold: such a field is none."""
    value = fields.get(name)
    text = str(value) if isinstance(value, str | int) else ""
    return text if text.isprintable() else ""


def _number(value: object) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _moment(stamp: str) -> dt.datetime | None:
    """Some old lines say month or day 00; the capture is replayed under its own digits all the same."""
    if not _STAMP.fullmatch(stamp):
        return None
    month, day = (part if part != "00" else "01" for part in (stamp[4:6], stamp[6:8]))
    try:
        hour, minute, second = (int(stamp[at : at + 2]) for at in (8, 10, 12))
        return dt.datetime(int(stamp[:4]), int(month), int(day), hour, minute, second, tzinfo=dt.UTC)
    except ValueError:
        return None
