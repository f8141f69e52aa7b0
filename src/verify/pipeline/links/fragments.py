"""What fragments name, looked for on a page that was asked for or in a file that lies here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from verify.extract.anchors import check_pdf_anchor
from verify.extract.decode import decode
from verify.extract.document import Unreadable, extract
from verify.judge.fragment import FragmentPage, check_fragment_in_text
from verify.match.text_fragment import parse_fragment
from verify.model.availability import Availability, Sight
from verify.model.link import FragmentCheck
from verify.model.text import SourceText
from verify.pipeline.links.opened import Opened

MARKDOWN = "text/markdown"
_PARTLY = (Availability.truncated, Availability.too_large)
"""Of such a page a part was read: what a fragment names may be found in it."""


def check_fragments(
    fragments: Sequence[str], sight: Sight, opened: Opened | None, doubt: Callable[[], str]
) -> tuple[FragmentCheck, ...]:
    """An answer for each fragment, in order. `opened` None: nothing came, or nothing was read. `doubt` says
    why what is absent from the page may stand in the document all the same; "" where nothing speaks for it.

    On a page that could not be read nothing is missing: `found` is None there, with the page's reason.
    """
    if not fragments:
        return ()
    checks = _looked_for(fragments, sight, opened)
    if all(check.found is not False for check in checks):
        return checks
    why = doubt()
    return tuple(
        FragmentCheck(check.fragment, None, f"{check.reason}; {why}")
        if why and check.found is False
        else check
        for check in checks
    )


def _looked_for(fragments: Sequence[str], sight: Sight, opened: Opened | None) -> tuple[FragmentCheck, ...]:
    if opened is None or not (sight.availability.readable or sight.availability in _PARTLY):
        return _untold(fragments, f"the page could not be read: {sight.cause or sight.availability}")
    if opened.light is not None:
        page = FragmentPage(opened.page.markup, lambda: _readable(opened.full), opened.page)
        return tuple(page.check(each) for each in fragments)
    text = opened.full
    if isinstance(text, Unreadable):
        return _untold(fragments, text.cause)
    return _checked(fragments, opened.inflated.data, opened.hop.header("content-type"), text)


def _readable(text: SourceText | Unreadable) -> SourceText | None:
    return text if isinstance(text, SourceText) else None


def check_local(
    fragments: Sequence[str],
    content: bytes,
    content_type: str | None,
    read: Callable[[], SourceText | Unreadable],
) -> tuple[FragmentCheck, ...]:
    """The same for a file's content; `read` gives its text. In Markdown headings are anchors too."""
    if content_type == MARKDOWN:
        return _in_markdown(fragments, decode(content).text)
    text = read()
    if isinstance(text, Unreadable):
        return _untold(fragments, text.cause)
    return _checked(fragments, content, content_type, text)


def _in_markdown(fragments: Sequence[str], source: str) -> tuple[FragmentCheck, ...]:
    """Words are looked for in what a reader sees, across marks for bold text and links."""
    from verify.extract.links.markdown_anchors import as_html, check_markdown_anchor  # slow to load

    shown = ""
    if any(map(_names_text, fragments)):
        shown = "<!doctype html><meta charset=utf-8><body>" + as_html(source)
    page = FragmentPage(shown, lambda: _text_of(shown))
    return tuple(
        page.check(each) if _names_text(each) else check_markdown_anchor(source, each) for each in fragments
    )


def _text_of(markup: str) -> SourceText | None:
    return _readable(extract(markup.encode(), content_type="text/html; charset=utf-8", url=""))


def _checked(
    fragments: Sequence[str], body: bytes, content_type: str | None, text: SourceText
) -> tuple[FragmentCheck, ...]:
    """Text directives are looked for in the text as extracted, anchors in the markup or the PDF."""
    page = FragmentPage("", lambda: text)  # the text is at hand: a quick look at the markup saves nothing
    if "pdf" in text.media_type:
        return tuple(
            page.check(each) if _names_text(each) else check_pdf_anchor(body, each) for each in fragments
        )
    if "html" not in text.media_type:
        return tuple(check_fragment_in_text(each, text) for each in fragments)
    if not all(map(_names_text, fragments)):
        page = FragmentPage(decode(body, content_type).text, lambda: text)
    return tuple(page.check(each) for each in fragments)


def _names_text(fragment: str) -> bool:
    parts = parse_fragment(fragment)
    return bool(parts.directives or parts.problems)


def _untold(fragments: Sequence[str], reason: str) -> tuple[FragmentCheck, ...]:
    return tuple(FragmentCheck(each, None, reason) for each in fragments)
