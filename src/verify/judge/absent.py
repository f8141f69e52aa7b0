"""Pages that came with a success and are not the page asked for: soft 404, redirected home, parked.

These count towards a link being dead, so each asks for at least two signs, and whatever speaks for a
living page asks for more.
"""

from __future__ import annotations

import re

from verify.judge import addresses, signs, wall_words
from verify.judge.seen import Seen
from verify.judge.sizes import LONG, TEASER, TINY
from verify.judge.vendors import marks
from verify.model.availability import Availability, Sight

_VERY_SHORT = 250
_HREF = re.compile(r"\bhref\s{0,3}=\s{0,3}[\"']?https?://([^/\"'\s<>?#]{3,100})")


def redirected_away(seen: Seen) -> Sight | None:
    """The redirect led to a front page, an error page or up to a section, not to the page itself."""
    if addresses.is_home(seen.asked) or addresses.same_page(seen.asked, seen.final) or signs.unchanged(seen):
        return None
    facts = _way(seen)
    if addresses.is_home(seen.final):
        return None if _stands_for(seen) else _home(seen, facts)
    if signs.error_address(seen):
        cause = f"redirected to an error page, {seen.final}"
        return Sight(Availability.soft_404, cause, evidence=facts)
    if addresses.is_section_above(seen.asked, seen.final):
        cause = f"redirected up to the section {seen.final}"
        return Sight(Availability.redirected_home, cause, evidence=facts)
    return _dumped(seen, facts)


def _home(seen: Seen, facts: tuple[str, ...]) -> Sight:
    whose = "the front page" if addresses.same_site(seen.asked, seen.final) else "another site's front page"
    return Sight(Availability.redirected_home, f"redirected to {whose}, {seen.final}", evidence=facts)


def _stands_for(seen: Seen) -> bool:
    """Whether an address may well have meant that front page: a short link, or a project's own domain."""
    if addresses.same_site(seen.asked, seen.final):
        return False
    steps = addresses.steps_of(seen.asked)
    host = addresses.host_of(seen.final).replace("-", "")
    named = any(len(step) > 2 and step.lower().replace("-", "").partition(".")[0] in host for step in steps)
    return addresses.is_short(seen.asked) or named


def _dumped(seen: Seen, facts: tuple[str, ...]) -> Sight | None:
    """Every address that nobody knows is redirected to the same page outside the folder."""
    if not signs.same_target(seen) or addresses.same_folder(seen.asked, seen.final):
        return None
    if not addresses.other_document(seen.asked, seen.final):
        return None
    cause = f"redirected to {seen.final}, as a made-up address is"
    return Sight(Availability.soft_404, cause, evidence=facts)


def _way(seen: Seen) -> tuple[str, ...]:
    hops = seen.exchange.hops
    way = [f"HTTP {hop.status} from {hop.url}" for hop in hops[:-1]] + [
        f"HTTP {seen.hop.status} at {seen.final}"
    ]
    return (*way, *filter(None, (signs.same_target(seen), signs.honest(seen))))


# -- parked --------------------------------------------------------------------------------------


def parked(seen: Seen) -> Sight | None:
    """One sign that only parked domains have, and two more; or two such signs."""
    if not seen.is_html or seen.size >= TEASER:
        return None
    strong = tuple(filter(None, (_offers(seen), _parking_markup(seen), _trader(seen))))
    if not strong:
        return None
    weak = tuple(
        filter(None, (_elsewhere(seen), _bare(seen), _named(seen), _one_host(seen), signs.alike(seen)))
    )
    if len(strong) < 2 and len(weak) < 2:
        return None
    return Sight(Availability.soft_404, "a parked domain", evidence=strong + weak)


def _offers(seen: Seen) -> str:
    return "its words offer the domain itself" if wall_words.tells_parked(seen.words) else ""


def _parking_markup(seen: Seen) -> str:
    found = next((mark for mark in marks().parking_markup if mark in seen.markup), None)
    return f"its markup holds {found}, of a parking service" if found else ""


def _trader(seen: Seen) -> str:
    host = addresses.for_sale(seen.final)
    if host is None or addresses.for_sale(seen.asked) == host:
        return ""
    return f"the address led to {host}, where domains are sold"


