"""Pages that came, and of which less can be read than the document holds: cut, walled by payment, made by
scripts, or a server's excuse under a success."""

from __future__ import annotations

import re

from verify.extract.document import Unreadable
from verify.judge import signs, wall_words
from verify.judge.seen import Seen
from verify.judge.sizes import TEASER, TINY
from verify.model.availability import Availability, Sight
from verify.model.snapshot import Truncation

_WHOLE_RANGE = re.compile(r"\s*bytes\s+0-(\d{1,18})/(\d{1,18})\s*", re.IGNORECASE)
_REFRESH = re.compile(
    r"http-equiv\s{0,3}=\s{0,3}[\"']?refresh\b[^>]{0,200}?url\s{0,3}=\s{0,3}[\"']?([^\"'>\s]{1,200})"
)
_SELECTOR = re.compile(r"\"haspart\".{0,400}?\"cssselector\"\s{0,9}:\s{0,9}\"([^\"]{1,100})\"", re.DOTALL)
_ROOT = re.compile(
    r"<(?:div|main)\s[^<>]{0,100}\bid\s{0,3}=\s{0,3}[\"']?(?:root|app|__next|__nuxt|app-root)\b"
)
_LOADING = 100
_TIER = re.compile(r"content_tier[\"'][^>]{0,80}content\s{0,3}=\s{0,3}[\"'](?:locked|metered)", re.IGNORECASE)


def cut(seen: Seen) -> Sight | None:
    """Not all of the body came."""
    truncated = seen.hop.truncated
    cause = seen.page.shortfall if seen.page and seen.marks & {"cut-length", "cut"} else None
    facts = (f"{len(seen.hop.body)} bytes of the body came", seen.answer)
    if truncated is Truncation.length or "cut-length" in seen.marks:
        words = cause or "capture was cut: it was longer than the limit"
        return Sight(Availability.too_large, words, evidence=facts)
    if truncated is not None or "cut" in seen.marks:
        return Sight(Availability.truncated, cause or "capture was cut", evidence=facts)
    if seen.hop.status == 206 and not _whole_range(seen.hop.header("content-range") or ""):
        given = f"the header Content-Range says {(seen.hop.header('content-range') or 'nothing')[:60]}"
        return Sight(Availability.truncated, "HTTP 206, a part of the page", evidence=(given,))
    return None


def _whole_range(given: str) -> bool:
    found = _WHOLE_RANGE.fullmatch(given)
    return found is not None and int(found[1]) + 1 == int(found[2])


def unreadable(seen: Seen) -> Sight | None:
    """Extraction gave up, and says why."""
    if not isinstance(seen.text, Unreadable):
        return None
    kind = seen.hop.header("content-type")
    facts = (
        f"the header Content-Type says {kind[:60]}" if kind else "there is no header Content-Type",
        f"{seen.answer} with {len(seen.hop.body)} bytes",
    )
    return Sight(seen.text.availability, seen.text.cause, evidence=facts)


def excuse(seen: Seen) -> Sight | None:
    """A success whose title is a server's failure or only says that something failed, with nothing else on
    the page."""
    if not seen.is_html or seen.size >= TINY or seen.meta.published is not None:
        return None
    line = next(filter(_fails, seen.heads), None)
    if line is None or signs.names_itself(seen) or seen.in_heads(wall_words.is_about) or _not_there(seen):
        return None
    facts = (f"it is titled “{line[:80]}”", f"next to no text ({seen.size} characters)")
    return Sight(Availability.server_error, f"{seen.answer} titled “{line[:80]}”", evidence=facts)


def _fails(line: str | None) -> bool:
    return wall_words.says_excuse(line) or wall_words.is_vague_title(line)


def _not_there(seen: Seen) -> bool:
    """Whether the page says of itself that it is not there, whatever its title says failed."""
    named = any(wall_words.says_not_found(line) and not _fails(line) for line in seen.heads)
    return named or seen.in_heads(wall_words.is_not_found_title) or wall_words.tells_not_found(seen.words)


def paywalled(seen: Seen) -> Sight | None:
    """The page says itself that it is not free, or asks for money behind a stub."""
    if not seen.is_html:
        return None
    stub = seen.size < TEASER
    declared = seen.meta.free is False
    if not declared and not stub:
        return None
    markup = "its markup marks a paywall" if "paywall-markup" in seen.marks or _tier(seen) else ""
    asks = "it asks for a subscription" if wall_words.tells_paywall(seen.words) else ""
    if declared and (stub or asks or markup):
        facts = filter(
            None, ("its metadata say isAccessibleForFree: false", _part(seen), _stub(seen), asks, markup)
        )
        cause = "the page says it is not free and shows only a part"
        return Sight(Availability.paywalled, cause, evidence=tuple(facts))
    if asks and markup and stub:
        cause = "a subscription is asked for after a short text"
        return Sight(Availability.paywalled, cause, evidence=(asks, markup, _stub(seen)))
    return None


def _stub(seen: Seen) -> str:
    return f"a text of {seen.size} characters" if seen.size < TEASER else ""


def _tier(seen: Seen) -> bool:
    return seen.size < TEASER and bool(_TIER.search(seen.markup))


def _part(seen: Seen) -> str:
    found = _SELECTOR.search(seen.markup)
    return f"its metadata name {found[1]} as the part that is not free" if found else ""


def shell(seen: Seen) -> Sight | None:
    """Next to no text: a browser's scripts, or another address, would give the page."""
    size = f"next to no text ({seen.size} characters)"
    made = seen.size < TINY and _made_by_scripts(seen)
    if made:
        cause = "a JavaScript shell, next to no text without running it"
        return Sight(Availability.unsupported, cause, evidence=(made, size))
    if "meta-refresh" in seen.marks and seen.size < TINY:
        found = _REFRESH.search(seen.markup)
        target = (
            f"its meta refresh names {found[1]}, which is not followed" if found else "it has a meta refresh"
        )
        cause = "a page that only sends the browser on (meta refresh)"
        return Sight(Availability.unsupported, cause, evidence=(target, size))
    if seen.page is not None and not seen.words.strip():
        facts = (f"{len(seen.hop.body)} bytes of body, no words in them",)
        return Sight(Availability.unsupported, "a page without text", evidence=facts)
    return None


def _made_by_scripts(seen: Seen) -> str:
    """Why scripts are what gives the page its text, asked of short pages."""
    if "script-shell" in seen.marks and not _has_article(seen):
        return "its scripts make the page"
    if not seen.is_html or not seen.words.strip() or not signs.scripted(seen):
        return ""
    if seen.size < _LOADING and _ROOT.search(seen.markup):
        return "it holds the root that a script fills"
    same = signs.alike(seen)
    return f"{same}, which its scripts may fill" if same and not seen.meta.published else ""


def _has_article(seen: Seen) -> bool:
    """Whether a short page is one of itself, as an entry of a reference amid a site's scripts: a heading and
    some text below it, and nothing that says that JavaScript is wanted."""
    wanted = not seen.marks.isdisjoint(("noscript-required", "hollow"))
    some = len("".join(seen.below_headings.split())) >= _LOADING
    return bool(seen.meta.heading) and some and not wanted


def shortfall(seen: Seen) -> Sight | None:
    """Less text came out than the payload visibly holds."""
    if seen.page is None or not seen.page.shortfall:
        return None
    cause = f"extraction shortfall: {seen.page.shortfall}"
    return Sight(Availability.unsupported, cause, evidence=(seen.page.shortfall,))
