"""Any document to its links: what it is decides who reads it, and every link is told with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from verify.extract.decode import decode
from verify.extract.inflate import inflate
from verify.extract.links.csv_links import csv_links
from verify.extract.links.formats import Format, format_of
from verify.extract.links.pdf_links import pdf_links
from verify.extract.links.resolve import Base, Unusable, resolve, without_userinfo
from verify.extract.links.text_links import text_links
from verify.extract.links.written import (
    MAX_BYTES,
    MAX_LINKS,
    Complaint,
    Place,
    Positions,
    Reading,
    Written,
    by_page,
)
from verify.extract.links.xml_links import xml_links
from verify.model.link import FoundLinks, Link, LinkPlace, LinkProblem


def _html(text: str) -> Reading:
    from verify.extract.links.html_links import html_links  # its parser takes a tenth of a second to load

    return html_links(text)


def _markdown(text: str) -> Reading:
    from verify.extract.links.markdown_links import markdown_links  # as above

    return markdown_links(text)


_READERS = {
    Format.html: _html,
    Format.markdown: _markdown,
    Format.text: text_links,
    Format.csv: csv_links,
    Format.tsv: lambda text: csv_links(text, "\t"),
    Format.xml: xml_links,
}
_GZIP = b"\x1f\x8b"


def find_links(
    content: bytes, *, name: str, media_type: str | None = None, base: str | None = None
) -> FoundLinks:
    """All links to check of one document, in the order they stand. Pure; never raises for bad input.

    `name` is the file (POSIX path), URL or `-` that places show. Relative links are resolved against the
    document's own base, else `base`, else the name. Read are HTML, Markdown, text, CSV, TSV, PDF, sitemaps,
    feeds, and each of them gzipped, up to MAX_BYTES bytes and MAX_LINKS links; a problem says so beyond.
    """
    content, problems = _opened(content)
    if b"%PDF-" in content[:1024]:
        return _told(pdf_links(content), name, base, by_page, problems)
    text = decode(content, media_type).text.replace("\r\n", "\n").replace("\r", "\n")
    reader = _READERS.get(format_of(content, text, name, media_type))
    if reader is None:
        reading = Reading(complaints=(Complaint(0, "no links can be read in a file of this kind"),))
    else:
        reading = reader(text)
    return _told(reading, name, base, Positions(text), problems)


def _opened(content: bytes) -> tuple[bytes, list[Complaint]]:
    """`content` without its gzip coat and cut to size."""
    problem = ""
    if content.startswith(_GZIP):
        inflated = inflate(content, "gzip", MAX_BYTES)
        content, problem = inflated.data, inflated.problem or ""
    if len(content) <= MAX_BYTES and problem != "too_large":
        return content, [Complaint(0, f"the gzip file is {problem}")] if problem else []
    return content[:MAX_BYTES], [
        Complaint(0, f"only the first {MAX_BYTES} bytes were read", "split the file")
    ]


@dataclass(frozen=True)
class _Teller:
    """Turns what a reader found into Links and LinkProblems of one document."""

    name: str
    base: Base
    where: Place
    _known: dict[tuple[str, str | None], str | None] = field(default_factory=dict)

    def place(self, at: int) -> LinkPlace:
        return LinkPlace(self.name, *self.where(at))

    def links(self, found: Iterable[Written], problems: list[LinkProblem]) -> Iterator[Link]:
        for written in found:
            try:
                url = self._url(written.target, written.base)
            except Unusable as unusable:
                shown = without_userinfo(written.target)[:200]
                message = f"{shown}: {unusable.message}"
                problems.append(LinkProblem(self.place(written.at), message, unusable.mend))
                continue
            if url is not None:
                shown, place = without_userinfo(written.target), self.place(written.at)
                yield Link(shown, url, place, written.kind, written.also)

    def _url(self, target: str, base: str | None) -> str | None:
        """The same link often stands many times in a document."""
        key = (target, base)
        if key not in self._known:
            self._known[key] = resolve(target, self.base.moved(base))
        return self._known[key]


def _told(
    reading: Reading, name: str, base: str | None, where: Place, complaints: list[Complaint]
) -> FoundLinks:
    teller = _Teller(name, Base.of(name, base).moved(reading.base), where)
    complaints = [*complaints, *reading.complaints]
    if len(reading.links) > MAX_LINKS:
        beyond = reading.links[MAX_LINKS].at
        complaints.append(Complaint(beyond, f"only the first {MAX_LINKS} links were read", "split the file"))
    problems = [LinkProblem(teller.place(each.at), each.message, each.mend) for each in complaints]
    links = tuple(teller.links(reading.links[:MAX_LINKS], problems))
    return FoundLinks(links, tuple(sorted(problems, key=lambda problem: problem.place)))
