"""A certificate authority that lives in memory for one demonstration, and one certificate by it."""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from verify.errors import MissingExtra


@dataclass(frozen=True)
class Authority:
    """`context` is the server's side; `pem` the authority's certificate, for the client to trust.

    `leaf` is the server's own certificate, as PEM; its key exists in `context` alone.
    """

    context: ssl.SSLContext
    pem: bytes
    leaf: bytes


def make_authority(hosts: Iterable[str], *, now: datetime | None = None) -> Authority:
    """An ECDSA certificate for `hosts`, good for one day around `now`.

    Its names carry no trailing dot (RFC 6066 3, RFC 5280 4.2.1.6). Raises MissingExtra without trustme.
    """
    try:
        import trustme
    except ImportError as error:
        raise MissingExtra("demo", "serving the stand-in sources over TLS") from error
    start = now or datetime.now(UTC)
    names = sorted({host.rstrip(".") for host in hosts})
    authority = trustme.CA(organization_name="verify demonstration")
    leaf = authority.issue_cert(
        *names, not_before=start - timedelta(minutes=5), not_after=start + timedelta(days=1)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    leaf.configure_cert(context)
    return Authority(context, authority.cert_pem.bytes(), leaf.cert_chain_pems[0].bytes())
