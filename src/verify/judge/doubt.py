"""Why the absence of words from a readable page would prove nothing.

What a page shows can be judged: words that stand there stand there. That words are not there can only be
said of a page that is surely the whole document. These rules ask for one sign alone, because all they do is
to turn a `missing` into an `unknown`.
"""

from __future__ import annotations

from collections.abc import Callable

from verify.judge import addresses, signs, wall_words
from verify.judge.seen import Seen
from verify.judge.sizes import LONG, SHORT, TEASER, THIN

_Says = Callable[[str | None], bool]


def doubt(seen: Seen) -> str:
    """One plain sentence part, empty where the page is taken to be whole."""
    return next((why for rule in _rules(seen) if (why := rule(seen))), "")


def _rules(seen: Seen) -> tuple[Callable[[Seen], str], ...]:
    if seen.is_html:
        return _RULES
    plain = seen.page is not None and seen.page.media_type == "text/plain"
    return _PLAIN if plain else (_pictures,)


def _pictures(seen: Seen) -> str:
    return "a page of the PDF is a picture without text" if "picture-page" in seen.marks else ""


def _thin(seen: Seen) -> str:
    return f"the page shows next to no text ({seen.size} characters)" if seen.size < THIN else ""


def _in_headings(seen: Seen, says: _Says) -> bool:
    return any(says(line) for line in seen.headings)


def _not_found(seen: Seen) -> str:
    if seen.size >= TEASER:
        return ""
    said = _in_headings(seen, wall_words.says_not_found) or wall_words.tells_not_found(seen.words)
    return "the page speaks of something that is not there" if said else ""


def _walled(seen: Seen) -> str:
    walls = (wall_words.says_wall, wall_words.says_login, wall_words.says_consent, wall_words.says_trouble)
    if seen.size < TEASER and any(_in_headings(seen, says) for says in walls):
        return "its headings are those of a wall or an error, not of a document"
    told = seen.size < SHORT and (wall_words.tells_wall(seen.words) or wall_words.tells_trouble(seen.words))
    return "it reads like a wall or an error, not like a document" if told else ""


def _paywall(seen: Seen) -> str:
    asks = seen.size < LONG and wall_words.tells_paywall(seen.words)
    marked = "paywall-markup" in seen.marks and seen.size < TEASER
    return "the page asks for a subscription" if asks or marked or seen.meta.free is False else ""


def _scripts(seen: Seen) -> str:
    asks = "noscript-required" in seen.marks and seen.size < TEASER
    hollow = "hollow" in seen.marks and seen.size < LONG
    return "the page wants JavaScript to show all of itself" if asks or hollow else ""


def _withheld(seen: Seen) -> str:
    if "body-withheld" in seen.marks:
        return "its metadata hold a longer text than it shows"
    return "most of its text is hidden from the reader" if "mostly-hidden" in seen.marks else ""


def _in_parts(seen: Seen) -> str:
    if "framed" in seen.marks:
        return "a part of it stands in a frame, which was not read"
    return "it names a next page, which was not read" if "continued" in seen.marks else ""


def _unclosed(seen: Seen) -> str:
    return "its markup is never closed, so that its end may not have come" if "unclosed" in seen.marks else ""


def _struck(seen: Seen) -> str:
    return "some of its words are struck out" if "struck" in seen.marks else ""


def _status(seen: Seen) -> str:
    return "HTTP 202, the server had not finished" if seen.hop.status == 202 else ""


def _elsewhere(seen: Seen) -> str:
    away = addresses.other_document(seen.asked, seen.final)
    return "the address led to a page of another name" if away else ""


_RULES: tuple[Callable[[Seen], str], ...] = (
    _thin,
    _not_found,
    _walled,
    _paywall,
    _scripts,
    _withheld,
    _in_parts,
    _unclosed,
    _struck,
    _status,
    _elsewhere,
    signs.shrunk,
    signs.alike,
)
_PLAIN = (_not_found, _walled, _status, signs.shrunk, signs.alike)
