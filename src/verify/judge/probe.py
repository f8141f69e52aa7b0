"""A made-up sibling of a URL: how its server answers for a page that cannot exist.

Many servers answer 200 for everything. What one of them gives for a name that nobody ever used shows what
its "not there" looks like. One request for each sibling URL is enough: with one token a run, all pages of
a folder have the same sibling.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode, urlsplit, urlunsplit
from zlib import crc32

from verify.extract.document import Unreadable
from verify.judge import addresses, wall_words
from verify.judge.seen import Seen
from verify.model.availability import Before, Probe
from verify.model.snapshot import Exchange
from verify.model.text import SourceText

_SCRIPT = re.compile(r".+\.(?:php\d?|aspx?|jsp|jsf|cgi|cfm|do|pl|dll|exe)\Z", re.IGNORECASE)
_ENDING = re.compile(r"\.[a-z][a-z0-9]{1,4}\Z", re.IGNORECASE)
_DATE = re.compile(r"(?:19|20)\d\d(?:-?\d\d){0,2}\Z|\d{1,2}\Z")
_NAMES_ITSELF = re.compile(r"\d{3,}|[0-9a-f]{8,}", re.IGNORECASE)
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\d_]+")

_SAMPLE = 64
_READ = 20_000
_RUN = 3  # words
_SHORT = 500
_TEASER = 2500


def sibling(url: str, token: str) -> str:
    """A URL of the same folder (or the same script with another value) that nobody ever used.

    `token` is a word that no page is named by; the same URL and token give the same sibling. Numbers and ids
    further up are replaced too, because many sites find a page by them whatever its last step says.
    """
    parts = urlsplit(url)
    word = quote(token, safe="")
    steps = parts.path.split("/")
    last = max((at for at, step in enumerate(steps) if step), default=None)
    asked = addresses.query_of(url)
    if asked and (last is None or _SCRIPT.match(steps[last])):
        query = urlencode([(name, token) for name, _ in asked])
        return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", query, ""))
    if last is None:
        return urlunsplit((parts.scheme, parts.netloc, f"/{word}", "", ""))
    ending = _ENDING.search(steps[last])
    steps = [word if _is_id(step) else step for step in steps]
    steps[last] = word + (ending.group() if ending else "")
    return urlunsplit((parts.scheme, parts.netloc, "/".join(steps), "", ""))


def _is_id(step: str) -> bool:
    return bool(_NAMES_ITSELF.search(step)) and not _DATE.match(step)


def needs_probe(exchange: Exchange, text: SourceText | Unreadable | None) -> bool:
    """Whether a sibling probe is worth one request: a page that answered 200 and shows next to no text, or
    speaks like one that is not there, or stands at the end of a redirect to somewhere else."""
    hop = exchange.last
    if hop is None or hop.status != 200:
        return False
    seen = Seen(exchange, hop, text)
    if not seen.is_html or addresses.is_home(seen.asked) or _hollow(seen):
        return False
    if addresses.other_document(seen.asked, seen.final):
        return not (addresses.is_login(seen.final) or addresses.is_consent(seen.final))
    thin = seen.size < _SHORT and seen.meta.published is None
    said = seen.in_heads(wall_words.says_not_found)
    return thin or said or (seen.size < _TEASER and wall_words.tells_not_found(seen.words))


def _hollow(seen: Seen) -> bool:
    """Whether the page would be filled by its scripts: then all pages are alike."""
    return not seen.marks.isdisjoint(("script-shell", "hollow")) or not seen.words.strip()


def probe_of(exchange: Exchange, text: SourceText | Unreadable | None) -> Probe:
    """What a look at a sibling brought, small enough to be kept."""
    hop = exchange.last
    if hop is None:
        return Probe(exchange.url, None, exchange.final_url)
    if not isinstance(text, SourceText):
        return Probe(exchange.url, hop.status, hop.url)
    before = before_of(text)
    return Probe(exchange.url, hop.status, hop.url, before.title, before.size, before.fingerprint)


def before_of(text: SourceText) -> Before:
    """What a good snapshot of a page was like, for later looks."""
    title = text.metadata.title
    return Before(title and title[:300], len(text.text), fingerprint(text.text))


def fingerprint(text: str) -> tuple[int, ...]:
    """A sample of at most 64 of the text's runs of three words, each as a number of 32 bits, in order.

    Numbers are left out of words: two error pages differ in their incident ids and times. Always the
    smallest are taken, so that alike texts have alike samples (bottom-k sketch, Broder 1997).
    """
    words = _WORD.findall(text[:_READ].casefold())
    runs = [" ".join(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))] if words else []
    return tuple(sorted({crc32(run.encode()) for run in runs})[:_SAMPLE])


def resemblance(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The share of runs that two texts have in common, 0 to 1; 0 where one has no text."""
    if not one or not other:
        return 0.0
    both = sorted({*one, *other})[: max(len(one), len(other))]
    return len({*both} & {*one} & {*other}) / len(both)
