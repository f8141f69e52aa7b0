"""The speaker axis: who does the source say uttered the passage?"""

from __future__ import annotations

from verify.match.prepared import Prepared
from verify.match.speaker.agents import report_agents
from verify.match.speaker.context import Context, context_of
from verify.match.speaker.frames import FrameReader
from verify.match.speaker.names import NameKind, Subject, names_one_of
from verify.match.speaker.pronouns import antecedent
from verify.model.match import Axis, Check, Outcome, Span
from verify.text.speech_words import SpeechWords, speech_words

_KINDS = {
    NameKind.unnamed: Outcome.unnamed,
    NameKind.named: Outcome.other,
    NameKind.generic: Outcome.other,
}


def match_speaker(names: tuple[str, ...], span: Span, prepared: Prepared, *, language: str) -> Check:
    """Who the source says uttered the passage at `span` (characters of the source text).

    Outcomes: same (one of `names`), other, narrator (the source's own voice), unnamed (officials, a
    source), or undecided with the reason. `found` and `span` are the words that name the speaker; where
    none do, `span` is the passage's sentence. `language` is the BCP 47 tag of the claim's words.
    """
    words = speech_words(language)
    refusal = _refusal(names, words, prepared, language)
    if words is None or refusal:
        return Check(Axis.speaker, Outcome.undecided, reason=refusal)
    context = context_of(prepared, span)
    agents = report_agents(context.sentence, context.sentence_start, context.passage_in_sentence, words)
    if agents is not None and not context.quoted:
        return _reported(agents.main, agents.others, names, context, prepared, words)
    subject = _attributed(context, words)
    if subject is not None:
        return _judged(subject, names, context, prepared, words)
    if context.quoted:
        return _undecided(context, prepared, "the quotation has no attribution of its own in the source")
    return _narrator(context, prepared)


def _refusal(names: tuple[str, ...], words: SpeechWords | None, prepared: Prepared, language: str) -> str:
    if words is None:
        return f"no words of speech are known for language {language}"
    if not any(name.strip() for name in names):
        return "the claim names no speaker"
    theirs = (prepared.source.language or "").replace("_", "-").partition("-")[0].casefold()
    return (
        f"the source is in {theirs}, the claim's words in {words.language}"
        if theirs not in ("", words.language)
        else ""
    )


def _attributed(context: Context, words: SpeechWords) -> Subject | None:
    return _quoted(context, words) if context.quoted else _indirect(context, words)


def _quoted(context: Context, words: SpeechWords) -> Subject | None:
    """After the marks, before them, inside a split quotation, then carried from what introduces it."""
    for stretch in context.after:
        if subject := FrameReader(stretch, words).opening():
            return subject
    for stretch in context.before:
        reader = FrameReader(stretch, words)
        if subject := reader.last() or reader.according():
            return subject
    for stretch in context.after:
        reader = FrameReader(stretch, words)
        if subject := reader.according() or reader.trailing():
            return subject
    return _carried(context, words)


def _carried(context: Context, words: SpeechWords) -> Subject | None:
    for stretch in context.beside:
        if subject := FrameReader(stretch, words).opening():
            return subject
    for stretch in context.carried:
        reader = FrameReader(stretch, words)
        if subject := reader.opening() if not stretch.opens else reader.last() or reader.according():
            return subject
    return None


def _indirect(context: Context, words: SpeechWords) -> Subject | None:
    """Indirect speech: `X said that …`, `…, X said`, `according to X`, in the passage's own sentence."""
    lead, whole, rest = context.lead, context.outside, context.rest
    return (
        FrameReader(lead, words).last()
        or FrameReader(whole, words).according()
        or FrameReader(rest, words).trailing()
    )


def _reported(
    agent: Subject,
    others: tuple[Subject, ...],
    names: tuple[str, ...],
    context: Context,
    prepared: Prepared,
    words: SpeechWords,
) -> Check:
    """The claim's speaker reported somebody: compare with who reports in the source."""
    claimed_too = any(names_one_of(other, names, words) for other in others)
    if claimed_too and not names_one_of(agent, names, words):
        also = next(other for other in others if names_one_of(other, names, words))
        return _undecided(
            context, prepared, f'both "{agent.text}" and "{also.text}" report somebody in the source'
        )
    return _judged(agent, names, context, prepared, words)


def _judged(
    subject: Subject, names: tuple[str, ...], context: Context, prepared: Prepared, words: SpeechWords
) -> Check:
    if names_one_of(subject, names, words):
        return _check(Outcome.same, subject, prepared, f"the source gives these words to {subject.text}")
    if subject.kind is NameKind.pronoun:
        return _pronoun(subject, names, context, prepared, words)
    outcome = _KINDS.get(subject.kind)
    if outcome is None:
        reason = f'the source says only "{subject.text}", who may or may not be {names[0]}'
        return _check(Outcome.undecided, subject, prepared, reason)
    return _check(outcome, subject, prepared, f"the source gives these words to {subject.text}")


def _pronoun(
    subject: Subject, names: tuple[str, ...], context: Context, prepared: Prepared, words: SpeechWords
) -> Check:
    person = antecedent(prepared, subject.span[0], names, words)
    if person is None:
        reason = f'the source says "{subject.text}" and it is not clear who that is'
        return _check(Outcome.undecided, subject, prepared, reason)
    outcome = (
        Outcome.same if names_one_of(person, names, words) else _KINDS.get(person.kind, Outcome.undecided)
    )
    reason = f'the source gives these words to {person.text} ("{subject.text}")'
    return _check(outcome, person, prepared, reason)


def _check(outcome: Outcome, subject: Subject, prepared: Prepared, reason: str) -> Check:
    start, end = subject.span
    found = prepared.source.text[start:end]
    return Check(Axis.speaker, outcome, subject.span, found, prepared.source.zone_at(start), reason=reason)


def _narrator(context: Context, prepared: Prepared) -> Check:
    zone = prepared.source.zone_at(context.sentence_start)
    reason = "the source says it in its own voice, without attribution in that sentence"
    return Check(Axis.speaker, Outcome.narrator, context.sentence_span, None, zone, reason=reason)


def _undecided(context: Context, prepared: Prepared, reason: str) -> Check:
    zone = prepared.source.zone_at(context.sentence_start)
    return Check(Axis.speaker, Outcome.undecided, context.sentence_span, None, zone, reason=reason)
