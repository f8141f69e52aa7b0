"""What a final HTTP status says where the page itself says nothing else.

RFC 9110 and the IANA registry; beside them the codes that proxies and walls made up. Only 404 and 410 say
that a page is not there: every other refusal is about us, the moment or the server.
"""

from __future__ import annotations

from verify.model.availability import Availability

_BLOCKED = Availability.blocked
_BAD = Availability.bad_response
_SERVER = Availability.server_error

STATUSES: dict[int, tuple[Availability, str]] = {
    204: (_BAD, "an answer without content"),
    205: (_BAD, "an answer without content"),
    300: (_BAD, "several choices and none of them to follow"),
    304: (_BAD, "not modified, though nothing was asked for on that condition"),
    305: (_BAD, "only to be had through a proxy"),
    401: (_BLOCKED, "the page asks for a login"),
    402: (Availability.paywalled, "the page asks for payment"),
    403: (_BLOCKED, ""),
    404: (Availability.not_found, ""),
    405: (_BLOCKED, ""),
    406: (_BLOCKED, ""),
    407: (_BLOCKED, "a proxy asks for a login"),
    408: (Availability.timeout, "the server waited too long for the request"),
    410: (Availability.gone, ""),
    418: (_BLOCKED, "the server refuses in jest"),
    420: (Availability.rate_limited, "the server asks to slow down"),
    423: (_BLOCKED, "the page is locked"),
    429: (Availability.rate_limited, ""),
    430: (_BLOCKED, "the server takes the request for an attack"),
    440: (_BLOCKED, "the page asks for a login"),
    444: (Availability.refused, "the server wants no more of the connection"),
    450: (_BLOCKED, "a filter on the way keeps the page back"),
    451: (Availability.legal, "withheld for legal reasons"),
    460: (Availability.timeout, "a balancer gave up waiting"),
    495: (_BLOCKED, "the server asks for a client certificate"),
    496: (_BLOCKED, "the server asks for a client certificate"),
    498: (_BLOCKED, "the page asks for a login"),
    499: (Availability.timeout, "a server on the way gave up waiting"),
    509: (_SERVER, "the site has used up its bandwidth"),
    511: (_BLOCKED, "the network here asks for a login"),
    520: (_SERVER, "the server behind Cloudflare gave an unreadable answer"),
    521: (_SERVER, "the server behind Cloudflare refused the connection"),
    522: (_SERVER, "the server behind Cloudflare did not answer in time"),
    523: (_SERVER, "the server behind Cloudflare cannot be reached"),
    524: (_SERVER, "the server behind Cloudflare took too long"),
    525: (_SERVER, "no secure connection to the server behind Cloudflare"),
    526: (_SERVER, "the certificate of the server behind Cloudflare is not valid"),
    527: (_SERVER, "the connection behind Cloudflare broke"),
    529: (_SERVER, "the server has too much to do"),
    530: (_SERVER, "Cloudflare cannot find the server behind it"),
    561: (_BLOCKED, "the page asks for a login"),
    598: (Availability.timeout, "a proxy on the way gave up reading"),
    599: (Availability.timeout, "a proxy on the way gave up connecting"),
    999: (_BLOCKED, "what LinkedIn and others answer to programs"),
}


def of_status(status: int) -> tuple[Availability, str] | None:
    """The availability and cause of a final status; None where the page that came with it decides."""
    if status in STATUSES:
        availability, words = STATUSES[status]
        return availability, f"HTTP {status}, {words}" if words else f"HTTP {status}"
    if 200 <= status < 300:
        return None
    if 300 <= status < 400:
        return _BAD, f"HTTP {status} without a target to follow"
    if 500 <= status < 600:
        return _SERVER, f"HTTP {status}"
    return _BAD, f"HTTP {status}"
