"""A page as somebody saved it from a browser: HTML, PDF, plain text; of MHTML the page itself.

The bytes decide what it is. What the file says of itself, as the address it was saved from, proves nothing;
it is given back so that a person can compare it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

from verify.extract.document import Unreadable, extract
from verify.model.availability import Availability

_MHTML = re.compile(rb"^content-type:\s{0,9}multipart/related\b", re.IGNORECASE | re.MULTILINE)
_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:")
_HEAD = 8192
_SAID = (
    re.compile(rb"saved from url=\(\d{1,6}\)\s{0,9}(https?://[^\s<>\"]{1,2000})"),
    re.compile(rb"saved with SingleFile\s{1,99}url:\s{0,9}(https?://[^\s<>\"]{1,2000})"),
)


@dataclass(frozen=True)
class SavedPage:
    """`media_type` is a Content-Type; `body` the page's own bytes; `said_url` where the file says it is from.

    `trouble` says why its text cannot be read here, as of a PDF that is encrypted; empty where it can.
    """

    media_type: str
    body: bytes
    said_url: str | None = None
    trouble: str = ""


def read_saved(content: bytes, name: str) -> SavedPage | Unreadable:
    """The page in a saved file; `name` tells the ending. Never raises for bad input."""
    if _is_mhtml(content):
        return _page_of_mhtml(content)
    read = extract(content, content_type=None, url=name)
    if not isinstance(read, Unreadable):
        return SavedPage(read.media_type, content, _said(content))
    if b"%PDF-" in content[:1024]:
        return SavedPage("application/pdf", content, trouble=read.cause)
    return read


def _is_mhtml(content: bytes) -> bool:
    """Whether it begins with the fields of a message (RFC 2557)."""
    return bool(_FIELD.match(content)) and bool(_MHTML.search(content[:_HEAD]))


def _page_of_mhtml(content: bytes) -> SavedPage | Unreadable:
    try:
        message = message_from_bytes(content)
        part = next((each for each in message.walk() if each.get_content_type() == "text/html"), None)
        body = part.get_payload(decode=True) if part else None
    except (ValueError, LookupError, RecursionError):
        part, body = None, None
    if part is None or not isinstance(body, bytes) or not body.strip():
        return Unreadable(Availability.unsupported, "the MHTML file holds no HTML page that can be read")
    charset = part.get_content_charset()
    kind = (
        f"text/html; charset={charset}"
        if charset and re.fullmatch(r"[\w.:-]{1,40}", charset)
        else "text/html"
    )
    return SavedPage(kind, body, _location(message, part))


def _location(message: Message, part: Message) -> str | None:
    said = message.get("Snapshot-Content-Location") or part.get("Content-Location")
    return str(said).strip() if said and re.match(r"https?://\S{1,2000}\Z", str(said).strip()) else None


def _said(content: bytes) -> str | None:
    found = next((hit for each in _SAID if (hit := each.search(content[:_HEAD]))), None)
    return found[1].decode("utf-8", "replace") if found else None
