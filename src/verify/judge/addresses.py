"""Whether two URLs are the same page to an editor, and what a redirect's target is."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|yclid|mc_[ce]id|ref|ref_src|source|cmpid|ocid|amp|outputtype|_amp", re.IGNORECASE
)
_HOST_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp)\.")
_HOME = re.compile(
    r"/*(?:[a-z]{2,3}(?:[-_][a-z]{2,4})?/*)?(?:(?:index|default|home|main)(?:\.\w{2,5})?/*)?", re.IGNORECASE
)
_AMP = re.compile(r"/amp(?=/|$)|\.amp(?=\.html?$|$)", re.IGNORECASE)
_LOGIN_PATH = re.compile(
    r"/(?:log[-_]?in|sign[-_]?in|log[-_]?on|sso|oauth2?|saml|checkpoint|wp-login\.php|auth)(?:[/.?]|$)",
    re.IGNORECASE,
)
_LOGIN_HOST = re.compile(r"^(?:login|signin|accounts?|auth|sso|id|passport)\.", re.IGNORECASE)
_CONSENT_HOST = re.compile(r"^(?:consent|guce|collector\.guce)\.", re.IGNORECASE)
_ERROR_PATH = re.compile(
    r"/(?:404|error|not-?found|page-?not-?found|errors?/404|notfound)(?:\.\w{2,5})?/*$", re.IGNORECASE
)


def is_home(url: str) -> bool:
    """A site's front page or the front page of one of its languages."""
    parts = _split(url)
    return (
        bool(_HOME.fullmatch(parts.path))
        and not _meaning(parts)
        and not parts.fragment.startswith(("!", "/"))
    )


def same_page(asked: str, final: str) -> bool:
    """Equal but for scheme, www or mobile host, AMP form, final slash, escapes, tracking parameters."""
    return _core(asked) == _core(final)


def is_login(url: str) -> bool:
    parts = _split(url)
    return bool(_LOGIN_PATH.search(parts.path) or _LOGIN_HOST.search(parts.hostname or ""))


def is_consent(url: str) -> bool:
    return bool(_CONSENT_HOST.search(_split(url).hostname or ""))


def is_error_page(url: str) -> bool:
    return bool(_ERROR_PATH.search(_split(url).path))


def is_section_above(asked: str, final: str) -> bool:
    """The redirect led from an article up to the section it stood in: /world/2018/05/x -> /world/."""
    above, below = _steps(final), _steps(asked)
    return (
        bool(above)
        and len(above) <= len(below) - 2
        and len(above) <= 2
        and below[: len(above)] == above
        and _host(_split(asked)) == _host(_split(final))
        and not _meaning(_split(final))
    )


def other_document(asked: str, final: str) -> bool:
    """Whether a redirect led to a page of another name: one that only moved keeps its last step or its id."""
    if same_page(asked, final):
        return False
    old, new = _steps(asked)[-1:], _steps(final)[-1:]
    if not old or not new:
        return True
    numbers = {part for part in re.findall(r"\d{5,}", asked) if part in final}
    return not numbers and old[0] not in new[0] and new[0] not in old[0]


def same_site(one: str, other: str) -> bool:
    """One host equals the other or is a subdomain of it."""
    left, right = _host(_split(one)), _host(_split(other))
    return left == right or left.endswith(f".{right}") or right.endswith(f".{left}")


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises for a port that is no number
    except ValueError:
        return SplitResult("", "", url, "", "")
    return parts


def _host(parts: SplitResult) -> str:
    return _HOST_PREFIX.sub("", (parts.hostname or "").lower().rstrip("."))


def _meaning(parts: SplitResult) -> list[tuple[str, str]]:
    pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=None)
    return sorted((name, value) for name, value in pairs if not _TRACKING.fullmatch(name))


def _steps(url: str) -> list[str]:
    return [step for step in unquote(_split(url).path).split("/") if step]


def _core(url: str) -> tuple[object, ...]:
    parts = _split(url)
    port = None if parts.port in (80, 443) else parts.port
    path = _AMP.sub("", unquote(parts.path)).rstrip("/")
    return _host(parts), port, re.sub(r"/index\.(?:html?|php)$", "", path), _meaning(parts)
