"""Whom a pronoun stands for: the nearest person named before it, and nobody where two might be meant."""

from __future__ import annotations

from bisect import bisect_right

from verify.match.prepared import Prepared
from verify.match.speaker.context import blank
from verify.match.speaker.frames import FrameReader, Stretch
from verify.match.speaker.names import NameKind, Subject, make_subject, names_one_of
from verify.match.speaker.quotes import quotations
from verify.text.speech_words import SpeechWords
from verify.text.tokens import Token, TokenKind, tokenize

_SENTENCES = 8
_LONGEST = 2000


def antecedent(prepared: Prepared, offset: int, names: tuple[str, ...], words: SpeechWords) -> Subject | None:
    """The person that the pronoun at `offset` stands for, as far as the sentences before it tell."""
    spans = prepared.sentences
    last = bisect_right(spans, (offset, len(prepared.source.text))) - 1
    for index in range(last, max(-1, last - _SENTENCES), -1):
        start, end = spans[index]
        end = min(end, offset, start + _LONGEST)
        text = prepared.source.text[start:end]
        stretch = Stretch(blank(text, tuple(quotations(text))), start)
        people, settled = _people(stretch, names, words)
        if settled:
            return people
    return None


def _people(stretch: Stretch, names: tuple[str, ...], words: SpeechWords) -> tuple[Subject | None, bool]:
    """The person a sentence speaks of, and whether the sentence settles the question."""
    speaking = FrameReader(stretch, words).last()
    if speaking is not None and speaking.kind is NameKind.named:
        return speaking, True
    runs = capital_runs(stretch, words)
    claimed = [run for run in runs if names_one_of(run, names, words)]
    rivals = [run for run in runs if run not in claimed and len(run.head) > 1]
    if not claimed:
        return None, bool(rivals)
    first = not rivals or claimed[0].span[0] < rivals[0].span[0]
    return (claimed[0] if first else None), True


def capital_runs(stretch: Stretch, words: SpeechWords) -> list[Subject]:
    """Runs of capitalised words, in order, without words that only open a sentence."""
    runs: list[list[Token]] = [[]]
    for token in tokenize(stretch.text):
        name = token.kind is TokenKind.word and token.text[:1].isupper() and token.text not in words.not_names
        if name:
            runs[-1].append(token)
        elif runs[-1]:
            runs.append([])
    made = (make_subject(run, stretch.shift, words, opens_sentence=False) for run in runs if run)
    return [subject for subject in made if subject is not None]
