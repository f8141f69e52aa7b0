"""The head of an HTTP message as it goes into the archive, changed as little as can be.

A head is the start line, the field lines and the empty line (RFC 9112). Lines keep their bytes: case,
order and white space survive. What has to change is named, so that nobody takes it for the original:

- a chunked body is stored joined, so Transfer-Encoding goes and Content-Length says the stored length;
- the values of cookies and of authorisation are secrets and are replaced by `redacted`;
- a line of white space only would end the head for other readers of WARC, so it goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

SECRET = frozenset({b"cookie", b"set-cookie", b"set-cookie2", b"authorization", b"proxy-authorization"})
REDACTED = b" redacted"
_SECRET_LINE = re.compile(
    rb"^([ \t]*(?:%s)[ \t]*(?:\r?\n[ \t]+)?:)(?:[^\n]|\n[ \t])*?(?=\r?(?:\n(?![ \t])|\Z))"
    % b"|".join(sorted(SECRET)),
    re.IGNORECASE | re.MULTILINE,
)
"""The field to the end of its last fold, without the line's end."""
_BODILESS = frozenset({204, 304})


@dataclass(frozen=True)
class StoredHead:
    """`head` ends in its empty line; `changed` names the fields that differ from what was received."""

    head: bytes
    changed: tuple[str, ...]


def stored_request(head: bytes) -> StoredHead:
    """A request's head with its secrets redacted; those that fetch had redacted already are named as well."""
    lines, changed = _tidy(head, b"GET / HTTP/1.1")
    lines = _redact(lines, changed)
    changed += [name for name in map(_redacted_name, lines[1:]) if name and name not in changed]
    return _join(lines, changed)


def stored_response(head: bytes, *, status: int, length: int) -> StoredHead:
    """A response's head that fits a joined body of `length` bytes, with its secrets redacted."""
    lines, changed = _tidy(head, b"HTTP/1.1 %d" % status)
    lines = _fit_length(lines, changed, status, length)
    lines = _redact(lines, changed)
    return _join(lines, changed)


def received_response(head: bytes, *, status: int) -> StoredHead:
    """A response's head as it was received, its secrets redacted."""
    lines, changed = _tidy(head, b"HTTP/1.1 %d" % status)
    return _join(_redact(lines, changed), changed)


def without_secrets(framing: bytes) -> bytes:
    """The framing of a chunked body with the secrets of its trailer section redacted."""
    return _SECRET_LINE.sub(rb"\1" + REDACTED, framing)


def parse_fields(head: bytes) -> tuple[tuple[str, str], ...]:
    """The header fields of a head in order, as UTF-8 or else Latin-1; folds are joined by one space."""
    fields = []
    for line in _logical_lines(head.split(b"\n"))[1:]:
        name, colon, value = b" ".join(part.strip() for part in line).partition(b":")
        if colon:
            fields.append((_text(name.rstrip()), _text(value.strip())))
    return tuple(fields)


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _tidy(head: bytes, start: bytes) -> tuple[list[list[bytes]], list[str]]:
    """The logical lines without the last empty one, each a list of its physical lines, and what changed."""
    changed: list[str] = []
    raw = head.split(b"\n")
    if raw[-1] == b"" and len(raw) > 1 and raw[-2] in (b"", b"\r"):
        raw = raw[:-2]  # the end of the head, as it should be
    else:
        changed.append("empty-line")
        if raw[-1] == b"":
            raw.pop()
    lines = [line for line in raw if not _blank(line)]
    if len(lines) != len(raw):
        changed.append("blank-lines")
    if not lines or _is_folded(lines[0]):
        changed.append("start-line")
        lines.insert(0, start + b"\r")
    return _logical_lines(lines), changed


def _logical_lines(lines: Iterable[bytes]) -> list[list[bytes]]:
    grouped: list[list[bytes]] = []
    for line in lines:
        if grouped and _is_folded(line):
            grouped[-1].append(line)
        else:
            grouped.append([line])
    return grouped


def _is_folded(line: bytes) -> bool:
    return line[:1] in (b" ", b"\t")


def _blank(line: bytes) -> bool:
    """Whether a lenient reader takes the line for the end of the head (Unicode white space included)."""
    return not _text(line).strip()


def _name(line: list[bytes]) -> bytes:
    name, colon, _ = b"".join(line).partition(b":")
    return name.strip().lower() if colon else b""


def _fit_length(lines: list[list[bytes]], changed: list[str], status: int, length: int) -> list[list[bytes]]:
    names = [_name(line) for line in lines[1:]]
    coded = b"transfer-encoding" in names
    if coded:
        changed.append("transfer-encoding")
    elif b"content-length" in names or status in _BODILESS or status < 200:
        return lines
    changed.append("content-length")
    ending = b"\r" if lines[0][-1].endswith(b"\r") else b""
    fitting = [[b"Content-Length: %d" % length + ending]]
    dropped = (b"transfer-encoding", b"content-length")
    place = names.index(b"transfer-encoding") + 1 if coded else len(lines)
    before = [line for line in lines[1:place] if not (coded and _name(line) in dropped)]
    after = [line for line in lines[place:] if not (coded and _name(line) in dropped)]
    return lines[:1] + before + fitting + after


def _redact(lines: list[list[bytes]], changed: list[str]) -> list[list[bytes]]:
    kept = [lines[0]]
    for line in lines[1:]:
        name = _name(line)
        if name in SECRET:
            ending = b"\r" if line[-1].endswith(b"\r") else b""
            line = [line[0].partition(b":")[0] + b":" + REDACTED + ending]
            if name.decode() not in changed:
                changed.append(name.decode())
        kept.append(line)
    return kept


def _redacted_name(line: list[bytes]) -> str:
    """The name of a field whose value is the word that stands for a secret, else an empty string."""
    name, _, value = line[0].partition(b":")
    return name.strip().decode("latin-1").lower() if value.strip() == REDACTED.strip() else ""


def _join(lines: list[list[bytes]], changed: list[str]) -> StoredHead:
    ending = b"\r\n" if lines[0][-1].endswith(b"\r") else b"\n"
    flat = [part for line in lines for part in line]
    return StoredHead(b"".join(part + b"\n" for part in flat) + ending, tuple(changed))
