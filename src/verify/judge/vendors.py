"""Who stands between reader and page: bot walls, parking services, consent gates, by `marks/walls.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

Headers = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Vendor:
    """`headers` stand on a challenge alone, `markup` in its page, `servers` on every answer of the vendor."""

    name: str
    headers: tuple[str, ...]
    markup: tuple[str, ...]
    servers: tuple[str, ...]


@dataclass(frozen=True)
class Marks:
    """The whole file."""

    vendors: tuple[Vendor, ...]
    wall_addresses: tuple[str, ...]
    parking_markup: tuple[str, ...]
    parking_hosts: tuple[str, ...]
    consent_markup: tuple[str, ...]
    consent_hosts: tuple[str, ...]
    shorteners: frozenset[str]


@lru_cache(maxsize=1)
def marks() -> Marks:
    """Everything that marks/walls.toml lists."""
    file = resources.files("verify.judge").joinpath("marks", "walls.toml")
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    return Marks(
        tuple(_vendor(each) for each in read["vendor"]),
        tuple(read["addresses"]["walls"]),
        tuple(read["parking"]["markup"]),
        tuple(read["parking"]["hosts"]),
        tuple(read["consent"]["markup"]),
        tuple(read["consent"]["hosts"]),
        frozenset(read["shorteners"]["hosts"]),
    )


def _vendor(read: dict[str, str | list[str]]) -> Vendor:
    return Vendor(str(read["name"]), *(tuple(read[key]) for key in ("headers", "markup", "servers")))


def telling_header(headers: Headers) -> tuple[str, str] | None:
    """A header that only a challenge carries, as `cf-mitigated: challenge`, and whose it is."""
    lines = _lines(headers)
    if not any(line.startswith(_header_names()) for line in lines):
        return None
    found = ((mark, each.name) for each in marks().vendors for mark in each.headers if _stands(mark, lines))
    return next(found, None)


@lru_cache(maxsize=1)
def _header_names() -> tuple[str, ...]:
    return tuple({mark.partition(":")[0] for each in marks().vendors for mark in each.headers})


def telling_markup(markup: str) -> tuple[str, str] | None:
    """What of a challenge's page stands in `markup` (small letters), and whose it is."""
    found = ((mark, each.name) for each in marks().vendors for mark in each.markup if mark in markup)
    return next(found, None)


def server_of(headers: Headers) -> str | None:
    """The vendor that answered, if the headers name one."""
    lines = _lines(headers)
    named = (each.name for each in marks().vendors if any(_stands(mark, lines) for mark in each.servers))
    return next(named, None)


def on_host(host: str, hosts: Iterable[str]) -> str | None:
    """The first of `hosts` that `host` is or stands under."""
    host = host.lower().rstrip(".")
    return next((each for each in hosts if host == each or host.endswith("." + each)), None)


def _lines(headers: Headers) -> list[str]:
    return [f"{name.lower()}: {value.lower()}" for name, value in headers]


def _stands(mark: str, lines: list[str]) -> bool:
    """`name: word` asks for the header with the word in its value, `name-` for any header so called."""
    name, colon, word = mark.partition(":")
    if not colon:
        return any(line.startswith(name) for line in lines)
    return any(line.startswith(name + ":") and word.strip() in line[len(name) + 1 :] for line in lines)
