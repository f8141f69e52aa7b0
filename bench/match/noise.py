"""Benign differences: typography, marks, and what a page wraps around the same words."""

from __future__ import annotations

import html
import random
import re
from collections.abc import Callable, Iterator

from bench.match.cases import Case, Family
from bench.match.documents import Library
from bench.match.edits import ended
from bench.match.slots import Paragraph

from verify.extract.document import Unreadable, extract
from verify.model.text import SourceText, plain

_SOFT = "\u00ad"
_SPACES = ("\u00a0", "\u202f", "\u2009", "  ", " \t", "\n")
_LOWERED = frozenset(
    (
        *("The", "A", "An", "Some", "Our", "Its", "In", "Of", "On", "When", "About", "Half", "Between"),
        *("Parents", "Schools", "Rents", "Deliveries", "Clinics", "Prices", "Workers", "Hides", "Farmers"),
        *("Vacancy", "Members", "Hunters", "Damages", "Interviewers", "Insurers", "We", "It", "Response"),
    )
)
Change = Callable[[str, random.Random], str | None]


def curled(text: str, rng: random.Random) -> str | None:
    """The marks of a careful typesetter; None where there are none."""
    if not re.search(r"['\"]", text):
        return None
    text = re.sub(r'"(?=\w)', "“", text).replace('"', "”")
    return text.replace("'", "’")


def dashed(text: str, rng: random.Random) -> str | None:
    return text.replace(", and ", rng.choice((" — and ", " – and ", "—and "))) if ", and " in text else None


def spaced(text: str, rng: random.Random) -> str | None:
    """Some of the spaces of another kind; a line may break once."""
    return "".join(rng.choice(_SPACES[:5]) if char == " " and rng.random() < 0.3 else char for char in text)


def softened(text: str, rng: random.Random) -> str | None:
    return re.sub(r"\b([^\W\d]{3})([^\W\d]{4,})", lambda found: found[1] + _SOFT + found[2], text)


def wrapped(text: str, rng: random.Random) -> str | None:
    """Lines of about 70 characters, as in an e-mail."""
    words, out, width = text.split(" "), "", 0
    for word in words:
        width += len(word) + 1
        out += ("\n" if width > 70 else " ") + word if out else word
        width = width if width <= 70 else len(word)
    return out


def hyphenated(text: str, rng: random.Random) -> str | None:
    """One long word broken at the end of a line."""
    found = list(re.finditer(r"\b[a-zäöüßéèà]{8,}\b", text))
    if not found:
        return None
    at = rng.choice(found).start() + 4
    return f"{text[:at]}-\n{text[at:]}"


# The source is changed, the quote is as it was.
SOURCE_CHANGES: dict[str, Change] = {
    "curly quotation marks": curled,
    "spaces of other kinds": spaced,
    "soft hyphens": softened,
    "lines wrapped": wrapped,
    "word broken at a line's end": hyphenated,
}


def undashed(text: str, rng: random.Random) -> str | None:
    return text.replace(", and ", " - and ") if ", and " in text else None


def first_letter(text: str, rng: random.Random) -> str | None:
    if text.split(" ")[0] not in _LOWERED:
        return None
    return text[0].lower() + text[1:]


def bracketed_letter(text: str, rng: random.Random) -> str | None:
    lower = first_letter(text, rng)
    return f"[{lower[0]}]{lower[1:]}" if lower else None


def sic(text: str, rng: random.Random) -> str | None:
    words = text.split(" ")
    if len(words) < 6:
        return None
    at = rng.randrange(2, len(words) - 2)
    return " ".join([*words[:at], "[sic]", *words[at:]])


def no_stop(text: str, rng: random.Random) -> str | None:
    return text[:-1] + rng.choice(("", ",")) if text.endswith(".") else None


def guillemets(text: str, rng: random.Random) -> str | None:
    return text.replace("“", "«").replace("”", "»") if "“" in text else None


def same(text: str, rng: random.Random) -> str | None:
    return text


# The quote is changed, the source is as it was.
QUOTE_CHANGES: dict[str, Change] = {
    "word for word": same,
    "case of the first letter": first_letter,
    "first letter in brackets": bracketed_letter,
    "[sic]": sic,
    "final stop or comma": no_stop,
}


def tagged(text: str, rng: random.Random) -> str:
    """Inline tags around some words, as pages have them."""
    tags = (("<em>", "</em>"), ('<a href="/x">', "</a>"), ("<b>", "</b>"), ('<span class="y">', "</span>"))
    out = []
    for word in html.escape(text, quote=False).split(" "):
        opening, closing = rng.choice(tags) if rng.random() < 0.25 and "&" not in word else ("", "")
        out.append(f"{opening}{word}{closing}")
    return f"<p>{' '.join(out)}</p>"


def footnoted(text: str, rng: random.Random) -> str:
    words = html.escape(text, quote=False).split(" ")
    at = rng.randrange(1, len(words)) if len(words) > 1 else 0
    note = rng.choice(
        ('<sup><a href="#n3">[3]</a></sup>', '<sup class="reference"><a href="#fn7">7</a></sup>')
    )
    words[at] += note
    return f"<p>{' '.join(words)}</p>"


def entities(text: str, rng: random.Random) -> str:
    escaped = html.escape(text, quote=True)
    return "<p>" + "".join("&nbsp;" if c == " " and rng.random() < 0.3 else c for c in escaped) + "</p>"


