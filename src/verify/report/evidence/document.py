"""The evidence report as one file: no request leaves it, and no script runs in it but its own.

Its Content Security Policy (CSP Level 3) allows one style sheet and one script, each by the hash of its text.
The same dossier gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from verify.model.verdict import Status
from verify.model.version import TOOL
from verify.report.evidence import summary
from verify.report.evidence.case import Case, Dossier
from verify.report.evidence.changes import section as changes
from verify.report.evidence.claim import article, needs_look
from verify.report.evidence.markup import NO_ICON, Code, Element, el, markup
from verify.report.evidence.words import STATUS


def render(dossier: Dossier) -> str:
    """The whole file, UTF-8 to be; ends in a newline."""
    body = el(
        "body", _skip(), summary.header(dossier), _main(dossier), _foot(), el("script", _code("report.js"))
    )
    return "<!doctype html>\n" + markup(el("html", _head(dossier), body, lang="en")) + "\n"


@cache
def _code(name: str) -> Code:
    return Code(files("verify.report.evidence").joinpath(name).read_text("utf-8"))


def policy() -> str:
    """The Content Security Policy of every report."""
    style, script = (_hash(_code(name).text) for name in ("report.css", "report.js"))
    return (
        f"default-src 'none'; style-src '{style}'; script-src '{script}'; img-src data:; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _head(dossier: Dossier) -> Element:
    return el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy()),
        el("meta", name="referrer", content="no-referrer"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("link", rel="icon", href=NO_ICON),
        el("title", f"Evidence: {summary.title(dossier)}"),
        el("style", _code("report.css")),
    )


def _skip() -> Element:
    return el("a", "Skip to the claims", href="#claims-title", class_="skip")


def _main(dossier: Dossier) -> Element:
    claims = [
        article(number, case, dossier.changes.get(case.change) if case.change else None)
        for number, case in enumerate(dossier.cases, 1)
    ]
    listed = el(
        "section",
        el("h2", "All claims, in the article's order", id="claims-title", tabindex="-1"),
        _filter(dossier.cases),
        claims,
        el("p", "No claim fits. Loosen the filter above.", id="none", hidden=True),
        aria_labelledby="claims-title",
    )
    return el("main", summary.to_look_at(dossier.cases), listed, changes(dossier), summary.sources(dossier))


def _filter(cases: Sequence[Case]) -> Element:
    """Hidden until the script shows it: without one everything is in sight."""
    boxes = [
        el("label", el("input", type="checkbox", name="status", value=status.value, checked=True),
           f" {STATUS[status]} ({number})", class_="box")
        for status in Status
        if (number := sum(case.verdict.status is status for case in cases))
    ]  # fmt: skip
    serious = sum(map(needs_look, cases))
    looked = el(
        "label", el("input", type="checkbox", id="look"), f" Only what needs a look ({serious})", class_="box"
    )
    search = el(
        "p", el("label", "Search in the claims ", for_="search"),
        el("input", type="search", id="search", autocomplete="off", spellcheck="false"), class_="search",
    )  # fmt: skip
    return el(
        "form",
        search,
        el("fieldset", el("legend", "Show"), boxes, looked),
        el("p", id="shown", role="status"),
        id="filter",
        hidden=True,
    )


def _foot() -> Element:
    return el(
        "footer",
        el("p", "A verdict says what a program found in the stored page. Every "
           "digest and snapshot can be looked up in the archive beside the registry with any WARC tool."),
        el("p", f"Made by {TOOL}. This file asks the network for nothing; its links lead to the sources."),
    )  # fmt: skip
