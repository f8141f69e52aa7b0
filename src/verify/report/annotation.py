"""A verdict as a W3C Web Annotation, the form in which it travels in the archive.

Web Annotation Data Model (https://www.w3.org/TR/annotation-model/): the target is the passage in the page as
it was captured (state), found by its words (TextQuoteSelector) or by its place (TextPositionSelector). Places
count characters of the text that the extractor named by `renderedVia` makes of the page. Terms outside the
model are schema.org's, whose prefix its context declares. Where we did not fetch the page ourselves the
description says so.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from verify.model.claim import Selector, claim_urn
from verify.model.match import Span
from verify.model.verdict import Evidence, Verdict
from verify.report.grouped import origin_of
from verify.report.json_v1 import moment

Json = dict[str, Any]
CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def annotation(item: Verdict, *, run: str, tool: str) -> Json | None:
    """The verdict of one run; None where there is no page that it could be about.

    `tool` is name and version with a slash between them.
    """
    target = _target(item)
    if target is None:
        return None
    return {
        "@context": CONTEXT,
        "id": f"urn:verify:verdict:{run}/{quote(item.claim, safe='/')}",
        "type": "Annotation",
        "motivation": "assessing",
        "generator": _software(tool),
        "body": [
            {"type": "SpecificResource", "purpose": "linking", "source": claim_urn(item.claim)},
            _text("assessing", item.status.value),
            _text("describing", described(item)),
        ],
        "target": target,
    }


def described(item: Verdict) -> str:
    """The reason, and where the page came from if we did not fetch it ourselves."""
    origin = origin_of(item)
    return f"{item.reason} (the page was {origin})" if origin else item.reason


def _target(item: Verdict) -> Json | None:
    evidence = item.evidence
    if evidence is None:
        return {"source": item.reading.url} if item.reading and item.reading.url else None
    target: Json = {
        "type": "SpecificResource",
        "source": evidence.url,
        "state": {
            "type": "TimeState",
            "sourceDate": moment(evidence.fetched),
            "cached": evidence.snapshot,
        },
        "schema:sha256": evidence.digest.removeprefix("sha256:"),
        "renderedVia": _software(evidence.extractor),
    }
    selectors = _selectors(evidence)
    return target | {"selector": selectors} if selectors else target


def _selectors(evidence: Evidence) -> list[Json]:
    found = [_quoted(evidence.selector)] if evidence.selector else []
    return found + ([_placed(evidence.span)] if evidence.span else [])


def _quoted(selector: Selector) -> Json:
    return {
        "type": "TextQuoteSelector",
        "exact": selector.exact,
        "prefix": selector.prefix,
        "suffix": selector.suffix,
    }


def _placed(span: Span) -> Json:
    return {"type": "TextPositionSelector", "start": span[0], "end": span[1]}


def _text(purpose: str, value: str) -> Json:
    return {
        "type": "TextualBody",
        "purpose": purpose,
        "value": value,
        "format": "text/plain",
        "language": "en",
    }


def _software(named: str) -> Json:
    name, _, version = named.partition("/")
    return {"type": "Software", "name": name, "schema:softwareVersion": version}
