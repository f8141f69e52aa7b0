"""Settings: flag > environment (VERIFY_…) > verify.toml or [tool.verify] > default. Only cli sees them.

Every setting is a field of `Settings`; the environment name is `VERIFY_` and the field in capitals.
"""

from __future__ import annotations

import datetime as dt
import difflib
import ipaddress
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from verify.errors import SettingsError
from verify.memento.configured import KeyNames, choose, read_tables
from verify.model.memento import INTERNET_ARCHIVE, PublicArchive
from verify.model.policy import ConnectTo, Endpoint, FetchPolicy, HostPolicy, MatchPolicy, Resolve
from verify.model.verdict import Severity


@dataclass(frozen=True)
class Settings:
    """Times in seconds, sizes in bytes. `cache` empty: the folder cache/ beside the registry.

    `timestamp_url` is the authority that stamps packages (RFC 3161), `tsa_ca` a PEM file of certificates
    that its stamps must lead to; empty: none.

    `exact_wire` keeps the framing of chunked bodies; `requisites` looks at the style sheets and pictures of
    pages too, at most at `max_requisites` of a page.

    `rate` (requests a second over all hosts) and `max_requests` (in a run): 0 is no limit. `hosts` comes
    from tables `[hosts."example.org"]` of the settings file alone.

    `reviewer` is the organisation that stands for reviews (the format claim-review); empty: nobody.

    `notify` are addresses of apprise that are told of new findings; they hold secrets.

    `confirm_looks` readable looks in a row must lack what carried a claim before its loss counts.

    `archives` are other people's archives that can be asked, from tables `[[archives]]`; `archive` names
    those that are (empty: all). Rates of indexes and of saves are requests a minute to one archive.
    """

    cache: str = ""
    user_agent: str = FetchPolicy.user_agent
    timeout: float = FetchPolicy.read_timeout
    total_time: float = FetchPolicy.total_time
    delay: float = FetchPolicy.host_delay
    concurrency: int = FetchPolicy.concurrency
    host_concurrency: int = FetchPolicy.host_concurrency
    rate: float = 0.0
    max_requests: int = 0
    proxy: str = ""
    workers: int = 1
    retries: int = FetchPolicy.retries
    max_body: int = FetchPolicy.max_body
    max_decoded: int = FetchPolicy.max_decoded
    robots: bool = True
    cacert: str = ""
    resolve: tuple[str, ...] = ()
    connect_to: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    fresh_hours: float = 20.0
    exact_wire: bool = False
    requisites: bool = False
    max_requisites: int = 100
    timestamp_url: str = ""
    tsa_ca: str = ""
    few_low: float = 2
    few_high: float = 5
    confirm_looks: int = 2
    fail_on: str = "error"
    accept_unknown: bool = False
    format: str = "table"
    reviewer: str = ""
    notify: tuple[str, ...] = ()
    archive: tuple[str, ...] = ()
    cdx_per_minute: float = 24.0
    saves_per_minute: float = 3.0
    hosts: tuple[HostPolicy, ...] = ()
    archives: tuple[PublicArchive, ...] = (INTERNET_ARCHIVE,)
    key_names: tuple[KeyNames, ...] = ()

    def fetch_policy(self) -> FetchPolicy:
        """What fetch is told. Raises SettingsError for an address that cannot be read."""
        return FetchPolicy(
            user_agent=self.user_agent,
            connect_timeout=min(self.timeout, FetchPolicy.connect_timeout),
            read_timeout=self.timeout,
            total_time=self.total_time,
            host_delay=self.delay,
            host_concurrency=self.host_concurrency,
            concurrency=self.concurrency,
            retries=self.retries,
            max_body=self.max_body,
            max_decoded=self.max_decoded,
            robots=self.robots,
            cacert=self.cacert or None,
            resolve=tuple(_resolve(item) for item in self.resolve),
            connect_to=tuple(_connect_to(item) for item in self.connect_to),
            allow=tuple(_endpoint(item) for item in self.allow),
            rate=self.rate or None,
            max_requests=self.max_requests or None,
            proxy=self.proxy or None,
            hosts=self.hosts,
            exact_wire=self.exact_wire,
        )

    def match_policy(self) -> MatchPolicy:
        vague = MatchPolicy().vague | {"a few": (self.few_low, self.few_high)}
        return MatchPolicy(vague=vague)

    def fresh_for(self) -> dt.timedelta:
        return dt.timedelta(hours=self.fresh_hours)

    def requisites_of_a_page(self) -> int:
        """The most that are looked at; 0 where none are wanted."""
        return self.max_requisites if self.requisites else 0

    def public_archives(self) -> tuple[PublicArchive, ...]:
        """The archives to ask. Raises SettingsError for one that cannot be read."""
        return choose(self.archive, self.archives)

    def fail_severity(self) -> Severity:
        return Severity(self.fail_on)


_CHOICES = {
    "fail_on": [severity.value for severity in Severity],
    "format": ["table", "json", "jsonl"],
}


