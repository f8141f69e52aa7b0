"""Which links are asked for, and under which address: excludes and remaps."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from verify.errors import UsageError


@dataclass(frozen=True)
class Choice:
    """Patterns over whole URLs: regular expressions (found anywhere), globs (whole), host names.

    `remaps` are tried in order and the first that fits rewrites the URL, as `re.sub` does once.
    """

    regexes: tuple[re.Pattern[str], ...] = ()
    globs: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    remaps: tuple[tuple[re.Pattern[str], str], ...] = ()

    @classmethod
    def read(
        cls, regexes: Sequence[str], globs: Sequence[str], hosts: Sequence[str], remaps: Sequence[str]
    ) -> Choice:
        """From the words of the command line. Raises UsageError for what cannot be read."""
        return cls(
            tuple(_pattern(each, "--exclude") for each in regexes),
            tuple(map(_glob, globs)),
            tuple(map(_host, hosts)),
            tuple(_remap(each) for each in remaps),
        )

    def excluded(self, url: str) -> str | None:
        """The rule that keeps `url` from being asked for, None where it may be."""
        for pattern in self.regexes:
            if pattern.search(url):
                return f"--exclude {pattern.pattern}"
        for shape in self.globs:
            if fnmatch.fnmatchcase(url, shape):
                return f"--exclude-glob {shape}"
        host, netloc = _hosts(url) if self.hosts else ("", "")
        for name in self.hosts:
            if name in (host, netloc) or host.endswith("." + name.removeprefix("*.")):
                return f"--exclude-host {name}"
        return None

    def remapped(self, url: str) -> str:
        for pattern, replacement in self.remaps:
            if pattern.search(url):
                return pattern.sub(replacement, url, count=1)
        return url


def _host(name: str) -> str:
    if "/" in name:
        raise UsageError(f"--exclude-host {name!r} is no host", mend="write HOST or HOST:PORT alone")
    return name.lower()


def _glob(shape: str) -> str:
    """A `[` that nothing closes would stand for itself, which no URL fits: most likely a slip."""
    if re.search(r"\[(?!!?\]?[^\]]*\])", shape):
        raise UsageError(
            f"--exclude-glob {shape!r}: a [ is never closed", mend="write a bracket itself as [[]"
        )
    return shape


def _hosts(url: str) -> tuple[str, str]:
    """The host alone, and with its port as written."""
    try:
        parts = urlsplit(url)
        return parts.hostname or "", parts.netloc.lower()
    except ValueError:
        return "", ""


def _pattern(text: str, option: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise UsageError(f"{option} {text!r} is no regular expression: {error}") from None


def _remap(text: str) -> tuple[re.Pattern[str], str]:
    pattern, space, replacement = text.strip().partition(" ")
    if not space:
        raise UsageError(f"--remap {text!r} lacks its replacement", mend="write it as 'PATTERN REPLACEMENT'")
    compiled = _pattern(pattern, "--remap")
    try:
        compiled.sub(replacement.strip(), "")
        re.compile(f"(?:{pattern})|").sub(replacement.strip(), "")
    except (re.error, IndexError) as error:
        raise UsageError(f"--remap {text!r}: the replacement cannot be used: {error}") from None
    return compiled, replacement.strip()
