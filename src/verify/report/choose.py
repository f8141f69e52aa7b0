"""Every form in which a run can be written, by its name on the command line.

Names are output contract. A module is imported only when its form is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from verify.model.registry import Registry
from verify.model.run import Run
from verify.model.verdict import Severity
from verify.report.clean import defused, defused_json


@dataclass(frozen=True)
class Material:
    """What the forms are made of. `folder` is the absolute path from which files are told, `bar` the severity
    that fails the run, `reviewer` the organisation that stands for reviews ("": nobody)."""

    run: Run
    registries: tuple[Registry, ...]
    folder: str
    everything: bool = False
    bar: Severity = Severity.error
    reviewer: str = ""


def render(form: str, material: Material) -> str | bytes:
    """The whole text. Bytes (UTF-8) where the form itself says what it is encoded in, whatever the locale.

    KeyError for a name that is not in FORMS.
    """
    text = _GUARDS.get(form, str)(FORMS[form](material))
    return text if form in _OF_THE_LOCALE else text.encode("utf-8", "backslashreplace")


def _table(material: Material) -> str:
    from verify.report import table

    return table.render(material.run, everything=material.everything)


def _json(material: Material) -> str:
    from verify.report import json_v1

    return json_v1.render(material.run)


def _jsonl(material: Material) -> str:
    from verify.report import jsonl

    return jsonl.render(material.run)


def _csv(material: Material) -> str:
    from verify.report import csv_rows

    return csv_rows.render(material.run)


def _markdown(material: Material) -> str:
    from verify.report import markdown

    return markdown.render(material.run, everything=material.everything)


def _sarif(material: Material) -> str:
    from verify.report import sarif

    return sarif.render(material.run, material.folder)


def _junit(material: Material) -> str:
    from verify.report import junit

    return junit.render(material.run, material.bar)


def _github(material: Material) -> str:
    from verify.report import github

    return github.commands(material.run, material.folder, everything=material.everything)


def _claim_review(material: Material) -> str:
    from verify.report import claim_review

    return claim_review.render(material.run, material.registries, material.reviewer)


def _annotations(material: Material) -> str:
    from verify.report import annotations

    return annotations.render(material.run)


def _robust_links(material: Material) -> str:
    from verify.report import robust_list

    return robust_list.render(material.run, material.registries)


FORMS: dict[str, Callable[[Material], str]] = {
    "table": _table,
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
    "markdown": _markdown,
    "sarif": _sarif,
    "junit": _junit,
    "github": _github,
    "claim-review": _claim_review,
    "annotations": _annotations,
    "robust-links": _robust_links,
}
_GUARDS: dict[str, Callable[[str], str]] = {
    "table": defused,
    **dict.fromkeys(("json", "jsonl", "sarif", "claim-review", "annotations"), defused_json),
}
"""Standard output may be a build server's log, which obeys lines of it. The other forms clean each text."""
_OF_THE_LOCALE = ("table", "json", "jsonl")