_TABLES = ("hosts", "archives", "key_names")
"""Fields that are no plain values: only the settings file gives them."""


_BOUNDS: dict[str, tuple[float, float]] = {
    "cdx_per_minute": (0.1, 600),
    "saves_per_minute": (0.1, 60),
    "timeout": (0.01, math.inf),
    "total_time": (0.01, math.inf),
    "concurrency": (1, 1000),
    "host_concurrency": (1, 1000),
    "workers": (1, 64),
    "max_body": (0, 2**27),  # the archive reads records of twice that size back
    "max_decoded": (0, 2**30),
    "fresh_hours": (0, 24 * 365 * 100),
    "max_requisites": (1, 10_000),
    "confirm_looks": (1, 20),
}
_SECRET = ("notify",)
"""Settings whose values stand in no message."""
_PATHS = ("cache", "cacert", "tsa_ca")


def load(folder: Path, environment: Mapping[str, str], flags: Mapping[str, Any]) -> Settings:
    """Settings for a registry in `folder`. Flags that are None or empty were not given.

    Raises SettingsError naming the file, variable or flag that is wrong.
    """
    settings = Settings()
    for path, values in _files(folder):
        hosts = _hosts(values.get("hosts", {}), environment, str(path))
        plain = {key: value for key, value in values.items() if key not in ("hosts", "archives")}
        settings = _apply(settings, _anchored(plain, path.parent), str(path))
        settings = replace(settings, hosts=settings.hosts + hosts)
        if "archives" in values:
            archives, keys = read_tables(values["archives"], str(path))
            settings = replace(settings, archives=archives, key_names=keys)
    settings = _apply(settings, _named(environment), "environment", from_text=True)
    given = {key: value for key, value in flags.items() if value is not None and value != ()}
    return _apply(settings, given, "command line")


@dataclass(frozen=True)
class Rule:
    """A plain setting and its values: of the default's type, one of `choices`, `low` to `high`."""

    name: str
    default: Any
    choices: tuple[str, ...]
    low: float
    high: float


def rules() -> list[Rule]:
    """Every plain setting, in the order of `Settings`."""
    plain = [field.name for field in fields(Settings) if field.name not in _TABLES]
    return [
        Rule(name, getattr(Settings, name), tuple(_CHOICES.get(name, ())), *_BOUNDS.get(name, (0, math.inf)))
        for name in plain
    ]


def sources(folder: Path) -> list[str]:
    """The names of the files in `folder` that give settings. Raises SettingsError."""
    return [path.name for path, values in _files(folder) if values]


def _named(environment: Mapping[str, str]) -> dict[str, str]:
    """The settings that the environment gives. A near miss is refused: it would have no effect, unseen."""
    named = [field.name for field in fields(Settings) if field.name not in _TABLES]
    known = {f"VERIFY_{name.upper()}": name for name in named}
    for name in environment:
        near = difflib.get_close_matches(name, known, 1, 0.85) if name.startswith("VERIFY_") else []
        if near and name not in known:
            raise SettingsError(f"environment: there is no setting {name}", mend=f"did you mean {near[0]}?")
    return {field: environment[name] for name, field in known.items() if name in environment}


def _files(folder: Path) -> list[tuple[Path, Mapping[str, Any]]]:
    found: list[tuple[Path, Mapping[str, Any]]] = []
    for name, table in (("pyproject.toml", ("tool", "verify")), ("verify.toml", ())):
        path = folder / name
        if path.is_file():
            found.append((path, _table(path, table)))
    return found


def _table(path: Path, keys: tuple[str, ...]) -> Mapping[str, Any]:
    try:
        values: Any = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"{path}: {error}", mend="mend the file or take it away") from None
    for key in keys:
        values = values.get(key, {})
    if not isinstance(values, dict):
        raise SettingsError(f"{path}: [{'.'.join(keys)}] is not a table")
    return values


