from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.archive.wacz.der import sorted_certificates
from verify.errors import ArchiveDamaged


def value(tag: int, content: bytes) -> bytes:
    size = len(content)
    length = bytes([size]) if size < 128 else b"\x82" + size.to_bytes(2, "big")
    return bytes([tag]) + length + content


STATUS = value(0x30, value(0x02, b"\0"))


def answer(*certificates: bytes) -> bytes:
    """A TimeStampResp in outline: status, and a token with version, digests, content, certificates."""
    parts = value(0x02, b"\3") + value(0x31, b"") + value(0x30, b"content")
    signed_data = value(0x30, parts + value(0xA0, b"".join(certificates)) + value(0x31, b"signers"))
    return value(0x30, STATUS + value(0x30, value(0x06, b"oid") + value(0xA0, signed_data)))


def test_certificates_are_sorted_and_nothing_else_changes() -> None:
    small, large = value(0x30, b"a" * 10), value(0x30, b"b" * 300)
    assert sorted_certificates(answer(large, small)) == answer(small, large)
    assert sorted_certificates(answer(small, large)) == answer(small, large)


def test_an_answer_without_a_token_or_certificates_stays_as_it_is() -> None:
    refusal = value(0x30, STATUS)
    assert sorted_certificates(refusal) == refusal
    bare = value(
        0x30, STATUS + value(0x30, value(0x06, b"oid") + value(0xA0, value(0x30, value(0x02, b"\3"))))
    )
    assert sorted_certificates(bare) == bare


def test_every_cut_is_told() -> None:
    whole = answer(value(0x30, b"certificate"))
    for size in range(len(whole)):
        with pytest.raises(ArchiveDamaged):
            sorted_certificates(whole[:size])


def test_lengths_that_der_does_not_know_are_refused() -> None:
    for start in (b"\x30\x80", b"\x30\x85\0\0\0\0\1"):
        with pytest.raises(ArchiveDamaged, match="not written in DER"):
            sorted_certificates(start + bytes(20))


@given(st.binary(max_size=200))
def test_any_bytes_are_kept_whole_or_refused(content: bytes) -> None:
    with suppress(ArchiveDamaged):
        assert sorted(sorted_certificates(content)) == sorted(content)
