"""Whether two URLs are the same page to an editor, and what a redirect's target is."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from verify.judge.vendors import marks, on_host

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|yclid|mc_[ce]id|ref|ref_src|source|cmpid|ocid|amp|outputtype|_amp", re.IGNORECASE
)
_HOST_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp)\.")
_AMP = re.compile(r"/amp(?=/|$)|\.amp(?=\.html?$|$)", re.IGNORECASE)
_LOGIN_PATH = re.compile(
    r"/(?:log[-_]?in|sign[-_]?in|log[-_]?on|sso|oauth2?|saml|checkpoint|wp-login\.php|auth)(?:[/.?]|$)",
    re.IGNORECASE,
)
_LOGIN_HOST = re.compile(r"^(?:login|signin|accounts?|auth|sso|passport)\.", re.IGNORECASE)
_ID_HOST = re.compile(r"^id\.", re.IGNORECASE)  # also Indonesian, as of an encyclopedia
_CONSENT_HOST = re.compile(r"^(?:consent|guce|collector\.guce)\.", re.IGNORECASE)
_ERROR_PATH = re.compile(
    r"/(?:404|error|not[-_]?found|page[-_]?not[-_]?found|errors?/(?:404|not[-_]?found)|error[-_]?404)"
    r"(?:\.\w{2,5})?/*$",
    re.IGNORECASE,
)
_ERROR_QUERY = re.compile(r"(?:^|&)(?:aspxerrorpath=|error=404(?:&|$)|404;)", re.IGNORECASE)


def is_home(url: str) -> bool:
    """A site's front page or the front page of one of its languages."""
    parts = _split(url)
    return (
        bool(_home().fullmatch(parts.path))
        and not _meaning(parts)
        and not parts.fragment.startswith(("!", "/"))
    )


def same_page(asked: str, final: str) -> bool:
    """Equal but for scheme, www or mobile host, AMP form, final slash, escapes, tracking parameters."""
    return _core(asked) == _core(final)


def is_login(url: str) -> bool:
    parts = _split(url)
    host = parts.hostname or ""
    by_id = _ID_HOST.search(host) and parts.query
    return bool(_LOGIN_PATH.search(parts.path) or _LOGIN_HOST.search(host) or by_id)


def is_consent(url: str) -> bool:
    host = _split(url).hostname or ""
    return bool(_CONSENT_HOST.search(host)) or on_host(host, marks().consent_hosts) is not None


def is_wall(url: str) -> bool:
    """An address that only asks whether a person is there."""
    return any(mark in url.lower() for mark in marks().wall_addresses)


def for_sale(url: str) -> str | None:
    """The domain trader whose host this is."""
    return on_host(_split(url).hostname or "", marks().parking_hosts)


def is_short(url: str) -> bool:
    """An address that only stands for another one, as of a URL shortener."""
    return _host(_split(url)) in marks().shorteners


def is_error_page(url: str) -> bool:
    parts = _split(url)
    return bool(_ERROR_PATH.search(parts.path) or _ERROR_QUERY.search(parts.query))


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


def query_of(url: str) -> list[tuple[str, str]]:
    """The parameters that say which page is meant, tracking left out, sorted."""
    return _meaning(_split(url))


def host_of(url: str) -> str:
    """The host in small letters, without www, m or amp."""
    return _host(_split(url))


def steps_of(url: str) -> list[str]:
    """The path's steps, escapes undone."""
    return _steps(url)


def same_folder(asked: str, final: str) -> bool:
    """Whether a redirect stayed in the folder of the page that was asked for, as one does that only gives an
    old name its new spelling. A page at the top of a site is in no folder."""
    folder = _steps(asked)[:-1]
    stays = _steps(final)[: len(folder)] == folder and len(_steps(final)) > len(folder)
    return bool(folder) and stays and _host(_split(asked)) == _host(_split(final))


def same_site(one: str, other: str) -> bool:
    """One host equals the other or is a subdomain of it."""
    left, right = _host(_split(one)), _host(_split(other))
    return left == right or left.endswith(f".{right}") or right.endswith(f".{left}")


@lru_cache(maxsize=1)
def _home() -> re.Pattern[str]:
    """The paths of front pages, by marks/editions.toml."""
    file = resources.files("verify.judge").joinpath("marks", "editions.toml")
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    codes = "|".join(sorted({*read["languages"], *read["countries"]}))
    names = r"(?:index|default|home|main)(?:\.\w{2,5})?/*"
    return re.compile(rf"/*(?:(?:{codes})(?:[-_][a-z]{{2,4}})?/*)?(?:{names})?", re.IGNORECASE)


@lru_cache(maxsize=1024)  # the rules ask of the same few addresses again and again
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


@lru_cache(maxsize=1024)
def _core(url: str) -> tuple[object, ...]:
    parts = _split(url)
    port = None if parts.port in (80, 443) else parts.port
    path = _AMP.sub("", unquote(parts.path)).rstrip("/")
    return _host(parts), port, re.sub(r"/index\.(?:html?|php)$", "", path), _meaning(parts)
