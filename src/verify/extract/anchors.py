"""Whether an anchor stands on a page: what the part of a URL behind the # names (WHATWG HTML 7.4.6.3)."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from typing import Any
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from verify.extract.decode import decode
from verify.extract.pdf import load_library
from verify.extract.quick_text import QuickPage
from verify.model.link import FragmentCheck

_DIRECTIVES = ":~:"
_ADDED = "user-content-"  # GitHub and others put it before the ids of what their users write
_INERT = frozenset(("template", "noscript", "iframe", "noembed", "noframes", "script", "style"))
_ROUTE = re.compile(r"[!/]")
_MEDIA = re.compile(r"(?:t|xywh|track|id)=")
_CODE = re.compile(r"L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?\Z|(?:lines?|LC|n|l)-?\d+\Z")
_SETTINGS = re.compile(r"[\w.-]+=")
_LATE = re.compile(
    r"(?:issuecomment|discussioncomment|discussion_r|pullrequestreview|comment|diff|gid|heading)[-_.]?\w"
)
_PDF_PAGE = re.compile(r"(?:.*&)?page=(\d{1,9})(?:&|\Z)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\"\\]")


def has_anchor(markup: bytes | str | QuickPage, fragment: str) -> bool:
    """Whether the page has an element with that id, or an <a> with that name; case counts.

    The fragment is tried as it stands and percent-decoded, and with the prefix `user-content-`. An empty one
    and `top` are on every page. Markup that would be slow to parse is searched as text alone.
    """
    wanted = _names(fragment.partition(_DIRECTIVES)[0])
    if not wanted:
        return True
    page = _page(markup)
    spelt_out = [name for name in wanted if name in page.markup]
    if not spelt_out and "&" not in page.markup:
        return False
    if page.tree is None:
        return any(_spelt(page.markup, name) for name in spelt_out)
    names = spelt_out if "&#" not in page.markup and _plain(wanted) else wanted
    selector = ",".join(f'[id="{_quoted(each)}"],a[name="{_quoted(each)}"]' for each in names)
    return bool(selector) and any(_live(node) for node in page.tree.css(selector))


def check_anchor(markup: bytes | str | QuickPage, fragment: str) -> FragmentCheck:
    """`has_anchor` with its reason. What is not there and is commonly made by a page's scripts, or means
    something else than an anchor (routes, media, lines of code), could not be told."""
    anchor = fragment.partition(_DIRECTIVES)[0]
    if has_anchor(markup, anchor):
        return FragmentCheck(fragment, True)
    doubt = _doubt(anchor)
    if doubt:
        return FragmentCheck(fragment, None, doubt)
    return FragmentCheck(fragment, False, f"nothing on the page is called “{unquote(anchor)[:100]}”")


def check_pdf_anchor(body: bytes, fragment: str, load: Callable[[], Any] = load_library) -> FragmentCheck:
    """`#page=N` of a PDF (RFC 8118) by its number of pages; named destinations could not be told."""
    asked = _PDF_PAGE.match(fragment)
    if not asked:
        return FragmentCheck(fragment, None, "places in a PDF other than pages are not looked for")
    library = load()
    if library is None:
        return FragmentCheck(fragment, None, "PDF needs the extra [pdf]: pip install 'verify-sources[pdf]'")
    try:
        with closing(library.PdfDocument(body)) as document:
            count = len(document)
    except library.PdfiumError:
        return FragmentCheck(fragment, None, "the PDF is damaged or encrypted")
    page = int(asked[1])
    if 0 < page <= count:
        return FragmentCheck(fragment, True)
    return FragmentCheck(fragment, False, f"the PDF has no page {page}, it has {count}")


def _page(markup: bytes | str | QuickPage) -> QuickPage:
    if isinstance(markup, QuickPage):
        return markup
    return QuickPage(decode(markup).text if isinstance(markup, bytes) else markup)


def _names(anchor: str) -> tuple[str, ...]:
    """The names that an element may have; none for those that every page has."""
    decoded = unquote(anchor, errors="replace")
    if not anchor or decoded.lower() == "top":
        return ()
    spelt = dict.fromkeys((anchor, decoded))
    return tuple(f"{added}{each}" for each in spelt for added in ("", _ADDED))


def _plain(names: tuple[str, ...]) -> bool:
    """Whether no page writes any of them with entities: letters and digits need none."""
    return all(name.isascii() and not re.search(r"[&<>\"']", name) for name in names)


def _live(node: LexborNode | None) -> bool:
    while node is not None:
        if node.tag in _INERT:
            return False
        node = node.parent
    return True


def _spelt(markup: str, name: str) -> bool:
    return bool(
        re.search(rf"\b(?:id|name)\s{{0,5}}=\s{{0,5}}[\"']?{re.escape(name)}[\"'\s>]", markup, re.IGNORECASE)
    )


def _quoted(name: str) -> str:
    """As the inside of a CSS string."""
    return _CONTROL.sub(lambda found: f"\\{ord(found.group()):x} ", name)


def _doubt(anchor: str) -> str:
    if _ROUTE.match(anchor):
        return "a route that the page's own scripts read"
    if _MEDIA.match(anchor):
        return "a part of a recording or picture, not an anchor"
    if _CODE.match(anchor):
        return "a line of code, which pages often show by script"
    if _LATE.match(anchor):
        return "something that pages often load by script"
    if _SETTINGS.match(anchor):
        return "it reads like a setting for the page's scripts"
    return ""