def _elsewhere(seen: Seen) -> str:
    away = not addresses.same_site(seen.asked, seen.final)
    return "the address led to another site" if away else ""


def _bare(seen: Seen) -> str:
    return f"next to no text ({seen.size} characters)" if seen.size < TINY and not seen.meta.published else ""


def _named(seen: Seen) -> str:
    """The domain is what the page is about."""
    name = ".".join(addresses.host_of(seen.asked).split(".")[-2:])
    heads = wall_words.folded(" ".join((*seen.headings[:3], seen.words[:200])))
    about = "." in name and name in heads
    return f"the page is about {name} itself" if about or seen.in_heads(wall_words.says_parked) else ""


def _one_host(seen: Seen) -> str:
    own = addresses.host_of(seen.asked)
    links = [host for host in _HREF.findall(seen.markup) if not host.removeprefix("www.").endswith(own)]
    return f"all its links lead to {links[0]}" if len(links) > 1 and len(set(links)) == 1 else ""


# -- soft 404 ------------------------------------------------------------------------------------


def soft_404(seen: Seen) -> Sight | None:
    """Not-found words in title or heading and a second sign; or the very page that a made-up URL gives."""
    if not seen.is_html or addresses.is_home(seen.asked) or signs.unchanged(seen):
        return None
    line = next(
        (each for each in (seen.meta.title, seen.meta.heading) if wall_words.says_not_found(each)), None
    )
    if line is not None:
        return _titled(seen, line)
    return _told(seen) or _same_as_made_up(seen)


def _titled(seen: Seen, line: str) -> Sight | None:
    heads = (seen.meta.title, seen.meta.heading)
    both = "title and heading both say so" if all(map(wall_words.says_not_found, heads)) else ""
    proofs = tuple(filter(None, (signs.alike(seen), signs.lost(seen), signs.error_address(seen))))
    weak = (signs.short(seen), signs.noindex(seen), signs.undated(seen), both)
    found = (*proofs, *filter(None, weak))
    if signs.names_itself(seen) and not proofs:
        return None
    needed = 1 if seen.size < LONG else 3
    needed += (not signs.undated(seen)) + bool(signs.honest(seen))
    if len(found) < needed:
        return None
    cause = f"HTTP {seen.hop.status} titled “{line[:80]}”"
    return Sight(Availability.soft_404, cause, evidence=(f"it is titled “{line[:80]}”", *found))


def _told(seen: Seen) -> Sight | None:
    """A short undated text that says so in a full phrase, the address being no clue to something else."""
    if seen.size >= TINY or seen.meta.published is not None:
        return None
    phrase = wall_words.not_found_phrase(seen.words)
    if phrase is None:
        return None
    proofs = tuple(filter(None, (signs.alike(seen), signs.lost(seen), signs.error_address(seen))))
    if not proofs and (signs.names_itself(seen) or signs.honest(seen)):
        return None
    second = (*proofs, signs.noindex(seen), _very_short(seen))
    found = tuple(filter(None, second))
    if not found:
        return None
    cause = "a short undated text that says the page is not there"
    return Sight(Availability.soft_404, cause, evidence=(f"it says “{phrase[:80]}”", *found))


def _very_short(seen: Seen) -> str:
    return f"the whole text has {seen.size} characters" if seen.size < _VERY_SHORT else ""


def _same_as_made_up(seen: Seen) -> Sight | None:
    """No words to go by: the page of a made-up URL under the same title, not what it was, or bare."""
    same = signs.alike(seen)
    if not same or seen.probe is None or not seen.marks.isdisjoint(("script-shell", "hollow")):
        return None
    title = wall_words.folded(seen.meta.title or "") == wall_words.folded(seen.probe.title or "")
    lost, bare = signs.lost(seen), _bare(seen)
    if not title or signs.names_itself(seen) or not (lost or bare):
        return None
    facts = (same, "both under the same title", *filter(None, (lost, bare)))
    return Sight(Availability.soft_404, "the page that a made-up address gives too", evidence=facts)
