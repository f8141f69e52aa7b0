"""What came of one look, from the exchange and the text that was read of it. Pure: a stored exchange
gets the same name years later. The only place that names an Availability for a look.

Rules stand in order and the first that speaks decides. A rule about a page's content asks for two
signs: "has been removed" stands in many pages that are alive and well.
"""

from __future__ import annotations

from collections.abc import Callable

from verify.extract.document import Unreadable
from verify.judge import addresses, wall_words
from verify.judge.doubt import doubt
from verify.judge.seen import Seen
from verify.model.availability import Availability, Sight
from verify.model.snapshot import Exchange, Truncation
from verify.model.text import SourceText

_STATUS = {
    401: Sight(Availability.blocked, "HTTP 401, the page asks for a login"),
    402: Sight(Availability.paywalled, "HTTP 402, the page asks for payment"),
    403: Sight(Availability.blocked, "HTTP 403"),
    404: Sight(Availability.not_found, "HTTP 404"),
    405: Sight(Availability.blocked, "HTTP 405"),
    406: Sight(Availability.blocked, "HTTP 406"),
    407: Sight(Availability.blocked, "HTTP 407, a proxy asks for a login"),
    408: Sight(Availability.timeout, "HTTP 408"),
    410: Sight(Availability.gone, "HTTP 410"),
    429: Sight(Availability.rate_limited, "HTTP 429"),
    451: Sight(Availability.legal, "HTTP 451, withheld for legal reasons"),
    999: Sight(Availability.blocked, "HTTP 999"),
}
_WALL_HEADERS = (("cf-mitigated", "challenge"), ("x-amzn-waf-action", ""), ("x-datadome", "protected"))
_WALL_SCRIPTS = frozenset(("challenge-script", "incapsula", "perimeterx", "datadome"))

# Characters outside menus, white space not counted.
_TINY = 500
_SHORT = 1200
_TEASER = 2500
_LONG = 4000


def classify(exchange: Exchange, text: SourceText | Unreadable | None) -> Sight:
    """Name what came of a look. `text` is what was read of the last hop's body, None if it was not read;
    for a 304 it is the stored text. `cause` is one plain part of a sentence.

    `ok` and `redirected` promise that the page was read in full. A change of scheme, www, AMP form or
    final slash alone is ok.
    """
    if exchange.failure is not None:
        return Sight(Availability(exchange.failure.kind.value), exchange.failure.cause)
    if exchange.last is None:
        return Sight(Availability.bad_response, "no response was kept")
    seen = Seen(exchange, exchange.last, text)
    return next(sight for rule in _RULES if (sight := rule(seen)) is not None)


def _bot_wall(seen: Seen) -> Sight | None:
    for name, word in _WALL_HEADERS:
        value = seen.hop.header(name)
        if value is not None and word in value.lower() and (seen.hop.status >= 400 or seen.size < _SHORT):
            return _blocked(seen, f"header {name}")
    failed = seen.hop.status >= 400
    titled = seen.in_heads(wall_words.says_wall)
    tiny = seen.size < _TINY
    if seen.marks & _WALL_SCRIPTS and tiny and (failed or titled or _empty(seen)):
        return _blocked(seen, "its challenge script")
    if "captcha-form" in seen.marks and tiny and (titled or (failed and wall_words.tells_wall(seen.words))):
        return _blocked(seen, "a captcha")
    if titled and tiny and (failed or wall_words.tells_wall(seen.words.replace(seen.meta.title or "", ""))):
        return _blocked(seen, f"titled “{(seen.meta.title or seen.meta.heading or '')[:60]}”")
    return None


def _blocked(seen: Seen, sign: str) -> Sight:
    return Sight(Availability.blocked, f"a bot wall ({sign}), HTTP {seen.hop.status}")


def _empty(seen: Seen) -> bool:
    return seen.size < 60


def _status(seen: Seen) -> Sight | None:
    status = seen.hop.status
    if 200 <= status < 300 or status == 304:
        return None
    if status in _STATUS:
        return _STATUS[status]
    if 500 <= status < 600:
        return Sight(Availability.server_error, f"HTTP {status}")
    if 300 <= status < 400:
        return Sight(Availability.bad_response, f"HTTP {status} without a target to follow")
    return Sight(Availability.bad_response, f"HTTP {status}")


def _login_wall(seen: Seen) -> Sight | None:
    if addresses.is_login(seen.asked):
        return None
    if addresses.is_login(seen.final) and seen.size < _LONG:
        return Sight(Availability.blocked, f"a login wall, redirected to {seen.final}")
    if "password-form" in seen.marks and seen.size < _TINY and seen.in_heads(wall_words.says_login):
        return Sight(Availability.blocked, "a login wall")
    return None


def _consent_wall(seen: Seen) -> Sight | None:
    if addresses.is_consent(seen.final) and not addresses.is_consent(seen.asked):
        return Sight(Availability.blocked, f"a consent wall, redirected to {seen.final}")
    if "consent-script" in seen.marks and seen.size < _SHORT and seen.in_heads(wall_words.says_consent):
        return Sight(Availability.blocked, "a consent wall")
    return None


