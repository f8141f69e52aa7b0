"""match: words against one source, without a registry."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from verify.extract.document import Unreadable, extract
from verify.extract.payload import read_payload
from verify.judge.availability import classify
from verify.judge.verdict import Judged, judge_reading
from verify.match.claim import match_claim
from verify.match.prepared import Prepared
from verify.model.availability import Availability, Sight
from verify.model.claim import Claim, Selector
from verify.model.dates import DateSpan
from verify.model.match import Check
from verify.model.policy import MatchPolicy
from verify.model.reference import Role
from verify.model.snapshot import FetchRequest
from verify.model.text import SourceText, Zone, plain
from verify.model.verdict import Reading
from verify.pipeline.ports import Looker
from verify.text.language import language_of
from verify.text.quotations import quotations

_CLAIM_KEYS = {
    "quote",
    "figure",
    "passage",
    "speaker",
    "about",
    "when",
    "prefix",
    "suffix",
    "text",
    "language",
}


@dataclass(frozen=True)
class Answer:
    """What came of one quote: `claim` as it was asked, `judged` with status, reason and checks."""

    claim: Claim
    judged: Judged

    @property
    def checks(self) -> tuple[Check, ...]:
        return self.judged.reading.checks


def match(claims: Iterable[Claim], source: SourceText, policy: MatchPolicy) -> Iterator[Answer]:
    """Judge each claim on one text; the text is prepared once for all of them.

    What is not found in a text that came out short is unknown, not missing.
    """
    prepared = Prepared(source)
    sight = Sight(Availability.ok, doubt=source.shortfall or "")
    for claim in claims:
        checks = match_claim(claim, prepared, policy, language=claim.language or source.language or "en")
        reading = Reading("", sight, None, Role.own, None, source.language, checks)
        yield Answer(claim, judge_reading(reading))


def quote_claims(quotes: Iterable[str], language: str | None = None) -> list[Claim]:
    return [
        Claim(str(number), ("source",), quote, (quote,), language=language)
        for number, quote in enumerate(quotes, 1)
    ]


def quotes_in(article: SourceText) -> list[str]:
    """Every quotation of an article's text, block by block, in order.

    A quoted block (blockquote) without marks of its own is a quotation whole.
    """
    found: list[str] = []
    for block in article.blocks:
        text = article.text[block.start : block.end]
        inside = [item.words for item in quotations(text)]
        found += inside or ([text.strip()] if block.zone is Zone.quote else [])
    return found


def read_bytes(body: bytes, name: str, content_type: str | None = None) -> SourceText | Unreadable:
    """The text of a local file: HTML, PDF or plain text."""
    return extract(body, content_type=content_type, url=name)


async def read_url(url: str, looker: Looker) -> SourceText | Sight:
    """The text of a live page, or the sight that says why it could not be read.

    A doubt about the page is the text's shortfall.
    """
    exchange = await looker.look(FetchRequest(url))
    hop = exchange.last
    text = read_payload(hop, limit=64 * 2**20) if hop else None
    sight = classify(exchange, text)
    if not isinstance(text, SourceText) or not sight.availability.readable:
        return sight
    return replace(text, shortfall=sight.doubt or text.shortfall)


# -- the --batch contract ------------------------------------------------------------------------


def answer_line(line: str, policy: MatchPolicy, *, give_text: bool = False) -> dict[str, Any]:
    """One JSON line in, one object out; `{"id", "error"}` where the line cannot be used."""
    case_id: Any = None
    try:
        case = json.loads(line)
        if not isinstance(case, dict):
            raise ValueError("the line is not a JSON object")
        case_id = case.get("id")
        return _answer(case, policy, give_text=give_text)
    except (ValueError, RecursionError) as error:
        return {"id": case_id, "error": str(error) or "the line cannot be read"}


def _answer(case: Mapping[str, Any], policy: MatchPolicy, *, give_text: bool) -> dict[str, Any]:
    claim = _claim(case.get("claim"))
    source = _source(case, claim.language)
    answer = answer_object(next(match([claim], source, policy))) | {"id": case.get("id")}
    return answer | {"extracted": source.text} if give_text else answer


def answer_object(answer: Answer) -> dict[str, Any]:
    """The answer as the batch contract has it: id, status, checks."""
    return {
        "id": answer.claim.id,
        "status": answer.judged.status.value,
        "checks": [_check(check) for check in answer.checks],
    }


def _check(check: Check) -> dict[str, Any]:
    return {
        "axis": check.axis.value,
        "outcome": check.outcome.value,
        "span": list(check.span) if check.span else None,
        "found": check.found,
        "zone": check.zone.value if check.zone else None,
        "edits": [
            {"kind": edit.kind.value, "claim": edit.claim, "source": edit.source} for edit in check.edits
        ],
        "reason": check.reason,
    }


def _source(case: Mapping[str, Any], language: str | None) -> SourceText:
    text, html = case.get("text"), case.get("html")
    if isinstance(text, str) and html is None:
        return plain(text, language_of(text, (language,)))
    if isinstance(html, str) and text is None:
        body = html.encode("utf-8", "surrogatepass")
        read = extract(body, content_type="text/html; charset=utf-8", url="", hint=language)
        if isinstance(read, Unreadable):
            raise ValueError(f"html cannot be read: {read.cause}")
        return read
    raise ValueError('the line needs either "text" or "html", as a string')


def _claim(fields: Any) -> Claim:
    if not isinstance(fields, dict):
        raise ValueError('"claim" must be an object')
    unknown = sorted(set(fields) - _CLAIM_KEYS)
    if unknown:
        raise ValueError(
            f'"claim" has an unknown field {unknown[0]!r}; known: {", ".join(sorted(_CLAIM_KEYS))}'
        )
    claim = Claim(
        id="batch",
        references=("source",),
        text=_string(fields, "text"),
        quote=_strings(fields, "quote"),
        speaker=_strings(fields, "speaker"),
        figure=_string(fields, "figure") or None,
        about=_strings(fields, "about"),
        when=DateSpan.parse(_string(fields, "when")) if fields.get("when") else None,
        passage=_selector(fields.get("passage")),
        prefix=_string(fields, "prefix"),
        suffix=_string(fields, "suffix"),
        language=_string(fields, "language") or None,
    )
    if not claim.checkable:
        raise ValueError('"claim" needs a quote, figure, passage or when')
    return claim


def _string(fields: Mapping[str, Any], key: str) -> str:
    value = fields.get(key, "")
    if not isinstance(value, str):
        raise ValueError(f'"{key}" must be a string')
    return value


def _strings(fields: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = fields.get(key, [])
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(item, str) and item.strip() for item in values):
        raise ValueError(f'"{key}" must be a string or a list of strings, none of them empty')
    return tuple(values)


def _selector(value: Any) -> Selector | None:
    if value is None:
        return None
    if isinstance(value, str):
        value = {"exact": value}
    if not isinstance(value, dict) or not _string(value, "exact"):
        raise ValueError('"passage" needs "exact"')
    return Selector(_string(value, "exact"), _string(value, "prefix"), _string(value, "suffix"))
