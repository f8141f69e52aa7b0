"""The framing of chunked bodies, as far as it can be told from the parser's own reading."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.faults.routes import PAGE
from tests.fetch.given import Scripted, look, one, policy, run

from verify.extract.chunks import rebuild
from verify.model.snapshot import Framing, Hop, Truncation

_HEAD = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
_PIECES = st.sampled_from(
    [
        b"5\r\nhello\r\n", b"3;a=b\r\nabc\r\n", b"0A \r\n0123456789\r\n", b"0\r\n\r\n", b"0\r\nX: y\r\n\r\n",
        b"5\r\nhel", b"lo\r\n", b"zz\r\n", b"\r\n", b"\n", b"4\nabcd\r\n", b"2\r\nabX\r\n", b"ff",
        b"1 ;\r\nb\r\n", b"1;a\rb\r\nb\r\n", b"1;a\nb\r\nb\r\n", b"5\t\r\nhello\r\n",
        b"0FFFFFFFFFFFFFFF\r\n", b"000000000000000000001\r\na\r\n", b"5;\tb\r\n\r\n\r\n\r\n\r\n\r\n",
    ]
)  # fmt: skip


def answer(pieces: list[bytes], **changes: object) -> Hop | None:
    chosen = policy(**changes)
    return run(look(chosen, "http://93.184.216.34/", backend=Scripted(pieces))).last


def framing_of(hop: Hop) -> tuple[str, bytes]:
    assert hop.framing is not None
    assert hop.framing.received is not None
    return hop.framing.digest, hop.framing.received


@given(st.lists(_PIECES | st.binary(max_size=4), max_size=9))
def test_what_the_parser_took_for_data_is_where_the_framing_has_it(pieces: list[bytes]) -> None:
    hop = answer([_HEAD, *pieces], exact_wire=True)
    wire = b"".join(pieces)
    assert hop is not None
    if wire:
        digest, received = framing_of(hop)
        back = rebuild(received, hop.body)
        assert wire.startswith(back)
        assert digest == "sha256:" + hashlib.sha256(back).hexdigest()
    else:
        assert hop.framing is None


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/chunked", "/chunked-broken", "/chunked-cut", "/chunked-vast"])
def test_the_framing_is_kept_on_request_and_its_digest_always(path: str) -> None:
    asked, plain = one(path, exact_wire=True)[0].last, one(path)[0].last
    assert asked is not None
    assert plain is not None
    digest, received = framing_of(asked)
    assert plain.framing == Framing(digest)
    back = rebuild(received, asked.body)
    assert digest == "sha256:" + hashlib.sha256(back).hexdigest()
    assert len(back) > len(asked.body)


@pytest.mark.slow
def test_extensions_and_trailers_are_part_of_it() -> None:
    hop = one("/chunked", exact_wire=True)[0].last
    assert hop is not None
    _, received = framing_of(hop)
    assert received.startswith(b"14;note=x\r\n\r\n14;note=x\r\n")
    assert received.endswith(b"0\r\nX-Trailer: late\r\n\r\n")
    assert hop.body == PAGE


def test_a_body_that_was_not_read_whole_or_not_chunked_has_no_framing() -> None:
    cut = answer([_HEAD, b"400\r\n" + b"x" * 1024 + b"\r\n"], exact_wire=True, max_body=100)
    assert cut is not None
    assert (cut.truncated, cut.framing) == (Truncation.length, None)
    plain = answer([b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n2\r"], exact_wire=True)
    assert plain is not None
    assert (plain.body, plain.framing) == (b"2\r", None)
    bodiless = answer([b"HTTP/1.1 304 No\r\nTransfer-Encoding: chunked\r\n\r\n"], exact_wire=True)
    assert bodiless is not None
    assert bodiless.framing is None
