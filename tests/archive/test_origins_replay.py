"""What others brought, in another program: pywb plays a capture as what it is, and no file as a page."""

from __future__ import annotations

import http.client
from dataclasses import replace
from pathlib import Path

import pytest
from tests.archive.brought import SEEN, imported, supplied
from tests.archive.samples import PAGE, hop, look, open_to_write, warcio_says
from tests.pywb import COLLECTION, PATIENCE, collect, tool, wayback

from verify.archive.warc import target_uri
from verify.model.snapshot import Hop

pytestmark = pytest.mark.slow
ELSEWHERE = "https://copy.example/river"
ONLY_BY_HAND = "https://gone.example/river"


def replayed(port: int, one: Hop) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", f"/{COLLECTION}/{one.started:%Y%m%d%H%M%S}id_/{target_uri(one.url)}")
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def test_a_capture_is_played_under_its_own_date_and_a_supplied_file_never(tmp_path: Path) -> None:
    tool("wayback")
    capture = imported(hop(url=ELSEWHERE, body=b"<p>The river fell.</p>"))
    made = tmp_path / "made"
    with open_to_write(made) as archive:
        own = archive.exchange(archive.append(look(hop()))).hops[0]
        for each in (
            capture,
            imported(),
            supplied(b"<p>By hand."),
            supplied(b"<p>By hand.", url=ONLY_BY_HAND),
        ):
            archive.append(each)
    collection = tmp_path / "pywb"
    collection.mkdir()
    collect(collection, made)
    with wayback(collection) as port:
        assert replayed(port, own) == (200, PAGE)
        assert replayed(port, imported().hops[0]) == (200, PAGE)  # a revisit of a later response
        assert replayed(port, capture.hops[0]) == (200, b"<p>The river fell.</p>")
        assert replayed(port, replace(own, started=SEEN)) == (200, PAGE)
        status, body = replayed(port, replace(own, url=ONLY_BY_HAND))
        assert status == 404
        assert b"By hand" not in body
    assert warcio_says(made) == (0, "")
