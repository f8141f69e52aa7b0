from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.fetch.wire import MAX_HEAD, MAX_INTERIM, HeadTooLarge, Wire, without_values

HEAD = b"HTTP/1.1 200 OK\r\nServer:  odd \r\nX-a:b\r\n\r\n"
INTERIM = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"


def fed(stream: bytes, cuts: list[int] | None = None) -> Wire:
    wire = Wire()
    places = sorted({0, len(stream), *(cut % (len(stream) + 1) for cut in cuts or [])})
    for start, end in pairwise(places):
        wire.got(stream[start:end])
    return wire


@given(st.lists(st.integers(0, 500), max_size=12), st.integers(0, 3), st.binary(max_size=40))
def test_the_head_is_exact_however_the_stream_is_cut(cuts: list[int], interim: int, body: bytes) -> None:
    wire = fed(INTERIM * interim + HEAD + body, cuts)
    assert wire.response_head == HEAD
    assert wire.agrees(200, 2)


@given(st.binary(max_size=300), st.lists(st.integers(0, 300), max_size=5))
def test_what_is_recorded_is_always_the_start_of_what_came(stream: bytes, cuts: list[int]) -> None:
    head = fed(stream, cuts).response_head
    assert stream.startswith(head)


def test_bare_line_feeds_end_a_head_too() -> None:
    assert fed(b"HTTP/1.1 200 OK\nA: b\n\nbody").response_head == b"HTTP/1.1 200 OK\nA: b\n\n"


def test_a_head_that_was_not_the_one_parsed_is_noticed() -> None:
    wire = fed(HEAD)
    assert not wire.agrees(404, 2)
    assert not wire.agrees(200, 3)
    assert not Wire().agrees(200, 0)


def test_a_repeated_length_that_the_parser_merged_is_fine() -> None:
    assert fed(HEAD).agrees(200, 1)


def test_folded_lines_are_no_fields_of_their_own() -> None:
    wire = fed(b"HTTP/1.1 200 OK\r\nA: b\r\n  c\r\n\r\n")
    assert wire.agrees(200, 1)
    assert not wire.agrees(200, 2)


def test_heads_are_capped() -> None:
    with pytest.raises(HeadTooLarge, match="96 KiB"):
        fed(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * MAX_HEAD, cuts=list(range(0, 500_000, 60_000)))


def test_interim_responses_are_counted() -> None:
    assert fed(INTERIM * MAX_INTERIM + HEAD).response_head == HEAD
    with pytest.raises(HeadTooLarge, match="interim"):
        fed(INTERIM * (MAX_INTERIM + 1))


def test_what_lies_behind_the_head_is_counted() -> None:
    assert fed(HEAD, [10, 30]).beyond == 0
    assert fed(INTERIM + HEAD + b"body", [10, len(INTERIM + HEAD) + 2]).beyond == 4


def test_a_body_that_is_sent_is_no_part_of_the_head() -> None:
    wire = Wire()
    for piece in (b"POST / HTTP/1.1\r\nHost: a\r\n\r\n", b"secret=1\r\n\r\n", b"more"):
        wire.sent(piece)
    assert wire.request_head == b"POST / HTTP/1.1\r\nHost: a\r\n\r\n"


def test_after_a_restart_only_the_second_exchange_is_kept() -> None:
    wire = fed(b"HTTP/1.1 200 Connection established\r\n\r\n")
    wire.sent(b"CONNECT press.example:443 HTTP/1.1\r\n\r\n")
    wire.restart()
    assert (wire.request_head, wire.response_head, wire.received) == (b"", b"", 0)
    wire.got(HEAD + b"body")
    assert (wire.response_head, wire.beyond) == (HEAD, 4)


@given(st.binary(max_size=80).filter(lambda value: b"\r" not in value and b"\n" not in value))
def test_a_redacted_head_differs_in_the_named_values_alone(value: bytes) -> None:
    before, after = b"GET / HTTP/1.1\r\nHost: a\r\n", b"\r\nX-Keys: kept\r\n\r\n"
    head = before + b"x-KEY:" + value + after
    assert without_values(head, {b"x-key"}) == before + b"x-KEY: redacted" + after
    assert without_values(head, {b"x-other"}) == head
    assert without_values(head, frozenset()) == head
