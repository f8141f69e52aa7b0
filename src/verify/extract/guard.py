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
_FORMATTING = (
    r"(?:[bisuBISU]|[eE][mM]|[tT][tT]|[bB][iI][gG]|[cC][oO][dD][eE]|[fF][oO][nN][tT]|[nN][oO][bB][rR]"
    r"|[sS](?:[mM][aA][lL][lL]|[tT][rR](?:[iI][kK][eE]|[oO][nN][gG])))(?=[ \t\n\r\f/])"
)
_LONG = rf"/?[a-zA-Z][^ \t\n\r\f/>]*+(?:[ \t\n\r\f/]*+{ATTRIBUTE}){{300}}"
_TELLING = re.compile(rf"<(?:{_LONG}|({_FORMATTING}))".encode())


def harmless(markup: bytes) -> bool:
    """Whether no parser can be slow on this markup (UTF-8). False says nothing."""
    tags = markup.count(b"<")
    if tags > MAX_TAGS or len(markup) > MAX_LENGTH:
        return False
    found = _TELLING.findall(markup)
    return all(found) and (_SAME + len(found)) * tags <= _MOST_REOPENED * 2
