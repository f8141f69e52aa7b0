"""The lines of bench/results/match.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bench.match.cases import Family
from bench.match.documents import SIZES
from bench.match.matchers import Says
from bench.match.scores import Result, Score
from bench.match.timing import MANY, Timed

WORST = 3  # examples of each class and kind


def score_lines(scores: Mapping[str, Score]) -> list[str]:
    first = next(iter(scores.values()))
    head = [
        f"{first.material} material edits, {first.benign} benign ones, {first.absent} absent quotes.",
        "",
        "| matcher | material passed | benign flagged | absent passed | absent called missing "
        "| span IoU >= .8 | span exact | main kind |",
        "|---|---|---|---|---|---|---|---|",
    ]
    return head + [_score_row(name, each) for name, each in scores.items()]


def _score_row(name: str, s: Score) -> str:
    excused = f" (+ {s.called_spelling} called spelling)" if s.called_spelling else ""
    cells = (
        name,
        f"{s.passed}, {_percent(s.passed, s.material)}{excused}",
        f"{s.flagged}, {_percent(s.flagged, s.benign)}",
        f"{s.absent_passed}",
        _percent(s.absent_missing, s.absent),
        f"{s.located:.3f}",
        f"{s.exact:.3f}",
        "" if s.named is None else f"{s.named:.3f}",
    )
    return f"| {' | '.join(cells)} |"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def kind_lines(results: Mapping[str, Sequence[Result]]) -> list[str]:
    """Wrong answers by kind and matcher: material passed, benign flagged, absent not called missing."""
    kinds = Counter((r.case.family, r.case.kind) for r in next(iter(results.values())))
    bad = {
        name: Counter((r.case.family, r.case.kind) for r in rows if _bad(r)) for name, rows in results.items()
    }
    lines = [f"| | kind | cases | {' | '.join(results)} |", f"|---|---|---|{'---|' * len(results)}"]
    for (family, kind), count in sorted(
        kinds.items(), key=lambda item: (list(Family).index(item[0][0]), item[0][1])
    ):
        cells = " | ".join(str(bad[name][family, kind] or "") for name in results)
        lines.append(f"| {family} | {kind} | {count} | {cells} |")
    return lines


def _bad(r: Result) -> bool:
    if r.case.family is Family.material:
        return r.passed
    return r.flagged if r.case.family is Family.benign else r.answer.says is not Says.missing


def language_lines(results: Sequence[Result]) -> list[str]:
    lines = [
        "| language | material passed | benign flagged | absent not missing | cases |",
        "|---|---|---|---|---|",
    ]
    for language in sorted({r.case.language for r in results}):
        rows = [r for r in results if r.case.language == language]
        cells = [str(sum(_bad(r) for r in rows if r.case.family is family)) for family in Family]
        lines.append(f"| {language} | {' | '.join(cells)} | {len(rows)} |")
    return lines


def failure_lines(results: Sequence[Result], *, examples: bool) -> Iterator[str]:
    """Ours by class of failure and kind of edit; with `examples`, the first ones of each."""
    order = (
        "material edit passed",
        "material edit called spelling",
        "absent quote passed",
        "benign flagged",
        "altered called missing",
        "absent quote called altered",
        "wrong span",
        "wrong kind",
    )
    for failure in order:
        rows = [r for r in results if r.wrong == failure]
        by_kind = Counter(r.case.kind for r in rows)
        yield f"- **{failure}**: {len(rows)}" + (f" ({_counts(by_kind)})" if rows else "")
        if examples:
            for kind in by_kind:
                yield from (_example(r) for r in [r for r in rows if r.case.kind == kind][:WORST])


def _counts(counts: Counter[str]) -> str:
    return ", ".join(f"{kind} {count}" for kind, count in counts.most_common())


def _example(r: Result) -> str:
    got = f"{r.answer.says}" + (f", {r.answer.edit}" if r.answer.edit else "")
    wanted = f"; wanted {'/'.join(sorted(r.case.names))}" if r.wrong == "wrong kind" else ""
    overlap = f"; IoU {r.overlap:.2f}" if r.wrong == "wrong span" else ""
    sides = f"“{_short(r.case.quote)}” of “{_short(r.case.shown)}”"
    return f"  - {r.case.kind} [{r.case.id}]: {sides} → {got}{wanted}{overlap}. {_short(r.answer.reason)}"


def _short(text: str, most: int = 260) -> str:
    text = " ".join(text.split()).replace("|", "/")
    return text if len(text) <= most else text[: most - 1] + "…"


def time_lines(times: Mapping[str, Sequence[Timed]]) -> list[str]:
    names = [f"{size // 1000} KB" for size in SIZES]
    lines = [
        "Milliseconds of processor time, medians: one quote on a text of its own (slowest of 24) · "
        f"a quote when {MANY} share a text · 12 quotes on one text, all in.",
        "",
        f"| matcher | {' | '.join(names)} |",
        f"|---|{'---|' * len(names)}",
    ]
    for name, rows in times.items():
        cells = " | ".join(f"{t.single:.2f} ({t.slowest:.1f}) · {t.many:.2f} · {t.twelve:.1f}" for t in rows)
        lines.append(f"| {name} | {cells} |")
    return lines
