"""Which archives are asked: out of tables in a settings file, or out of `--archive`. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from verify.errors import SettingsError
from verify.model.memento import INTERNET_ARCHIVE, Dialect, PublicArchive, SaveKey

_KEYS = ("name", "base", "dialect", "index", "save", "key_from", "secret_from")
_IA_HOST = urlsplit(INTERNET_ARCHIVE.base).netloc
_USAGE = "write it as https://archive.example/web/, NAME=URL, or the name of an archive in the settings"


@dataclass(frozen=True)
class KeyNames:
    """The environment variables that hold an account's key and secret for the archive of this name."""

    archive: str
    key_from: str
    secret_from: str


def read_tables(tables: Any, where: str) -> tuple[tuple[PublicArchive, ...], tuple[KeyNames, ...]]:
    """`[[archives]]` with name, base, dialect, index, save, key_from and secret_from.

    A base is enough: index and dialect follow from it. The Internet Archive's name is enough too. Raises
    SettingsError that begins with `where`.
    """
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise SettingsError(f"{where}: archives must be tables, as [[archives]]")
    archives: list[PublicArchive] = []
    keys: list[KeyNames] = []
    for number, table in enumerate(tables, 1):
        at = f"{where}: archives, table {number}"
        archive = _of_table(_words(table, at), at)
        if archive.name in [each.name for each in archives]:
            raise SettingsError(f"{at}: there are two archives called {archive.name!r}")
        archives.append(archive)
        keys += _key_names(archive.name, table, at)
    return tuple(archives), tuple(keys)


def choose(wanted: Sequence[str], known: Sequence[PublicArchive]) -> tuple[PublicArchive, ...]:
    """The archives that `--archive` names, each a base URL, `NAME=URL` or the name of a known one.

    None named: all that are known. Raises SettingsError.
    """
    named = {archive.name: archive for archive in (INTERNET_ARCHIVE, *known)}
    chosen = [named[text] if text in named else _of_text(text) for text in wanted]
    return tuple({archive.name: archive for archive in chosen}.values()) or tuple(known)


def save_keys(names: Sequence[KeyNames], environment: Mapping[str, str]) -> tuple[SaveKey, ...]:
    """The keys themselves. Raises SettingsError for a variable that is not set; never shows a value."""
    for variable in (each for name in names for each in (name.key_from, name.secret_from)):
        if not environment.get(variable):
            raise SettingsError(
                f"archives: there is no environment variable {variable}",
                mend="set it, or save without an account: take key_from and secret_from out of the settings",
            )
    return tuple(
        SaveKey(name.archive, environment[name.key_from], environment[name.secret_from]) for name in names
    )


def _of_text(text: str) -> PublicArchive:
    name, sign, url = text.partition("=")
    if not sign or "/" in name or not name:
        name, url = "", text
    return _archive(name, _base(url, f"--archive {text!r}"))


def _of_table(table: Mapping[str, str], at: str) -> PublicArchive:
    name = table.get("name", "")
    if "base" in table:
        archive = _archive(name, _base(table["base"], f"{at}: base"))
    elif name == INTERNET_ARCHIVE.name:
        archive = INTERNET_ARCHIVE
    else:
        raise SettingsError(f"{at} has no base", mend='as base = "https://archive.example/web/"')
    if "index" in table:
        archive = replace(archive, index=_address(table["index"], f"{at}: index"))
    if "save" in table:
        archive = replace(archive, save=_address(table["save"], f"{at}: save"))
    return replace(archive, dialect=_dialect(table["dialect"], at)) if "dialect" in table else archive


def _archive(name: str, base: str) -> PublicArchive:
    """By its host the Internet Archive is known; others are taken for pywb, whose index stands at `cdx`.

    One that is not says so when it is asked, and is asked for its TimeMap then.
    """
    parts = urlsplit(base)
    if parts.netloc.lower() == _IA_HOST:
        return replace(INTERNET_ARCHIVE, name=name or INTERNET_ARCHIVE.name)
    return PublicArchive(
        name or f"{parts.netloc}{parts.path}".strip("/"), base, Dialect.pywb, index=f"{base}cdx"
    )


def _base(text: str, at: str) -> str:
    base = _address(text, at)
    return base if base.endswith("/") else f"{base}/"


def _address(text: str, at: str) -> str:
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable, parts = False, urlsplit("")
    if not usable or parts.query or parts.fragment or parts.username or any(map(str.isspace, text)):
        raise SettingsError(f"{at} is no base URL of an archive", mend=_USAGE)
    return text


def _dialect(text: str, at: str) -> Dialect:
    if text not in list(Dialect):
        raise SettingsError(f"{at}: dialect must be one of {', '.join(Dialect)}, not {text!r}")
    return Dialect(text)


def _words(table: Mapping[str, Any], at: str) -> Mapping[str, str]:
    for key, value in table.items():
        if key not in _KEYS:
            raise SettingsError(f"{at} takes {', '.join(_KEYS)}, not {key!r}")
        if not isinstance(value, str) or not value.strip():
            raise SettingsError(f"{at}: {key} must be a word, not {value!r}")
    return table


def _key_names(name: str, table: Mapping[str, Any], at: str) -> list[KeyNames]:
    given = [table.get(key) for key in ("key_from", "secret_from")]
    if given == [None, None]:
        return []
    if None in given:
        raise SettingsError(f"{at}: key_from and secret_from go together")
    return [KeyNames(name, str(given[0]), str(given[1]))]
