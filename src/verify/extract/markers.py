"""Facts about a page that judge/availability weighs. No marker decides anything alone: a bot wall's
script stands in many pages that answered in full, and so does a login form."""

from __future__ import annotations

import re

from verify.extract.page import Page

_WORDS: dict[str, dict[bytes, tuple[bytes, ...]]] = {
    "challenge-script": {
        b"challenge": (b"/cdn-cgi/challenge-platform/", b"challenges.cloudflare.com"),
        b"cf-browser-verification": (),
        b"_cf_chl_opt": (),
    },
    "incapsula": {b"incapsula": (b"_incapsula_resource", b"incapsula incident id")},
    "perimeterx": {b"captcha": (b"px-captcha",), b"_pxappid": ()},
    "datadome": {b"captcha": (b"captcha-delivery.com", b"geo.captcha-delivery")},
    "captcha-form": {
        b"captcha": (
            b"g-recaptcha",
            b"h-captcha",
            b"hcaptcha.com/1/api",
            b"recaptcha/api.js",
            b"smartcaptcha",
        ),
    },
    "parking-script": {
        b"parking": (b"sedoparking", b"parkingcrew"),
        b"bodis.com": (),
        b"parklogic": (),
        b"domainmarket.com": (),
        b"hugedomains.com": (),
    },
    "consent-script": {
        b"consent": (b"consent.google.", b"consentmanager.net"),
        b"guce.": (),
        b"privacy-mgmt.com": (),
        b"didomi": (),
    },
}
"""Marker -> a word -> what it must be a part of, if anything: most pages hold none of the words."""
_ASKS = ("enable", "need", "require", "turn on", "activ", "включит", "включен", "启用", "啟用")
_REFRESH = re.compile(rb"<meta\s[^>]{0,200}http-equiv\s{0,3}=\s{0,3}[\"']?refresh\b[^>]{0,200}url\s{0,3}=")
_PAYWALL = re.compile(
    rb"\b(?:class|id)\s{0,3}=\s{0,3}[\"'][^\"'<>]{0,200}\b(?:paywall|piano-offer|subscriber-only"
    rb"|metered-content)"
)
_HOLLOW = re.compile(
    rb"<(?:div|main)\s[^<>]{0,100}\bid\s{0,3}=\s{0,3}[\"']?(?:root|app|__next|__nuxt|app-root)\b"
    rb"[^<>]{0,200}>\s{0,200}</(?:div|main)"
)
_FRAMES = ("iframe", "embed", "object")
_FRAMED = re.compile(
    rb"<(?:iframe|embed|object)\s[^<>]{0,500}\b(?:srcdoc\s{0,3}=|(?:src|data)\s{0,3}=\s{0,3}"
    rb"[\"']?[^\"'\s<>]{1,400}\.pdf\b)"
)
_OPENS = re.compile(rb"<(?:html|body)[\s>]")
_CLOSES = re.compile(rb"</(?:html|body)\b", re.IGNORECASE)
_STRUCK_TAGS = ("del", "s", "strike")
_STRUCK_STYLE = re.compile(rb"\bstyle\s{0,3}=\s{0,3}[\"'][^\"'<>]{0,200}\bline-through\b")
_LITTLE = 4000
_SHORT = 250
"""Fewer visible characters than this (white space not counted) is next to no text."""


def markers(page: Page) -> tuple[str, ...]:
    """Names of what was found, sorted. Reads the first million bytes. Walls, parking places and gates are
    looked for on pages with little text alone: a page that answers in full is none of them."""
    lowered = page.source[:1_000_000].lower()
    found = _of_short_pages(page, lowered) if page.shown < _LITTLE else set()
    if page.walked.password_field:
        found.add("password-form")
    if b"paywall" in lowered and _PAYWALL.search(lowered[:500_000]):
        found.add("paywall-markup")
    if "noscript" in page.tags and _asks_for_scripts(lowered):
        found.add("noscript-required")
    if page.shown < _SHORT and (
        page.scripts > 2000 or "noscript-required" in found or b'id="root"' in lowered
    ):
        found.add("script-shell")
    if page.walked.unseen > 400:
        found.add("hidden-text")
    return tuple(sorted(found | _gaps(page, lowered)))


def _of_short_pages(page: Page, lowered: bytes) -> set[str]:
    found = _named(lowered)
    if b"refresh" in lowered and _REFRESH.search(lowered[:100_000]):
        found.add("meta-refresh")
    return found


def _named(lowered: bytes) -> set[str]:
    seen = {word for words in _WORDS.values() for word in words if word in lowered}
    return {
        name
        for name, words in _WORDS.items()
        for word in seen & words.keys()
        if not words[word] or any(longer in lowered for longer in words[word])
    }


def _gaps(page: Page, lowered: bytes) -> set[str]:
    """Signs that a reader with a browser would see more: hidden text, an empty root, a frame, a next page;
    or that the end of the page never came."""
    signs = {
        "mostly-hidden": page.walked.unseen > max(400, page.shown),
        "hollow": page.scripts > 2000 and bool(_HOLLOW.search(lowered)),
        "struck": _struck(page, lowered),
        "framed": not page.tags.isdisjoint(_FRAMES) and bool(_FRAMED.search(lowered)),
        "unclosed": bool(_OPENS.search(lowered[:20_000]))
        and not _CLOSES.search(page.source[-5_000:].lower()),
        "continued": "next" in page.head.links,
    }
    return {name for name, found in signs.items() if found}


def _struck(page: Page, lowered: bytes) -> bool:
    if not page.tags.isdisjoint(_STRUCK_TAGS):
        return True
    return b"line-through" in lowered and bool(_STRUCK_STYLE.search(lowered))


def _asks_for_scripts(lowered: bytes) -> bool:
    """Whether one of the first <noscript> texts asks the reader to switch JavaScript on."""
    for part in lowered.split(b"<noscript", 20)[1:]:
        words = part[:3000].split(b"</noscript", 1)[0].decode("utf-8", "replace").lower()
        if "javascript" in words and any(ask in words for ask in _ASKS):
            return True
    return False
