"""Captures out of others' files as looks of the URLs that a registry cites."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest
from tests.archive.importing.foreign import AT, OK, Foreign, response, wacz
from tests.archive.samples import FullDisk
from tests.pipeline.given import COPIES, MIRROR, OWN, REPOST, page, quoting, registry

from verify.archive.importing.opening import open_captures
from verify.archive.integrity import verify_cache
from verify.archive.rebuild import rebuild
from verify.archive.store import Archive
from verify.errors import ArchiveDamaged, ArchiveError, UsageError
from verify.model.policy import MatchPolicy
from verify.model.run import Run
from verify.model.snapshot import FailureKind, OriginKind
from verify.model.verdict import Status
from verify.pipeline.checking import check
from verify.pipeline.importing import (
    AHEAD,
    IN_CIRCLES,
    LEADS_AWAY,
    NO_ADDRESS,
    NOT_CITED,
    OTHER_SCHEME,
    ImportedFile,
    Ways,
    import_file,
    refuse_strangers,
)
from verify.pipeline.ports import Selection, WritableStore
from verify.report.json_v1 import render
from verify.testing import EPOCH, FakeStore, answered, failed

WORDS = "the gate was never opened after dark"
SAID = page(f"He said that {WORDS}.").encode()
REGISTRY = registry(quoting(WORDS), copies=COPIES)
ELSEWHERE = "https://unrelated.example/"


def take(
    made: Foreign | bytes, folder: Path, store: WritableStore, *, everything: bool = False
) -> ImportedFile:
    path = folder / "crawl.warc.gz"
    path.write_bytes(made if isinstance(made, bytes) else made.content)
    return import_file(path, [REGISTRY], store, lambda: EPOCH, everything=everything)


def judged(store: FakeStore | Archive) -> Run:
    return check(Selection((REGISTRY,)), store, MatchPolicy())


def after(minutes: float) -> dt.datetime:
    return AT + dt.timedelta(minutes=minutes)


def test_captures_of_cited_urls_are_taken_and_others_counted(tmp_path: Path) -> None:
    made, store = Foreign(), FakeStore()
    identity = made.answer(OWN, SAID)
    made.answer(REPOST, SAID)
    made.answer(ELSEWHERE)
    done = take(made, tmp_path, store)
    assert [look.url for look in done.taken] == [OWN, REPOST]
    assert (done.name, done.records, done.already, done.skipped) == ("crawl.warc.gz", 7, 0, {NOT_CITED: 1})
    (look,) = store.looks(OWN)
    assert look.origin is not None
    assert (look.at, look.origin.kind, look.origin.record) == (AT, OriginKind.imported, identity)
    assert (look.origin.name, look.origin.digest, look.origin.taken) == (done.name, done.digest, EPOCH)
    hop = store.exchange(look).hops[0]
    assert (hop.body, hop.request_head[:4]) == (SAID, b"GET ")


def test_everything_is_taken_where_it_is_asked_for(tmp_path: Path) -> None:
    made, store = Foreign(), FakeStore()
    for url in (OWN, ELSEWHERE, "http://third.example/x?y=z"):
        made.answer(url, SAID)
    assert len(take(made, tmp_path, store, everything=True).taken) == 3
    assert store.looks("http://third.example/x?y=z")


def test_the_same_file_adds_nothing_nor_does_another_with_the_same_records(tmp_path: Path) -> None:
    made, store = Foreign(), FakeStore()
    made.answer(OWN, SAID)
    made.redirect(MIRROR, OWN)
    assert len(take(made, tmp_path, store).taken) == 2
    again = take(made, tmp_path, store)
    assert (again.taken, again.already) == ((), 2)
    path = wacz(tmp_path / "a.wacz", {"data.warc.gz": made.content})
    again = import_file(path, [REGISTRY], store, lambda: EPOCH)
    assert (again.taken, again.already) == ((), 2)


def test_our_own_records_bring_nothing_into_the_archive_that_made_them(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "cache", clock=lambda: EPOCH, write=True) as archive:
        look = archive.append(answered(OWN, page(WORDS), at=AT))
        assert look.snapshot
        archive.seal()
        content = (tmp_path / "cache" / "warc" / look.snapshot.warc).read_bytes()
        done = take(content, tmp_path, archive)
        assert (done.taken, done.already) == ((), 1)
    assert len(take(content, tmp_path, FakeStore()).taken) == 1


def test_two_captures_of_a_page_are_two_looks(tmp_path: Path) -> None:
    made, store = Foreign(), FakeStore()
    made.answer(OWN, SAID)
    made.answer(OWN, SAID, at=after(60))
    assert [look.at for look in take(made, tmp_path, store).taken] == [AT, after(60)]


# addresses


@pytest.mark.parametrize(
    "captured", ["HTTPS://PAPER.example/story", "https://paper.example:443/story", OWN + "#part", f"<{OWN}>"]
)
def test_an_address_is_the_same_however_it_is_spelled(tmp_path: Path, captured: str) -> None:
    store = FakeStore()
    assert len(take(response(b"HTTP/1.1 200 OK\r\n\r\n" + SAID, url=captured), tmp_path, store).taken) == 1
    assert store.looks(OWN)


@pytest.mark.parametrize("captured", [OWN + "?page=2", OWN + "/", "https://www.paper.example/story"])
def test_another_address_is_another_page(tmp_path: Path, captured: str) -> None:
    done = take(response(b"HTTP/1.1 200 OK\r\n\r\n" + SAID, url=captured), tmp_path, FakeStore())
    assert (done.taken, done.skipped) == ((), {NOT_CITED: 1})


def test_the_other_scheme_stands_in_only_where_the_cited_one_is_not_there(tmp_path: Path) -> None:
    plain = OWN.replace("https", "http")
    made, store = Foreign(), FakeStore()
    made.answer(plain, SAID)
    assert len(take(made, tmp_path, store).taken) == 1
    made.answer(OWN, SAID, at=after(1))
    done = take(made, tmp_path, FakeStore())
    assert [look.at for look in done.taken] == [after(1)]
    assert done.skipped == {OTHER_SCHEME: 1}


def test_what_is_no_address_and_what_is_dated_ahead_is_left(tmp_path: Path) -> None:
    late = response(b"HTTP/1.1 200 OK\r\n\r\n", url=OWN, WARC_Date="2099-01-01T00:00:00Z")
    done = take(
        late + response(b"HTTP/1.1 200 OK\r\n\r\n", url="http://"), tmp_path, FakeStore(), everything=True
    )
    assert (done.taken, done.skipped) == ((), {AHEAD: 1, NO_ADDRESS: 1})


# redirects


def test_a_redirect_leads_to_the_nearest_capture_of_its_target(tmp_path: Path) -> None:
    made, store = Foreign(), FakeStore()
    made.redirect(OWN, "/moved", at=AT)
    for minutes, body in ((-600, b"early"), (1, SAID), (600, b"late")):
        made.answer("https://paper.example/moved", body, at=after(minutes))
    (look,) = take(made, tmp_path, store).taken
    hops = store.exchange(look).hops
    assert [(hop.url, hop.status) for hop in hops] == [(OWN, 301), ("https://paper.example/moved", 200)]
    assert (hops[1].body, look.at, look.url) == (SAID, AT, OWN)


def test_a_redirect_that_comes_back_to_its_own_address_is_followed_once(tmp_path: Path) -> None:
    made, store = Foreign(), FakeStore()
    made.redirect(OWN, OWN)
    made.answer(OWN, SAID, at=after(0.1))
    first, second = take(made, tmp_path, store).taken
    assert [len(store.exchange(look).hops) for look in (first, second)] == [2, 1]


@pytest.mark.parametrize(
    ("targets", "reason"),
    [
        ({OWN: ELSEWHERE}, LEADS_AWAY),
        ({OWN: "ftp://a.example/"}, LEADS_AWAY),
        ({OWN: "http://[bad"}, LEADS_AWAY),
        ({OWN: OWN}, IN_CIRCLES),
        ({OWN: ELSEWHERE, ELSEWHERE: OWN}, IN_CIRCLES),
    ],
)
def test_a_redirect_that_leads_nowhere_is_left_with_its_reason(
    tmp_path: Path, targets: dict[str, str], reason: str
) -> None:
    made = Foreign()
    for url, to in targets.items():
        made.redirect(url, to)
    done = take(made, tmp_path, FakeStore())
    assert (done.taken, done.skipped[reason]) == ((), 1)


def test_captures_far_apart_in_time_are_not_one_look(tmp_path: Path) -> None:
    made = Foreign()
    made.redirect(OWN, ELSEWHERE)
    made.answer(ELSEWHERE, SAID, at=after(60 * 48))
    assert take(made, tmp_path, FakeStore()).skipped == {LEADS_AWAY: 1, NOT_CITED: 1}


# judging


def test_a_capture_carries_a_claim_where_we_could_not_read_the_page(tmp_path: Path) -> None:
    made, store = Foreign(), FakeStore()
    store.append(failed(OWN, FailureKind.timeout))
    made.answer(OWN, SAID)
    take(made, tmp_path, store)
    run = judged(store)
    assert run.verdicts[0].status is Status.holds
    assert [(each.rule, each.severity.value) for each in run.findings] == [("captured-by-others", "note")]
    assert run.verdicts[0].evidence is not None
    assert run.verdicts[0].evidence.origin == "imported from crawl.warc.gz, captured by others"


def test_a_capture_never_goes_before_a_page_that_we_read(tmp_path: Path) -> None:
    made, store = Foreign(), FakeStore()
    store.append(answered(OWN, page("Nothing of the kind.")))
    made.answer(OWN, SAID)
    take(made, tmp_path, store)
    assert judged(store).verdicts[0].status is Status.missing


def test_a_capture_of_a_page_that_was_gone_is_no_page(tmp_path: Path) -> None:
    made, store = Foreign(), FakeStore()
    made.answer(OWN, b"<h1>Not found</h1>", status="404 Not Found")
    made.answer(OWN, SAID, at=after(-60))
    take(made, tmp_path, store)
    assert judged(store).verdicts[0].status is Status.holds  # by the older one


def test_a_cut_capture_never_makes_a_quote_missing(tmp_path: Path) -> None:
    made, store = Foreign(), FakeStore()
    made.answer(OWN, SAID[:200], fields={"WARC-Truncated": "length"})
    take(made, tmp_path, store)
    assert judged(store).verdicts[0].status is Status.unknown


# in the real archive


def test_the_archive_gives_the_same_answers_after_a_rebuild(tmp_path: Path) -> None:
    made, cache = Foreign(), tmp_path / "cache"
    made.redirect(OWN, "/moved")
    made.answer("https://paper.example/moved", SAID, at=after(1))
    made.answer(REPOST, SAID, method=None)
    with Archive.open(cache, clock=lambda: EPOCH, write=True) as archive:
        assert len(take(made, tmp_path, archive).taken) == 2
        assert take(made, tmp_path, archive).already == 2
        before = render(judged(archive))
    assert verify_cache(cache).problems == ()
    (cache / "ledger.sqlite").unlink()
    rebuild(cache, lambda: EPOCH)
    with Archive.open(cache, clock=lambda: EPOCH, write=True) as archive:
        assert render(judged(archive)) == before
        assert take(made, tmp_path, archive).already == 2


# damage


def test_what_is_damaged_is_named_and_the_rest_taken(tmp_path: Path) -> None:
    made, store = Foreign(), FakeStore()
    made.answer(OWN, SAID, method=None)
    place = len(made.content)
    made.answer(REPOST, SAID, method=None)
    content = bytearray(made.content)
    content[place + 60] ^= 0xFF
    made.answer(MIRROR, SAID, method=None)
    done = take(bytes(content) + made.content[len(content) :], tmp_path, store)
    assert [look.url for look in done.taken] == [OWN, MIRROR]
    assert [f"at byte {place}" in each for each in done.damaged] == [True]


def test_a_package_that_was_changed_is_refused_whole(tmp_path: Path) -> None:
    made, store = Foreign(), FakeStore()
    made.answer(OWN, SAID)
    path = wacz(tmp_path / "a.wacz", {"a.warc.gz": made.content}, **{"archive__b.warc.gz": made.content})
    with pytest.raises(ArchiveDamaged, match=r"b\.warc\.gz"):
        import_file(path, [REGISTRY], store, lambda: EPOCH)
    assert not store.looks(OWN)


def test_files_of_another_kind_are_refused_before_anything_is_stored(tmp_path: Path) -> None:
    path = tmp_path / "saved.html"
    path.write_bytes(SAID)
    with pytest.raises(UsageError, match="no WARC or WACZ"):
        refuse_strangers([path])
    with pytest.raises(UsageError, match="cannot be read"):
        refuse_strangers([tmp_path / "none.warc"])


def test_what_a_full_disk_cut_short_is_taken_up_by_the_next_import(tmp_path: Path) -> None:
    made, cache = Foreign(), tmp_path / "cache"
    for minutes in range(6):
        made.answer(OWN, SAID + bytes(str(minutes), "ascii") * 5000, at=after(minutes))
    with (
        pytest.raises(ArchiveError, match="no space"),
        Archive.open(cache, clock=lambda: EPOCH, write=True, disk=FullDisk(6000)) as archive,
    ):
        take(made, tmp_path, archive)
    with Archive.open(cache, clock=lambda: EPOCH, write=True) as archive:
        kept = len(archive.looks(OWN))
        done = take(made, tmp_path, archive)
        assert (done.already, len(done.taken)) == (kept, 6 - kept)
        assert 0 < kept < 6
    assert verify_cache(cache).problems == ()


def test_cookies_in_others_files_are_blanked_on_the_way_in(tmp_path: Path) -> None:
    made, cache = Foreign(), tmp_path / "cache"
    made.answer(OWN, SAID, headers=(("Content-Type", "text/html"), ("Set-Cookie", "sid=secret")))
    with Archive.open(cache, clock=lambda: EPOCH, write=True) as archive:
        (look,) = take(made, tmp_path, archive).taken
        assert b"secret" not in archive.exchange(look).hops[0].response_head


def test_a_file_whose_name_is_no_text_is_taken_in_all_the_same(tmp_path: Path) -> None:
    made, cache = Foreign(), tmp_path / "cache"
    made.answer(OWN, SAID)
    path = made.to(tmp_path / "odd\udcff\n.warc.gz")
    with Archive.open(cache, clock=lambda: EPOCH, write=True) as archive:
        (look,) = import_file(path, [REGISTRY], archive, lambda: EPOCH).taken
        assert archive.exchange(look).origin == look.origin
        assert render(judged(archive))
    assert verify_cache(cache).problems == ()


def test_a_redirect_captured_thousands_of_times_takes_no_time(tmp_path: Path) -> None:
    """Held against every capture of its target, each of these would take minutes."""
    moved = b"HTTP/1.1 301 Moved\r\nLocation: https://paper.example/moved\r\n\r\n"
    records = [response(moved, number, OWN) for number in range(3000)]
    records += [response(OK + SAID, 3000 + number, "https://paper.example/moved") for number in range(3000)]
    (tmp_path / "crawl.warc").write_bytes(b"".join(records))
    with open_captures(tmp_path / "crawl.warc") as brought:
        began = time.process_time()
        ways = Ways(brought.captures)
        assert {len(ways.of(entry)) for entry in brought.captures.entries if entry.status == 301} == {2}
        assert time.process_time() - began < 5  # 25 when every capture is looked at
