"""What audit records of a verdict: enough to find the passage again with nothing but the archive."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path
from typing import Any

from tests.archive.samples import QuickDisk, ticking
from tests.pipeline.given import OWN, page, quoting, registry

from verify.archive.rebuild import rebuild
from verify.archive.store import Archive
from verify.extract.version import EXTRACTOR
from verify.match.prepared import MATCHER
from verify.model.claim import Claim
from verify.model.policy import MatchPolicy
from verify.model.run import Run
from verify.model.snapshot import FailureKind
from verify.model.verdict import Severity, Status
from verify.model.version import TOOL
from verify.pipeline.auditing import audit
from verify.pipeline.ports import Selection
from verify.pipeline.reading import Reader
from verify.pipeline.scheduled import Schedule
from verify.testing import FakeClock, FakeLooker, FakeStore, failed

WORDS = "the gate was never\u00a0opened after dark"
CLAIMS = (
    quoting("the gate was never opened after dark", name="quoted"),
    quoting("the gate was often opened after dark", name="altered"),
    quoting("nobody has seen the lighthouse keeper since", name="absent"),
    quoting("of no consequence", "letter", name="closed"),
)


def audited(store: Any, looker: FakeLooker, *claims: Claim) -> None:
    selection = Selection((registry(*claims),))
    asyncio.run(audit(selection, looker, store, ticking(), MatchPolicy(), Schedule(dt.timedelta(0))))


def test_the_annotations_words_and_place_are_the_extracted_texts_own() -> None:
    store = FakeStore()
    audited(store, FakeLooker({OWN: page("He said —  that " + WORDS + ".", "Others spoke.")}), *CLAIMS)
    look = store.latest(OWN)
    assert look is not None
    assert look.snapshot is not None
    prepared = Reader(store).page(registry().reference_by_id["story"].locations()[0]).prepared
    assert prepared is not None
    text = prepared.source.text
    for name in ("quoted", "altered"):
        recorded = store.verdicts(f"slug/{name}")[-1].payload
        target = recorded["annotation"]["target"]  # type: ignore[index]
        quote, place = target["selector"]
        assert text[place["start"] : place["end"]] == quote["exact"]
        assert text[: place["start"]].endswith(quote["prefix"])
        assert text[place["end"] :].startswith(quote["suffix"])
        assert (target["state"]["cached"], target["source"]) == (look.snapshot.id, OWN)
        assert "sha256:" + target["schema:sha256"] == look.snapshot.digest
        assert recorded["versions"] == {"tool": TOOL, "extractor": EXTRACTOR, "matcher": MATCHER}
    assert "never\u00a0opened" in text


def test_verdicts_without_a_passage_say_what_they_are_about() -> None:
    store = FakeStore()
    audited(store, FakeLooker({OWN: page("One.")}), *CLAIMS)
    absent = store.verdicts("slug/absent")[-1].payload["annotation"]
    assert absent["target"]["source"] == OWN  # type: ignore[index]
    assert "selector" not in absent["target"]  # type: ignore[index]
    assert store.verdicts("slug/closed")[-1].payload["annotation"] is None
    unread = FakeStore()
    audited(unread, FakeLooker({OWN: failed(OWN, FailureKind.timeout)}), CLAIMS[0])
    assert unread.verdicts("slug/quoted")[-1].payload["annotation"]["target"] == {"source": OWN}  # type: ignore[index]


def test_a_rebuild_from_the_warcs_alone_keeps_every_verdict(tmp_path: Path) -> None:
    with Archive.open(tmp_path, clock=ticking(), write=True, disk=QuickDisk()) as archive:
        audited(archive, FakeLooker({OWN: page(f"He said that {WORDS}.")}), *CLAIMS)
        before = {claim.id: archive.verdicts(f"slug/{claim.id}") for claim in CLAIMS}
        run = archive.run
    for name in ("ledger.sqlite", "index.cdxj"):
        (tmp_path / name).unlink()
    assert rebuild(tmp_path, ticking(), QuickDisk()).verdicts == len(CLAIMS)
    with Archive.open(tmp_path, clock=ticking()) as archive:
        assert {claim.id: archive.verdicts(f"slug/{claim.id}") for claim in CLAIMS} == before
        (quoted,) = archive.verdicts("slug/quoted")
        assert quoted.payload["annotation"]["id"] == f"urn:verify:verdict:{run}/slug/quoted"  # type: ignore[index]
        cached = quoted.payload["annotation"]["target"]["state"]["cached"]  # type: ignore[index]
        assert archive.snapshot(cached).url == OWN


def test_a_look_of_a_clock_once_wrong_hides_nothing_that_was_seen_since(tmp_path: Path) -> None:
    clock = FakeClock()
    looker = FakeLooker({OWN: page("He said that the gate was never opened after dark.")}, clock)
    selection, schedule = Selection((registry(CLAIMS[0]),)), Schedule()

    def run(store: Archive) -> Run:
        return asyncio.run(audit(selection, looker, store, clock, MatchPolicy(), schedule, changed_only=True))

    with Archive.open(tmp_path, clock=clock, write=True, disk=QuickDisk()) as archive:
        clock.pass_(dt.timedelta(days=365))
        assert run(archive).verdicts[0].status is Status.holds
        clock.pass_(dt.timedelta(days=-360))
        looker.pages[OWN] = page("He said that the gate was often opened after dark.")
        found = run(archive)
        assert [(each.severity, each.counts) for each in found.findings] == [(Severity.error, True)]
        assert found.notes[-2] == "1 look left out: dated after now, by a clock that was or is wrong"
