"""Who kept the page back: bot walls, logins, consent gates, regions, ages, the law. All are "could not tell".

A wall's script also stands in pages that answered in full, and walls answer with 200 and 404 too: so a
header that only challenges carry is enough, and everything else needs a failed status, a title that says
so, or an empty page beside it.
"""

from __future__ import annotations

from verify.judge import addresses, signs, wall_words
from verify.judge.seen import Seen
from verify.judge.sizes import LONG, SHORT, TINY
from verify.judge.vendors import marks, server_of, telling_header, telling_markup
from verify.model.availability import Availability, Sight

_EMPTY = 60
_HARMLESS = "/scripts/jsd/"  # Cloudflare's invisible script of pages that were let through
_ON_ERRORS = frozenset(("cf-error-details", "errors.edgesuite.net"))  # on the vendor's every error page


def bot_wall(seen: Seen) -> Sight | None:
    """A challenge instead of the page: by a header of challenges, by the address, by script or by title."""
    failed = seen.hop.status >= 400
    header = telling_header(seen.hop.headers)
    if header and (failed or seen.size < SHORT):
        mark, vendor = header
        return _blocked(
            seen,
            vendor,
            f"header {mark.partition(':')[0]}",
            f"the header “{mark}” stands on challenges alone",
        )
    if addresses.is_wall(seen.final) and not addresses.is_wall(seen.asked):
        return _blocked(seen, None, "its address", f"the address led to {seen.final}")
    if seen.size >= TINY or (seen.hop.status < 400 and not seen.is_html):
        return None
    return _by_markup(seen, failed) or _by_words(seen, failed)


def _by_markup(seen: Seen, failed: bool) -> Sight | None:
    titled = seen.in_heads(wall_words.says_wall)
    if not (failed or titled or seen.size < _EMPTY) or _honest_absence(seen):
        return None
    found = telling_markup(seen.markup)
    if found and not _only_harmless(seen, found[0]):
        mark, vendor = found
        return _blocked(seen, vendor, "its challenge script", f"its markup holds {mark}", *_titled(seen))
    if "captcha-form" in seen.marks and (titled or (failed and wall_words.tells_wall(seen.words))):
        return _blocked(seen, None, "a captcha", "its markup holds a captcha", *_titled(seen))
    return None


def _by_words(seen: Seen, failed: bool) -> Sight | None:
    """A title that says so, and a failed status or words of the page that say so again."""
    if not seen.in_heads(wall_words.says_wall):
        return None
    if not failed and not wall_words.tells_wall(seen.words.replace(seen.meta.title or "", "")):
        return None
    line = seen.meta.title if wall_words.says_wall(seen.meta.title) else seen.meta.heading
    second = seen.answer if failed else "its text says so again"
    return _blocked(seen, None, f"titled “{(line or '')[:60]}”", *_titled(seen), second)


def _only_harmless(seen: Seen, mark: str) -> bool:
    """Whether the mark stands on pages that are no walls as well."""
    if mark in _ON_ERRORS:
        return seen.hop.status >= 500 or seen.hop.status == 429
    return mark == "/cdn-cgi/challenge-platform/h/" and _HARMLESS in seen.markup


def _honest_absence(seen: Seen) -> bool:
    """A 404 whose own title or heading says so is no wall, whatever scripts it carries."""
    return seen.hop.status in (404, 410) and seen.in_heads(wall_words.says_not_found)


def _titled(seen: Seen) -> tuple[str, ...]:
    heads = filter(wall_words.says_wall, (seen.meta.title, seen.meta.heading))
    return tuple(f"it is titled “{head[:60]}”" for head in heads if head)[:1]


def _blocked(seen: Seen, vendor: str | None, sign: str, *facts: str) -> Sight:
    vendor = vendor or server_of(seen.hop.headers)
    whose = f"a bot wall of {vendor}" if vendor else "a bot wall"
    status = seen.answer
    evidence = facts if status in facts else (*facts, status)
    return Sight(Availability.blocked, f"{whose} ({sign}), {status}", evidence=evidence)


def login_wall(seen: Seen) -> Sight | None:
    """The address led to a login, or the page asks for a password and for nothing else."""
    if addresses.is_login(seen.asked):
        return None
    if addresses.is_login(seen.final) and seen.size < LONG:
        cause = f"a login wall, redirected to {seen.final}"
        return Sight(Availability.blocked, cause, evidence=(f"the address led to {seen.final}",))
    if "password-form" in seen.marks and seen.size < TINY and seen.in_heads(wall_words.says_login):
        facts = ("it asks for a password", "its title or heading asks to log in", _size(seen))
        return Sight(Availability.blocked, "a login wall", evidence=facts)
    return None


def consent_wall(seen: Seen) -> Sight | None:
    """The address led to a consent service, or a short page asks for consent alone."""
    if addresses.is_consent(seen.final) and not addresses.is_consent(seen.asked):
        cause = f"a consent wall, redirected to {seen.final}"
        return Sight(Availability.blocked, cause, evidence=(f"the address led to {seen.final}",))
    if seen.size >= SHORT or not seen.in_heads(wall_words.says_consent) or signs.names_itself(seen):
        return None
    script = next((mark for mark in marks().consent_markup if mark in seen.markup), None)
    if script is None:
        return None
    facts = (
        f"its markup holds {script}, of a consent service",
        "its title or heading asks for consent",
        _size(seen),
    )
    return Sight(Availability.blocked, "a consent wall", evidence=facts)


def law_or_region(seen: Seen) -> Sight | None:
    """A short page whose title or heading says that law, region or age keeps it back."""
    if not seen.is_html or seen.size >= TINY or seen.meta.published is not None:
        return None
    for says, availability, cause in (
        (wall_words.says_legal, Availability.legal, "the page says that it is withheld for legal reasons"),
        (
            wall_words.says_region,
            Availability.blocked,
            "the page says that it is not for this region or reader",
        ),
    ):
        line = next(filter(says, (seen.meta.title, seen.meta.heading)), None)
        if line:
            return Sight(availability, cause, evidence=(f"it is titled “{line[:80]}”", _size(seen)))
    return None


def _size(seen: Seen) -> str:
    return f"next to no text ({seen.size} characters)"
