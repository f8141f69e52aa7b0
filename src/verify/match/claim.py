"""A claim against one text: each axis the claim asks for, checked apart."""

from __future__ import annotations

from dataclasses import replace

from verify.match.figure.check import match_figure
from verify.match.prepared import Prepared
from verify.match.speaker.check import match_speaker
from verify.match.when.check import match_when
from verify.match.wording.doubts import opened
from verify.match.wording.edges import Around
from verify.match.wording.passage import match_passage
from verify.match.wording.quote import match_quote
from verify.model.claim import Claim
from verify.model.dates import DateSpan
from verify.model.match import Axis, Check, Outcome, Span
from verify.model.policy import MatchPolicy
from verify.text.lists import primary


def match_claim(
    claim: Claim,
    prepared: Prepared,
    policy: MatchPolicy,
    *,
    language: str,
    published: DateSpan | None = None,
) -> tuple[Check, ...]:
    """One Check for each axis the claim asks for, in the order wording, figure, speaker, passage, when.

    `language` is the BCP 47 tag of the claim's words. A text in another language leaves everything but a
    pinned passage and the date undecided; a text whose language is not known is taken to be in the
    claim's. `published` is the registry's date of the source, for texts that carry none. Pure: the same
    input gives the same checks.
    """
    foreign = _foreign(prepared.source.language, language)
    checks: list[Check] = []
    if claim.quote:
        checks.append(_wording(claim, prepared, language, foreign))
    if claim.figure:
        checks.append(_figure(claim.figure, claim, prepared, policy, language, foreign))
    passage = match_passage(claim.passage, prepared) if claim.passage else None
    if claim.speaker and (checks or passage):
        located = checks or ([passage] if passage else [])
        checks.append(_speaker(claim, located, prepared, language, foreign))
    if passage:
        checks.append(passage)
    if claim.when:
        checks.append(_when(claim, claim.when, checks, prepared, published, language))
    return tuple(
        replace(check, wanted=_wanted(claim, check.axis))
        for check in _without_foreign(checks, passage, foreign)
    )


def _without_foreign(checks: list[Check], passage: Check | None, foreign: str) -> list[Check]:
    """A passage pinned in the source's language decides; what only the language left open says no more."""
    if not foreign or passage is None or passage.outcome in (Outcome.undecided, Outcome.missing):
        return checks
    return [check for check in checks if check.outcome is not Outcome.undecided or check.reason != foreign]


def _wanted(claim: Claim, axis: Axis) -> str:
    """What the claim asks of an axis, in words."""
    asked = {
        Axis.wording: " … ".join(claim.quote),
        Axis.figure: claim.figure or "",
        Axis.speaker: " / ".join(claim.speaker),
        Axis.passage: claim.passage.exact if claim.passage else "",
        Axis.when: str(claim.when or ""),
    }
    return asked[axis]


def _foreign(source: str | None, claim: str) -> str:
    """The reason why words cannot be compared; "" where they can."""
    theirs, ours = primary(source), primary(claim)
    return f"source is in {theirs}" if theirs and ours and theirs != ours else ""


def _wording(claim: Claim, prepared: Prepared, language: str, foreign: str) -> Check:
    if foreign:
        return Check(Axis.wording, Outcome.undecided, reason=foreign)
    around = Around(claim.text, claim.speaker)
    found = match_quote(
        claim.quote, prepared, prefix=claim.prefix, suffix=claim.suffix, language=language, around=around
    )
    return opened(found)


def _figure(
    figure: str, claim: Claim, prepared: Prepared, policy: MatchPolicy, language: str, foreign: str
) -> Check:
    if foreign:
        return Check(Axis.figure, Outcome.undecided, reason=foreign)
    return match_figure(figure, claim.about, prepared, policy, language=language, sentence=claim.text)


def _speaker(claim: Claim, located: list[Check], prepared: Prepared, language: str, foreign: str) -> Check:
    """Who said it, judged where the words stand; without a place nobody can be said to have said it."""
    if foreign:
        return Check(Axis.speaker, Outcome.undecided, reason=foreign)
    span = _place(claim, located)
    if span is None:
        return Check(
            Axis.speaker,
            Outcome.undecided,
            reason="the words were not found, so their speaker cannot be told",
        )
    return match_speaker(claim.speaker, span, prepared, language=language)


def _when(
    claim: Claim,
    when: DateSpan,
    checks: list[Check],
    prepared: Prepared,
    published: DateSpan | None,
    language: str,
) -> Check:
    """Dates need no translation: they are compared in every language that has lists of them."""
    near = _place(claim, checks) or next((check.span for check in checks if check.axis is Axis.passage), None)
    if near is None and any(check.outcome is Outcome.missing for check in checks):
        return Check(
            Axis.when, Outcome.undecided, reason="the words were not found, so their date cannot be told"
        )
    event = (*claim.quote, *claim.about) or (claim.text,)
    return match_when(when, near, prepared, published, language, event=event, words=(claim.text,))


def _place(claim: Claim, located: list[Check]) -> Span | None:
    """The quote's span, where there is a quote; else the figure's or the passage's."""
    wanted = [check for check in located if check.axis is Axis.wording] if claim.quote else located
    return next((check.span for check in wanted if check.span and check.outcome is not Outcome.missing), None)
