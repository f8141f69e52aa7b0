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
    way = [f"HTTP {hop.status} from {hop.url}" for hop in hops[:-1]] + [f"{seen.answer} at {seen.final}"]
    return (*way, *filter(None, (signs.same_target(seen), signs.honest(seen))))


# -- parked --------------------------------------------------------------------------------------


def parked(seen: Seen) -> Sight | None:
    """One sign that only parked domains have, and two more; or two such signs."""
    if not seen.is_html or seen.size >= TEASER or seen.meta.published is not None:
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
    return _tiny(seen) if not seen.meta.published else ""


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
    """Not-found words in title or heading and other signs; or the very page that a made-up URL gives."""
    if addresses.is_home(seen.asked) or signs.unchanged(seen):
        return None
    if not seen.is_html:
        return _plainly(seen)
    line = next(filter(wall_words.says_not_found, seen.heads), None)
    if line is not None:
        return _titled(seen, line)
    return _told(seen) or _headed(seen) or _same_as_made_up(seen)


def _proofs(seen: Seen) -> tuple[str, ...]:
    """Signs that no living page gives off together with such words."""
    return tuple(filter(None, (signs.alike(seen), signs.lost(seen), signs.error_address(seen))))


def _titled(seen: Seen, line: str) -> Sight | None:
    proofs = _proofs(seen)
    whole = seen.in_heads(wall_words.is_not_found_title)
    if not proofs and _is_about(seen, whole):
        return None
    weak = _beside_whole(seen) if whole else _beside_part(seen)
    found = (*proofs, *filter(None, weak))
    dated = not signs.undated(seen)
    needed = (1 if seen.size < LONG else 3) if whole else (1 if proofs else 3)
    if len(found) < needed + dated + bool(signs.honest(seen)):
        return None
    cause = f"{seen.answer} titled “{line[:80]}”"
    return Sight(Availability.soft_404, cause, evidence=(f"it is titled “{line[:80]}”", *found))


def _is_about(seen: Seen, whole: bool) -> bool:
    """Whether the page may be about something that is not there. A title such as "Article was removed from
    the treaty" is any article's, and "Oops!" is any failure's."""
    if signs.names_itself(seen) or seen.in_heads(wall_words.is_about):
        return True
    if whole:
        return False
    vague = not any(
        wall_words.says_not_found(line) and not wall_words.is_vague_title(line) for line in seen.heads if line
    )
    untold = vague and not wall_words.tells_not_found(seen.words)
    return untold or not signs.undated(seen) or signs.speaks_of_absence(seen)


def _beside_whole(seen: Seen) -> tuple[str, ...]:
    return (signs.short(seen), signs.noindex(seen), signs.undated(seen), _both(seen))


def _beside_part(seen: Seen) -> tuple[str, ...]:
    return (_tiny(seen), signs.noindex(seen), signs.undated(seen), _both(seen), _said(seen))


def _both(seen: Seen) -> str:
    both = all(map(wall_words.says_not_found, (seen.meta.title, seen.meta.heading)))
    return "title and heading both say so" if both else ""


def _tiny(seen: Seen) -> str:
    return f"next to no text ({seen.size} characters)" if seen.size < TINY else ""


def _said(seen: Seen) -> str:
    """The text below the headings says so too."""
    return "its text says so too" if wall_words.tells_not_found(seen.below_headings) else ""


def _told(seen: Seen) -> Sight | None:
    """A short undated text that says so in a full phrase, the address being no clue to something else."""
    if seen.size >= TINY or seen.meta.published is not None:
        return None
    phrase = wall_words.not_found_phrase(seen.words)
    if phrase is None:
        return None
    proofs = _proofs(seen)
    excused = signs.names_itself(seen) or signs.speaks_of_absence(seen) or signs.honest(seen)
    if not proofs and excused:
        return None
    found = tuple(filter(None, (*proofs, signs.noindex(seen), _very_short(seen))))
    if not found:
        return None
    cause = "a short undated text that says the page is not there"
    return Sight(Availability.soft_404, cause, evidence=(f"it says “{phrase[:80]}”", *found))


def _plainly(seen: Seen) -> Sight | None:
    """The same of a page of plain text: nothing but the phrase."""
    if seen.page is None or seen.page.media_type != "text/plain" or seen.size >= _VERY_SHORT:
        return None
    lines = seen.words.strip().splitlines()
    if len(lines) != 1 or not wall_words.is_not_found_title(lines[0]) or signs.names_itself(seen):
        return None
    facts = (f"the whole text is “{lines[0][:80]}”", _very_short(seen))
    return Sight(Availability.soft_404, "a line of text that says the page is not there", evidence=facts)


def _headed(seen: Seen) -> Sight | None:
    """A heading further down says nothing else, and the page is a made-up address's or not to be indexed."""
    line = next(filter(wall_words.is_not_found_title, seen.headings), None)
    if line is None or seen.size >= LONG or seen.meta.published is not None or signs.names_itself(seen):
        return None
    found = tuple(filter(None, (*_proofs(seen), signs.noindex(seen))))
    if len(found) < 1 + bool(signs.honest(seen)):
        return None
    cause = f"{seen.answer} with the heading “{line[:80]}”"
    return Sight(Availability.soft_404, cause, evidence=(f"it has the heading “{line[:80]}”", *found))


def _very_short(seen: Seen) -> str:
    return f"the whole text has {seen.size} characters" if seen.size < _VERY_SHORT else ""


def _same_as_made_up(seen: Seen) -> Sight | None:
    """No words to go by: the page of a made-up URL under the same title, not what it was, or bare. What
    scripts may fill is left alone: an app answers every address with the same shell."""
    same = signs.alike(seen)
    if not same or seen.probe is None or not seen.marks.isdisjoint(("script-shell", "hollow")):
        return None
    lost, bare = signs.lost(seen), _bare(seen)
    if (bare and signs.scripted(seen)) or signs.names_itself(seen) or not (lost or bare):
        return None
    title = wall_words.folded(seen.meta.title or "")
    if title != wall_words.folded(seen.probe.title or ""):
        return None
    titles = "both under the same title" if title else "both without a title"
    facts = (same, titles, *filter(None, (lost, bare)))
    return Sight(Availability.soft_404, "the page that a made-up address gives too", evidence=facts)
