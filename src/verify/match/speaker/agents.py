"""Who reported whom: `students were reported by classmates for …`, `teachers reported students for …`."""

from __future__ import annotations

from dataclasses import dataclass

from verify.match.speaker.names import Subject, make_subject
from verify.text.phrases import plain
from verify.text.speech_words import SpeechWords
from verify.text.tokens import Token, TokenKind, tokenize

_REACH = 14
_LONGEST_AGENT = 6


@dataclass(frozen=True)
class Agents:
    """`main` is the agent whose report the passage completes; `others` are agents of further reports."""

    main: Subject
    others: tuple[Subject, ...] = ()


def report_agents(sentence: str, shift: int, passage: int, words: SpeechWords) -> Agents | None:
    """The agents of reports in a sentence; `passage` is where in it the passage starts.

    None unless the passage says what the report was for.
    """
    tokens = tokenize(sentence)
    keys = [plain(token.text) if token.kind is not TokenKind.mark else token.text for token in tokens]
    before = sum(1 for token in tokens if token.start < passage)
    found: list[tuple[int, Subject]] = []
    for index in range(len(tokens)):
        verb = words.report_verbs.at(keys, index)
        if verb is None:
            continue
        agent = _agent(tokens, keys, index, verb[1], shift, words)
        if agent is not None:
            found.append((index, agent))
    governing = [item for item in found if item[0] < before and _leads_to(keys, item[0], before, words)]
    if not governing:
        return None
    main = governing[-1]
    return Agents(main[1], tuple(agent for index, agent in found if index != main[0]))


def _leads_to(keys: list[str], verb: int, passage: int, words: SpeechWords) -> bool:
    between = keys[verb:passage]
    return any(key in words.report_for for key in between) and not any(key in (".", ";") for key in between)


def _agent(
    tokens: list[Token], keys: list[str], index: int, end: int, shift: int, words: SpeechWords
) -> Subject | None:
    if _is_passive(keys, index, words):
        return _passive_agent(tokens, keys, end, shift, words)
    return _active_agent(tokens, keys, index, shift, words)


def _is_passive(keys: list[str], index: int, words: SpeechWords) -> bool:
    start = max(0, index - 2)
    return any(words.auxiliaries.at(keys, at) for at in range(start, index)) or keys[index - 1 : index] == [
        "-"
    ]


def _passive_agent(
    tokens: list[Token], keys: list[str], end: int, shift: int, words: SpeechWords
) -> Subject | None:
    for index in range(end, min(end + _REACH, len(tokens))):
        if keys[index] in words.by:
            return _run(tokens, keys, index + 1, shift, words)
        if keys[index] in (".", ";"):
            return None
    return None


def _run(tokens: list[Token], keys: list[str], index: int, shift: int, words: SpeechWords) -> Subject | None:
    out: list[Token] = []
    while index < len(tokens) and len(out) < _LONGEST_AGENT and tokens[index].kind is not TokenKind.mark:
        if keys[index] in words.after_subject or keys[index] in words.report_for:
            break
        out.append(tokens[index])
        index += 1
    return make_subject(out, shift, words, opens_sentence=False)


def _active_agent(
    tokens: list[Token], keys: list[str], verb: int, shift: int, words: SpeechWords
) -> Subject | None:
    """The words before the verb; over `who` to the noun before it."""
    end = verb
    while end and (keys[end - 1] in words.adverbs or keys[end - 1] in ("who", "which", ",")):
        end -= 1
    start = end
    while start and end - start < _LONGEST_AGENT and tokens[start - 1].kind is not TokenKind.mark:
        if keys[start - 1] in words.after_subject or keys[start - 1] in words.leads:
            break
        start -= 1
    return make_subject(tokens[start:end], shift, words, opens_sentence=start == 0)
