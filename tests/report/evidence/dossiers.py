"""A small article whose sources were looked at twice, and everything that can come of a claim."""

from __future__ import annotations

import datetime as dt

from verify.model.claim import Acceptance, Claim, Selector
from verify.model.dates import PartialDate
from verify.model.policy import MatchPolicy
from verify.model.reference import Access, Copy, Reference, Role
from verify.model.registry import Article, Place, Registry
from verify.model.snapshot import FailureKind
from verify.model.source import Source
from verify.pipeline.auditing import record
from verify.pipeline.checking import check
from verify.pipeline.ports import Selection
from verify.pipeline.reporting import dossier
from verify.report.evidence.case import Dossier
from verify.testing import FakeStore, answered, failed

QUAY = "https://paper.example/quay"
PORT = "https://port.example/figures"
WALL = "https://wall.example/"
WEEK = dt.timedelta(days=7)

_FILLER = (
    "The harbour master spoke of the weather and of the year behind them, and nobody asked him more. " * 12
)
_QUAY = """<!doctype html><html lang="en"><title>The quay</title><article><h1>The quay</h1>
<p>{filler}</p><p>On Monday three cranes were lifted onto the new quay, the harbour master said. {gate}</p>
<figure><img src="x.png" alt=""><figcaption>A crane as tall as the old lighthouse.</figcaption></figure>
<p>{sold}</p></article></html>"""
_PORT = """<!doctype html><html lang="en"><title>Figures</title><article><h1>Figures</h1>
<p>{filler}</p><p>In that year 14 ships were unloaded at the port.</p></article></html>"""
BEFORE = _QUAY.format(
    filler=_FILLER,
    gate="He said that the gate was not opened before noon.",
    sold="In the end the harbour was sold to nobody at all.",
)
AFTER = _QUAY.format(
    filler=_FILLER,
    gate="He said that the gate was opened before noon.",
    sold="In the end the buyers heard a speech.",
)


def registry() -> Registry:
    claims = (
        Claim(
            "cranes",
            ("quay",),
            "“three cranes were lifted,” he said.",
            ("three cranes were lifted",),
            ("harbour master",),
        ),
        Claim(
            "gate",
            ("quay",),
            "The gate “was not opened before noon.”",
            ("was not opened before noon",),
        ),
        Claim(
            "sold",
            ("quay",),
            "In the end the buyers heard that it “was sold to nobody at all.”",
            ("was sold to nobody at all",),
            accepted=Acceptance("missing", "the desk", "Seen in print.", PartialDate(2027, 3)),
        ),
        Claim(
            "ships", ("port",), "12 ships were unloaded at the port.", figure="12 ships", about=("unloaded",)
        ),
        Claim(
            "caption", ("quay",), "A tall crane.", passage=Selector("A crane as tall as the old lighthouse.")
        ),
        Claim("wall", ("wall",), "It “cannot be read.”", ("cannot be read",)),
        Claim("letter", ("letter",), "She wrote that “it rained.”", ("it rained",)),
    )
    references = (
        Reference("quay", "paper", "The quay", url=QUAY, language="en", copies=(Copy(WALL, Role.mirror),)),
        Reference("port", "paper", "Figures of the port", url=PORT, language="en"),
        Reference("wall", "paper", "Behind a wall", url=WALL),
        Reference("letter", "writer", access=Access.private),
    )
    sources = (Source("paper", "The Harbour Paper"), Source("writer", "A letter writer"))
    places = {claim.id: Place("references.yaml", 10 + 4 * number, 5) for number, claim in enumerate(claims)}
    article = Article(
        "Cranes over the harbour", "https://article.example/cranes", "The desk", PartialDate(2026, 1)
    )
    return Registry("references.yaml", "harbour", article, sources, references, claims, places)


def stored(held: Registry, pages: tuple[str, str] = (BEFORE, AFTER)) -> FakeStore:
    """Two looks at the quay a week apart, verdicts recorded after the first."""
    store = FakeStore()
    port = _PORT.format(filler=_FILLER)
    for number, page in enumerate(pages):
        if number:
            record(store, check(Selection((held,)), store, MatchPolicy()).verdicts)
            store.clock.pass_(WEEK)
        store.append(answered(QUAY, page, at=store.clock()))
        store.append(answered(PORT, port, at=store.clock()))
        store.append(failed(WALL, FailureKind.timeout, "no answer in 20 seconds", at=store.clock()))
    return store


def sample() -> Dossier:
    held = registry()
    return of(held, stored(held))


def of(held: Registry, store: FakeStore, *ids: str) -> Dossier:
    chosen = Selection((held,), frozenset(ids))
    return dossier(chosen, store, check(chosen, store, MatchPolicy(), "report"))