def _redirected_away(seen: Seen) -> Sight | None:
    if addresses.is_home(seen.asked) or addresses.same_page(seen.asked, seen.final):
        return None
    if addresses.is_home(seen.final):
        whose = (
            "the front page" if addresses.same_site(seen.asked, seen.final) else "another site's front page"
        )
        return Sight(Availability.redirected_home, f"redirected to {whose}, {seen.final}")
    if addresses.is_error_page(seen.final) and not addresses.is_error_page(seen.asked):
        return Sight(Availability.soft_404, f"redirected to an error page, {seen.final}")
    if addresses.is_section_above(seen.asked, seen.final):
        return Sight(Availability.redirected_home, f"redirected up to the section {seen.final}")
    return None


def _cut(seen: Seen) -> Sight | None:
    truncated = seen.hop.truncated
    cause = seen.page.shortfall if seen.page and seen.marks & {"cut-length", "cut"} else None
    if truncated is Truncation.length or "cut-length" in seen.marks:
        return Sight(Availability.too_large, cause or "capture was cut: it was longer than the limit")
    if truncated is not None or "cut" in seen.marks:
        return Sight(Availability.truncated, cause or "capture was cut")
    if seen.hop.status == 206:
        return Sight(Availability.truncated, "HTTP 206, a part of the page")
    return None


def _unreadable(seen: Seen) -> Sight | None:
    if isinstance(seen.text, Unreadable):
        return Sight(seen.text.availability, seen.text.cause)
    return None


def _parked(seen: Seen) -> Sight | None:
    """Two signs, one of them words or a parking service's script."""
    if not seen.is_html or seen.size >= _TEASER:
        return None
    says, script = wall_words.tells_parked(seen.words), "parking-script" in seen.marks
    elsewhere = not addresses.same_site(seen.asked, seen.final)
    bare = seen.size < _TINY and seen.meta.published is None
    if says + script >= 1 and says + script + elsewhere + bare >= 2:
        return Sight(Availability.soft_404, "a parked domain")
    return None


def _soft_404(seen: Seen) -> Sight | None:
    """Not-found words in title or heading, and a second sign; in a long page two more."""
    if not seen.is_html or addresses.is_home(seen.asked):
        return None
    dated = seen.meta.published is not None
    heads = (seen.meta.title, seen.meta.heading)
    line = next((head for head in heads if wall_words.says_not_found(head)), None)
    if line is None:
        if seen.size < _TINY and not dated and wall_words.tells_not_found(seen.words):
            return Sight(Availability.soft_404, "a short undated text that says the page is not there")
        return None
    both = all(wall_words.says_not_found(head) for head in heads)
    noindex = "noindex" in (seen.meta.robots or "").lower()
    error_page = addresses.is_error_page(seen.final) and not addresses.is_error_page(seen.asked)
    signs = [seen.size < _SHORT, noindex, error_page, not dated, both]
    if sum(signs) >= (1 if seen.size < _LONG else 3):
        return Sight(Availability.soft_404, f"HTTP {seen.hop.status} titled “{line[:80]}”")
    return None


def _paywalled(seen: Seen) -> Sight | None:
    if not seen.is_html:
        return None
    asks = wall_words.tells_paywall(seen.words)
    markup = "paywall-markup" in seen.marks
    if seen.meta.free is False and (seen.size < _TEASER or asks or markup):
        return Sight(Availability.paywalled, "the page says it is not free and shows only a part")
    if asks and markup and seen.size < _TEASER:
        return Sight(Availability.paywalled, "a subscription is asked for after a short text")
    return None


def _shell(seen: Seen) -> Sight | None:
    if "script-shell" in seen.marks and seen.size < _TINY:
        return Sight(Availability.unsupported, "a JavaScript shell, next to no text without running it")
    if "meta-refresh" in seen.marks and seen.size < _TINY:
        return Sight(Availability.unsupported, "a page that only sends the browser on (meta refresh)")
    if seen.page is not None and not seen.words.strip():
        return Sight(Availability.unsupported, "a page without text")
    return None


def _shortfall(seen: Seen) -> Sight | None:
    if seen.page is not None and seen.page.shortfall:
        return Sight(Availability.unsupported, f"extraction shortfall: {seen.page.shortfall}")
    return None


def _read(seen: Seen) -> Sight:
    why = doubt(seen)
    if addresses.same_page(seen.asked, seen.final):
        return Sight(Availability.ok, f"HTTP {seen.hop.status}", doubt=why)
    for_good = all(hop.status in (301, 308) for hop in seen.exchange.hops[:-1])
    if for_good:
        return Sight(Availability.redirected, f"redirected for good to {seen.final}", seen.final, why)
    return Sight(Availability.redirected, f"redirected to {seen.final}", doubt=why)


_RULES: tuple[Callable[[Seen], Sight | None], ...] = (
    _bot_wall,
    _status,
    _login_wall,
    _consent_wall,
    _redirected_away,
    _cut,
    _unreadable,
    _parked,
    _soft_404,
    _paywalled,
    _shell,
    _shortfall,
    _read,
)
