"""From the YAML tree to the model, piece by piece, with every fault of shape reported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from verify.model.claim import Acceptance, Claim, Selector
from verify.model.reference import Access, Copy, Reference, Role
from verify.model.registry import Article
from verify.model.source import Source
from verify.registry import shape
from verify.registry.fields import Fields
from verify.registry.problem import Ledger, shown
from verify.registry.tree import Mapping, Node, Scalar

T = TypeVar("T", Source, Reference, Claim)


@dataclass(frozen=True)
class Entry(Generic[T]):
    """A source, reference or claim with the fields it was read from.

    `name` is its id where that much could be read. Where it is not `sound`, `piece` lacks what was wrong.
    """

    name: str | None
    fields: Fields
    piece: T
    sound: bool


AnyEntry = Entry[Source] | Entry[Reference] | Entry[Claim]


@dataclass
class Draft:
    """What could be read of a file: every entry, also those with faults."""

    slug: str | None = None
    article: Article | None = None
    article_at: int = 0
    slug_at: int = 0
    sources: list[Entry[Source]] = field(default_factory=list)
    references: list[Entry[Reference]] = field(default_factory=list)
    claims: list[Entry[Claim]] = field(default_factory=list)

    @property
    def entries(self) -> list[tuple[str, AnyEntry]]:
        """Every entry with the word for what it is, in the order sources, references, claims."""
        groups: tuple[tuple[str, Sequence[AnyEntry]], ...] = (
            ("source", self.sources),
            ("reference", self.references),
            ("claim", self.claims),
        )
        return [(noun, entry) for noun, group in groups for entry in group]


def draft(ledger: Ledger, root: Mapping) -> Draft:
    """Read a whole file. All faults of shape are in the ledger afterwards."""
    top = Fields(ledger, None, root)
    top.check_keys(shape.REGISTRY)
    _version(top)
    made = Draft(slug=top.id("slug"), slug_at=top.at("slug").start)
    article = top.mapping("article")
    if article is not None:
        made.article = _article(Fields(ledger, "article", article))
        made.article_at = article.start
    made.sources = _sources(ledger, top)
    made.references = _entries(ledger, top, "references", "reference", _reference)
    made.claims = _entries(ledger, top, "claims", "claim", _claim)
    return made


def _version(top: Fields) -> None:
    value = top.node.get("version")
    if value is None or (isinstance(value, Scalar) and value.plain and value.text == str(shape.VERSION)):
        return
    top.error(top.at("version"), f"version is not {shape.VERSION}", f"write `version: {shape.VERSION}`")


def _empty(top: Fields, key: str) -> bool:
    value = top.node.get(key)
    return value is None or value.kind == "nothing"


def _article(fields: Fields) -> Article:
    fields.check_keys(shape.ARTICLE)
    return Article(
        title=fields.text("title") or "",
        url=fields.url(),
        author=fields.text("author"),
        published=fields.date("published"),
        language=fields.language() or "en",
    )


def _sources(ledger: Ledger, top: Fields) -> list[Entry[Source]]:
    node = None if _empty(top, "sources") else top.mapping("sources")
    found: list[Entry[Source]] = []
    seen: dict[str, int] = {}
    for key, value in node.entries if node else ():
        subject = f"source {shown(key.text)}"
        if not shape.ID.fullmatch(key.text):
            mend = "use letters a-z, digits, dots, hyphens and underscores"
            ledger.error(key.start, subject, f"{shown(key.text)} is not an id", mend)
        if not isinstance(value, Mapping):
            at = key.start if value.kind == "nothing" else value.start
            ledger.error(at, subject, f"is {value.kind}, not a mapping", "write `name:` below it")
            value = Mapping(key.start, False)
            found.append(Entry(key.text, Fields(ledger, subject, value), Source(key.text, ""), False))
            continue
        fields = Fields(ledger, subject, Mapping(key.start, value.flow, value.entries, value.end))
        if key.text in seen:
            line = ledger.place(seen[key.text]).line
            fields.error(key, f"is given twice, first on line {line}", "keep one of the two")
        else:
            seen[key.text] = key.start
            found.append(_read(key.text, fields, _source))
    return found


def _source(fields: Fields, name: str) -> Source:
    fields.check_keys(shape.SOURCE)
    return Source(name, fields.text("name") or "", fields.text("kind"), fields.texts("aliases"))


def _entries(
    ledger: Ledger, top: Fields, key: str, noun: str, read: Callable[[Fields, str], T]
) -> list[Entry[T]]:
    found = []
    for number, item in enumerate([] if _empty(top, key) else top.items(key), 1):
        name = _name(item)
        subject = f"{noun} {shown(name)}" if name else f"{noun} {number}"
        if not isinstance(item, Mapping):
            ledger.error(item.start, subject, f"is {item.kind}, not a mapping", "start it with `id:`")
            continue
        fields = Fields(ledger, subject, item)
        found.append(_read(name, fields, read))
    return found


def _read(name: str | None, fields: Fields, read: Callable[[Fields, str], T]) -> Entry[T]:
    before = len(fields.ledger.problems)
    piece = read(fields, name or "")
    return Entry(name, fields, piece, len(fields.ledger.problems) == before)


def _name(item: Node) -> str | None:
    value = item.get("id") if isinstance(item, Mapping) else None
    return value.text if isinstance(value, Scalar) and value.text.strip() else None


def _reference(fields: Fields, _: str) -> Reference:
    fields.check_keys(shape.REFERENCE)
    return Reference(
        id=fields.id() or "",
        source=fields.text("source") or "",
        title=fields.text("title"),
        author=fields.text("author"),
        published=fields.span("published"),
        language=fields.language(),
        url=fields.url(),
        access=Access(fields.choice("access", shape.ACCESS) or Access.public),
        copies=tuple(_copy(fields, item) for item in fields.items("copies")),
        accessed=fields.date("accessed"),
    )


def _copy(fields: Fields, item: Node) -> Copy:
    if not isinstance(item, Mapping):
        fields.error(item, f"a copy is {item.kind}, not a mapping", "write {url: …, role: repost}")
        return Copy("", Role.repost)
    inner = Fields(fields.ledger, fields.subject, item, "copy ")
    inner.check_keys(shape.COPY)
    role = inner.choice("role", shape.ROLES)
    return Copy(inner.url() or "", Role(role or Role.repost), inner.language())


def _claim(fields: Fields, _: str) -> Claim:
    fields.check_keys(shape.CLAIM)
    return Claim(
        id=fields.id() or "",
        references=_references(fields),
        text=fields.text("text") or "",
        quote=fields.texts("quote"),
        speaker=fields.texts("speaker"),
        figure=fields.text("figure", number_too=True),
        about=fields.texts("about"),
        when=fields.span("when"),
        as_of=fields.span("as_of"),
        passage=_passage(fields),
        prefix=fields.text("prefix") or "",
        suffix=fields.text("suffix") or "",
        language=fields.language(),
        accepted=_accepted(fields),
    )


def _references(fields: Fields) -> tuple[str, ...]:
    found = [fields.text_of(item, "references", at=item) for item in fields.items("references")]
    return tuple(name for name in found if name is not None)


def _passage(fields: Fields) -> Selector | None:
    node = fields.mapping("passage")
    if node is None:
        return None
    inner = Fields(fields.ledger, fields.subject, node, "passage ")
    inner.check_keys(shape.PASSAGE)
    return Selector(inner.text("exact") or "", inner.text("prefix") or "", inner.text("suffix") or "")


def _accepted(fields: Fields) -> Acceptance | None:
    node = fields.mapping("accepted")
    if node is None:
        return None
    inner = Fields(fields.ledger, fields.subject, node, "accepted ")
    inner.check_keys(shape.ACCEPTED)
    fault = "is not a digest"
    return Acceptance(
        status=inner.choice("status", shape.ACCEPTABLE) or "",
        by=inner.text("by") or "",
        note=inner.text("note") or "",
        expires=inner.date("expires"),
        evidence=inner.matching("evidence", shape.DIGEST, fault, "paste it whole: sha256: and 64 digits"),
    )
