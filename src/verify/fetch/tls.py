"""The one TLS context that all hosts share: building one costs some 20 ms."""

from __future__ import annotations

import ssl
from functools import cache

import certifi

from verify.errors import SettingsError


def trust(cacert: str | None) -> ssl.SSLContext:
    """Public authorities (certifi) and those in the PEM file `cacert`. Raises SettingsError."""
    if cacert is None:
        return _public()
    context = ssl.create_default_context(cafile=certifi.where())
    try:
        context.load_verify_locations(cafile=cacert)
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"the certificate file {cacert!r} cannot be used: {_reason(error)}",
            mend="--cacert names a file of one or more certificates in PEM form",
        ) from error
    return context


@cache
def _public() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLError):
        return "it holds no certificate"
    return (error.strerror if isinstance(error, OSError) else None) or "it cannot be read"
