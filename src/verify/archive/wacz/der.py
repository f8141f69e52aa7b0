"""Just enough DER (X.690) to bring a time stamp's certificates into the order that DER wants.

RFC 3161 answers hold certificates as a SET, which DER sorts and OpenSSL, and so many an authority, does not;
a strict reader then refuses the whole answer. No signature covers that order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from verify.errors import ArchiveDamaged

_CERTIFICATES = 0xA0  # [0] IMPLICIT in CMS SignedData (RFC 5652, 5.1)
_LONGEST_LENGTH = 4


@dataclass(frozen=True)
class Value:
    """One tag-length-value: from `at` to `end`, its content from `start`."""

    tag: int
    at: int
    start: int
    end: int


def sorted_certificates(answer: bytes) -> bytes:
    """A TimeStampResp with its certificates sorted; as it was where it holds no token.

    Raises ArchiveDamaged where it is not DER of that shape.
    """
    parts = list(_inside(answer, _read(answer, 0, len(answer))))
    if len(parts) < 2:
        return answer
    content = list(_inside(answer, parts[1]))
    if len(content) != 2:
        raise ArchiveDamaged("the time stamp is not written in DER")
    for signed_data in _inside(answer, content[1]):
        for part in _inside(answer, signed_data):
            if part.tag == _CERTIFICATES:
                found = sorted(answer[one.at : one.end] for one in _inside(answer, part))
                return answer[: part.start] + b"".join(found) + answer[part.end :]
    return answer


def _inside(content: bytes, outer: Value) -> Iterator[Value]:
    at = outer.start
    while at < outer.end:
        value = _read(content, at, outer.end)
        yield value
        at = value.end


def _read(content: bytes, at: int, end: int) -> Value:
    start = at + 2
    if start > end:
        raise ArchiveDamaged("the time stamp is not written in DER")
    size = content[at + 1]
    if size & 0x80:
        count = size & 0x7F
        size = int.from_bytes(content[start : start + count], "big")
        start += count
        if not 0 < count <= _LONGEST_LENGTH:
            raise ArchiveDamaged("the time stamp is not written in DER")
    if start + size > end:
        raise ArchiveDamaged("the time stamp is cut short")
    return Value(content[at], at, start, start + size)
