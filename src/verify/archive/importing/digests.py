"""Digests as the writers of WARC state them: `sha1:` and base 32 mostly, `sha256:` and hexadecimal, others.

The standard names neither algorithm nor encoding (WARC 1.1, 5.8); RFC 3548 encodings are told by length.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

LISTED = ("sha256", "sha384", "sha512", "sha1", "md5")
"""What lists of files (datapackage.json) use, in hexadecimal."""
_ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")


@dataclass(frozen=True)
class Digest:
    """`value` is the raw digest; None where the statement cannot be one of its algorithm."""

    algorithm: str
    value: bytes | None

    def fits(self, content: bytes) -> bool:
        found = hashlib.new(self.algorithm, content, usedforsecurity=False).digest()
        return found == self.value


def read_digest(stated: str | None) -> Digest | None:
    """A stated digest; None where none is stated, or one by an algorithm that is not known here."""
    if not stated:
        return None
    name, _, text = stated.strip().partition(":")
    algorithm = name.lower().replace("-", "")
    if algorithm not in _ALGORITHMS:
        return None
    return Digest(
        algorithm, _decoded(text.strip(), hashlib.new(algorithm, usedforsecurity=False).digest_size)
    )


def is_of(stated: object, pieces: Iterable[bytes]) -> bool:
    """Whether bytes have the digest that a list of files states, `<algorithm>:<hex>`, by one of LISTED."""
    algorithm, _, value = str(stated).partition(":")
    if algorithm not in LISTED:
        return False
    found = hashlib.new(algorithm, usedforsecurity=False)
    for piece in pieces:
        found.update(piece)
    return found.hexdigest() == value.lower()


def _decoded(text: str, size: int) -> bytes | None:
    bare = text.rstrip("=")
    try:
        if len(bare) == 2 * size:
            return base64.b16decode(bare, casefold=True)
        if len(bare) == -(-8 * size // 5):
            return base64.b32decode(bare + "=" * (-len(bare) % 8), casefold=True)
        value = base64.b64decode(bare + "=" * (-len(bare) % 4), altchars=_altchars(bare), validate=True)
    except (binascii.Error, ValueError):
        return None
    return value if len(value) == size else None


def _altchars(text: str) -> bytes:
    return b"-_" if set(text) & {"-", "_"} else b"+/"
