"""Changes that are none: the same bytes read under another decoding, or letters lost in one.

Both texts are known, so nothing is guessed: a sentence is damaged where undoing one named mistake gives the
other side's words exactly. A character that was replaced by U+FFFD is gone; there the rest must be equal,
letter for letter, and most of it legible. ASCII, and with it every digit and every English word, is never
excused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from verify.diff.operations import Damage, Side
from verify.text.fold import fold_text

_MISREAD = (
    # the decoding used, the right one
    ("windows-1252", "utf-8"),
    ("latin-1", "utf-8"),
    ("windows-1251", "utf-8"),
    ("koi8-r", "utf-8"),
    ("windows-1250", "utf-8"),
    ("windows-1252", "windows-1251"),
    ("latin-1", "windows-1251"),
    ("latin-1", "koi8-r"),
    ("windows-1251", "koi8-r"),
    ("koi8-r", "windows-1251"),
    ("latin-1", "windows-1250"),
)
_NAMES = {"utf-8": "UTF-8", "latin-1": "ISO-8859-1", "koi8-r": "KOI8-R"}
_LOST = "\ufffd"
_MOST_LOST = 8
"""Letters that one run of U+FFFD may stand for."""
_FOREIGN = re.compile("(?:[^\\x00-\\x7f]|['\"-])+")
_LOSSES = re.compile(f"{_LOST}+")
_CONTROLS = re.compile(r"[\x80-\x9f]")
_MARKS = bytes(code for code in range(128) if not chr(code).isalnum())
_LEGIBLE = 0.6
"""Least share of a sentence's letters and digits that must be readable where others were lost."""
_MOST = 4_000
"""A longer "sentence" is not undone."""
_TRIES = 12
"""A page is misread as a whole: after so many sentences on end that were not, the rest is not tried."""


def damage(before: str, after: str) -> Damage | None:
    """How one of two texts, a sentence's or a word's, was damaged, if they differ by that alone. Unfolded."""
    if before.isascii() and after.isascii():
        return None
    return _of(Side.after, before, after) or _of(Side.before, after, before)


def _of(side: Side, sound: str, damaged: str) -> Damage | None:
    if _LOST in damaged and _LOST not in sound:
        return Damage(side, "letters read as U+FFFD", lost=True) if _lost_of(sound, damaged) else None
    if _ascii(sound) != _ascii(damaged):
        return None
    wanted = _key(sound)
    if _key(damaged) == wanted:
        return None
    for how, undo in _UNDOING.items():
        undone = undo(damaged)
        if undone is not None and _key(undone) == wanted:
            return Damage(side, how)
    return None


def _ascii(text: str) -> bytes:
    """The letters and digits that no misreading touches."""
    return text.encode("ascii", "ignore").translate(None, _MARKS)


def _key(text: str) -> str:
    return " ".join(fold_text(text).split())


def _lost_of(sound: str, damaged: str) -> bool:
    words = _key(damaged)
    legible = sum(map(str.isalnum, words))
    whole = _key(sound)
    if legible < _LEGIBLE * sum(map(str.isalnum, whole)):
        return False
    return len(whole) <= _MOST and fits(_LOSSES.split(words), whole)


def fits(parts: Sequence[str], whole: str) -> bool:
    """Whether `whole` is `parts` in order with 1 to 8 foreign characters between each two.

    All places where a part may end are followed at once, as bits of a number: a pattern with as many gaps
    would try them one by one, and a page made for it would never be done.
    """
    foreign = _bits(at for at, char in enumerate(whole) if _FOREIGN.match(char))
    places = {part: _bits(_places(part, whole)) for part in set(parts)}
    ends = (places[parts[0]] & 1) << len(parts[0])
    for part in parts[1:]:
        starts, gap = 0, ends
        for _ in range(_MOST_LOST):
            gap = (gap & foreign) << 1
            starts |= gap
        ends = (starts & places[part]) << len(part)
    return bool(ends >> len(whole) & 1)


def _bits(numbers: Iterable[int]) -> int:
    digits = bytearray(_MOST // 8 + 1)
    for number in numbers:
        digits[number // 8] |= 1 << number % 8
    return int.from_bytes(digits, "little")


def _places(part: str, whole: str) -> Iterator[int]:
    """Where `part` stands in `whole`, overlaps included."""
    at = whole.find(part)
    while at >= 0:
        yield at
        at = whole.find(part, at + 1)


def _undone(used: str, right: str, text: str) -> str | None:
    """`text` as it would read if the bytes had not been misread; None where no bytes could be."""
    if text.isascii() or len(text) > _MOST:
        return None
    try:
        return text.encode(used).decode(right)
    except UnicodeError:
        pass
    if used != "windows-1252" or not _CONTROLS.search(text):
        return None
    try:  # browsers read the five bytes that windows-1252 leaves open as controls
        return b"".join(char.encode("latin-1" if _CONTROLS.match(char) else used) for char in text).decode(
            right
        )
    except UnicodeError:
        return None


def _named(used: str, right: str) -> str:
    return f"{_NAMES.get(right, right)} read as {_NAMES.get(used, used)}"


_UNDOING: Mapping[str, Callable[[str], str | None]] = {
    _named(used, right): partial(_undone, used, right) for used, right in _MISREAD
}


def sound_keys(keys: Sequence[str], raw: Sequence[str], others: Iterable[str]) -> list[str]:
    """`keys` with those of damaged sentences replaced by the key, among `others`, that each has undone.

    `raw` are the same sentences unfolded. A sentence that stands among the others as it is stays.
    """
    known = set(others)
    own = set(keys)
    left = {key for key in known if key not in own and not key.isascii()}
    lossy = _skeletons(left) if any(_LOST in text for text in keys) else {}
    alike = {_ascii(key) for key in left}
    out = list(keys)
    vain = 0
    for number, key in enumerate(keys):
        if key.isascii() or key in known:
            continue
        if _LOST in key:
            out[number] = _restored(key, raw[number], lossy)
        elif vain < _TRIES and _ascii(key) in alike:
            out[number] = _undone_among(raw[number], known) or key
            vain = vain + 1 if out[number] == key else 0
    return out


def _restored(key: str, raw: str, lossy: Mapping[str, str]) -> str:
    whole = lossy.get(_FOREIGN.sub(_LOST, key), "")
    return whole if whole and _lost_of(whole, raw) else key


def _undone_among(raw: str, known: set[str]) -> str | None:
    for undo in _UNDOING.values():
        undone = undo(raw)
        if undone and (found := _key(undone)) in known:
            return found
    return None


def _skeletons(keys: Iterable[str]) -> dict[str, str]:
    """Sentences by what a loss of all their foreign letters would leave, where that is one sentence alone."""
    found: dict[str, str] = {}
    for key in keys:
        skeleton = _FOREIGN.sub(_LOST, key)
        if not key.isascii():
            found[skeleton] = "" if skeleton in found else key
    return found
