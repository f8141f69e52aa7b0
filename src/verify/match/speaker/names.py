"""The words that name a speaker: of what kind, and whether they name one of the claim's speakers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from verify.model.match import Span
from verify.text.fold import fold_text
from verify.text.phrases import plain
from verify.text.speech_words import SpeechWords
from verify.text.tokens import Token, tokenize

_SPELLINGS = ["kh:h", "zh:j", "gh:g", "ts:c", "ck:k", "x:h", "q:k", "w:v", "y:i", "j:i"]
_SKELETON = tuple(pair.split(":") for pair in _SPELLINGS)
_REPEATED = re.compile(r"(.)\1")
_INFLECTION = 2
_SHORTEST_INFLECTED = 4


class NameKind(StrEnum):
    named = "named"
    unnamed = "unnamed"  # officials, a source
    generic = "generic"  # classmates, his relatives
    described = "described"  # the man, the former detainee: may be anybody named before
    pronoun = "pronoun"
    first_person = "first_person"


@dataclass(frozen=True)
class Subject:
    """`text` names the speaker, `head` its words before a preposition; `span` counts source characters."""

    text: str
    head: tuple[str, ...]
    span: Span
    kind: NameKind


def make_subject(
    tokens: list[Token], shift: int, words: SpeechWords, *, opens_sentence: bool
) -> Subject | None:
    """The subject that these word tokens name, None where they name nobody."""
    tokens = _trimmed(tokens, words)
    if not tokens:
        return None
    head = _head(tokens, words)
    text = _joined(tokens, words)
    span = (shift + tokens[0].start, shift + tokens[-1].end)
    return Subject(
        text, tuple(token.text for token in head), span, _kind(tokens, head, words, opens_sentence)
    )


def _trimmed(tokens: list[Token], words: SpeechWords) -> list[Token]:
    start, end = 0, len(tokens)
    while start < end and plain(tokens[start].text) in words.leads:
        start += 1
    while end > start and plain(tokens[end - 1].text) in words.adverbs:
        end -= 1
    return tokens[start:end]


def _head(tokens: list[Token], words: SpeechWords) -> list[Token]:
    for index, token in enumerate(tokens):
        if index and token.key in words.prepositions and not token.text[0].isupper():
            return tokens[:index]
    return tokens


def _joined(tokens: list[Token], words: SpeechWords) -> str:
    return ("" if words.language == "zh" else " ").join(token.text for token in tokens)


def _kind(tokens: list[Token], head: list[Token], words: SpeechWords, opens_sentence: bool) -> NameKind:
    last = plain(head[-1].text)
    joined = "".join(plain(token.text) for token in head)
    if joined in words.pronouns:
        return NameKind.pronoun
    if joined in words.first_person:
        return NameKind.first_person
    keys = {plain(token.text) for token in head}
    if words.language == "zh":
        return NameKind.unnamed if joined.endswith(tuple(words.unnamed)) else NameKind.named
    named = _is_name(head, words, opens_sentence)
    if last in words.unnamed or (not named and keys & words.unnamed):
        return NameKind.unnamed
    if last in words.described and plain(head[0].text) in words.articles:
        return NameKind.described
    return NameKind.named if named else NameKind.generic


def _is_name(head: list[Token], words: SpeechWords, opens_sentence: bool) -> bool:
    last = head[-1].text
    if not last[:1].isupper() or last in words.not_names:
        return False
    if words.capital_nouns and len(head) > 1 and head[0].key in words.articles:
        return False
    plural_opener = opens_sentence and len(head) == 1 and last[-1:] == "s" and last[1:].islower()
    return not (plural_opener and plain(last) in words.unnamed | words.described)


def skeleton(word: str) -> str:
    """A name without the commonest differences of transliteration: Kairat and Kayrat are one."""
    out = plain(word).replace("-", "")
    for old, new in _SKELETON:
        out = out.replace(old, new)
    return _REPEATED.sub(r"\1", out)


def names_one_of(subject: Subject, names: tuple[str, ...], words: SpeechWords) -> bool:
    """Whether the subject's head is one of the claim's names: all words of an alias, or its surname."""
    return any(_is_alias(subject, alias, words) for alias in names)


def _is_alias(subject: Subject, alias: str, words: SpeechWords) -> bool:
    if words.language == "zh":
        return bool(alias.strip()) and alias.strip() in subject.text
    tokens = [token for token in tokenize(fold_text(alias)) if token.text[:1].isalnum()]
    tokens = _without_articles(_head(tokens, words), words) if tokens else []
    if not tokens:
        return False
    wanted = [token.text for token in tokens]
    head = [word for word in subject.head if plain(word) not in words.articles]
    if not head:
        return False
    generic = not any(word[:1].isupper() for word in wanted[-1:])
    if generic:
        opener = len(head) == 1  # a capital that only opens the sentence
        if subject.kind is NameKind.named and not opener:  # `engineer Paul Drey` is an engineer
            role = [word for word in head if not word[:1].isupper()]
            return bool(role) and _same_noun(wanted[-1], role[-1])
        return _same_noun(wanted[-1], head[-1])
    return _same_name(wanted, head, words)


def _without_articles(tokens: list[Token], words: SpeechWords) -> list[Token]:
    return [token for token in tokens if plain(token.text) not in words.articles]


def _same_noun(one: str, other: str) -> bool:
    """Singular and plural of one noun."""
    left, right = plain(one), plain(other)
    return left == right or left.removesuffix("s") == right.removesuffix("s")


def _same_name(wanted: list[str], head: list[str], words: SpeechWords) -> bool:
    inside = all(any(_same_word(word, other, words) for other in head) for word in wanted)
    ends = _same_word(wanted[-1], head[-1], words)
    if inside and (len(wanted) > 1 or ends or _leads_name(wanted, head, words)):
        return True
    if not ends or len(wanted) == 1:
        return False
    given = [word for word in head[:-1] if word[:1].isupper()]
    return not given or _same_word(given[-1], wanted[0], words)


def _leads_name(wanted: list[str], head: list[str], words: SpeechWords) -> bool:
    """A family name that stands first, as in Chinese: `Chen` for `Chen Quanguo`."""
    return (
        _same_word(wanted[0], head[0], words) and len(head) <= 3 and all(word[:1].isupper() for word in head)
    )


def _same_word(one: str, other: str, words: SpeechWords) -> bool:
    left, right = skeleton(one), skeleton(other)
    if left == right:
        return True
    if not words.declined:
        return False
    short, long = sorted((left, right), key=len)
    stem = short.rstrip("аеёиоуыэюяй") or short
    near = len(long) - len(stem) <= _INFLECTION + 1 and len(short) >= _SHORTEST_INFLECTED
    return near and long.startswith(stem) and len(stem) >= _SHORTEST_INFLECTED - 1
