"""What may reach a terminal or a cell: no control characters, no bidi tricks, no line breaks."""

from __future__ import annotations

import re
import unicodedata

# What a build server obeys anywhere in a line of its log: ##[error]…, ##vso[…], ##teamcity[…].
_ORDER = re.compile(r"##(?=\w*\[)")
# What GitHub obeys at the beginning of a line, white space or not: ::add-mask::…
_COMMAND = re.compile(r"^([^\S\n]*):(?=:)", re.MULTILINE)
# C0 and C1 controls, soft hyphens, bidi controls, zero-width joiners, tags, lone surrogates.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)


def clean(text: str) -> str:
    """`text` on one line; what could steer a terminal is U+FFFD or a space, and `##[` is parted."""
    return _ORDER.sub("# #", _UNSAFE.sub(_stand_in, text))


def defused(lines: str) -> str:
    """Text for people, such that no line of it is a command to the build server that shows it as a log.

    A space more is all that is seen of it. Not for text that has such commands of its own.
    """
    return _COMMAND.sub(r"\1: ", _ORDER.sub("# #", lines))


def defused_json(text: str) -> str:
    """JSON of the same value, such that it holds no such command. (No line of it begins with a colon.)"""
    return _ORDER.sub(r"#\\u0023", text)


def _stand_in(found: re.Match[str]) -> str:
    char = found.group()
    if char in "\t\n\r\x0b\x0c\u2028\u2029":
        return " "
    return "" if unicodedata.category(char) == "Cf" else "\ufffd"


def shorten(text: str, width: int) -> str:
    """At most `width` characters, cut at a word where there is one, with an ellipsis."""
    if len(text) <= width:
        return text
    cut = text[: width - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > width * 2 // 3 else cut).rstrip(" ,;:") + "…"
