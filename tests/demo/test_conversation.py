from __future__ import annotations

import asyncio
import gzip
from http.client import HTTPResponse
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.demo.answers import Answer, Pages
from verify.demo.conversation import Request, converse, parse_request, respond

PAGE = Answer(200, (("Content-Type", "text/html"), ("ETag", '"one"')), b"<p>words</p>" * 200)
DATED = Answer(200, (("Last-Modified", "Fri, 01 Jun 2018 12:00:00 GMT"),), b"words", gzip=True)
CHUNKED = Answer(200, (), b"long words " * 300, chunked=True)
PAGES = Pages(
    {
        ("https", "a.example", "/page"): PAGE,
        ("https", "a.example", "/dated"): DATED,
        ("https", "a.example", "/chunked"): CHUNKED,
    },
    {},
)


class Pipe:
    """What HTTPResponse reads from in place of a socket."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def makefile(self, mode: str) -> BytesIO:
        return BytesIO(self.data)


def asked(target: str, method: str = "GET", **fields: str) -> tuple[HTTPResponse, bytes]:
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    request = Request(method, target, {"host": "a.example", **named})
    reply = HTTPResponse(Pipe(respond(request, "https", PAGES)), method=method)  # type: ignore[arg-type]
    reply.begin()
    return reply, reply.read()


def test_a_page_comes_with_its_fields_and_its_length() -> None:
    reply, body = asked("/page")
    assert (reply.status, body) == (200, PAGE.body)
    assert (reply.getheader("ETag"), reply.getheader("Content-Length")) == ('"one"', str(len(PAGE.body)))


def test_a_chunked_page_joins_to_the_same_bytes() -> None:
    reply, body = asked("/chunked")
    assert (reply.getheader("Transfer-Encoding"), reply.getheader("Content-Length")) == ("chunked", None)
    assert body == CHUNKED.body


def test_gzip_is_sent_to_those_who_take_it() -> None:
    reply, body = asked("/dated", accept_encoding="gzip, br")
    assert (reply.getheader("Content-Encoding"), gzip.decompress(body)) == ("gzip", b"words")
    reply, body = asked("/dated")
    assert (reply.getheader("Content-Encoding"), body) == (None, b"words")


@pytest.mark.parametrize(
    ("target", "fields", "status"),
    [
        ("/page", {"if_none_match": '"one"'}, 304),
        ("/page", {"if_none_match": '"two", W/"one"'}, 304),
        ("/page", {"if_none_match": '"two"'}, 200),
        ("/dated", {"if_modified_since": "Fri, 01 Jun 2018 12:00:00 GMT"}, 304),
        ("/dated", {"if_modified_since": "Sat, 02 Jun 2018 12:00:00 GMT"}, 200),
        ("/page", {"if_none_match": '"two"', "if_modified_since": "Fri, 01 Jun 2018 12:00:00 GMT"}, 200),
        ("/absent", {"if_none_match": '"one"'}, 404),
    ],
)
def test_conditional_requests(target: str, fields: dict[str, str], status: int) -> None:
    reply, body = asked(target, **fields)
    assert reply.status == status
    assert bool(body) == (status != 304)


def test_head_has_the_fields_without_the_body_and_other_methods_are_refused() -> None:
    reply, body = asked("/page", "HEAD")
    assert (reply.getheader("Content-Length"), body) == (str(len(PAGE.body)), b"")
    reply, _ = asked("/page", "POST")
    assert (reply.status, reply.getheader("Allow")) == (405, "GET, HEAD")


@pytest.mark.parametrize("head", [b"", b"GET /", b"GET / SPDY/3\r\n", b"a b c d\r\n", b"\xff\xfe"])
def test_what_is_not_http_is_refused(head: bytes) -> None:
    with pytest.raises(ValueError):
        parse_request(head)


@given(st.dictionaries(st.text("abc-", min_size=1), st.text("xyz", max_size=5), max_size=5))
def test_fields_are_read_under_their_lower_case_names(fields: dict[str, str]) -> None:
    lines = [f"{name.upper()}:  {value} " for name, value in fields.items()]
    request = parse_request("\r\n".join(["GET /x?y HTTP/1.1", *lines, "", ""]).encode())
    assert (request.method, request.target, request.fields) == ("GET", "/x?y", fields)


def test_the_host_is_known_without_its_port() -> None:
    assert parse_request(b"GET / HTTP/1.1\r\nHost: a.example:8443\r\n\r\n").host == "a.example"


class Writer:
    """As much of a StreamWriter as a conversation uses."""

    def __init__(self) -> None:
        self.sent = b""
        self.closed = False

    def write(self, data: bytes) -> None:
        self.sent += data

    async def drain(self) -> None:
        return None

    def close(self) -> None:
        self.closed = True

    async def wait_closed(self) -> None:
        return None


def talk(data: bytes) -> Writer:
    async def run() -> Writer:
        reader, writer = asyncio.StreamReader(limit=2**12), Writer()
        reader.feed_data(data)
        reader.feed_eof()
        await converse("https", lambda: PAGES, reader, writer)  # type: ignore[arg-type]
        return writer

    return asyncio.run(run())


ASK = b"GET /page HTTP/1.1\r\nHost: a.example\r\n\r\n"


def test_one_connection_answers_several_requests() -> None:
    writer = talk(ASK + ASK)
    assert writer.sent.count(b"HTTP/1.1 200 OK") == 2
    assert writer.closed


def test_close_ends_the_conversation_after_its_answer() -> None:
    writer = talk(ASK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n") + ASK)
    assert writer.sent.count(b"HTTP/1.1 200 OK") == 1


@pytest.mark.parametrize(
    "noise", [b"\x16\x03\x01", b"hello\r\n\r\n", b"A: " + b"x" * 10_000 + b"\r\n\r\n", b""]
)
def test_noise_ends_a_conversation_without_an_answer(noise: bytes) -> None:
    writer = talk(noise)
    assert (writer.sent, writer.closed) == (b"", True)
