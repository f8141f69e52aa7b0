"""What things are called in the evidence report: for an editor who has never read a manual of ours."""

from __future__ import annotations

import datetime as dt

from verify.model.match import Axis, EditKind, Outcome
from verify.model.reference import Role
from verify.model.text import Zone
from verify.model.verdict import Severity, Status
from verify.report.evidence.markup import Element, el

STATUS = {
    Status.altered: "Altered",
    Status.missing: "Missing",
    Status.unknown: "Could not be read",
    Status.unverifiable: "For a person to check",
    Status.holds: "Holds",
}
MEANS = {
    Status.altered: "the source says it otherwise",
    Status.missing: "the source, read in full, does not have it",
    Status.unknown: "no verdict without the page",
    Status.unverifiable: "no program can decide it",
    Status.holds: "the source still says it",
}
SEVERITY = {
    Severity.error: "Error",
    Severity.warning: "Warning",
    Severity.note: "Note",
    Severity.none: "Fine",
}
ROLE = {
    Role.own: "the page itself",
    Role.mirror: "a mirror of the page",
    Role.repost: "a repost by somebody else",
    Role.translation: "a translation",
}
ZONE = {
    Zone.body: "in the running text",
    Zone.heading: "in a heading",
    Zone.caption: "in a caption",
    Zone.list: "in a list",
    Zone.table: "in a table",
    Zone.quote: "in a block quotation",
    Zone.aside: "in an aside",
    Zone.nav: "in a menu",
    Zone.metadata: "in the page's metadata alone, which no reader sees",
}
LOOKED_FOR = {
    Axis.wording: "Quoted",
    Axis.figure: "Figure",
    Axis.speaker: "Speaker",
    Axis.passage: "Pinned passage",
    Axis.when: "Date",
}
OUTCOME = {
    Outcome.verbatim: "stands word for word",
    Outcome.typographic: "stands, with other typography",
    Outcome.marked: "stands, with the article's changes marked",
    Outcome.altered: "stands otherwise",
    Outcome.partial: "stands in part",
    Outcome.missing: "not found",
    Outcome.agrees: "agrees",
    Outcome.overlaps: "the source hedges or bounds it",
    Outcome.differs: "differs",
    Outcome.same: "named by the source too",
    Outcome.other: "the source names somebody else",
    Outcome.narrator: "the source says it in its own voice",
    Outcome.unnamed: "the source names nobody",
    Outcome.intact: "stands as it was pinned",
    Outcome.moved: "stands elsewhere in the page",
    Outcome.undecided: "not decided",
}
EDIT = {
    EditKind.number: "a number",
    EditKind.negation: "a negation",
    EditKind.hedge: "a hedge",
    EditKind.attribution: "an attribution",
    EditKind.added: "words that the source does not have",
    EditKind.omitted: "words of the source left out",
    EditKind.wording: "other words",
    EditKind.spelling: "spelling",
}

# Drawn, not typed: every reader sees the same sign, whatever fonts there are.
_SIGNS = {
    Status.altered: "M8 2.5v6.5M8 12v1.5",
    Status.missing: "M3.5 3.5l9 9M12.5 3.5l-9 9",
    Status.unknown: "M5 5.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1-1.5 2.2M8 12.6v1.2",
    Status.unverifiable: "M3 8h10",
    Status.holds: "M2.8 8.6l3.6 3.6 6.8-8",
}


def sign(status: Status) -> Element:
    """The status as a small picture, for eyes alone: its word always stands beside it."""
    path = el("path", d=_SIGNS[status], fill="none", class_="stroke")
    return el("svg", path, viewBox="0 0 16 16", width=16, height=16, class_="sign", aria_hidden="true")


def badge(status: Status) -> Element:
    """The status in words, with its sign."""
    return el("span", sign(status), STATUS[status], class_=f"badge {status.value}")


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(at: dt.datetime) -> str:
    """`28 Nov 2026`, in UTC and the same everywhere."""
    utc = at.astimezone(dt.UTC)
    return f"{utc.day} {_MONTHS[utc.month - 1]} {utc.year}"


def minute(at: dt.datetime) -> Element:
    """`28 Nov 2026, 11:18 UTC`, for machines to the second."""
    utc = at.astimezone(dt.UTC)
    exact = utc.strftime("%Y-%m-%dT%H:%M:%SZ")
    return el("time", f"{day(at)}, {utc:%H:%M} UTC", datetime=exact)


# ISO 639-1. A page says of itself what it likes; a screen reader is told of real languages alone.
_CODES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de "
    "dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id "
    "ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu "
    "lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu "
    "rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr "
    "ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
_LANGUAGES = frozenset(_CODES.split())


def language(tag: str | None) -> str | None:
    """A value for `lang`: the language that a BCP 47 tag begins with; None where it names none."""
    first = (tag or "").replace("_", "-").partition("-")[0].lower()
    return first if first in _LANGUAGES else None


def availability(name: str) -> str:
    """What came of a look, by the name that it has everywhere else."""
    return {"ok": "read", "redirected": "read, after a redirect"}.get(name, name.replace("_", " "))


def full_stop(text: str) -> str:
    """With a full stop, where nothing ends it."""
    return text if text.endswith((".", "!", "?", "…", ".”")) else text + "."


def sentence(text: str) -> str:
    """As a sentence: with a capital, unless it begins with an id, and a full stop."""
    first = text.partition(" ")[0]
    return full_stop(text[:1].upper() + text[1:] if first.isalpha() else text)
