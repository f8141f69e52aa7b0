"""What `demo` prints around its two audits."""

from __future__ import annotations

from collections.abc import Sequence

from verify.model.run import Run
from verify.model.verdict import Severity
from verify.report import json_v1, jsonl, table
from verify.report.clean import clean, shorten

_FIRST = """\
verify demo: the registry of one real article, checked against stand-in pages on loopback.
The pages were written for this demonstration; only short quoted words are the sources' own. What nobody
could read of a source was left out of its stand-in, not invented: some claims are missing for that alone.

FIRST AUDIT, a week ago
"""

_SECOND = """
A week passes, and {number} of the pages change:

{changes}
SECOND AUDIT, today: what an editor should look at
"""


def first(run: Run) -> str:
    """The first audit in one line a finding."""
    rows = [
        (finding.subject, finding.severity, shorten(clean(finding.message), 78))
        for finding in run.findings
        if finding.severity in (Severity.error, Severity.warning)
    ]
    return _FIRST + "\n" + table.grid(rows, ["claim", "severity", "why"]) + "\n" + table.counts(run)


def second(run: Run, form: str, changes: Sequence[str]) -> str:
    """The second audit whole, with what moved since the first. `changes` says what was done to the pages."""
    if form == "json":
        return json_v1.render(run)
    if form == "jsonl":
        return jsonl.render(run)
    listed = "".join(f"  - {change}\n" for change in changes)
    return _SECOND.format(number=len(changes), changes=listed) + "\n" + table.render(run)


def farewell(folder: str, registry: str) -> str:
    """Commands to try on what was kept."""
    tries = [
        ("verify check -r {r} --all", "judge it again, offline"),
        ("verify show zenz-estimate -r {r}", "one claim, its evidence and why"),
        ("verify diff ap-2018-05-camps -r {r}", "what changed on a page"),
        ("verify log rfa-2017-11-01 -r {r}", "every look and every verdict"),
        ("verify bisect ap-solitary -r {r} --ours", "when the source stopped saying it"),
        ("verify report -r {r} --html report.html", "all of it, for an editor"),
        ("verify cache verify -r {r}", "re-read every digest in the archive"),
        ("warcio check {f}/cache/warc/*.warc.gz", "any WARC tool reads it"),
    ]
    lines = [f"  {text.format(r=registry, f=folder):<60}  # {why}" for text, why in tries]
    warning = "fetch, audit and archive would ask the real sites now, and hold them against the stand-ins."
    return "\n".join([f"\nEverything is kept in {folder}. Try:", *lines, warning])
