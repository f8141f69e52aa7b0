"""HTML as a tree of elements. Whatever is text is cleaned and escaped in one place, here, and cannot be
left out: no other string becomes markup.

Follows the HTML standard's serialisation (13.3). Elements and attributes are named by our own code alone;
what they hold may be anybody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from verify.report.clean import clean

_VOID = frozenset({"meta", "link", "input", "br"})
_NAME = re.compile(r"[a-z][a-zA-Z0-9-]*\Z")
_HERE = re.compile(r"#[A-Za-z0-9_-]+\Z")
_CONTROL = re.compile(r"[\s\x00-\x20\x7f-\x9f]")
NO_ICON = "data:,"
"""An icon of nothing, so that no browser asks a server for one."""


@dataclass(frozen=True)
class Element:
    """`attributes` are written in their order; True is an attribute without a value."""

    tag: str
    attributes: tuple[tuple[str, str | bool], ...]
    children: tuple[Node, ...]


@dataclass(frozen=True)
class Code:
    """A style sheet or script of our own, as it stands in its file. Raises ValueError where it ends early."""

    text: str

    def __post_init__(self) -> None:
        if "</" in self.text or "<!--" in self.text:
            raise ValueError("a style sheet or script must not hold the end of its own element")


Node = Element | Code | str
Child = Node | None | Iterable["Child"]
"""What may stand inside: None is nothing, and what can be iterated stands for its members."""


def el(tag: str, *children: Child, **attributes: str | bool | int | float | None) -> Element:
    """An element. `class_` is written `class`, `aria_label` `aria-label`; None and False leave one out.

    Raises ValueError for a name that could run a script or an address that is not plainly a page's.
    """
    pairs = tuple(
        (name, True if value is True else str(value))
        for key, value in attributes.items()
        if value is not None and value is not False
        for name in [_named(tag, key.rstrip("_").replace("_", "-"), value)]
    )
    inside = tuple(_flat(children))
    if any(isinstance(child, Code) for child in inside) != (tag in ("style", "script")):
        raise ValueError(f"<{tag}> and code of our own belong together, and nothing else does")
    return Element(tag, pairs, inside)


def _named(tag: str, name: str, value: object) -> str:
    if not _NAME.match(tag) or not _NAME.match(name) or name.startswith("on") or name in ("style", "srcdoc"):
        raise ValueError(f"<{tag} {name}> is not written by this program")
    if name in ("href", "src", "action", "formaction") and not _harmless(name, str(value)):
        raise ValueError(f"{value!r} is no address to link to")
    return name


def _harmless(name: str, value: str) -> bool:
    return name == "href" and (value == NO_ICON or bool(_HERE.match(value)) or is_web_address(value))


def is_web_address(url: str) -> bool:
    """Whether a browser goes to a web page by it, and to nothing else: http or https, a host, no white space
    or mark of direction anywhere."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    plain = not _CONTROL.search(url) and clean(url) == url
    return plain and parts.scheme in ("http", "https") and bool(host) and "\\" not in parts.netloc


def link(url: str, *children: Child) -> Element:
    """A link out of the report, that tells the other side nothing of it; what is no web address is text."""
    shown = children or (other(url),)
    if not is_web_address(url):
        return el("span", *shown, class_="address")
    return el("a", *shown, href=url, rel="noopener noreferrer nofollow", class_="address")


def other(text: str) -> Element:
    """Somebody else's words inside ours: whatever their direction of writing, they do not turn ours."""
    return el("bdi", text)


def _flat(children: Iterable[Child]) -> Iterator[Node]:
    for child in children:
        if isinstance(child, Element | Code | str):
            yield child
        elif child is not None:
            yield from _flat(child)


def markup(node: Node) -> str:
    """The HTML of a tree."""
    return "".join(_pieces(node))


def _pieces(node: Node) -> Iterator[str]:
    if isinstance(node, str):
        yield escape(clean(node), quote=False)
        return
    if isinstance(node, Code):
        yield node.text
        return
    yield f"<{node.tag}"
    for name, value in node.attributes:
        yield f" {name}" if value is True else f' {name}="{escape(clean(str(value)))}"'
    yield ">"
    if node.tag not in _VOID:
        for child in node.children:
            yield from _pieces(child)
        yield f"</{node.tag}>"
