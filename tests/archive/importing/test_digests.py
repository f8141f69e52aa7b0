from __future__ import annotations

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.archive.importing.digests import read_digest


def spellings(name: str, raw: bytes) -> list[str]:
    hexed, in_32 = raw.hex(), base64.b32encode(raw).decode()
    in_64, for_urls = base64.b64encode(raw).decode(), base64.urlsafe_b64encode(raw).decode()
    texts = [
        hexed,
        hexed.upper(),
        in_32,
        in_32.lower(),
        in_32.rstrip("="),
        in_64,
        for_urls,
        in_64.rstrip("="),
    ]
    return [f"{name}:{text}" for text in texts]


@given(
    st.binary(max_size=50), st.sampled_from(["md5", "sha1", "sha-1", "SHA1", "sha256", "sha-256", "sha512"])
)
def test_each_spelling_of_a_digest_fits_its_bytes_and_no_others(content: bytes, name: str) -> None:
    raw = hashlib.new(name.lower().replace("-", ""), content).digest()
    for stated in spellings(name, raw):
        digest = read_digest(stated)
        assert digest is not None
        assert digest.fits(content)
        assert not digest.fits(content + b"x")


@pytest.mark.parametrize("stated", ["sha1:", "sha1:zzz", "sha256:abc", "sha1:" + "!" * 32])
def test_a_statement_that_can_be_no_digest_fits_nothing(stated: str) -> None:
    digest = read_digest(stated)
    assert digest is not None
    assert not digest.fits(b"")


@pytest.mark.parametrize("stated", [None, "", "crc32:00", "tiger:abc", "no colon"])
def test_an_unknown_algorithm_is_not_checked(stated: str | None) -> None:
    assert read_digest(stated) is None
