"""Quotation marks of one paragraph: where quoted speech begins and ends, outermost marks only."""

from __future__ import annotations

from dataclasses import dataclass

_CLOSERS = {
    "“": '”"“',
    '"': '"”',
    "„": '“”"',
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "＂": "＂",
    "‹": "›",
}
_SINGLE_OPEN, _SINGLE_CLOSE = "‘'", "’'"


@dataclass(frozen=True)
class Quotation:
    """[start, end) is what stands between the marks; `closed` is False where the paragraph ends first."""

    start: int
    end: int
    closed: bool

    def holds(self, offset: int) -> bool:
        return self.start <= offset < self.end


def quotations(paragraph: str) -> list[Quotation]:
    """The quotations of a paragraph, in order, in characters of the paragraph. Linear in its length."""
    out: list[Quotation] = []
    singles_end = _last_single_close(paragraph)
    index = 0
    while index < len(paragraph):
        closers = _opens(paragraph, index, singles_end)
        if not closers:
            index += 1
            continue
        end = _closing(paragraph, index + 1, closers)
        out.append(Quotation(index + 1, len(paragraph) if end is None else end, end is not None))
        index = len(paragraph) if end is None else end + 1
    return out


def _opens(text: str, index: int, singles_end: int) -> str:
    """The marks that close what the character at `index` opens; empty when it opens nothing."""
    char = text[index]
    if char in _CLOSERS:
        return _CLOSERS[char]
    before = text[index - 1] if index else " "
    after = text[index + 1 : index + 2]
    opens = char in _SINGLE_OPEN and not before.isalnum() and bool(after) and not after.isspace()
    return _SINGLE_CLOSE if opens and index < singles_end else ""


def _closing(text: str, index: int, closers: str) -> int | None:
    single = closers == _SINGLE_CLOSE
    for at in range(index, len(text)):
        if text[at] in closers and (not single or _closes_single(text, at)):
            return at
    return None


def _closes_single(text: str, index: int) -> bool:
    after = text[index + 1 : index + 2]
    return not after.isalnum() and not text[index - 1].isspace()


def _last_single_close(text: str) -> int:
    last = max(text.rfind("’"), text.rfind("'"))
    while last > 0 and not _closes_single(text, last):
        last = max(text.rfind("’", 0, last), text.rfind("'", 0, last))
    return last
