"""The junit format: a test suite for each registry and a test case for each claim, for build servers.

The dialect is the one that Jenkins, GitLab and GitHub's report actions read: `failure` for findings that fail
the run, `skipped` with the reason for claims that could not be judged, `properties` on the case. The text is
XML 1.0 whatever the sources hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from verify.model.finding import Finding
from verify.model.run import Run
from verify.model.verdict import Severity, Status, Verdict
from verify.report.clean import clean
from verify.report.grouped import by_subject, fails, origin_of, path_of

_NO_XML = re.compile("[\ufffe\uffff]")
"""What XML 1.0 (2.2 Char) forbids beside what `clean` takes away."""
_UNJUDGED = (Status.unknown, Status.unverifiable)


def render(run: Run, bar: Severity = Severity.error) -> str:
    """The document; `bar` is the severity at and above which a finding fails the run."""
    root = Xml.Element("testsuites", name="verify")
    found = by_subject(run.findings)
    for slug in run.registries:
        _suite(root, run, slug, found, bar)
    _count(root, root)
    Xml.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(root, encoding="unicode")}\n'


def text(value: str) -> str:
    """`value` on one line, without what XML 1.0 forbids."""
    return _NO_XML.sub("\ufffd", clean(value))


def _suite(root: Xml.Element, run: Run, slug: str, found: dict[str, list[Finding]], bar: Severity) -> None:
    suite = Xml.SubElement(root, "testsuite", name=text(slug))
    verdicts = {item.claim: item for item in run.verdicts if item.claim.partition("/")[0] == slug}
    others = [name for name in found if name not in verdicts and name.partition("/")[0] == slug]
    for name in (*verdicts, *others):
        _case(suite, path_of(run, name), name, verdicts.get(name), found.get(name, []), bar)
    _count(suite, suite)


def _case(
    suite: Xml.Element,
    path: str,
    name: str,
    verdict: Verdict | None,
    findings: Sequence[Finding],
    bar: Severity,
) -> None:
    slug, _, local = name.partition("/")
    case = Xml.SubElement(
        suite, "testcase", classname=text(slug), name=text(local), time="0", file=text(path)
    )
    if findings:
        case.set("line", str(findings[0].place.line))
    _properties(case, verdict, findings)
    failing = [item for item in findings if fails(item, bar)]
    if failing:
        rules = ", ".join(dict.fromkeys(item.rule for item in failing))
        failure = Xml.SubElement(case, "failure", type=text(rules), message=text(failing[0].message))
        failure.text = _lines(verdict, failing)
    elif verdict is not None and verdict.status in _UNJUDGED:
        Xml.SubElement(case, "skipped", message=text(f"{verdict.status}: {verdict.reason}"))
    quiet = [item for item in findings if item not in failing]
    if quiet:
        Xml.SubElement(case, "system-out").text = "\n".join(_line(item) for item in quiet)


def _properties(case: Xml.Element, verdict: Verdict | None, findings: Sequence[Finding]) -> None:
    told = {"rules": ", ".join(dict.fromkeys(item.rule for item in findings))}
    if verdict is not None:
        evidence = verdict.evidence
        told |= {"status": verdict.status.value} | {
            check.axis.value: check.outcome.value for check in verdict.checks
        }
        told |= {"url": evidence.url, "digest": evidence.digest} if evidence else {}
        told["origin"] = origin_of(verdict)
    given = {name: value for name, value in told.items() if value}
    if given:
        properties = Xml.SubElement(case, "properties")
        for name, value in given.items():
            Xml.SubElement(properties, "property", name=name, value=text(value))


def _lines(verdict: Verdict | None, findings: Sequence[Finding]) -> str:
    lines = [_line(item) for item in findings]
    if verdict is not None:
        lines.append(f"article: {text(verdict.text)}")
        if verdict.evidence and verdict.evidence.excerpt:
            lines.append(f"source: {text(verdict.evidence.excerpt)}")
        if verdict.evidence:
            lines.append(f"where: {text(verdict.evidence.url)}")
        if origin_of(verdict):
            lines.append(f"origin: {text(origin_of(verdict))}")
    return "\n".join(lines)


def _line(item: Finding) -> str:
    accepted = f", accepted by {item.accepted.by}: {item.accepted.note}" if item.accepted else ""
    unsure = ", not confirmed yet" if item.unconfirmed else ""
    return text(f"{item.place}: {item.severity} [{item.rule}{unsure}{accepted}] {item.message}")


def _count(element: Xml.Element, under: Xml.Element) -> None:
    for name, tag in (("tests", "testcase"), ("failures", "failure"), ("skipped", "skipped")):
        element.set(name, str(sum(1 for _ in under.iter(tag))))
    element.set("errors", "0")
    element.set("time", "0")