def listed(text: str, rng: random.Random) -> str:
    return "<ul><li>" + html.escape(text, quote=False) + "</li></ul>"


def broken(text: str, rng: random.Random) -> str:
    words = html.escape(text, quote=False).split(" ")
    words[len(words) // 2] = "<br>\n" + words[len(words) // 2]
    return f"<div>{' '.join(words)}</div>"


PAGES: dict[str, Callable[[str, random.Random], str]] = {
    "page: inline tags": tagged,
    "page: footnote mark": footnoted,
    "page: entities": entities,
    "page: list item": listed,
    "page: line break": broken,
}


def every(library: Library, seed: str) -> Iterator[Case]:
    """Each change on each sentence that it can be made on, in a stable order."""
    for number, paragraph in enumerate(library.paragraphs):
        for place, sentence in enumerate(paragraph.sentences):
            rng = random.Random(f"{seed} noise {number} {place}")
            id_ = f"{number}.{place}"
            yield from _typography(library, paragraph, sentence.text, id_, rng)
            page = rng.choice(sorted(PAGES))
            case = _page(library, paragraph, sentence.text, page, id_, rng)
            if case:
                yield case
        yield from _pairs(library, paragraph, number, random.Random(f"{seed} pairs {number}"))


def _typography(
    library: Library, paragraph: Paragraph, text: str, id_: str, rng: random.Random
) -> Iterator[Case]:
    picks: list[tuple[str, str | None, str | None]] = []
    for kind, change in SOURCE_CHANGES.items():
        picks.append((kind, change(text, rng), ended(text, rng)))
    for kind, change in QUOTE_CHANGES.items():
        picks.append((kind, text, change(text, rng)))
    picks.append(("dashes", dashed(text, rng), undashed(text, rng)))
    curly = curled(text, rng)
    picks.append(("quotation marks of another style", curly, guillemets(curly or "", rng)))
    possible = [pick for pick in picks if pick[1] is not None and pick[2] is not None]
    rare = [
        pick
        for pick in possible
        if pick[0] in ("curly quotation marks", "dashes", "quotation marks of another style")
    ]
    rest = [
        pick
        for pick in possible
        if pick not in rare and not (paragraph.language == "zh" and pick[0] in ("lines wrapped", "[sic]"))
    ]
    for kind, source, quote in rare + rng.sample(rest, min(3, len(rest))):
        assert source is not None
        assert quote is not None
        document = library.around(paragraph, rng, inside=source)
        gold = ((document.at, document.at + len(source)),)
        yield Case(
            f"{id_}.{kind}",
            Family.benign,
            kind,
            paragraph.language,
            plain(document.text),
            quote,
            gold,
            shown=source,
        )


def _pairs(library: Library, paragraph: Paragraph, number: int, rng: random.Random) -> Iterator[Case]:
    """Two sentences quoted together that the source parts by a paragraph, or has in two list items."""
    if len(paragraph.sentences) < 2:
        return
    one, two = (sentence.text for sentence in paragraph.sentences[:2])
    document = library.around(paragraph, rng, inside=f"{one}\n{two}")
    gold = ((document.at, document.at + len(one) + 1 + len(two)),)
    quote = ended(one + paragraph.joint + two, rng)
    yield Case(
        f"{number}.pair", Family.benign, "across two paragraphs", paragraph.language, plain(document.text),
        quote, gold, shown=f"{one} // {two}",
    )  # fmt: skip
    items = "".join(f"<li>{html.escape(each)}</li>" for each in (one, two))
    source = _read(
        f"<ul>{items}</ul>", library.around(paragraph, rng, inside=None).text, paragraph.language, rng
    )
    place = _find(source.text, one, two) if source else ()
    if source:
        yield Case(
            f"{number}.items", Family.benign, "page: two list items", paragraph.language, source, quote,
            place, shown=f"{one} // {two}",
        )  # fmt: skip


def _page(
    library: Library, paragraph: Paragraph, text: str, page: str, id_: str, rng: random.Random
) -> Case | None:
    around = library.around(paragraph, rng, inside=None).text
    source = _read(PAGES[page](text, rng), around, paragraph.language, rng)
    if source is None:
        return None
    gold = _find(source.text, text, text)
    quote = ended(text, rng)
    return Case(f"{id_}.{page}", Family.benign, page, paragraph.language, source, quote, gold, shown=text)


def _read(inner: str, around: str, language: str, rng: random.Random) -> SourceText | None:
    blocks = [f"<p>{html.escape(block, quote=False)}</p>" for block in around.split("\n")]
    blocks.insert(rng.randint(0, len(blocks)), inner)
    head = f'<!doctype html><html lang="{language}"><head><title>A page</title></head>'
    page = f"{head}<body><article>{''.join(blocks)}</article></body></html>"
    read = extract(page.encode(), content_type="text/html; charset=utf-8", url="https://example.org/page")
    return None if isinstance(read, Unreadable) else read


def _find(text: str, first: str, last: str) -> tuple[tuple[int, int], ...]:
    """From the first letters of `first` to the last ones of `last`, where both stand once."""
    head, tail = _loose(first[:14]), _loose(last[-14:])
    low, high = re.search(head, text), None
    if low:
        high = re.compile(tail).search(text, low.start())
    return ((low.start(), high.end()),) if low and high else ()


def _loose(letters: str) -> str:
    return r"(?:\[3\]|\[7\]|7|3)?\s*".join(re.escape(char) for char in letters if not char.isspace())
