"""Packages of what is stored: which pages and WARCs go in, and that a missing stamp leaves no file."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from tests.archive.samples import QuickDisk
from tests.archive.wacz.authority import Authority as Office
from tests.archive.wacz.authority import authority as office
from tests.archive.wacz.packages import KEY, contents
from tests.pipeline.given import COPIES, OWN, REPOST, page, registry

from verify.archive.store import Archive
from verify.archive.wacz.inspected import Named, inspect
from verify.archive.wacz.stamps import named_roots
from verify.errors import ArchiveError, UsageError
from verify.judge.proof import since
from verify.model.package import Package
from verify.model.snapshot import Exchange, FailureKind, FetchRequest, Origin, OriginKind
from verify.pipeline.packaging import Authority, Wish, package
from verify.pipeline.selecting import select
from verify.testing import answered, failed

NOW = dt.datetime(2026, 3, 5, 12, 0, 0, tzinfo=dt.UTC)
URL = "https://stamps.example/tsa"
REGISTRY = registry(copies=COPIES)


def clock() -> dt.datetime:
    return NOW


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Three runs: the page; the page changed, and gone; a copy."""
    for exchanges in (
        [answered(OWN, page("The bridge was built in 1911."))],
        [answered(OWN, page("The bridge was rebuilt."), at=NOW), answered(OWN, "gone", status=404, at=NOW)],
        [
            answered(REPOST, page("The bridge, again.")),
            failed("https://mirror.example/story", FailureKind.dns),
        ],
    ):
        with Archive.open(tmp_path / "cache", clock=clock, write=True, disk=QuickDisk()) as archive:
            for exchange in exchanges:
                archive.append(exchange)
    return tmp_path / "cache"


@dataclass
class Stamping:
    """A looker that answers as an authority does; `spoil` may change what it says."""

    reply: Callable[[bytes], Exchange]
    asked: list[FetchRequest] = field(default_factory=list)

    async def look(self, request: FetchRequest) -> Exchange:
        self.asked.append(request)
        return self.reply(request.body or b"")


def packed(cache: Path, wish: Wish, *ids: str, looker: Stamping | None = None) -> Package:
    with Archive.open(cache, clock=clock) as archive:
        selection = select([REGISTRY], ids)
        return asyncio.run(package(selection, archive, cache, wish, clock, "tool/1", looker))


def pages(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in contents(path)["pages/pages.jsonl"].splitlines()[1:]]


def test_every_stored_page_of_a_location_is_listed_with_its_words(cache: Path, tmp_path: Path) -> None:
    made = packed(cache, Wish(tmp_path / "a.wacz"))
    assert (made.pages, len(made.warcs), made.key, made.stamp, made.notes) == (3, 3, None, None, ())
    found = pages(tmp_path / "a.wacz")
    assert [one["url"] for one in found] == [REPOST, OWN, OWN]
    assert {one["title"] for one in found} == {"A story"}
    assert [text for one in found for text in one["text"].splitlines() if "bridge" in text] == [
        "The bridge, again.", "The bridge was built in 1911.", "The bridge was rebuilt.",
    ]  # fmt: skip
    assert len({one["id"] for one in found}) == 3
    inspected = inspect(tmp_path / "a.wacz")
    assert (inspected.problems, inspected.notes) == ((), ())
    assert inspected.title == "Sources of “Ours”"
    assert inspected.digest == made.digest


def test_a_file_supplied_by_hand_is_in_the_package_and_no_page_of_the_site(
    cache: Path, tmp_path: Path
) -> None:
    by_hand = Origin(OriginKind.supplied, "saved.html", "sha256:" + "0" * 64, NOW, "an editor")
    with Archive.open(cache, clock=clock, write=True, disk=QuickDisk()) as archive:
        archive.append(replace(answered(OWN, page("The bridge, by hand.")), origin=by_hand))
    made = packed(cache, Wish(tmp_path / "a.wacz"))
    assert (made.pages, len(made.warcs)) == (3, 4)
    found = inspect(tmp_path / "a.wacz")
    assert (found.problems, found.notes) == ((), ())


def test_the_command_line_can_ask_for_one_reference(cache: Path, tmp_path: Path) -> None:
    made = packed(cache, Wish(tmp_path / "a.wacz"), "story")
    assert len(made.warcs) == 3
    with pytest.raises(UsageError, match="no finished run of the cache holds anything") as caught:
        packed(cache, Wish(tmp_path / "b.wacz"), "letter")
    assert "verify fetch" in str(caught.value.mend)
    assert not (tmp_path / "b.wacz").exists()


