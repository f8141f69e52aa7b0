"""One history through `audit`, look by look: who was alerted, and what simpler monitors would have said."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from bench.drift.article import Article, claims, reference_id, url_of
from bench.drift.dressing import body, media_type
from bench.drift.revisions import History

from verify.extract.payload import read_payload
from verify.model.policy import MatchPolicy
from verify.model.reference import Reference
from verify.model.registry import Article as Ours
from verify.model.registry import Registry
from verify.model.run import Run
from verify.model.snapshot import Exchange
from verify.model.source import Source
from verify.model.text import SourceText
from verify.model.verdict import Severity
from verify.pipeline.auditing import audit
from verify.pipeline.ports import Selection
from verify.pipeline.scheduled import Schedule
from verify.testing import FakeLooker, FakeStore, hop

_WEEK = dt.timedelta(days=7)


@dataclass
class Outcome:
    """`right` is whether the alert that was due came, at its look and with its kind; `wrong` are alerts that
    were not, by claim. `failed_right` and `failed` are the same for findings that newly fail a run. `bodies`
    and `texts` count looks at which the body or the extracted text was another one."""

    kind: str
    changes: int
    due: bool
    right: bool = False
    wrong: list[str] = field(default_factory=list)
    failed: int = 0
    failed_right: bool = False
    bodies: int = 0
    texts: int = 0
    held_first: bool = True


def outcome(history: History) -> Outcome:
    """Audit the page first as it was, then at each look."""
    store, looker = FakeStore(), FakeLooker()
    looker.clock = store.clock
    selection = Selection((_registry(history.first),))
    done = Outcome(history.kind, len(history.looks), history.due is not None)
    before = _audited(history.first, store, looker, selection)
    done.held_first = all(verdict.status == "holds" for verdict in before.verdicts)
    shown = history.first
    for number, page in enumerate(history.looks, 1):
        store.clock.pass_(_WEEK)
        store.run = f"run-{number + 1}"
        run = _audited(page, store, looker, selection)
        _count(done, history, number, run, _failing(run) - _failing(before))
        done.bodies += body(page) != body(shown)
        done.texts += _text(page) != _text(shown)
        before, shown = run, page
    return done


def _count(done: Outcome, history: History, number: int, run: Run, failing: set[str]) -> None:
    due = history.due if history.due and history.due.look == number else None
    for drift in run.drifts:
        claim = drift.claim.partition("/")[2]
        if not drift.alerts:
            continue
        told = set(drift.kinds) | ({"lost"} if drift.movement == "lost" else set())
        if due and claim == due.claim and told & due.kinds:
            done.right = True
        else:
            done.wrong.append(claim)
    for name in failing:
        if due and name.partition("/")[2] == due.claim:
            done.failed_right = True
        else:
            done.failed += 1


def _failing(run: Run) -> set[str]:
    return {item.subject for item in run.findings if item.counts and item.severity is Severity.error}


def _audited(page: Article, store: FakeStore, looker: FakeLooker, selection: Selection) -> Run:
    url = url_of(page)
    last = hop(url, body(page), headers={"Content-Type": media_type(page)}, at=store.clock())
    looker.pages[url] = Exchange(url, store.clock(), 1, (last,))
    return asyncio.run(audit(selection, looker, store, store.clock, MatchPolicy(), Schedule(dt.timedelta(0))))


def _text(page: Article) -> str:
    read = read_payload(
        hop(url_of(page), body(page), headers={"Content-Type": media_type(page)}), limit=10**7
    )
    assert isinstance(read, SourceText)
    return read.text


def _registry(base: Article) -> Registry:
    reference = Reference(reference_id(base), "valley", "Valley news", language="en", url=url_of(base))
    return Registry(
        "references.yaml",
        "bench",
        Ours("A year in the valley"),
        (Source("valley", "Valley news"),),
        (reference,),
        claims(base),
    )


def total(outcomes: Iterable[Outcome]) -> tuple[int, int, int, int]:
    """Page changes, alerts due, due ones raised rightly, alerts raised that were not due."""
    listed = list(outcomes)
    return (
        sum(each.changes for each in listed),
        sum(each.due for each in listed),
        sum(each.right for each in listed),
        sum(len(each.wrong) for each in listed),
    )
