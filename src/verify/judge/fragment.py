"""Whether what a URL's fragment names stands on the page: its anchor, and all of its text directives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from verify.extract.anchors import check_anchor
from verify.extract.quick_text import QuickPage
from verify.match.text_fragment import Fragment, SearchText, TextDirective, check_text, parse_fragment
from verify.model.link import FragmentCheck
from verify.model.text import SourceText

_UNSURE = ("script-shell", "hollow", "noscript-required")
"""Markers of pages that a browser's scripts fill: what is absent from them may be there for a reader."""


@dataclass
class FragmentPage:
    """A page as it was decoded, asked for one fragment or more. `full` is the whole extraction, None where
    the page has no text that can be read; it is called at most once, and only where a quick look at the
    markup has not found the words. `parsed` is the same page where somebody has parsed it already."""

    markup: str
    full: Callable[[], SourceText | None]
    parsed: QuickPage | None = None

    @cached_property
    def quick(self) -> QuickPage:
        return self.parsed or QuickPage(self.markup)

    @cached_property
    def text(self) -> SourceText | None:
        return self.full()

    @cached_property
    def search(self) -> SearchText | None:
        return SearchText(self.text) if self.text is not None else None

    def check(self, fragment: str) -> FragmentCheck:
        """One fragment, as it stands behind the #. All of its directives must be there."""
        parts = parse_fragment(fragment)
        if not parts.directives and not parts.problems:
            return self._anchor(fragment, parts)
        if parts.problems:
            return FragmentCheck(fragment, False, f"the text fragment cannot be read: {parts.problems[0]}")
        for directive in parts.directives:
            reason = self._missing(directive)
            if reason:
                return self._absent(fragment, reason)
        return FragmentCheck(fragment, True)

    def _anchor(self, fragment: str, parts: Fragment) -> FragmentCheck:
        found = check_anchor(self.quick, parts.anchor or "")
        if found.found is False:
            return self._absent(fragment, found.reason)
        return FragmentCheck(fragment, found.found, found.reason)

    def _missing(self, directive: TextDirective) -> str:
        """Why a directive is not on the page, "" where it is."""
        if self._seen_quickly(directive):
            return ""
        if self.search is None:
            return "the page has no text that can be read"
        return self.search.check(directive).reason

    def _seen_quickly(self, directive: TextDirective) -> bool:
        parts = (directive.end, directive.prefix, directive.suffix)
        around = any(part is not None for part in parts)
        stretches = self.quick.stretches(directive.start, around=around)
        return any(check_text(directive, each).found for each in stretches)

    def _absent(self, fragment: str, reason: str) -> FragmentCheck:
        """Not there, unless the page was not seen whole: then it could not be told."""
        doubt = _doubt(self.text)
        return (
            FragmentCheck(fragment, None, f"{reason}; {doubt}")
            if doubt
            else FragmentCheck(fragment, False, reason)
        )


def check_fragment_in_text(fragment: str, text: SourceText) -> FragmentCheck:
    """The text directives of a fragment in a document without markup (plain text, PDF)."""
    if not parse_fragment(fragment).directives:
        return FragmentCheck(fragment, None, "anchors are not looked for in a document of this kind")
    return FragmentPage("", lambda: text).check(fragment)


def _doubt(text: SourceText | None) -> str:
    if text is None:
        return "the page could not be read"
    if text.shortfall:
        return f"the page was not read in full: {text.shortfall}"
    return "the page is made by its scripts" if any(each in text.markers for each in _UNSURE) else ""
