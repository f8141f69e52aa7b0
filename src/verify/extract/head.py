"""What the <meta> and <link> tags of a page hold, and its title, language and JSON-LD (HTML 4.2)."""

from __future__ import annotations

from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

_MAX_TAGS = 1000
_MAX_VALUE = 20_000


@dataclass(frozen=True)
class Head:
    """`names` has the meta values by lower-case name, `links` addresses by link relation (the first of each),
    `lang` that of <html>, `ld_json` the JSON-LD blocks as they stand."""

    names: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    lang: str | None = None
    title: str | None = None
    ld_json: list[str] = field(default_factory=list)


def head_of(tree: LexborHTMLParser, title: str | None, ld_json: list[str]) -> Head:
    """Read the tags wherever they stand on the page; many and long ones are passed over."""
    head = Head(lang=_lang(tree), title=title[:_MAX_VALUE] if title is not None else None, ld_json=ld_json)
    for node in tree.tags("meta")[:_MAX_TAGS]:
        _take_meta(head, node)
    for node in tree.tags("link")[:_MAX_TAGS]:
        _take_link(head, node)
    return head


def _lang(tree: LexborHTMLParser) -> str | None:
    given = tree.root.attributes if tree.root is not None else {}
    return given.get("lang") or given.get("xml:lang")


def _take_meta(head: Head, node: LexborNode) -> None:
    given = node.attributes
    name = given.get("property") or given.get("name") or given.get("itemprop")
    content = (given.get("content") or "").strip()
    if name and content and len(content) <= _MAX_VALUE:
        head.names.setdefault(name.strip().lower(), []).append(content)


def _take_link(head: Head, node: LexborNode) -> None:
    given = node.attributes
    address = (given.get("href") or "").strip()
    if address and len(address) <= _MAX_VALUE:
        for relation in (given.get("rel") or "").lower().split()[:10]:
            head.links.setdefault(relation, address)
