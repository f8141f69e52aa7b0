"""Facts about a page that judge/availability weighs. No marker decides anything alone: a bot wall's
script stands in many pages that answered in full, and so does a login form."""

from __future__ import annotations

import re
from dataclasses import dataclass

from verify.extract.scan import Scan
from verify.extract.walk import Walked

_WORDS = {
    "challenge-script": (
        "/cdn-cgi/challenge-platform/",
        "cf-browser-verification",
        "_cf_chl_opt",
        "challenges.cloudflare.com",
    ),
    "incapsula": ("_incapsula_resource", "incapsula incident id"),
    "perimeterx": ("px-captcha", "_pxappid"),
    "datadome": ("captcha-delivery.com", "geo.captcha-delivery"),
    "captcha-form": ("g-recaptcha", "h-captcha", "hcaptcha.com/1/api", "recaptcha/api.js", "smartcaptcha"),
    "parking-script": (
        "sedoparking",
        "parkingcrew",
        "bodis.com",
        "parklogic",
        "domainmarket.com",
        "hugedomains.com",
    ),
    "consent-script": ("consent.google.", "guce.", "privacy-mgmt.com", "didomi", "consentmanager.net"),
}
_ASKS = ("enable", "need", "require", "turn on", "activ", "включит", "включен", "启用", "啟用")
_REFRESH = re.compile(
    r"<meta\s[^>]{0,200}http-equiv\s{0,3}=\s{0,3}[\"']?refresh\b[^>]{0,200}url\s{0,3}=", re.IGNORECASE
)
_PAYWALL = re.compile(
    r"\b(?:class|id)\s{0,3}=\s{0,3}[\"'][^\"'<>]{0,200}\b(?:paywall|piano-offer|subscriber-only"
    r"|metered-content)",
    re.IGNORECASE,
)
_HOLLOW = re.compile(
    r"<(?:div|main)\s[^<>]{0,100}\bid\s{0,3}=\s{0,3}[\"']?(?:root|app|__next|__nuxt|app-root)\b"
    r"[^<>]{0,200}>\s{0,200}</(?:div|main)",
    re.IGNORECASE,
)
_FRAMED = re.compile(
    r"<(?:iframe|embed|object)\s[^<>]{0,500}\b(?:srcdoc\s{0,3}=|(?:src|data)\s{0,3}=\s{0,3}"
    r"[\"']?[^\"'\s<>]{1,400}\.pdf\b)",
    re.IGNORECASE,
)
_OPENS = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
_CLOSES = re.compile(r"</(?:html|body)\b", re.IGNORECASE)
_STRUCK = re.compile(
    r"<(?:del|s|strike)[\s>]|\bstyle\s{0,3}=\s{0,3}[\"'][^\"'<>]{0,200}\bline-through\b", re.IGNORECASE
)
_NEXT_PAGE = re.compile(r"<link\s[^<>]{0,500}\brel\s{0,3}=\s{0,3}[\"']?next\b", re.IGNORECASE)
_SHORT = 250
"""Fewer visible characters than this (white space not counted) is next to no text."""


@dataclass(frozen=True)
class Page:
    """A page as it was decoded, scanned and walked."""

    source: str
    scan: Scan
    walked: Walked


def markers(page: Page) -> tuple[str, ...]:
    """Names of what was found, sorted. Reads the first million characters."""
    source = page.source[:1_000_000]
    lowered = source.lower()
    found = {name for name, words in _WORDS.items() if any(word in lowered for word in words)}
    if page.walked.password_field:
        found.add("password-form")
    if "refresh" in lowered and _REFRESH.search(source[:100_000]):
        found.add("meta-refresh")
    if "paywall" in lowered and _PAYWALL.search(source[:500_000]):
        found.add("paywall-markup")
    if _asks_for_scripts(lowered):
        found.add("noscript-required")
    short = letters(page.walked.text) < _SHORT
    if short and (page.scan.scripts > 2000 or "noscript-required" in found or 'id="root"' in lowered):
        found.add("script-shell")
    if page.walked.unseen > 400:
        found.add("hidden-text")
    return tuple(sorted(found | _gaps(page, source)))


def _gaps(page: Page, source: str) -> set[str]:
    """Signs that a reader with a browser would see more: hidden text, an empty root, a frame, a next page;
    or that the end of the page never came."""
    shown = letters(page.walked.text)
    signs = {
        "mostly-hidden": page.walked.unseen > max(400, shown),
        "hollow": page.scan.scripts > 2000 and bool(_HOLLOW.search(source)),
        "struck": bool(_STRUCK.search(source)),
        "framed": bool(_FRAMED.search(source)),
        "unclosed": bool(_OPENS.search(page.source[:20_000])) and not _CLOSES.search(page.source[-5_000:]),
        "continued": any(_NEXT_PAGE.search(tag) for tag in page.scan.head),
    }
    return {name for name, found in signs.items() if found}


def _asks_for_scripts(lowered: str) -> bool:
    """Whether one of the first <noscript> texts asks the reader to switch JavaScript on."""
    for part in lowered.split("<noscript", 20)[1:]:
        words = part[:1500].split("</noscript", 1)[0]
        if "javascript" in words and any(ask in words for ask in _ASKS):
            return True
    return False


def letters(text: str) -> int:
    """Characters that are not white space."""
    return sum(map(len, text.split()))
