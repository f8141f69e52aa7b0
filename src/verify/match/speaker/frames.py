"""Frames of attribution in text outside quotation marks: `X said`, `said X`, `according to X`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verify.match.speaker.names import Subject, make_subject
from verify.text.phrases import plain
from verify.text.speech_words import SpeechWords
from verify.text.tokens import Token, TokenKind, tokenize

_LONGEST_SUBJECT = 16
_LONGEST_AFTER = 10
_STOPS = frozenset(';:()"“”„«»—–[]')
_RELATIVE = frozenset({"who", "which", "whose", "который", "которая", "quien", "qui"})


@dataclass(frozen=True)
class Stretch:
    """A piece of the source; `shift` is where it begins, `opens`: it begins with a sentence."""

    text: str
    shift: int
    opens: bool = True


class FrameReader:
    """Reads one stretch. Token offsets count characters of the stretch."""

    def __init__(self, stretch: Stretch, words: SpeechWords) -> None:
        self.stretch, self.words = stretch, words
        self.tokens = tokenize(stretch.text)
        self.keys = [
            plain(token.text) if token.kind is not TokenKind.mark else token.text for token in self.tokens
        ]

    def according(self) -> Subject | None:
        """`according to X`, anywhere in the stretch."""
        for index in range(len(self.tokens)):
            found = self.words.according.at(self.keys, index)
            if found is not None and (subject := self._after(found[1])):
                return subject
            after = self.words.according_after.at(self.keys, index)
            if after is not None and (subject := self._before(index)):
                return subject
        return None

    def opening(self) -> Subject | None:
        """The frame right at the start, as after a closing mark: `, said X`, `X said`."""
        start = 0
        while start < len(self.tokens) and self.keys[start] in (",", "-", "–", "—", '"', "”", "，"):
            start += 1
        helped = start  # over an auxiliary: `a déclaré X`
        while helped < len(self.tokens) and self.keys[helped] in self.words.adverbs:
            helped += 1
        verb = self._verb(helped)
        if verb is not None and not self.words.subject_before_only and (subject := self._after(verb)):
            return subject
        for index in range(start + 1, min(start + _LONGEST_SUBJECT, len(self.tokens))):
            if self.keys[index] in _STOPS:
                return None
            if self._verb(index) is not None and not self._is_passive(index):
                return self._before(index, start)
        return None

    def last(self) -> Subject | None:
        """The last `X said` of the stretch, as before an opening mark or an indirect clause."""
        for index in range(len(self.tokens) - 1, 0, -1):
            end = self._verb(index)
            if end is None or self._is_passive(index) or self._in_closed_relative(index):
                continue
            if subject := self._before(index):
                return subject
        return None

    def trailing(self) -> Subject | None:
        """`…, X said` or `…, said X` at the end of the stretch, after its last comma."""
        commas = [index for index, key in enumerate(self.keys) if key in (",", "，", "–", "—")]
        for index in reversed(commas):
            rest = self.tokens[index + 1 :]
            if not rest:
                continue
            verb = self._verb(index + 1)
            if verb is not None and not self.words.subject_before_only and (subject := self._after(verb)):
                return subject
            for at in range(index + 2, min(index + 2 + _LONGEST_AFTER, len(self.tokens))):
                if self.keys[at] in {*_STOPS, ","}:
                    break
                end = self._verb(at)
                if end is not None and not self._is_passive(at) and self._ends_frame(end):
                    return self._before(at, index + 1)
        return None

    def _ends_frame(self, index: int) -> bool:
        """`X said.`, `X said on Monday`: not the start of another clause that X said."""
        return index >= len(self.tokens) or self.keys[index] not in self.words.that

    def _verb(self, index: int) -> int | None:
        found = self.words.verbs.at(self.keys, index)
        return found[1] if found else None

    def _is_passive(self, index: int) -> bool:
        before = self.keys[index - 1] if index else ""
        return before in self.words.passive_before and self.keys[index] not in self.words.quoted_as

    def _in_closed_relative(self, index: int) -> bool:
        """`Bekali, who told …, was held`: the clause has ended before the stretch does."""
        start = index
        while start > 0 and self.keys[start - 1] != ",":
            start -= 1
        return start > 0 and self.keys[start] in _RELATIVE and "," in self.keys[index:]

    def _before(self, verb: int, floor: int = 0) -> Subject | None:
        """The subject that stands before a verb, over an apposition: `Bekali, a Kazakh citizen, said`."""
        start = verb
        while start > floor and verb - start < _LONGEST_SUBJECT and self.keys[start - 1] not in _STOPS:
            start -= 1
        segments = self._segments(start, verb)
        opens = start == 0 and self.stretch.opens
        if segments and not self._only_adverbs(segments[-1]):
            return self._subject(segments[-1], opens=opens and len(segments) == 1)
        segments = segments[:-2] if len(segments) > 2 else segments[:1]
        while len(segments) > 1 and self._is_apposition(segments[-1]):
            segments.pop()
        return self._subject(segments[-1], opens=opens and len(segments) == 1) if segments else None

    def _segments(self, start: int, end: int) -> list[list[Token]]:
        out: list[list[Token]] = [[]]
        for index in range(start, end):
            if self.keys[index] in (",", "，"):
                out.append([])
            elif self.tokens[index].kind is not TokenKind.mark:
                out[-1].append(self.tokens[index])
        return out

    def _only_adverbs(self, segment: Sequence[Token]) -> bool:
        return all(plain(token.text) in self.words.adverbs for token in segment)

    def _is_apposition(self, segment: Sequence[Token]) -> bool:
        first = plain(segment[0].text) if segment else ""
        return not segment or first in self.words.appositives or first[:1].isdigit()

    def _subject(self, tokens: list[Token], *, opens: bool) -> Subject | None:
        cut = self._cut(tokens)
        return make_subject(cut, self.stretch.shift, self.words, opens_sentence=opens and cut is tokens)

    def _cut(self, tokens: list[Token]) -> list[Token]:
        """What follows the last conjunction, or the last run of capitals after a leading preposition."""
        for index in range(len(tokens) - 1, 0, -1):
            key = plain(tokens[index - 1].text)
            long_and = key in ("and", "y", "und", "et", "и") and index > 4
            if key in self.words.that or key in ("but", "while", "because", "when", "as", "но") or long_and:
                return tokens[index:]
        if tokens and plain(tokens[0].text) in self.words.prepositions and len(tokens) > 1:
            return _last_capitals(tokens, self.words) or tokens
        return tokens

    def _after(self, index: int) -> Subject | None:
        """The subject that stands after a verb or `according to`, up to a mark or a word that ends it."""
        out: list[Token] = []
        while index < len(self.tokens) and len(out) < _LONGEST_AFTER:
            token = self.tokens[index]
            if token.kind is TokenKind.mark or (
                self.keys[index] in self.words.after_subject and not _capital(token)
            ):
                if not self._initial_dot(index):
                    out += self._named_behind(index, out)
                    break
            elif self._verb(index) is not None:
                break
            else:
                out.append(token)
            index += 1
        return make_subject(out, self.stretch.shift, self.words, opens_sentence=False)

    def _named_behind(self, index: int, role: Sequence[Token]) -> list[Token]:
        """The name behind a comma that belongs to a role: `the council's engineer, Paul Drey`."""
        if self.keys[index] not in (",", "，") or not role or any(map(_capital, role[1:])):
            return []
        name: list[Token] = []
        for token in self.tokens[index + 1 : index + 5]:
            if not _capital(token):
                break
            name.append(token)
        end = index + 1 + len(name)
        closed = end == len(self.tokens) or self.tokens[end].kind is TokenKind.mark
        return name if len(name) > 1 and closed else []

    def _initial_dot(self, index: int) -> bool:
        """The dots of `U.S.` and `J. Smith`."""
        return self.keys[index] == "." and index > 0 and len(self.tokens[index - 1].text) <= 2


def _capital(token: Token) -> bool:
    return token.text[:1].isupper()


def _last_capitals(tokens: list[Token], words: SpeechWords) -> list[Token]:
    end = len(tokens)
    while end and (not _capital(tokens[end - 1]) or tokens[end - 1].text in words.not_names):
        end -= 1
    start = end
    while start and _capital(tokens[start - 1]) and tokens[start - 1].text not in words.not_names:
        start -= 1
    return tokens[start:end] if end == len(tokens) else []
