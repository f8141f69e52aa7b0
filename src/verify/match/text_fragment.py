"""Text fragments: `#:~:text=[prefix-,]start[,end][,-suffix]` (WICG scroll-to-text-fragment).

Read from a URL's fragment, and looked for in a page's text as a browser does: whole words by their base
letters (collation at primary strength: case, accents and typography aside), each string inside one block;
between the strings only white space and borders of blocks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import unquote_to_bytes

from verify.model.text import SourceText, Zone
from verify.text.fold import fold_text

DELIMITER = ":~:"
MAX_DIRECTIVES = 50
_BORDER = "\ue000"  # stands between blocks; no page writes this private character
_GAP = re.compile(rf"[\s{_BORDER}]*+")
_SCRIPTS_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003134f]"
)
_ACCENTS = frozenset((1, 7, *range(10, 37), 107, 122, *range(200, 241)))
"""Combining classes of marks that are no letters: accents, strokes, points, tones. The marks that voice kana
(8) stay, and so do the vowels of Indic scripts and Thai: other words are written with them."""
_LETTERS_OF_THEIR_OWN = "йїў"  # decomposable, yet sorted as letters
_STROKED = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "æ": "ae", "œ": "oe"})
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True)
class TextDirective:
    """One `text=`, percent-decoded. With `end`, all from `start` to `end` is meant."""

    start: str
    end: str | None = None
    prefix: str | None = None
    suffix: str | None = None


@dataclass(frozen=True)
class Fragment:
    """A URL's fragment taken apart. `anchor` None: there is nothing before the directives; `problems` are
    directives that mean nothing, each with the reason."""

    anchor: str | None
    directives: tuple[TextDirective, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class TextCheck:
    """Whether a directive's text stands on a page, and if not, which part of it is not there."""

    found: bool
    reason: str = ""


class _Invalid(ValueError):
    """A text directive that means nothing; the message says why."""


def parse_fragment(fragment: str) -> Fragment:
    """Take apart what stands behind the # of a URL. Directives that are not `text=` are passed over."""
    anchor, delimiter, rest = fragment.partition(DELIMITER)
    if not delimiter:
        return Fragment(fragment)
    directives: list[TextDirective] = []
    problems: list[str] = []
    texts = [each for each in rest.split("&") if each.startswith("text=")]
    for text in texts[:MAX_DIRECTIVES]:
        try:
            directives.append(_directive(text.removeprefix("text=")))
        except _Invalid as error:
            problems.append(f"{text[:100]}: {error}")
    if len(texts) > MAX_DIRECTIVES:
        problems.append(f"more than {MAX_DIRECTIVES} text directives")
    return Fragment(anchor or None, tuple(directives), tuple(problems))


def _directive(source: str) -> TextDirective:
    parts = source.split(",")
    prefix = suffix = None
    if parts[0].endswith("-"):
        prefix = _decoded(parts.pop(0)[:-1])
    if parts and parts[-1].startswith("-"):
        suffix = _decoded(parts.pop()[1:])
    if not parts:
        raise _Invalid("it names no text to find")
    if len(parts) > 2:
        raise _Invalid("it has too many parts; a comma inside the text is written %2C")
    words = [_decoded(part) for part in parts]
    return TextDirective(words[0], words[1] if len(words) > 1 else None, prefix, suffix)


def _decoded(part: str) -> str:
    if _BAD_ESCAPE.search(part):
        raise _Invalid("a % in it is no percent-encoding; the sign itself is written %25")
    try:
        text = unquote_to_bytes(part).decode("utf-8")
    except UnicodeDecodeError:
        raise _Invalid("its percent-encoding is not UTF-8") from None
    if not text.strip():
        raise _Invalid("a part of it is empty")
    return text


@dataclass(frozen=True)
class SearchText:
    """A page's text made ready to be searched for many directives."""

    source: SourceText

    @cached_property
    def flat(self) -> str:
        """Folded, without case, blocks parted by a border. What only metadata says is not on the page."""
        text = self.source.text.replace(_BORDER, " ")
        blocks = (
            text[block.start : block.end] for block in self.source.blocks if block.zone is not Zone.metadata
        )
        return _base_letters(_BORDER.join(blocks))

    def check(self, directive: TextDirective) -> TextCheck:
        """Look for one directive."""
        wanted = _Wanted.of(directive)
        if _found(self.flat, wanted):
            return TextCheck(True)
        return TextCheck(False, _why_not(self.flat, wanted, directive))


def check_text(directive: TextDirective, text: SourceText) -> TextCheck:
    """Whether `text` holds what the directive names."""
    return SearchText(text).check(directive)


@dataclass(frozen=True)
class _Wanted:
    """A directive's strings, folded as the page is."""

    start: str
    end: str | None
    prefix: str | None
    suffix: str | None

    @classmethod
    def of(cls, directive: TextDirective) -> _Wanted:
        parts = (directive.start, directive.end, directive.prefix, directive.suffix)
        start, end, prefix, suffix = (None if part is None else _folded(part) for part in parts)
        return cls(start or "", end, prefix, suffix)


def _folded(text: str) -> str:
    return _base_letters(text.replace(_BORDER, " ")).strip()


