"""Which response a revisit of the same file stands for (WARC 1.1, 6.7).

By the record id it names, by URL and date, or by the payload digest alone, which names the same bytes
wherever they stand. A response whose digest is another one is never taken.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from verify.archive.importing.digests import Digest
from verify.archive.importing.entries import Entry

_MOST_TRIED = 4  # responses that share an id or a moment; bodies may have to be read for each


class Originals:
    """The responses of a file. `has_payload` reads a response again and compares its body with a digest."""

    def __init__(self, entries: Iterable[Entry], has_payload: Callable[[Entry, Digest], bool]) -> None:
        self._has_payload = has_payload
        self._by_id: dict[str, list[Entry]] = defaultdict(list)
        self._by_moment: dict[tuple[str, dt.datetime], list[Entry]] = defaultdict(list)
        self._by_payload: dict[Digest, Entry] = {}
        self._by_page: dict[tuple[Digest, str], Entry] = {}
        for entry in entries:
            self._by_id[entry.id].append(entry)
            self._by_moment[entry.uri, entry.at].append(entry)
            if entry.stated:
                self._by_payload.setdefault(entry.stated, entry)
                self._by_page.setdefault((entry.stated, entry.uri), entry)

    def of(self, revisit: Entry) -> Entry | None:
        """None where the file does not hold what the revisit stands for."""
        return next(
            (each for each in islice(self._named(revisit), _MOST_TRIED) if self._fits(revisit, each)), None
        )

    def _named(self, revisit: Entry) -> Iterator[Entry]:
        said = revisit.revisited
        if said and said.id:
            yield from self._by_id.get(said.id, ())
        if said and said.uri and said.at:
            yield from self._by_moment.get((said.uri, said.at), ())
        if revisit.stated:
            same = self._by_page.get((revisit.stated, revisit.uri)) or self._by_payload.get(revisit.stated)
            yield from (same,) if same else ()

    def _fits(self, revisit: Entry, original: Entry) -> bool:
        stated = revisit.stated
        if stated is None:
            return True
        if original.stated and original.stated.algorithm == stated.algorithm:
            return original.stated == stated
        return self._has_payload(original, stated)
