from __future__ import annotations

import datetime as dt
import hashlib
import json

from hypothesis import given
from hypothesis import strategies as st
from tests.archive.wacz.packages import MADE, TOOL

from verify.archive.wacz.manifest import Heading, ListedPage, Resource, digest_file, manifest, pages_lines


def test_a_page_list_has_a_head_and_a_line_a_page() -> None:
    east = dt.timezone(dt.timedelta(hours=6))
    moment = dt.datetime(2026, 3, 5, 18, 0, 0, 999999, tzinfo=east)
    text = pages_lines(
        [ListedPage("https://a.example/", moment, "1", "Title", "words"), ListedPage("b:c", moment, "2")]
    )
    head, first, second = (json.loads(line) for line in text.splitlines())
    assert head == {"format": "json-pages-1.0", "id": "pages", "title": "All pages", "hasText": True}
    stated = {"id": "1", "url": "https://a.example/", "ts": "2026-03-05T12:00:00Z"}
    assert first == {**stated, "title": "Title", "text": "words"}
    assert second == {"id": "2", "url": "b:c", "ts": "2026-03-05T12:00:00Z"}
    assert json.loads(pages_lines([]))["hasText"] is False


@given(st.text(), st.text())
def test_any_words_stay_on_one_line_of_the_page_list(title: str, text: str) -> None:
    lines = pages_lines([ListedPage("https://a.example/", MADE, "1", title, text)]).decode().split("\n")
    assert len(lines) == 3
    found = json.loads(lines[1])
    assert (found.get("title", ""), found.get("text", "")) == (title, text)


def test_the_manifest_lists_every_file_and_says_who_made_it_when() -> None:
    found = json.loads(
        manifest([Resource.of("archive/A.warc.gz", b"abc")], Heading(MADE, TOOL, "Rivers", ""))
    )
    assert found == {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": "Rivers",
        "created": "2026-03-05T12:00:00Z",
        "software": TOOL,
        "resources": [
            {
                "name": "a.warc.gz",
                "path": "archive/A.warc.gz",
                "hash": "sha256:" + hashlib.sha256(b"abc").hexdigest(),
                "bytes": 3,
            }
        ],
    }


def test_the_digest_file_names_the_manifest_and_takes_a_signature_and_a_stamp() -> None:
    plain = json.loads(digest_file(b"{}"))
    assert plain == {"path": "datapackage.json", "hash": "sha256:" + hashlib.sha256(b"{}").hexdigest()}
    whole = json.loads(digest_file(b"{}", {"signature": "s"}, {"path": "datapackage.json"}))
    assert whole == {**plain, "signedData": {"signature": "s"}, "timestamp": {"path": "datapackage.json"}}
