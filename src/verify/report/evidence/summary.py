"""The top of the report: what an editor must know in ten seconds, then what to look at first."""

from __future__ import annotations

from collections.abc import Sequence

from verify.model.registry import Registry
from verify.model.run import Sighting
from verify.model.verdict import Severity, Status
from verify.report.clean import shorten
from verify.report.evidence.case import Case, Dossier
from verify.report.evidence.claim import needs_look, worst
from verify.report.evidence.markup import Child, Element, el, link, other
from verify.report.evidence.words import (
    MEANS,
    SEVERITY,
    STATUS,
    availability,
    badge,
    language,
    minute,
    sentence,
    sign,
)
from verify.text.counting import counted

_SHORT = 150


def header(dossier: Dossier) -> Element:
    """Which article, as of when, and the verdict in one sentence and five numbers."""
    newest = dossier.newest
    judged: list[Child] = ["Judged on what was stored up to ", minute(newest), "."] if newest else []
    return el(
        "header",
        el("p", "Evidence report", class_="kicker"),
        el("h1", title(dossier)),
        [el("p", _article(registry), class_="article") for registry in dossier.registries],
        el("p", verdict_in_words(dossier.cases), class_="verdict"),
        el("ul", [_tile(status, dossier.cases) for status in Status], class_="tiles"),
        el("p", judged, class_="judged"),
    )


def title(dossier: Dossier) -> str:
    """The article's, or how many there are."""
    if len(dossier.registries) == 1:
        return dossier.registries[0].article.title
    return f"The sources of {counted(len(dossier.registries), 'article')}"


def _article(registry: Registry) -> list[Child]:
    article = registry.article
    parts: list[Child] = [other(article.author)] if article.author else []
    parts += [", " if parts else None, str(article.published)] if article.published else []
    if article.url:
        parts += [el("br") if parts else None, link(article.url)]
    return parts or [other(article.title)]


def verdict_in_words(cases: Sequence[Case]) -> str:
    """`10 of 63 claims need a look: …`."""
    looked = sum(needs_look(case) for case in cases)
    errors = sum(worst(case) is Severity.error for case in cases)
    whole = counted(len(cases), "claim")
    if not looked:
        return f"Nothing to look at in {whole}."
    verb = "needs" if looked == 1 else "need"
    serious = f", {errors} of them because the source does not say it, or says it otherwise" if errors else ""
    return f"{looked} of {whole} {verb} a look{serious}."


def _tile(status: Status, cases: Sequence[Case]) -> Element:
    number = sum(case.verdict.status is status for case in cases)
    return el(
        "li",
        el("span", sign(status), el("b", str(number)), class_="figure"),
        el("span", STATUS[status], class_="name"),
        el("span", MEANS[status], class_="means"),
        class_=f"tile {status.value}",
    )


def to_look_at(cases: Sequence[Case]) -> Element:
    """Errors, then warnings, each with the way to its claim."""
    parts: list[Child] = [el("h2", "To look at", id="look-title")]
    for level in (Severity.error, Severity.warning):
        found = [(number, case) for number, case in enumerate(cases, 1) if worst(case) is level]
        if found:
            parts.append(el("h3", f"{SEVERITY[level]}s ({len(found)})"))
            parts.append(el("ol", [_entry(number, case, level) for number, case in found], class_="entries"))
    if len(parts) == 1:
        parts.append(el("p", "Nothing: no error and no warning stands open."))
    accepted = sum(item.accepted is not None for case in cases for item in case.findings)
    if accepted:
        parts.append(el("p", f"{counted(accepted, 'finding')} accepted by an editor, shown with the claims."))
    return el("section", parts, aria_labelledby="look-title", class_="look")


def _entry(number: int, case: Case, level: Severity) -> Element:
    open_ = [item for item in case.findings if item.severity is level and item.accepted is None]
    messages = list(dict.fromkeys(item.message for item in open_))
    once = all(item.unconfirmed for item in open_)
    return el(
        "li",
        badge(case.verdict.status),
        " ",
        el("a", f"Claim {number}, ", other(case.claim.id), href=f"#{case.anchor}"),
        el("q", shorten(case.claim.text, _SHORT), lang=language(case.language), dir="auto"),
        [el("p", other(sentence(message))) for message in messages],
        el("p", "Seen once; not confirmed by another look yet.", class_="aside") if once else None,
    )


def sources(dossier: Dossier) -> Element | None:
    """Every page that was looked at, and what came of it."""
    sightings = dossier.run.sightings
    if not sightings:
        return None
    items = [_sighting(item, dossier) for item in sightings]
    return el(
        "section", el("h2", "The pages", id="pages-title"),
        el("details", el("summary", f"{counted(len(items), 'page')}, as last looked at"),
           el("ul", items, class_="pages")),
        aria_labelledby="pages-title",
    )  # fmt: skip


def _sighting(item: Sighting, dossier: Dossier) -> Element:
    findings = [finding for finding in dossier.run.findings if finding.subject == item.reference]
    told = [finding.message for finding in findings if item.url and item.url in finding.message]
    return el(
        "li",
        el("strong", other(dossier.titles.get(item.reference, item.reference))),
        el("br"),
        [link(item.url), el("br")] if item.url else None,
        other(_outcome(item)),
        [", ", minute(item.at)] if item.at else None,
        [el("p", other(message), class_="aside") for message in told],
    )


def _outcome(item: Sighting) -> str:
    """`read: HTTP 200`; a cause that says it already stands alone."""
    word, cause = availability(item.sight.availability.value), item.sight.cause
    return cause if cause.startswith(word) else f"{word}: {cause}" if cause else word
