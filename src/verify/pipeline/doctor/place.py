"""The folder a run works in: its registry, its clock as the archive knows it, its hosts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

from verify.archive.chain import read_chain
from verify.archive.places import Places
from verify.errors import ArchiveDamaged
from verify.model.health import Health, ok, problem, unchecked, warning
from verify.model.registry import Registry
from verify.model.snapshot import Exchange, FetchRequest
from verify.pipeline.ports import Looker
from verify.registry.lint import lint
from verify.text.counting import counted

BUILT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""No clock that is right shows an earlier time than that of this program."""
SKEW, TOO_SKEWED = dt.timedelta(minutes=2), dt.timedelta(hours=1)


def registries(paths: Sequence[Path]) -> tuple[list[Health], list[Registry]]:
    """A line for each file, and those that can be used."""
    lines, usable = [], []
    for path in paths:
        if not path.exists():
            lines.append(unchecked("registry", f"there is no {path}", "`verify init` writes one"))
            continue
        result = lint(path)
        if result.registry is not None:
            usable.append(result.registry)
            lines.append(ok("registry", _counts(path, result.registry)))
        else:
            errors = counted(len(result.errors), "error")
            lines.append(problem("registry", f"{path}: {errors}", f"`verify lint {path}` lists them"))
    return lines, usable


def _counts(path: Path, registry: Registry) -> str:
    references = counted(len(registry.references), "reference")
    return f"{path}: {references}, {counted(len(registry.claims), 'claim')}"


def needed_extras(usable: Sequence[Registry], addresses: Sequence[str]) -> dict[str, str]:
    """Why an extra is needed here."""
    urls = [copy.url for registry in usable for each in registry.references for copy in each.locations()]
    pdfs = [url for url in urls if urlsplit(url).path.lower().endswith(".pdf")]
    needs = {"pdf": f"the registry cites {counted(len(pdfs), 'PDF')}"} if pdfs else {}
    return needs | ({"notify": "the setting notify names an address"} if addresses else {})


def clock(now: dt.datetime, cache: Path) -> Health:
    """The clock against what the archive knows."""
    shown = f"{now:%Y-%m-%d %H:%M:%S} UTC"
    if now < BUILT:
        return problem("clock", f"{shown} is before this program was made", "set the clock")
    try:
        runs = read_chain(Places(cache).runs)
    except (ArchiveDamaged, OSError):
        runs = ()
    newest = max((_moment(run.started) for run in runs), default=None)
    if newest and newest > now + SKEW:
        return problem(
            "clock", f"{shown} is before the last run, {newest:%Y-%m-%d %H:%M} UTC", "set the clock"
        )
    return ok("clock", shown)


def _moment(started: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(started).astimezone(dt.UTC)
    except ValueError:
        return BUILT


def host_to_ask(usable: Sequence[Registry]) -> str | None:
    """The root of the first host that a registry cites, https before http."""
    urls = [each.url for registry in usable for each in registry.references if each.url]
    for scheme in ("https", "http"):
        for url in urls:
            parts = urlsplit(url)
            if parts.scheme == scheme and parts.netloc:
                return f"{scheme}://{parts.netloc}/"
    return None


async def network(url: str, looker: Looker) -> list[Health]:
    """One request: the name resolves, TLS is trusted, the host answers, and its clock agrees with ours."""
    exchange = await looker.look(FetchRequest(url, head_only=True, follow=False))
    host = urlsplit(url).netloc
    if exchange.failure:
        kind, cause = exchange.failure.kind.value, exchange.failure.cause
        return [problem("network", f"{host}: {kind}: {cause}", _remedy(kind))]
    status = exchange.hops[-1].status
    return [ok("network", f"{host} answered with {status}"), _skew(exchange, host)]


def _remedy(kind: str) -> str:
    remedies = {
        "dns": "is the machine online? does its resolver know the name?",
        "tls": "behind a proxy that opens TLS name its authority: --cacert FILE",
        "robots": "robots.txt forbids even this one; that is no fault of the network",
    }
    return remedies.get(kind, "try again, or ask another host: -r FILE")


def _skew(exchange: Exchange, host: str) -> Health:
    """Of a response that passed a cache, Date is when it was made and Age how old it is (RFC 9111 5.1)."""
    hop = exchange.hops[-1]
    try:
        told = parsedate_to_datetime(hop.header("date") or "")
        age = int(hop.header("age") or 0)
    except ValueError:
        return unchecked("clock of a host", f"{host} does not tell the time")
    told = told if told.tzinfo else told.replace(tzinfo=dt.UTC)
    off = abs(hop.started - told - dt.timedelta(seconds=age))
    words = f"{off.total_seconds():.0f} seconds between {host} and this machine"
    if off > TOO_SKEWED:
        return problem("clock of a host", words, "set the clock: looks and verdicts are dated by it")
    if off > SKEW:
        return warning("clock of a host", words, "set the clock: looks and verdicts are dated by it")
    return ok("clock of a host", words)
