"""The one TLS context that all hosts share: building one costs some 20 ms.

SSL_CERT_FILE names a file of authorities that stands in for certifi's, as it does for OpenSSL's own list.
"""

from __future__ import annotations

import os
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import certifi

from verify.errors import SettingsError


def trust(cacert: str | None) -> ssl.SSLContext:
    """Public authorities (certifi, or SSL_CERT_FILE) and those in the PEM file `cacert`.

    Raises SettingsError where a file cannot be read or holds no certificate.
    """
    public = os.environ.get("SSL_CERT_FILE")
    if cacert is None:
        return _public(public)
    context = _build(public)
    with _readable(cacert, "--cacert names a file of one or more certificates in PEM form"):
        context.load_verify_locations(cafile=cacert)
    return context


@cache
def _public(file: str | None) -> ssl.SSLContext:
    return _build(file)


def _build(file: str | None) -> ssl.SSLContext:
    if not file:
        return ssl.create_default_context(cafile=certifi.where())
    with _readable(file, "SSL_CERT_FILE names a file of certificates in PEM form, or is not set"):
        return ssl.create_default_context(cafile=file)


@contextmanager
def _readable(file: str, mend: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        message = f"the certificate file {file!r} cannot be used: {_reason(error)}"
        raise SettingsError(message, mend=mend) from error


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLError):
        return "it holds no certificate"
    return (error.strerror if isinstance(error, OSError) else None) or "it cannot be read"
