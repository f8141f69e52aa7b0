"""A quick look that clears ordinary markup for the parser; a longer one (see scan) decides on the rest.

Parsers slow down with the square of the nesting, of a tag's attributes, and of formatting tags that are never
closed (WHATWG HTML 13.2.4.3). Few and short tags cannot do that, wherever they stand.
"""

from __future__ import annotations

import re

from verify.extract.links.tags import ATTRIBUTE

MAX_TAGS = 8000
"""So many tags inside each other take the parser a quarter of a second."""
MAX_LENGTH = 1_500_000
_MOST_REOPENED = 300_000  # elements that the parser would make anew
_SAME = 40  # of formatting tags without attributes three of a name are made anew, at most
MAX_SEPARATORS = 15_000
"""So many attributes in one tag take the parser half a second."""
_SEPARATORS = b" \t\n\r\f/\"'"
_FORMATTING = re.compile(
    rb"<[bisuetcfnBISUETCFN](?:|[mMtT]|[iI][gG]|[oO][dD][eE]|[oO][nN][tT]|[oO][bB][rR]|[mM][aA][lL][lL]"
    rb"|[tT][rR][iIoO][kKnN][eEgG])[ \t\n\r\f/]"
)  # b, i, s, u, em, tt, big, code, font, nobr, small, strike, strong, and little else
_LONG_TAG = re.compile(rf"</?[a-zA-Z][^ \t\n\r\f/>]*+(?:[ \t\n\r\f/]*+{ATTRIBUTE}){{300}}".encode())


def harmless(markup: bytes) -> bool:
    """Whether no parser can be slow on this markup (UTF-8). False says nothing."""
    tags = markup.count(b"<")
    if tags > MAX_TAGS or len(markup) > MAX_LENGTH:
        return False
    formatting = _SAME + len(_FORMATTING.findall(markup))
    return formatting * tags <= _MOST_REOPENED * 2 and _few_attributes(markup)


def _few_attributes(markup: bytes) -> bool:
    """Whether no tag has very many. An attribute stands behind white space, a slash or a quotation mark
    (WHATWG HTML 13.2.5.32 and following): where these are few, the attributes are."""
    if len(markup) - len(markup.translate(None, _SEPARATORS)) <= MAX_SEPARATORS:
        return True
    return _LONG_TAG.search(markup) is None