def _anchored(values: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """A path in a settings file is meant from that file's folder, wherever the command is called."""
    return {
        key: str(folder / value) if key in _PATHS and isinstance(value, str) and value else value
        for key, value in values.items()
    }


def _apply(settings: Settings, values: Mapping[str, Any], where: str, *, from_text: bool = False) -> Settings:
    named = [field.name for field in fields(Settings) if field.name not in _TABLES]
    known = {name: getattr(settings, name) for name in named}
    changed = {}
    for raw, value in values.items():
        key = raw.replace("-", "_")
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            raise SettingsError(
                f"{where}: there is no setting {raw!r}", mend=f"did you mean {near[0]}?" if near else None
            )
        changed[key] = _typed(key, value, known[key], where, from_text=from_text)
    return _ordered(replace(settings, **changed), where)


def _hosts(tables: Any, environment: Mapping[str, str], where: str) -> tuple[HostPolicy, ...]:
    """`[hosts."example.org"]` with delay, concurrency, headers, and headers_from (header to variable)."""
    if not isinstance(tables, dict):
        raise SettingsError(f'{where}: hosts must be tables, as [hosts."example.org"]')
    return tuple(_host(name, table, environment, f"{where}: hosts.{name}") for name, table in tables.items())


def _host(pattern: str, table: Any, environment: Mapping[str, str], where: str) -> HostPolicy:
    known = {"delay", "concurrency", "headers", "headers_from"}
    if not isinstance(table, dict) or not set(table) <= known:
        raise SettingsError(f"{where} takes {', '.join(sorted(known))} and nothing else")
    delay, concurrency = table.get("delay"), table.get("concurrency")
    if delay is not None:
        delay = _typed("delay", delay, 0.0, where, from_text=False)
    if concurrency is not None:
        concurrency = _typed("host_concurrency", concurrency, 1, where, from_text=False)
    headers = _words(table.get("headers", {}), f"{where}.headers")
    for name, variable in _words(table.get("headers_from", {}), f"{where}.headers_from"):
        if variable not in environment:
            raise SettingsError(f"{where}: there is no environment variable {variable}", mend="set it first")
        headers += ((name, environment[variable]),)
    return HostPolicy(pattern.lower(), delay, concurrency, headers)


def _words(table: Any, where: str) -> tuple[tuple[str, str], ...]:
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
        raise SettingsError(f"{where} must be a table of strings")
    return tuple(table.items())


def _ordered(settings: Settings, where: str) -> Settings:
    if settings.few_low > settings.few_high:
        raise SettingsError(f"{where}: few_low must not be above few_high")
    return settings


def _typed(key: str, value: Any, default: Any, where: str, *, from_text: bool) -> Any:
    try:
        typed = _parse(value, default) if from_text else _convert(value, default)
    except ValueError:
        wanted = type(default).__name__
        given = f", not {value!r}" if key not in _SECRET else ""
        raise SettingsError(f"{_place(key, where)} must be of type {wanted}{given}") from None
    if key in _CHOICES and typed not in _CHOICES[key]:
        raise SettingsError(f"{_place(key, where)} must be one of {', '.join(_CHOICES[key])}, not {value!r}")
    if isinstance(typed, int | float):
        _within(key, typed, where)
    return typed


def _within(key: str, number: float, where: str) -> None:
    low, high = _BOUNDS.get(key, (0, math.inf))
    if number < 0:
        raise SettingsError(f"{_place(key, where)} must not be negative")
    if not math.isfinite(number) or not low <= number <= high:
        wanted = f"{low:g} to {high:g}" if math.isfinite(high) else f"a number from {low:g} on"
        raise SettingsError(f"{_place(key, where)} must be {wanted}, not {number:g}")


def _place(key: str, where: str) -> str:
    """How the user wrote it: `--max-body` on the command line, elsewhere `verify.toml: max_body`."""
    return f"--{key.replace('_', '-')}" if where == "command line" else f"{where}: {key}"


def _parse(value: str, default: Any) -> Any:
    if isinstance(default, bool):
        words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False, "": False}
        if value.lower() not in words:
            raise ValueError(value)
        return words[value.lower()]
    if isinstance(default, tuple):
        return tuple(value.split())
    return type(default)(value)


def _convert(value: Any, default: Any) -> Any:
    if isinstance(default, tuple):
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
            raise ValueError(value)
        return tuple(value)
    if isinstance(default, bool) != isinstance(value, bool):
        raise ValueError(value)
    if isinstance(default, float) and isinstance(value, int):
        return float(value)
    if not isinstance(value, type(default)):
        raise ValueError(value)
    return value


def _resolve(text: str) -> Resolve:
    host, port, address = _parts(text, 3, "--resolve HOST:PORT:ADDR")
    return Resolve(host, _port(port, text), address.strip("[]"))


def _connect_to(text: str) -> ConnectTo:
    # As in curl, an empty HOST or PORT stands for every one.
    host, port, to_host, to_port = _parts(text, 4, "--connect-to HOST:PORT:ADDR:PORT", empty=2)
    return ConnectTo(host, _port(port, text) if port else 0, to_host.strip("[]"), _port(to_port, text))


def _endpoint(text: str) -> Endpoint:
    address, port = _parts(text, 2, "--allow ADDR:PORT")
    return Endpoint(_address(address.strip("[]"), text), _port(port, text))


def _parts(text: str, count: int, usage: str, empty: int = 0) -> list[str]:
    """Split at colons outside square brackets, so that IPv6 addresses stay whole; the first may be empty."""
    parts, depth = [""], 0
    for char in text:
        depth += (char == "[") - (char == "]")
        if char == ":" and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    if len(parts) != count or not all(parts[empty:]):
        raise SettingsError(f"{text!r} cannot be read", mend=f"write it as {usage}; IPv6 in [brackets]")
    return parts


def _address(text: str, whole: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        message = f"{whole!r}: {text!r} is not an IP address"
        raise SettingsError(message, mend="name the address, as in 127.0.0.1:8080") from None


def _port(text: str, whole: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise SettingsError(f"{whole!r}: {text!r} is not a port", mend="ports are 1 to 65535")
    return int(text)
