"""Which tags break lines, hide their text, or name a zone."""

from __future__ import annotations

import re
from collections.abc import Mapping

from verify.extract.word_set import word_set
from verify.model.text import Zone

Attributes = Mapping[str, str | None]

BLOCKS = word_set(
    "address article aside blockquote body button caption center dd details dialog dir div dl",
    "dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr",
    "html iframe legend li listing main menu nav ol optgroup option p plaintext pre search",
    "section select summary table tbody td textarea tfoot th thead tr ul video xmp",
)
"""Tags whose start and end break a line. A button or menu is a box of its own, so it counts as one."""

UNSEEN = word_set(
    "head script style template noscript iframe noembed noframes object applet audio video",
    "canvas datalist rp rt rtc annotation annotation-xml desc defs metadata symbol title",
    "del s strike",
)
"""Tags whose text no reader sees in place: code, fallbacks, and ruby readings (the base text is kept). And
words that are struck out: the source has taken them back, so it does not say them any more."""

PREFORMATTED = frozenset(("pre", "listing", "textarea", "xmp", "plaintext"))

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ZONES = {
    **dict.fromkeys(_HEADINGS, Zone.heading),
    "figcaption": Zone.caption,
    "caption": Zone.caption,
    "aside": Zone.aside,
    "li": Zone.list,
    "dt": Zone.list,
    "dd": Zone.list,
    "td": Zone.table,
    "th": Zone.table,
    "blockquote": Zone.quote,
    "nav": Zone.nav,
    "menu": Zone.nav,
    "select": Zone.nav,
    "header": Zone.nav,
    "footer": Zone.nav,
}
_ROLES = {
    "navigation": Zone.nav,
    "menu": Zone.nav,
    "menubar": Zone.nav,
    "banner": Zone.nav,
    "contentinfo": Zone.nav,
    "complementary": Zone.aside,
    "heading": Zone.heading,
}
_MENUS = frozenset(("navigation", "menu", "menubar"))
_BODY_AGAIN = frozenset(("article", "main"))
_INVISIBLE = re.compile(
    r"(?:^|[;\s])(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}(?:hidden|collapse)"
    r"|text-decoration(?:-line)?\s{0,9}:\s{0,9}line-through)\b",
    re.IGNORECASE,
)
_STYLE_COMMENT = re.compile(r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+\*/")
_OWN_LINE = re.compile(
    r"(?:^|[;\s])display\s{0,9}:\s{0,9}(?:block|flex|grid|table|list-item)\b", re.IGNORECASE
)


def invisible(tag: str, attributes: Attributes) -> bool:
    """Hidden or struck out by an attribute. `aria-hidden` is visible and stays; so is `hidden=until-found`
    (a reader finds it by searching the page)."""
    if "hidden" in attributes and (attributes["hidden"] or "").strip().lower() != "until-found":
        return True
    if tag == "dialog" and "open" not in attributes:
        return True
    style = attributes.get("style") or ""
    return bool(style) and bool(_INVISIBLE.search(_STYLE_COMMENT.sub("", style)))


def breaks_line(tag: str, attributes: Attributes) -> bool:
    return tag in BLOCKS or bool(_OWN_LINE.search(attributes.get("style") or ""))


def zone_inside(tag: str, attributes: Attributes, around: Zone, in_menu: bool, in_article: bool) -> Zone:
    """The zone of the text directly inside a tag: its nearest ancestor that names one.

    Inside a menu all is menu. A header or footer of the page is navigation, one of an article is not:
    there the headline and the dateline stand.
    """
    if in_menu:
        return Zone.nav
    role = (attributes.get("role") or "").strip().lower()
    if role in _ROLES:
        return _ROLES[role]
    if tag in _BODY_AGAIN:
        return Zone.body
    if tag in ("header", "footer") and in_article:
        return around
    zone = _ZONES.get(tag)
    if around is Zone.nav and zone in (Zone.list, Zone.table):
        return Zone.nav
    return zone or around


def is_menu(tag: str, attributes: Attributes) -> bool:
    return tag in ("nav", "menu", "select") or (attributes.get("role") or "").strip().lower() in _MENUS


def is_article(tag: str) -> bool:
    return tag in ("article", "main", "section", "blockquote")
