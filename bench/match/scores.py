"""From answers to shares, and thresholds from the development split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench.match.cases import Case, Family, Span
from bench.match.matchers import Answer, Says, Thresholds

_EDGES = " \t\n\u00a0\u202f\u2009.,;:!?。，'\"“”‘’«»[]"


@dataclass(frozen=True)
class Result:
    case: Case
    answer: Answer

    @property
    def passed(self) -> bool:
        """Called fine: word for word, typography, or fairly marked."""
        return self.answer.says is Says.fine

    @property
    def flagged(self) -> bool:
        return self.answer.says not in (Says.fine, Says.spelling)

    @property
    def overlap(self) -> float | None:
        """The best IoU of the named span and a right one, edges of punctuation aside; None: not scored."""
        if not self.case.gold:
            return None
        if self.answer.span is None:
            return 0.0
        text = self.case.source.text
        mine = trimmed(text, self.answer.span)
        return max(iou(mine, trimmed(text, gold)) for gold in self.case.gold)

    @property
    def named_right(self) -> bool | None:
        if not self.case.names or self.answer.says is not Says.altered:
            return None
        return self.answer.edit in self.case.names

    @property
    def wrong(self) -> str:
        """What class of failure this is; "" for none."""
        if self.case.family is Family.material:
            if self.passed:
                return "material edit passed"
            if self.answer.says is Says.spelling:
                return "material edit called spelling"
        if self.case.family is Family.absent and self.answer.says is not Says.missing:
            return "absent quote passed" if not self.flagged else "absent quote called altered"
        if self.case.family is Family.benign and self.flagged:
            return "benign flagged"
        if self.case.family is Family.material and self.case.gold and self.answer.says is Says.missing:
            return "altered called missing"
        if self.overlap is not None and self.overlap < 0.8:
            return "wrong span"
        return "wrong kind" if self.named_right is False else ""


def trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def iou(one: Span, other: Span) -> float:
    both = min(one[1], other[1]) - max(one[0], other[0])
    either = max(one[1], other[1]) - min(one[0], other[0])
    return max(0, both) / either if either else 1.0


@dataclass(frozen=True)
class Score:
    """Counts and shares of one matcher on one split."""

    material: int
    passed: int
    called_spelling: int
    benign: int
    flagged: int
    absent: int
    absent_missing: int
    absent_passed: int
    located: float
    exact: float
    named: float | None


def score(results: Sequence[Result]) -> Score:
    material = [r for r in results if r.case.family is Family.material]
    benign = [r for r in results if r.case.family is Family.benign]
    absent = [r for r in results if r.case.family is Family.absent]
    overlaps = [r.overlap for r in results if r.overlap is not None]
    names = [r.named_right for r in material if r.named_right is not None]
    return Score(
        len(material),
        sum(r.passed for r in material),
        sum(r.answer.says is Says.spelling for r in material),
        len(benign),
        sum(r.flagged for r in benign),
        len(absent),
        sum(r.answer.says is Says.missing for r in absent),
        sum(r.passed for r in absent),
        share(o >= 0.8 for o in overlaps),
        share(o > 0.999 for o in overlaps),
        share(names) if names and any(r.answer.edit for r in material) else None,
    )


def share(hits: object) -> float:
    values = list(hits)  # type: ignore[call-overload]
    return sum(map(bool, values)) / len(values) if values else 0.0


def tuned(results: Sequence[Result]) -> Thresholds:
    """The thresholds with the best balanced accuracy: fine against not, then altered against missing."""
    likeness = {family: [r.answer.likeness for r in results if r.case.family is family] for family in Family}
    fine = _cut(likeness[Family.benign], likeness[Family.material] + likeness[Family.absent])
    return Thresholds(fine, min(fine, _cut(likeness[Family.material], likeness[Family.absent])))


def _cut(above: Sequence[float], below: Sequence[float]) -> float:
    def balanced(limit: float) -> float:
        return share(x >= limit for x in above) + share(x < limit for x in below)

    return max(sorted({*above, *below}, reverse=True), key=balanced)
