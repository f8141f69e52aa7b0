"""The machine: versions, extras, disk, certificates, proxies. Nothing here touches the network."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import re
import shutil
import ssl
import sys
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from verify.errors import SettingsError
from verify.fetch.tls import trust
from verify.model.health import Health, ok, problem, unchecked, warning
from verify.model.version import VERSION

DISTRIBUTION = "verify-sources"
EXTRAS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "pdf": (("pypdfium2",), "reads PDF sources"),
    "sign": (("cryptography", "rfc3161_client"), "signs and stamps packages"),
    "notify": (("apprise",), "sends notifications (audit --notify)"),
    "demo": (("trustme", "pypdfium2"), "runs `verify demo`"),
}
"""Extra -> the modules it brings, what they are for."""

LOW, TOO_LOW = 2**30, 100 * 2**20
"""Bytes free on the disk of the archive: below the first a warning, below the second a problem."""
_NAME = re.compile(r"^[\w.-]+")


def versions() -> Iterator[Health]:
    """This program, the interpreter, and whether everything is installed that it asks for."""
    yield ok("verify", f"{VERSION} in Python {platform.python_version()} ({sys.executable})")
    try:
        asked = importlib.metadata.requires(DISTRIBUTION) or []
    except importlib.metadata.PackageNotFoundError:
        yield warning("packages", f"{DISTRIBUTION} runs without being installed", "install it with pip")
        return
    wanted = [found.group() for line in asked if "extra ==" not in line and (found := _NAME.match(line))]
    lacking = [name for name in wanted if not _installed(name)]
    if lacking:
        yield problem("packages", f"not installed: {', '.join(lacking)}", f"pip install {DISTRIBUTION}")
    else:
        yield ok("packages", f"all {len(wanted)} that it needs")


def _installed(name: str) -> bool:
    try:
        return bool(importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return False


def extras(wanted: Mapping[str, str]) -> Iterator[Health]:
    """A line for each extra. `wanted` says why one is needed here, as {"pdf": "2 references are PDFs"}."""
    for name, (modules, gives) in EXTRAS.items():
        what, mend = f"extra [{name}]", f"pip install '{DISTRIBUTION}[{name}]'"
        if all(find_spec(module) for module in modules):
            yield ok(what, gives)
        elif name in wanted:
            yield problem(what, f"not installed, but needed: {wanted[name]}", mend)
        else:
            yield unchecked(what, f"not installed; it {gives}", mend)


def disk(folder: Path) -> Health:
    """Room and the right to write where the archive lies, or would."""
    place = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())
    if not os.access(place, os.W_OK):
        return problem("disk", f"{place} cannot be written", "name another folder with --cache DIR")
    free = shutil.disk_usage(place).free
    words = f"{free / 2**30:.1f} GiB free in {place}"
    if free < TOO_LOW:
        return problem("disk", words, "make room: a run that cannot store stops")
    if free < LOW:
        return warning("disk", words, "make room soon: a look stores whole pages")
    return ok("disk", words)


def certificates(cacert: str | None) -> Health:
    """The authorities that TLS trusts."""
    try:
        known = len(trust(cacert).get_ca_certs())
    except SettingsError as error:
        return problem("certificates", error.message, error.mend or "")
    source = "SSL_CERT_FILE" if os.environ.get("SSL_CERT_FILE") else "certifi"
    beside = f" and {cacert}" if cacert else ""
    return ok("certificates", f"{known} authorities of {source}{beside}; {ssl.OPENSSL_VERSION}")


def proxies(environment: Mapping[str, str], chosen: str | None) -> Iterator[Health]:
    """Proxy variables are read on request alone, which surprises behind a company's proxy."""
    named = sorted(name for name in environment if name.lower() in {"http_proxy", "https_proxy", "all_proxy"})
    if chosen:
        yield ok("proxy", "used: the setting proxy is set")
    elif named:
        yield warning("proxy", f"{', '.join(named)} is set and not used", "to use it: VERIFY_PROXY=env")