def test_a_file_that_is_there_is_not_replaced_by_itself(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "a.wacz").write_bytes(b"mine")
    with pytest.raises(UsageError, match="already"):
        packed(cache, Wish(tmp_path / "a.wacz"))
    assert packed(cache, Wish(tmp_path / "a.wacz", replace=True)).bytes > 100


def test_a_key_signs_it(cache: Path, tmp_path: Path) -> None:
    made = packed(cache, Wish(tmp_path / "a.wacz", key=KEY))
    found = inspect(tmp_path / "a.wacz", Named(KEY.fingerprint))
    assert found.signed is not None
    assert found.signed.known
    assert made.key == KEY.fingerprint


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return office(tmp_path_factory.mktemp("tsa") / "harbour")


@pytest.mark.slow
def test_an_authority_stamps_it(cache: Path, tmp_path: Path, harbour: Office) -> None:
    roots = named_roots(harbour.root)
    looker = Stamping(lambda query: given(harbour.answer(query)))
    made = packed(cache, Wish(tmp_path / "a.wacz", authority=Authority(URL, roots)), looker=looker)
    found = inspect(tmp_path / "a.wacz", Named(roots=roots))
    assert made.stamp is not None
    assert since(found) == made.stamp
    (asked,) = looker.asked
    assert asked.url == URL
    assert dict(asked.headers)["Content-Type"] == "application/timestamp-query"
    assert not asked.robots


def given(body: bytes, status: int = 200) -> Exchange:
    return answered(URL, body, status=status)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("spoiled", "words"),
    [
        (
            lambda harbour, query: failed(URL, FailureKind.timeout, "no answer within 20 s"),
            "no answer within 20 s",
        ),
        (lambda harbour, query: failed(URL, FailureKind.refused, "connection refused"), "connection refused"),
        (lambda harbour, query: given(b"busy", 503), "it answered HTTP 503"),
        (lambda harbour, query: given(b"<html>log in</html>"), "not an answer of RFC 3161"),
        (lambda harbour, query: given(b""), "time stamp"),
        (lambda harbour, query: given(harbour.answer(changed(query, 30))), "of other bytes than these"),
        (lambda harbour, query: given(harbour.answer(changed(query, -6))), "does not repeat the number"),
        (lambda harbour, query: given(harbour.answer(query)[:-9]), "cut short"),
    ],
)
def test_without_the_stamp_that_was_asked_for_there_is_no_file(
    cache: Path, tmp_path: Path, harbour: Office, spoiled: Callable[[Office, bytes], Exchange], words: str
) -> None:
    looker = Stamping(lambda query: spoiled(harbour, query))
    with pytest.raises(ArchiveError) as caught:
        packed(cache, Wish(tmp_path / "a.wacz", authority=Authority(URL)), looker=looker)
    assert f"no time stamp could be had from {URL}: " in caught.value.message
    assert words in caught.value.message
    assert caught.value.message.endswith("; nothing was written")
    assert caught.value.exit_code == 2
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ""] == []


def changed(query: bytes, at: int) -> bytes:
    return (
        query[:at] + bytes([query[at] ^ 1]) + query[at + 1 :] if at >= 0 else changed(query, len(query) + at)
    )


@pytest.mark.slow
def test_an_authority_other_than_the_named_one_leaves_no_file(
    cache: Path, tmp_path: Path, harbour: Office
) -> None:
    other = office(tmp_path / "other")
    wish = Wish(tmp_path / "a.wacz", authority=Authority(URL, named_roots(other.root)))
    with pytest.raises(ArchiveError, match="does not lead to the authority named"):
        packed(cache, wish, looker=Stamping(lambda query: given(harbour.answer(query))))
    assert not (tmp_path / "a.wacz").exists()


def test_a_stamp_without_a_network_is_refused(cache: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="needs the network"):
        packed(cache, Wish(tmp_path / "a.wacz", authority=Authority(URL)))


def test_the_page_list_says_what_others_captured(cache: Path, tmp_path: Path) -> None:
    brought = Origin(OriginKind.imported, "crawl.warc.gz", "sha256:" + "0" * 64, NOW, record="urn:uuid:1")
    with Archive.open(cache, clock=clock, write=True, disk=QuickDisk()) as archive:
        archive.append(replace(answered(OWN, page("The bridge, by others.")), origin=brought))
    packed(cache, Wish(tmp_path / "a.wacz"))
    titles = sorted(one["title"] for one in pages(tmp_path / "a.wacz"))
    assert titles == ["A story"] * 3 + ["A story (imported from crawl.warc.gz, captured by others)"]
