"""What `check --explain` prints: every step of one claim's verdict, for a person."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from verify.match.trace import Weighed
from verify.model.availability import Sight
from verify.model.match import Check
from verify.model.verdict import Verdict
from verify.report.clean import clean, shorten


@dataclass(frozen=True)
class Step:
    """One location: `rules` pairs each check with the table row (rule id, status) that decided it."""

    reference: str
    url: str | None
    role: str | None
    sight: Sight | None
    size: int | None
    language: str | None
    versions: str
    reason: str
    rules: Sequence[tuple[Check, str, str]]
    candidates: Sequence[Weighed]


def render(verdict: Verdict, looked_for: Sequence[tuple[str, str]], steps: Sequence[Step]) -> str:
    """The claim, what was looked for, each page with its candidates and rules, then the verdict."""
    lines = [verdict.claim, *_wrapped("article", verdict.text)]
    for name, value in looked_for:
        lines += _wrapped(name, value)
    told = ""
    for step in steps:
        lines += ["", f"reference {step.reference}"] if step.reference != told else []
        lines += _step(step)
        told = step.reference
    lines += ["", f"verdict   {verdict.status}, {verdict.severity}"]
    lines += _wrapped("because", verdict.reason)
    lines += [f"  remark  [{item.rule}] {item.severity}: {clean(item.message)}" for item in verdict.remarks]
    return "\n".join(lines) + "\n"


def _step(step: Step) -> list[str]:
    if step.url is None or step.sight is None:
        return [f"  {clean(step.reason)}"]
    lines = [_field(step.role or "", step.url)]
    lines.append(_field("seen", f"{step.sight.availability}: {step.sight.cause}"))
    if step.size is not None:
        language = step.language or "language not known"
        lines.append(_field("text", f"{step.size} characters, {language}; {step.versions}"))
    if step.reason:
        lines.append(_field("judged", step.reason))
    for rule in step.rules:
        lines += _rule(rule, step.candidates)
    return lines


def _rule(rule: tuple[Check, str, str], candidates: Sequence[Weighed]) -> list[str]:
    check, name, status = rule
    lines = [*_candidates(check, candidates), _field(check.axis, f"{check.outcome} -> {status}  [{name}]")]
    lines += [f"  {'':<12}{line}" for line in textwrap.wrap(clean(check.reason), 86)]
    lines += [_field("", f"{edit.kind}: “{edit.claim}” / “{edit.source}”") for edit in check.edits]
    return lines


def _field(name: str, value: str) -> str:
    return f"  {name:<12}{clean(value)}"


def _candidates(check: Check, candidates: Sequence[Weighed]) -> list[str]:
    lines = []
    for item in candidates:
        if item.axis is check.axis:
            mark = ">" if item.chosen else " "
            share = f" {item.share:.2f}" if item.share is not None else ""
            told = f"  ({clean(item.note)})" if item.note else ""
            head = f"  {mark} {item.span[0]}-{item.span[1]}{share} {item.outcome}"
            lines.append(f"{head}: “{shorten(clean(item.text), 90)}”{told}")
    return lines


def _wrapped(label: str, text: str) -> list[str]:
    parts = textwrap.wrap(clean(text), 90, break_on_hyphens=False) or [""]
    return [f"{label if index == 0 else '':<10}{part}" for index, part in enumerate(parts)]
