"""Where each word of a text stands: entered once for a text, so that a quote's words are only looked up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from verify.match.wording.bounds import SPACELESS, bounded

HITS = 20_000
"""Most places of one word that are read."""

_PARTING = '.,;:!?"()-'  # the commonest marks, as spaces: what they part need not be parted again
_RUN = re.compile(rf"[^\W{SPACELESS}]+(?:'[^\W{SPACELESS}]+)*+")
_SPACELESS = re.compile(f"[{SPACELESS}]")


class WordPlaces:
    """The places of words in `text`, which is lower case; whole words alone.

    A plain word is letters of a script with spaces: all of those are entered the first time one is asked for.
    Numbers, ideographs and words with marks in them are searched for.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._index: dict[str, list[int]] | None = None
        self._searched: dict[str, list[int]] = {}

    def count(self, word: str) -> int:
        """About how often `word` stands in the text: exact for plain words, never too low."""
        places = self._entered().get(word)
        if places is not None:
            return len(places)
        return 0 if _plain(word) else self.text.count(word)

    def of(self, word: str) -> Sequence[int]:
        """Where `word` begins, in order; no more than the first HITS places."""
        places = self._entered().get(word)
        if places is not None:
            return places if len(places) <= HITS else places[:HITS]
        if _plain(word):
            return ()
        found = self._searched.get(word)
        if found is None:
            found = self._searched[word] = list(_search(self.text, word))
        return found

    def _entered(self) -> dict[str, list[int]]:
        """The places of all plain words, made when the first word is asked for."""
        if self._index is None:
            self._index = _index(self.text)
        return self._index


def _plain(word: str) -> bool:
    return word.isalpha() and (word.isascii() or not _SPACELESS.search(word))


def _index(text: str) -> dict[str, list[int]]:
    for mark in _PARTING:
        text = text.replace(mark, " ")
    index: defaultdict[str, list[int]] = defaultdict(list)
    at = 0
    for word in text.split(" "):
        index[word].append(at)
        at += len(word) + 1
    index.pop("", None)
    late: defaultdict[str, list[int]] = defaultdict(list)
    for mixed in [word for word in index if not _plain(word)]:
        places = index.pop(mixed)
        for word, shift in _parts(mixed):
            late[word] += [place + shift for place in places]
    for word, places in late.items():
        index[word] = sorted(index[word] + places)
    return dict(index)


def _parts(mixed: str) -> Iterator[tuple[str, int]]:
    """The plain words of a stretch that holds more than letters, and where they begin in it."""
    for found in _RUN.finditer(mixed):
        shift = found.group().rfind("'") + 1
        word = found.group()[shift:]
        if word.isalpha():
            yield word, found.start() + shift


def _search(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    read = 0
    while at >= 0 and read < HITS:
        if bounded(text, at, at + len(word)):
            yield at
            read += 1
        at = text.find(word, at + len(word))
