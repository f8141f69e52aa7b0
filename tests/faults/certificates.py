"""TLS for the fault server: an authority made in memory, and the ways in which a certificate is wrong."""

from __future__ import annotations

import datetime as dt
import ssl
from functools import cache
from pathlib import Path

import trustme

HOST = "press.example"


@cache
def authority() -> trustme.CA:
    return trustme.CA()


def cacert(folder: Path) -> str:
    """The authority as a PEM file, for `FetchPolicy.cacert`."""
    file = folder / "authority.pem"
    authority().cert_pem.write_to_path(file)
    return str(file)


def good(*names: str) -> ssl.SSLContext:
    return _serving(authority().issue_cert(*(names or (HOST, "127.0.0.1"))))


def expired() -> ssl.SSLContext:
    begun = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    ended = dt.datetime(2020, 2, 1, tzinfo=dt.UTC)
    return _serving(authority().issue_cert(HOST, not_before=begun, not_after=ended))


def not_yet() -> ssl.SSLContext:
    begins = dt.datetime.now(dt.UTC) + dt.timedelta(days=30)
    return _serving(authority().issue_cert(HOST, not_before=begins, not_after=begins + dt.timedelta(days=1)))


def wrong_host() -> ssl.SSLContext:
    return _serving(authority().issue_cert("somewhere-else.example"))


def untrusted() -> ssl.SSLContext:
    return _serving(trustme.CA().issue_cert(HOST))


VARIANTS = {
    "good": good,
    "expired": expired,
    "not-yet": not_yet,
    "wrong-host": wrong_host,
    "untrusted": untrusted,
}


def _serving(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context
