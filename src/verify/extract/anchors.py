"""Whether an anchor stands on a page: what the part of a URL behind the # names (WHATWG HTML 7.4.6.3)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
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
_ATTRIBUTE = r"\b(?i:id|name)\s{0,5}=\s{0,5}[\"']?(?:%s)[\"'\s>]"
_QUOTE = r"(?:\\{0,7}(?:[\"'`]|u0022|u0027)|&quot;|&#3[49];)"
_IN_SCRIPT = (  # markup in a string, or a property as scripts and JSON write it
    rf"\b(?:(?i:id|name)\s{{0,5}}=\s{{0,5}}{_QUOTE}?(?:%s)(?:{_QUOTE}|[\s>/])"
    rf"|id{_QUOTE}?\s{{0,5}}:\s{{0,5}}{_QUOTE}(?:%s){_QUOTE})"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f\"\\]")


def has_anchor(markup: bytes | str | QuickPage, fragment: str) -> bool:
    """Whether the page has an element with that id, or an <a> with that name.

    The fragment is tried as it stands and percent-decoded; case counts. It is tried with the prefix
    `user-content-` too, in any case: the scripts of the sites that write it look for it in small letters.
    An empty one and `top` are on every page. Markup that would be slow to parse is searched as text alone.
    """
    return _found(_page(markup), _names(fragment.partition(_DIRECTIVES)[0]))


def check_anchor(markup: bytes | str | QuickPage, fragment: str) -> FragmentCheck:
    """`has_anchor` with its reason. What is not there could not be told where the page's scripts hold an
    element of that name, where it is of a kind that scripts commonly make, or where it means something else
    than an anchor (routes, media, lines of code)."""
    anchor = fragment.partition(_DIRECTIVES)[0]
    page, names = _page(markup), _names(anchor)
    if _found(page, names):
        return FragmentCheck(fragment, True)
    doubt = _doubt(anchor) or _made_by_script(page, names)
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
    """The names that an element may have, without the prefix; none for those that every page has."""
    decoded = unquote(anchor, errors="replace")
    if not anchor or decoded.lower() == "top":
        return ()
    return tuple(dict.fromkeys((anchor, decoded)))


def _found(page: QuickPage, names: tuple[str, ...]) -> bool:
    if not names:
        return True
    spelt_out = _spelt_out(page.markup, names)
    if not spelt_out and "&" not in page.markup:
        return False
    if page.tree is None:
        return any(_spelt(page.markup, name) for name in spelt_out)
    if "&#" in page.markup or not _plain(names):
        spelt_out = [*names, *_prefixed(names)]
    selector = ",".join(map(_selector, spelt_out))
    return bool(selector) and any(_live(node) for node in page.tree.css(selector))


def _prefixed(names: tuple[str, ...]) -> list[str]:
    return [f"{_ADDED}{each}" for name in names for each in dict.fromkeys((name, name.lower()))]


def _spelt_out(markup: str, names: tuple[str, ...]) -> list[str]:
    """Which names, and which prefixed ones, the markup may hold, by its characters alone."""
    spelt = [name for name in names if name in markup]
    if _ADDED in markup:
        lowered = markup.lower()
        spelt += [name for name in _prefixed(names) if name.lower() in lowered]
    return spelt


def _selector(name: str) -> str:
    case = " i" if name.startswith(_ADDED) else ""
    return f'[id="{_quoted(name)}"{case}],a[name="{_quoted(name)}"{case}]'


def _plain(names: tuple[str, ...]) -> bool:
    """Whether no page writes any of them with entities: letters and digits need none."""
    return all(name.isascii() and not re.search(r"[&<>\"']", name) for name in names)


def _made_by_script(page: QuickPage, names: tuple[str, ...]) -> str:
    """The doubt where an element of that name is spelt in what only scripts show, quotes escaped or not."""
    if page.tree is None:
        return ""
    wanted = [*names, *_prefixed(names)]
    pattern = re.compile(
        _IN_SCRIPT % ((_any_of([*wanted, *(json.dumps(name)[1:-1] for name in wanted)]),) * 2)
    )
    inert = (node for node in page.tree.css("script,template,noscript") if _live(node.parent))
    if any(pattern.search(node.html or "") for node in inert):
        return "only the page's scripts could make what is called so"
    return ""


def _any_of(names: Iterable[str]) -> str:
    """As a pattern: case counts, but for prefixed names."""
    flags = ((name, "i" if name.startswith(_ADDED) else "-i") for name in dict.fromkeys(names))
    return "|".join(f"(?{flag}:{re.escape(name)})" for name, flag in flags)


def _live(node: LexborNode | None) -> bool:
    while node is not None:
        if node.tag in _INERT:
            return False
        node = node.parent
    return True


def _spelt(markup: str, name: str) -> bool:
    return bool(re.search(_ATTRIBUTE % _any_of([name]), markup))


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
