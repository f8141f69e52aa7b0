"""Strings that mean something to the programs that read our reports, and runs that are full of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import strategies as st
from tests.report.test_json_v1 import whole_run

from verify.model.claim import Acceptance
from verify.model.drift import Drift, Movement
from verify.model.registry import Place
from verify.model.run import Run
from verify.model.verdict import Status

PIECES = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '"', '""', ",", ";", "\n", "\r\n", "＝1"),
    *("|", "\\|", "\\", "\\\\", "`", "``", "*", "_", "~~", "[x](javascript:alert(1))", "](", "[", "]", "!["),
    *("<script>", "</script>", "<!--", "-->", "<b>", "&lt;", "&amp;", "&", ">", "]]>", "<![CDATA["),
    *(
        "@user",
        "#1",
        "owner/repo#2",
        "www.a.example",
        "https://a.example/?a=1&copy;b|c",
        "http://[::1",
        "$x$",
    ),
    *(
        "\n::error::x",
        "::set-output name=a::b",
        "%0A::error::",
        "%",
        "##[error]x",
        "\n\n# h",
        "\n- item",
        "---",
    ),
    *("\x00", "\x07", "\x1b[2J", "\x1b]0;t\x07", "\x85", "\x9b1m", "\u2028", "\u202e", "\u200b", "\ufeff"),
    *(
        "\ufffe",
        "\uffff",
        "\ud800",
        "\udcff",
        "\U0001f600",
        "é",
        "а",
        "名",
        " ",
        "word",
        "1.",
        "(",
        ")",
        "{0}",
    ),
)
STRINGS = st.lists(
    st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=()), max_size=6), max_size=8
).map("".join)


def run_of(text: str) -> Run:
    """`whole_run` with `text` wherever a registry, a page or an editor could have put it."""
    run = whole_run(text)
    (verdict,), (finding,) = run.verdicts, run.findings
    assert verdict.evidence is not None
    evidence = replace(
        verdict.evidence, url=f"https://a.example/{text}", excerpt=text, origin=text, digest=f"sha256:{text}"
    )
    reading = replace(verdict.readings[0], url=text, evidence=evidence, reference="a")
    judged = replace(verdict, claim=f"s/{text}", text=text, reason=text, reading=reading, readings=(reading,))
    found = replace(
        finding, subject=judged.claim, message=text, evidence=evidence, place=Place(f"{text}.yaml", 4, 5)
    )
    known = replace(found, accepted=Acceptance("altered", text, text), rule="wording-words")
    change = replace(run.changes[0], claim=judged.claim, reason=text, what=text)
    drift = Drift(
        judged.claim, Movement.lost, Status.holds, Status.missing, (text,), text,
        dt.datetime(2025, 12, 1, tzinfo=dt.UTC), dt.datetime(2026, 1, 1, tzinfo=dt.UTC), count=1,
    )  # fmt: skip
    return replace(
        run,
        registries={"s": f"{text}.yaml"},
        verdicts=(judged,),
        findings=(found, known, replace(found, unconfirmed=True)),
        changes=(change,),
        notes=(text,),
        drifts=(drift,),
    )
