"""What a network error means, in plain words. The cause chain decides, never the wording of a message."""

from __future__ import annotations

import errno
import ssl
from collections.abc import Iterator

import httpcore

from verify.fetch.guard import AddressRefused, NameNotResolved, PortRefused
from verify.fetch.proxy import ProxyUnreachable
from verify.fetch.transport import NoAnswer
from verify.fetch.wire import HeadTooLarge
from verify.model.snapshot import Failure, FailureKind

_CERTIFICATE = {
    9: ("the certificate is not valid yet", "CERT_NOT_YET_VALID"),
    10: ("the certificate has expired", "CERT_EXPIRED"),
    18: ("the certificate is signed by itself, by no known authority", "CERT_UNTRUSTED"),
    19: ("the certificate's authority is not a known one", "CERT_UNTRUSTED"),
    20: ("the certificate's authority is not a known one", "CERT_UNTRUSTED"),
    62: ("the certificate is for another host", "CERT_WRONG_HOST"),
    64: ("the certificate is for another address", "CERT_WRONG_HOST"),
}
CERTIFICATE_CODES = frozenset(code for _, code in _CERTIFICATE.values()) | {"CERT_INVALID"}

_REFUSED = {
    errno.ECONNREFUSED: "the server refused the connection",
    errno.ECONNRESET: "the server broke the connection off",
    errno.EPIPE: "the server broke the connection off",
    errno.ENETUNREACH: "the server's network cannot be reached",
    errno.EHOSTUNREACH: "the server cannot be reached",
    errno.EACCES: "this machine lets no such connection through",
    errno.EADDRNOTAVAIL: "the server's address cannot be reached from here",
}
_NOT_YET = (ssl.SSLWantReadError, ssl.SSLWantWriteError)  # of a handshake under way, no errors
_MAX_CHAIN = 20
PROXY = "proxy"
"""The code of a failure that is the proxy's: it says nothing of the page."""


def failure_of(error: Exception) -> Failure:
    """The Failure that an exception raised before any response stands for."""
    chain = list(_chain(error))
    for judge in (_connect_step, _waiting, _tls, _answer, _socket):
        for link in chain:
            found = judge(link)
            if found:
                return found
    if isinstance(error, httpcore.ConnectError):
        return Failure(FailureKind.refused, "the connection broke off while it was set up", "ECONNRESET")
    if isinstance(error, httpcore.NetworkError):
        return Failure(FailureKind.refused, "the server broke the connection off", "ECONNRESET")
    return Failure(FailureKind.bad_response, "the answer is not valid HTTP")


def total_timeout(seconds: float) -> Failure:
    return Failure(FailureKind.timeout, f"no answer within {seconds:g} seconds in all", "total")


def refused(error: AddressRefused) -> Failure:
    """What the guard said."""
    code = "port" if isinstance(error, PortRefused) else "address"
    return Failure(FailureKind.unsafe, plain(str(error)), code)


def proxy_refused(status: str) -> Failure:
    """The proxy's own answer to a request for a connection; only a 5xx says something of the host."""
    if status.startswith("407"):
        return Failure(FailureKind.skipped, "the proxy asks for a name and a password", PROXY)
    kind = FailureKind.refused if status.startswith("5") else FailureKind.skipped
    return Failure(kind, plain(f"the proxy made no connection: {status}"), PROXY)


def _connect_step(error: BaseException) -> Failure | None:
    if isinstance(error, AddressRefused):
        return refused(error)
    if isinstance(error, ProxyUnreachable):
        return Failure(FailureKind.skipped, plain(str(error)), PROXY)
    if isinstance(error, httpcore.ProxyError):
        return proxy_refused(str(error))
    if isinstance(error, NameNotResolved):
        return Failure(FailureKind.dns, plain(str(error)), error.code)
    return None


def _tls(error: BaseException) -> Failure | None:
    if isinstance(error, ssl.SSLCertVerificationError):
        cause, code = _CERTIFICATE.get(
            error.verify_code,
            (f"the certificate is not valid: {plain(error.verify_message)}", "CERT_INVALID"),
        )
        return Failure(FailureKind.tls, cause, code)
    if isinstance(error, ssl.SSLError) and not isinstance(error, _NOT_YET):
        return Failure(FailureKind.tls, "no secure connection could be agreed", error.reason or None)
    return None


def _waiting(error: BaseException) -> Failure | None:
    if isinstance(error, httpcore.ConnectTimeout):
        return Failure(FailureKind.timeout, "the connection took too long", "connect")
    if isinstance(error, httpcore.TimeoutException):
        return Failure(FailureKind.timeout, "the server did not answer in time", "read")
    return None


def _answer(error: BaseException) -> Failure | None:
    if isinstance(error, NoAnswer):
        return Failure(FailureKind.refused, "the server closed the connection without an answer", "EOF")
    if isinstance(error, HeadTooLarge):
        return Failure(FailureKind.bad_response, plain(str(error)), "head")
    return None


def _socket(error: BaseException) -> Failure | None:
    if not isinstance(error, OSError) or error.errno is None:
        return None
    code = errno.errorcode.get(error.errno)
    return Failure(FailureKind.refused, _REFUSED.get(error.errno, "no connection could be made"), code)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, what it was raised from or beside, and the members of groups among them.

    Beside as well: httpcore's pool raises its errors `from None`, which wipes out their cause.
    """
    waiting = [error]
    for _ in range(_MAX_CHAIN):
        if not waiting:
            return
        link = waiting.pop(0)
        yield link
        if isinstance(link, BaseExceptionGroup):
            waiting.extend(link.exceptions)
        before = link.__cause__ or link.__context__
        if before is not None:
            waiting.append(before)


def plain(text: str) -> str:
    """One line without control characters, at most 200 characters."""
    return "".join(mark if mark.isprintable() else " " for mark in text)[:200].strip()
