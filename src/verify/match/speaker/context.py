"""What stands around a passage: is it in quotation marks, and which stretches may attribute it."""

from __future__ import annotations

from dataclasses import dataclass

from verify.match.prepared import Prepared
from verify.match.speaker.frames import Stretch
from verify.match.speaker.quotes import Quotation, quotations
from verify.model.match import Span
from verify.text.sentences import sentences

_REACH = 5000  # characters of a paragraph on either side of the passage that are read
_PARAGRAPHS = 10  # over which one quotation is followed
_MARKS = " \t\u00a0“”\"„«»「」『』‘’'"
_FULL_STOP = frozenset(".…。")


@dataclass(frozen=True)
class Context:
    """`before` and `after` touch the quotation, `beside` parts it from another, `carried` introduces it.

    `lead`, `outside` and `rest` are the passage's own sentence before it, all of it, and after it, quoted
    words blanked. Offsets of `sentence` count characters of the source text.
    """

    quoted: bool
    sentence: str
    sentence_start: int
    passage_in_sentence: int
    lead: Stretch
    outside: Stretch
    rest: Stretch
    before: tuple[Stretch, ...] = ()
    after: tuple[Stretch, ...] = ()
    beside: tuple[Stretch, ...] = ()
    carried: tuple[Stretch, ...] = ()

    @property
    def sentence_span(self) -> Span:
        return self.sentence_start, self.sentence_start + len(self.sentence)


@dataclass(frozen=True)
class Paragraph:
    """A window of one block: `start` is where `text` begins in the source."""

    text: str
    start: int
    quotes: tuple[Quotation, ...]

    @property
    def blanked(self) -> str:
        """The text with everything quoted as spaces, offsets kept."""
        return blank(self.text, self.quotes)


def blank(text: str, quotes: tuple[Quotation, ...]) -> str:
    out, at = [], 0
    for quote in quotes:
        out += [text[at : quote.start], " " * (quote.end - quote.start)]
        at = quote.end
    return "".join([*out, text[at:]])


def context_of(prepared: Prepared, span: Span) -> Context:
    """The context of the passage at `span` of the source text. Bounded by the window, not by the text."""
    paragraph = _paragraph(prepared, span)
    start, end = span[0] - paragraph.start, span[1] - paragraph.start
    while start < end - 1 and paragraph.text[start : start + 1] in _MARKS:
        start += 1
    quote = next((quote for quote in paragraph.quotes if quote.holds(start)), None)
    plain = _plain_context(prepared, span, paragraph)
    if quote is None or not _covers(paragraph, quote, start, end):
        return plain
    return _quoted_context(prepared, paragraph, quote, plain)


def _paragraph(prepared: Prepared, span: Span) -> Paragraph:
    left, right = prepared.paragraph_of(span)
    left, right = max(left, span[0] - _REACH), min(right, span[1] + _REACH)
    text = prepared.source.text[left:right]
    return Paragraph(text, left, tuple(quotations(text)))


def _covers(paragraph: Paragraph, quote: Quotation, start: int, end: int) -> bool:
    """The passage stands in the marks, or goes on in marks after words of attribution."""
    last = max(start, end - 1)
    while last > start and paragraph.text[last : last + 1] in _MARKS + ".,":
        last -= 1
    return last < quote.end or any(other.holds(last) for other in paragraph.quotes)


def _plain_context(prepared: Prepared, span: Span, paragraph: Paragraph) -> Context:
    left, right = prepared.sentence_of(span)
    left, right = max(left, paragraph.start), min(right, paragraph.start + len(paragraph.text))
    right = max(left, right)
    shown = paragraph.blanked[left - paragraph.start : right - paragraph.start]
    first, last = max(0, span[0] - left), max(0, min(span[1], right) - left)
    text = prepared.source.text[left:right]
    return Context(
        False,
        text,
        left,
        first,
        Stretch(shown[:first], left),
        Stretch(shown, left),
        Stretch(shown[last:], left + last),
    )


def _quoted_context(prepared: Prepared, paragraph: Paragraph, quote: Quotation, plain: Context) -> Context:
    before = _before(paragraph, quote)
    after = _after(paragraph, quote)
    beside = _beside(paragraph, quote)
    carried = _carried(prepared, paragraph, quote)
    return Context(
        True,
        plain.sentence,
        plain.sentence_start,
        plain.passage_in_sentence,
        plain.lead,
        plain.outside,
        plain.rest,
        before,
        after,
        beside,
        carried,
    )


