"""Single facts about a look that several rules weigh, each with the plain line that it is worth.

A sign is empty where it is not there. No sign decides anything alone.
"""

from __future__ import annotations

import re

from verify.judge import addresses
from verify.judge.probe import fingerprint, resemblance
from verify.judge.seen import Seen
from verify.judge.sizes import SHORT
from verify.judge.wall_words import folded

_ALIKE = 0.8
_SHRUNK = 0.3
_ENOUGH_BEFORE = 1000
_WORD = re.compile(r"[^\W\d_]{4,}")
_CODE = re.compile(r"(?<!\d)(?:404|410)(?!\d)|not[-_ ]?found")
_SPEAKS_OF_ABSENCE = re.compile(r"(?<![a-z])(?:missing|removed|deleted|errors?|unavailable|gone)(?![a-z])")
_SCRIPT = re.compile(r"<script(?![^>]{0,200}\bld\+json)[\s>]")


def alike(seen: Seen) -> str:
    """A made-up sibling URL gave the same page."""
    probe = seen.probe
    if probe is None or probe.status is None or not 200 <= probe.status < 300 or not probe.fingerprint:
        return ""
    if addresses.same_page(probe.final_url, seen.asked):
        return ""  # the server finds this page by a part of its address that the sibling has too
    same = resemblance(fingerprint(seen.words), probe.fingerprint) >= _ALIKE
    return "a made-up sibling URL gave the same page" if same else ""


def same_target(seen: Seen) -> str:
    """A made-up sibling URL was redirected to the same address."""
    probe = seen.probe
    if probe is None or probe.status is None or addresses.same_page(probe.url, probe.final_url):
        return ""
    same = addresses.same_page(probe.final_url, seen.final)
    return "a made-up sibling URL was redirected to the same address" if same else ""


def honest(seen: Seen) -> str:
    """The server does say 404 where a page is not there."""
    known = seen.probe is not None and seen.probe.status in (404, 410)
    return f"a made-up sibling URL gave HTTP {seen.probe.status}" if known and seen.probe else ""


def lost(seen: Seen) -> str:
    """Neither title nor length are what they were in our last good snapshot."""
    before = seen.before
    if before is None or not before.title or kept_title(seen):
        return ""
    shrunk = len(seen.words) < _SHRUNK * before.size
    return f"its title was “{before.title[:80]}” when it was last read in full" if shrunk else ""


def shrunk(seen: Seen) -> str:
    """Much less text than in our last good snapshot."""
    before = seen.before
    if before is None or before.size < _ENOUGH_BEFORE or len(seen.words) >= _SHRUNK * before.size:
        return ""
    return f"its text has {len(seen.words)} characters and had {before.size} when it was last read in full"


def kept_title(seen: Seen) -> bool:
    """The title is the one of our last good snapshot, or shares most of its words."""
    if seen.before is None or not seen.before.title or not seen.meta.title:
        return False
    old, new = folded(seen.before.title), folded(seen.meta.title)
    words, now = set(_WORD.findall(old)), set(_WORD.findall(new))
    return old == new or (bool(words) and 2 * len(words & now) > len(words))


def unchanged(seen: Seen) -> bool:
    """Title and length are those of our last good snapshot: what was well then is well now."""
    before = seen.before
    return before is not None and kept_title(seen) and 2 * len(seen.words) > before.size > 0


def names_itself(seen: Seen) -> bool:
    """The address has the words of the page's title or heading: it is what was asked for."""
    address = _last_steps(seen)
    words = set(_WORD.findall(address))
    heads = [set(_WORD.findall(folded(line))) for line in (seen.meta.title, seen.meta.heading) if line]
    shared = set().union(*heads) & words
    return len(shared) >= 2 or any(head and head <= words for head in heads) or bool(_CODE.search(address))


def speaks_of_absence(seen: Seen) -> bool:
    """The address is that of a page about what is not there."""
    return bool(_SPEAKS_OF_ABSENCE.search(_last_steps(seen)))


def _last_steps(seen: Seen) -> str:
    return folded(" ".join(addresses.steps_of(seen.asked)[-2:]))


def scripted(seen: Seen) -> bool:
    """The page brings scripts, which may put anything into it."""
    return bool(_SCRIPT.search(seen.markup))


def short(seen: Seen) -> str:
    return f"a short text ({seen.size} characters)" if seen.size < SHORT else ""


def noindex(seen: Seen) -> str:
    return "the page asks not to be indexed" if "noindex" in (seen.meta.robots or "").lower() else ""


def undated(seen: Seen) -> str:
    return "" if seen.meta.published is not None else "the page bears no date"


def error_address(seen: Seen) -> str:
    away = addresses.is_error_page(seen.final) and not addresses.is_error_page(seen.asked)
    return f"the address led to {seen.final}" if away else ""
