"""The archive in another program: pywb plays the stored pages back."""

from __future__ import annotations

import dataclasses
import gzip
import http.client
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.archive.samples import HEAD, PAGE, hop, look, not_modified, open_to_write, ticking, warcio_says
from tests.archive.test_wire import HEAD as WIRE_HEAD
from tests.archive.test_wire import chunked, in_chunks
from tests.pywb import COLLECTION, PATIENCE, collect, run, tool, wayback

from verify.archive.store import Archive
from verify.archive.surt import surt
from verify.archive.warc import target_uri
from verify.extract.chunks import Chunks
from verify.model.snapshot import Hop, Truncation

pytestmark = pytest.mark.slow


def replayed(port: int, one: Hop) -> tuple[int, bytes]:
    """Status and body that pywb gives for the page at that time, unchanged (`id_`).

    Of a body that was cut no more is read than is stored: its head says a length that never comes.
    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        path = f"/{COLLECTION}/{one.started:%Y%m%d%H%M%S}id_/{target_uri(one.url)}"
        connection.request("GET", path, headers={"Accept-Encoding": "gzip, deflate"})
        answer = connection.getresponse()
        return answer.status, answer.read(len(one.body) if one.truncated else None)
    finally:
        connection.close()


def hops(cache: Path) -> Iterator[tuple[Hop, Hop]]:
    """Every response of every look, as it is stored, and the one that a player is to show for it.

    They are the same, but for a redirect that leads to the same address by the index's reckoning (from http
    to https): players pass over it, or they would go round in a circle, and show the page behind it.
    """
    with Archive.open(cache, clock=ticking()) as archive:
        for one in (one for url in archive.urls() for one in archive.looks(url)):
            every = archive.exchange(one).hops
            for hop, following in zip(every, (*every[1:], None), strict=True):
                circle = following is not None and surt(hop.url) == surt(following.url)
                yield hop, (following if following is not None and circle else hop)


def kind(one: Hop) -> str:
    """What is special about a response, else its status."""
    if one.truncated:
        return "cut"
    if one.framing:
        return "chunked"
    return "304" if one.not_modified_head is not None else str(one.status)


def compare(port: int, cache: Path) -> Counter[str]:
    """How many responses of each kind came back byte for byte. Fails at the first that did not."""
    same: Counter[str] = Counter()
    for one, shown in hops(cache):
        assert replayed(port, one) == (shown.status, shown.body), (kind(one), one.url, one.started)
        same[kind(shown)] += 1
    return same


def fill(root: Path) -> None:
    """What the demo has not: unchanged under a second tag, in another run, at another address."""
    elsewhere = "https://copy.example/river"
    with open_to_write(root) as archive:
        archive.append(look(hop()))
        archive.append(look(hop(head=(HEAD % len(PAGE)).replace(b"v1", b"v2"), later=60)))
        archive.append(not_modified(120, b'If-None-Match: "v2"\r\n'))
        archive.append(look(hop(url=elsewhere, later=180)))
    with open_to_write(root) as archive:
        archive.append(not_modified(240))
        said = b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n'
        unchanged = hop(elsewhere, b"", head=said, request=b'If-None-Match: "v1"\r\n', status=304, later=300)
        archive.append(look(unchanged))


SITE = "https://odd.example/"
MOVED = b"HTTP/1.1 301 Moved\r\nLocation: /new\r\nContent-Length: %d\r\n\r\n"
LOOKS_LIKE_IT = b'<link rel="stylesheet" href="style.css"><p>A page and its <img src="/picture.png"></p>'
REQUISITES = {
    "style.css": (b"text/css", b"p { color: green }"),
    "picture.png": (b"image/png", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
}


def in_pieces(name: str, body: bytes, size: int, later: int, *, end: int | None = None, head: bytes) -> Hop:
    """A chunked answer with its framing; with `end` cut after so many bytes on the wire."""
    wire = in_chunks(body, size, b"X-Late: y\r\n")[:end]
    chunks = Chunks()
    chunks.take(wire)
    cut = None if end is None else Truncation.disconnect
    plain = chunked(wire, body[: chunks.size], later=later, head=head)
    return dataclasses.replace(plain, url=SITE + name, truncated=cut)


def fill_oddly(root: Path) -> None:
    """Chunked, cut, moved and failed answers, what a page needs, and records of ours about all of them."""
    packed = gzip.compress(PAGE * 20)
    coded = WIRE_HEAD.replace(b"text/html", b"text/html\r\nContent-Encoding: gzip")
    cut = hop(SITE + "cut", PAGE[:9], head=HEAD % 500, later=40)
    moved = hop(SITE + "old", b"gone", head=MOVED % 4, status=301, later=30)
    with open_to_write(root) as archive:
        stored = archive.append(look(in_pieces("chunked", PAGE, 9, 0, head=WIRE_HEAD)))
        archive.append(look(in_pieces("packed", packed, 40, 10, head=coded)))
        archive.append(look(moved, hop(SITE + "new", b"<p>here</p>", later=31)))
        archive.append(look(dataclasses.replace(cut, truncated=Truncation.time)))
        archive.append(look(in_pieces("cut-2", PAGE, 9, 50, end=32, head=WIRE_HEAD)))
        for number, status in enumerate((404, 410, 451, 500, 503)):
            head = (HEAD % 5).replace(b"200 OK", b"%d No" % status)
            one = hop(f"{SITE}{status}", b"sorry", head=head, status=status, later=60 + number)
            archive.append(look(one))
        archive.append(look(hop(SITE + "page", LOOKS_LIKE_IT, later=80)))
        for number, (name, (media_type, body)) in enumerate(REQUISITES.items()):
            head = (HEAD % len(body)).replace(b"text/html; charset=utf-8", media_type)
            archive.append(look(hop(SITE + name, body, head=head, later=81 + number)))
        assert stored.snapshot is not None
        refers = (stored.snapshot.id, stored.url)
        archive.append_verdict("story/c1", "holds", {"n": 1}, refers_to=refers[0], refers_to_uri=refers[1])
    with open_to_write(root) as archive:  # the same bytes in other chunks: a revisit
        archive.append(look(in_pieces("chunked", PAGE, 5, 100, head=WIRE_HEAD)))


@dataclasses.dataclass(frozen=True)
class Playing:
    """A pywb that plays three caches."""

    port: int
    demo: Path
    made: Path
    odd: Path


@pytest.fixture(scope="module")
def playing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playing]:
    tool("wayback")
    folder = tmp_path_factory.mktemp("replay")
    demo, made, odd, collection = (folder / name for name in ("demo", "made", "odd", "pywb"))
    run(sys.executable, "-c", "from verify.cli.main import main; main()", "demo", "--keep", demo)
    fill(made)
    fill_oddly(odd)
    collection.mkdir()
    collect(collection, demo / "cache", made, odd)
    with wayback(collection) as port:
        yield Playing(port, demo / "cache", made, odd)


def test_pywb_plays_back_every_stored_response_byte_for_byte(playing: Playing) -> None:
    told = compare(playing.port, playing.demo)
    assert min(told["200"], told["304"]) > 0, told
    assert compare(playing.port, playing.made) == {"200": 3, "304": 3}
    assert compare(playing.port, playing.odd) == {
        "chunked": 3, "cut": 2, "301": 1, "200": 4,
        **dict.fromkeys(("404", "410", "451", "500", "503"), 1),
    }  # fmt: skip
    caches = (playing.demo, playing.made, playing.odd)
    assert [warcio_says(cache) for cache in caches] == [(0, "")] * 3


def asked(port: int, path: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        assert answer.status == 200, path
        return answer.read()
    finally:
        connection.close()


def test_a_played_page_finds_the_style_sheet_and_picture_stored_for_it(playing: Playing) -> None:
    folder = f"/{COLLECTION}/20260304050727mp_/{SITE}"
    shown = asked(playing.port, folder + "page").decode()
    named = re.findall(r'(?:href|src)="([^"]+)"', shown)
    paths = [each if each.startswith("/") else folder + each for each in named if "://127" not in each]
    found = {path.rpartition("/")[2]: path for path in paths if f"/{SITE}" in path}
    assert sorted(found) == sorted(REQUISITES)
    for name, (_, body) in REQUISITES.items():
        assert body in asked(playing.port, found[name])


def test_pywb_lists_the_page_alone_and_our_records_under_their_own_names(playing: Playing) -> None:
    """What verdicts, looks and framings refer to is never shown in their place."""
    lines = asked(playing.port, f"/{COLLECTION}/cdx?url={SITE}chunked&output=json").splitlines()
    assert [json.loads(line)["mime"] for line in lines] == ["text/html", "warc/revisit"]
    ours = asked(playing.port, f"/{COLLECTION}/cdx?url=urn:verify:claim:story/c1&output=json").splitlines()
    assert [json.loads(line)["mime"] for line in ours] == ["application/json"]
