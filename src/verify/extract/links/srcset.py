"""The images that a srcset names (WHATWG HTML 4.8.4.2.2)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_CANDIDATE = re.compile(r"[\s,]*+([^\s]++)")
_DESCRIPTORS = re.compile(r"(?:[^(),]|\([^)]*+\)?)*+,?")


def candidates(raw: str) -> Iterator[tuple[int, str]]:
    """Offset and address of each, entities decoded: these stand for themselves in no separator."""
    end = 0
    while found := _CANDIDATE.match(raw, end):
        end, url = found.end(), found[1]
        if url.endswith(","):
            url = url.rstrip(",")
        else:
            descriptors = _DESCRIPTORS.match(raw, end)
            end = descriptors.end() if descriptors else end
        if url:
            yield found.start(1), html.unescape(url)