def _before(paragraph: Paragraph, quote: Quotation) -> tuple[Stretch, ...]:
    """The sentence's own words before the opening mark; none where a sentence has just ended."""
    head = paragraph.blanked[: max(0, quote.start - 1)]
    stripped = head.rstrip()
    if not stripped or stripped[-1] in ".!?…。":
        return ()
    spans = sentences(stripped)
    start, end = spans[-1]
    return (Stretch(stripped[start:end], paragraph.start + start),)


def _after(paragraph: Paragraph, quote: Quotation) -> tuple[Stretch, ...]:
    """What follows the closing mark up to the end of the sentence, where it can still be its attribution."""
    if not quote.closed:
        return ()
    tail = paragraph.blanked[quote.end + 1 :]
    body = tail.lstrip()
    if not body or body[0] in ".;!?。":
        return ()
    inner = paragraph.text[quote.start : quote.end].rstrip()
    first = next((char for char in body if char.isalnum()), "")
    if inner[-1:] in _FULL_STOP and not first.islower() and body[0] not in ",–—-":
        return ()
    spans = sentences(tail)
    start, end = spans[0]
    return (Stretch(tail[start:end], paragraph.start + quote.end + 1 + start, opens=False),)


def _beside(paragraph: Paragraph, quote: Quotation) -> tuple[Stretch, ...]:
    """`“…,” X said. “…”`: one sentence between two quotations of a paragraph speaks for both."""
    index = paragraph.quotes.index(quote)
    out: list[Stretch] = []
    if index:
        left = paragraph.quotes[index - 1].end + 1
        gap = paragraph.text[left : max(left, quote.start - 1)]
        if len(sentences(gap.strip(" .,"))) == 1:
            out.append(Stretch(gap, paragraph.start + left, opens=False))
    return tuple(out)


def _carried(prepared: Prepared, paragraph: Paragraph, quote: Quotation) -> tuple[Stretch, ...]:
    head = paragraph.text[: max(0, quote.start - 1)].strip()
    if head:
        return ()
    out: list[Stretch] = []
    blocks = _blocks_around(prepared, paragraph.start)
    for number, block in enumerate(reversed(blocks[0])):
        earlier = _window(prepared, block)
        unclosed = bool(earlier.quotes) and not earlier.quotes[-1].closed
        introduces = number == 0 and earlier.text.rstrip().endswith(":")
        if introduces:
            return (*out, *_last_sentence(earlier))
        if not unclosed:
            break
        out += [*_before(earlier, earlier.quotes[-1]), *_beside(earlier, earlier.quotes[-1])]
    if not quote.closed:
        out += _closing_attribution(prepared, blocks[1])
    return tuple(out)


def _closing_attribution(prepared: Prepared, blocks: list[Span]) -> list[Stretch]:
    """A quotation of several paragraphs may be attributed where it ends."""
    for block in blocks:
        later = _window(prepared, block)
        if not later.quotes or later.text[: later.quotes[0].start - 1].strip():
            return []
        if later.quotes[0].closed:
            return list(_after(later, later.quotes[0]))
    return []


def _last_sentence(paragraph: Paragraph) -> tuple[Stretch, ...]:
    text = paragraph.blanked.rstrip()
    spans = sentences(text)
    return tuple(Stretch(text[start:end], paragraph.start + start) for start, end in spans[-1:])


def _window(prepared: Prepared, block: Span) -> Paragraph:
    start, end = max(block[0], block[1] - _REACH), block[1]
    text = prepared.source.text[start:end]
    return Paragraph(text, start, tuple(quotations(text)))


def _blocks_around(prepared: Prepared, offset: int) -> tuple[list[Span], list[Span]]:
    """The spans of the few blocks before and after the one that holds `offset`."""
    blocks = prepared.source.blocks
    low, high = 0, len(blocks)
    while low < high:
        middle = (low + high) // 2
        if blocks[middle].end <= offset:
            low = middle + 1
        else:
            high = middle
    before = [(block.start, block.end) for block in blocks[max(0, low - _PARAGRAPHS) : low]]
    after = [(block.start, block.end) for block in blocks[low + 1 : low + 1 + _PARAGRAPHS]]
    return before, after