def _base_letters(text: str) -> str:
    """`text` folded, without case and accents: far looser than any quote may be matched."""
    folded = fold_text(text).casefold()
    if folded.isascii():
        return folded
    folded = unicodedata.normalize("NFC", folded)
    return folded.translate({ord(char): base for char in set(folded) if (base := _base(char)) != char})


@lru_cache(maxsize=4096)
def _base(char: str) -> str:
    """What of one composed character counts: nothing of an accent that stands alone."""
    if char in _LETTERS_OF_THEIR_OWN:
        return char
    apart = unicodedata.normalize("NFKD", char).casefold().translate(_STROKED)
    kept = (each for each in apart if unicodedata.combining(each) not in _ACCENTS)
    return unicodedata.normalize("NFC", "".join(kept))


def _found(flat: str, wanted: _Wanted) -> bool:
    if not wanted.start:
        return False
    for _, end in _starts(flat, wanted):
        if wanted.end is not None:
            # What stands behind a later start stands behind this one too: one look is enough.
            return any(_followed(flat, at, wanted) for at in _ends(flat, wanted, end))
        if _followed(flat, end, wanted):
            return True
    return False


def _starts(flat: str, wanted: _Wanted) -> Iterator[tuple[int, int]]:
    """Where `start` stands, right behind `prefix` if there is one."""
    open_end = wanted.end is None and wanted.suffix is not None
    if wanted.prefix is None:
        for at in _occurrences(flat, wanted.start, 0):
            if _bounded(flat, at) and (open_end or _bounded(flat, at + len(wanted.start))):
                yield at, at + len(wanted.start)
        return
    for before in _occurrences(flat, wanted.prefix, 0):
        at = _behind_gap(flat, before + len(wanted.prefix))
        if not _bounded(flat, before) or not flat.startswith(wanted.start, at):
            continue
        if open_end or _bounded(flat, at + len(wanted.start)):
            yield at, at + len(wanted.start)


def _ends(flat: str, wanted: _Wanted, at: int) -> Iterator[int]:
    """Behind each `end` that stands behind `at`."""
    end = wanted.end or ""
    for found in _occurrences(flat, end, at):
        if _bounded(flat, found) and (wanted.suffix is not None or _bounded(flat, found + len(end))):
            yield found + len(end)


def _followed(flat: str, at: int, wanted: _Wanted) -> bool:
    """Whether `suffix` stands right behind `at`; without one, always."""
    if wanted.suffix is None:
        return True
    at = _behind_gap(flat, at)
    return flat.startswith(wanted.suffix, at) and _bounded(flat, at + len(wanted.suffix))


def _occurrences(flat: str, words: str, at: int) -> Iterator[int]:
    if not words:
        return
    while (at := flat.find(words, at)) >= 0:
        yield at
        at += 1


def _behind_gap(flat: str, at: int) -> int:
    gap = _GAP.match(flat, at)
    return gap.end() if gap else at


def _bounded(flat: str, at: int) -> bool:
    """Whether a word may begin or end at `at` (after UAX 29, which needs a dictionary where scripts
    write no spaces: there every place may be one)."""
    before, after = flat[at - 1 : at], flat[at : at + 1]
    if _in_word(before) and _in_word(after):
        return bool(_SCRIPTS_WITHOUT_SPACES.match(before) or _SCRIPTS_WITHOUT_SPACES.match(after))
    if _in_word(before) and _joins(flat, at):
        return False
    return not (_in_word(after) and at > 0 and _joins(flat, at - 1))


def _in_word(char: str) -> bool:
    """Vowel signs and other marks go with the letter before them."""
    return char.isalnum() or char == "_" or (char != "" and unicodedata.category(char)[0] == "M")


def _joins(flat: str, at: int) -> bool:
    """Whether the mark at `at` keeps one word together: don't, e.g, 1,000."""
    around = flat[at - 1 : at] if at else "", flat[at + 1 : at + 2]
    mark = flat[at : at + 1]
    if mark in ("'", "."):
        return all(map(str.isalpha, around)) or all(map(str.isdigit, around))
    return mark in (",", ";") and all(map(str.isdigit, around))


def _why_not(flat: str, wanted: _Wanted, directive: TextDirective) -> str:
    """Which part of a directive that was not found is not there."""
    if wanted.start not in flat:
        return f"the page does not say “{_shown(directive.start)}”"
    if wanted.prefix is not None and wanted.prefix not in flat:
        return f"the page does not say “{_shown(directive.prefix)}”, which stands before the text"
    starts = _starts(flat, wanted)
    first = next(starts, None)
    if first is None:
        where = (
            f"behind “{_shown(directive.prefix)}”" if wanted.prefix is not None else "as words of their own"
        )
        return f"“{_shown(directive.start)}” is there, but not {where}"
    if wanted.end is not None and next(_ends(flat, wanted, first[1]), None) is None:
        return f"the start is there, the end “{_shown(directive.end)}” is not behind it"
    return f"the text is there, but “{_shown(directive.suffix)}” does not follow it"


def _shown(text: str | None) -> str:
    words = " ".join((text or "").split())
    return words if len(words) <= 80 else f"{words[:79]}…"
