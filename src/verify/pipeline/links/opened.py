"""The last response of a look, opened as far as is needed: many links need less than all of the text."""

from __future__ import annotations

from functools import cached_property

from verify.extract.decode import decode
from verify.extract.document import Unreadable
from verify.extract.glance import glance
from verify.extract.inflate import Inflated, inflate
from verify.extract.payload import read_payload, reading_limit
from verify.extract.quick_text import QuickPage
from verify.model.snapshot import Hop
from verify.model.text import SourceText

_HTML = ("text/html", "application/xhtml+xml")


class Opened:
    """Of one hop; `limit` caps the decoded size in bytes. Each part is worked out once, when asked for."""

    def __init__(self, hop: Hop, limit: int) -> None:
        self.hop = hop
        self._limit = limit

    @cached_property
    def inflated(self) -> Inflated:
        return inflate(
            self.hop.body, self.hop.header("content-encoding"), reading_limit(self.hop, self._limit)
        )

    @cached_property
    def full(self) -> SourceText | Unreadable:
        """The text as for a claim."""
        return read_payload(self.hop, limit=self._limit)

    @cached_property
    def page(self) -> QuickPage:
        return QuickPage(decode(self.inflated.data, self.hop.header("content-type")).text)

    @cached_property
    def light(self) -> SourceText | None:
        """What a glance gives of a whole HTML page that is plainly long, else None."""
        media_type = (self.hop.header("content-type") or "").partition(";")[0].strip().lower()
        whole = self.hop.status == 200 and self.hop.truncated is None and self.inflated.problem is None
        if not whole or media_type not in _HTML or self.inflated.data.lstrip()[:1] != b"<":
            return None
        return glance(self.page)
