"""The body of a stored response: its chunk framing undone (RFC 9112 7.1), and whether all of it is there."""

from __future__ import annotations

import re

from verify.archive.head import parse_fields
from verify.model.snapshot import Truncation

_SIZE = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]{0,4096})?\r\n")
_TRAILER = re.compile(rb"(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\n]*+\n|[ \t][^\n]*+\n)*+(?:\r?\n|\Z)")
_WORDS = {word.value: word for word in Truncation}


def whole_body(head: bytes, payload: bytes, truncated: str | None) -> tuple[bytes, Truncation | None]:
    """Body without transfer coding, and why it is not whole.

    `truncated` is the record's own WARC-Truncated. Many tools that listen in a browser keep the field
    Transfer-Encoding and store the body joined: what does not look chunked is taken as it stands.
    """
    reason = stated_cut(truncated)
    fields = [(name.lower(), value) for name, value in parse_fields(head)]
    codings = [part.strip().lower() for name, value in fields if name == "transfer-encoding"
               for part in value.split(",")]  # fmt: skip
    if codings and codings[-1] == "chunked" and (joined := join_chunks(payload)) is not None:
        body, complete = joined
        return body, reason or (None if complete else Truncation.disconnect)
    if codings or reason:
        return payload, reason
    lengths = {value for name, value in fields if name == "content-length"}
    stated = lengths.pop() if len(lengths) == 1 else ""
    short = stated.isascii() and stated.isdigit() and len(stated) < 20 and len(payload) < int(stated)
    return payload, Truncation.disconnect if short else None


def stated_cut(truncated: str | None) -> Truncation | None:
    """What a WARC-Truncated says; a word of another version or tool is `unspecified`."""
    return _WORDS.get(truncated.strip().lower(), Truncation.unspecified) if truncated else None


def join_chunks(payload: bytes) -> tuple[bytes, bool] | None:
    """The joined body and whether it came to its end; None where the payload does not begin with a chunk.

    A last chunk has a trailer section behind it; a joined body that begins with the line `0` has not.
    """
    joined, chunks = bytearray(), 0
    place = 0
    while found := _SIZE.match(payload, place):
        size, start = int(found[1], 16), found.end()
        if not size:
            ends = chunks or _TRAILER.match(payload, start)
            return (bytes(joined), True) if ends else None  # trailers are no part of the body
        joined += payload[start : start + size]
        chunks += 1
        place = start + size
        ending = payload[place : place + 2]
        if ending != b"\r\n":
            if chunks == 1 and not b"\r\n".startswith(ending):
                return None
            break
        place += 2
    return (bytes(joined), False) if chunks else None
