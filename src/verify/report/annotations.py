"""The annotations format: every verdict as a W3C Web Annotation, in one collection of one page.

Web Annotation Data Model, 5.1 and 5.2 (https://www.w3.org/TR/annotation-model/). Claims whose references have
no page to look at are no annotations.
"""

from __future__ import annotations

import hashlib

from verify.model.run import Run
from verify.model.version import TOOL
from verify.report import json_v1
from verify.report.annotation import CONTEXT, Json, annotation


def render(run: Run) -> str:
    """The collection as one JSON-LD document that ends in a newline."""
    name = run.id or _name(run)
    made = [annotation(item, run=name, tool=TOOL) for item in run.verdicts]
    items = [_inner(each) for each in made if each is not None]
    collection = {
        "@context": CONTEXT,
        "id": f"urn:verify:verdicts:{name}",
        "type": "AnnotationCollection",
        "label": "What the sources of " + ", ".join(run.registries) + " say",
        "total": len(items),
    }
    if items:
        collection["first"] = {
            "id": f"urn:verify:verdicts:{name}/page/1",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        }
    return json_v1.dumps(collection, indent=2) + "\n"


def _inner(each: Json) -> Json:
    """Without the context, which the collection has for all."""
    return {key: value for key, value in each.items() if key != "@context"}


def _name(run: Run) -> str:
    """For a run that only reads and has no id: the same verdicts have the same name."""
    told = "".join(json_v1.dumps(json_v1.verdict(item)) for item in run.verdicts)
    return f"sha256-{hashlib.sha256(told.encode('utf-8', 'backslashreplace')).hexdigest()[:32]}"
