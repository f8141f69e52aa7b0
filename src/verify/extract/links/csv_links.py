"""Links in the cells of CSV and TSV tables (RFC 4180). A cell that is an address is taken whole."""

from __future__ import annotations

import re
from collections import Counter

from verify.extract.links.text_links import find_urls, web
from verify.extract.links.written import Complaint, Reading, Written

MAX_CELL = 131_072
_WHOLE = re.compile(r"https?://[^\s<>\"]+\Z", re.IGNORECASE)
_DELIMITERS = ",;\t|"


def csv_links(text: str, delimiter: str | None = None) -> Reading:
    """Links of all cells, in order. `delimiter` None: the commonest of , ; tab and | in the first line."""
    cells = _cell(delimiter or delimiter_of(text))
    links: list[Written] = []
    complaints: list[Complaint] = []
    for found in cells.finditer(text):
        start, raw = _inner(found)
        if len(raw) > MAX_CELL:
            complaints.append(Complaint(start, f"a cell of more than {MAX_CELL} characters was not read"))
            continue
        links += _of_cell(raw, start)
    return Reading(tuple(links), tuple(complaints))


def delimiter_of(text: str) -> str:
    """The commonest delimiter outside quotation marks in the first line, a comma where there is none."""
    line = next((line for line in text[:65_536].split("\n") if line.strip()), "")
    bare = re.sub(r'"[^"]*+"', "", line)
    counts = Counter(char for char in bare if char in _DELIMITERS)
    return max(_DELIMITERS, key=lambda char: counts[char])


def _cell(delimiter: str) -> re.Pattern[str]:
    """A quoted cell, else everything up to the next delimiter. An opening mark that is never closed is
    an ordinary character."""
    return re.compile(
        rf'(?:(?<=[{re.escape(delimiter)}\n])|\A)"([^"]*+(?:""[^"]*+)*+)"|[^{re.escape(delimiter)}\n]++'
    )


def _inner(found: re.Match[str]) -> tuple[int, str]:
    return (found.start(1), found[1]) if found[1] is not None else (found.start(), found.group())


def _of_cell(raw: str, start: int) -> list[Written]:
    words = raw.strip()
    if _WHOLE.match(words):
        return [Written(start + raw.index(words), words)]
    return [Written(start + at, web(raw[at:end])) for at, end in find_urls(raw)]
