from __future__ import annotations

import errno
import ssl

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.fetch.failure import CERTIFICATE_CODES, failure_of, plain, total_timeout
from verify.fetch.guard import AddressRefused, NameNotResolved
from verify.fetch.transport import NoAnswer
from verify.fetch.wire import HeadTooLarge
from verify.model.snapshot import Failure, FailureKind


def caused(outer: Exception, *causes: BaseException) -> Exception:
    """`outer` with a chain of causes, as `raise … from …` leaves it."""
    link: BaseException = outer
    for cause in causes:
        link.__cause__ = cause
        link = cause
    return outer


def certificate(code: int) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_code, error.verify_message = code, "some\x1b[31m reason"
    return error


@pytest.mark.parametrize(
    ("error", "kind", "code"),
    [
        (caused(httpcore.ConnectError(""), AddressRefused("no")), FailureKind.unsafe, "address"),
        (caused(httpcore.ConnectError(""), NameNotResolved("no", "NXDOMAIN")), FailureKind.dns, "NXDOMAIN"),
        (httpcore.ConnectTimeout(""), FailureKind.timeout, "connect"),
        (httpcore.ReadTimeout(""), FailureKind.timeout, "read"),
        (httpcore.PoolTimeout(""), FailureKind.timeout, "read"),
        (NoAnswer(""), FailureKind.refused, "EOF"),
        (caused(httpcore.RemoteProtocolError(""), HeadTooLarge("long")), FailureKind.bad_response, "head"),
        (httpcore.RemoteProtocolError("\x00"), FailureKind.bad_response, None),
        (httpcore.ConnectError(""), FailureKind.refused, "ECONNRESET"),
        (httpcore.ReadError(""), FailureKind.refused, "ECONNRESET"),
        (caused(httpcore.ConnectError(""), certificate(77)), FailureKind.tls, "CERT_INVALID"),
        (caused(httpcore.ConnectError(""), certificate(18)), FailureKind.tls, "CERT_UNTRUSTED"),
    ],
)
def test_errors_have_names(error: Exception, kind: FailureKind, code: str | None) -> None:
    failure = failure_of(error)
    assert (failure.kind, failure.code) == (kind, code)
    assert failure.cause.isprintable()


@pytest.mark.parametrize(
    "number", [errno.ECONNREFUSED, errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ECONNRESET]
)
def test_the_socket_error_is_found_in_a_group_down_the_chain(number: int) -> None:
    group = ExceptionGroup("all", [OSError(number, "as told"), OSError(errno.EPERM, "other")])
    failure = failure_of(caused(httpcore.ConnectError(""), OSError("all failed"), group))
    assert (failure.kind, failure.code) == (FailureKind.refused, errno.errorcode[number])


def test_the_connect_step_outranks_what_else_is_in_the_chain() -> None:
    error = caused(httpcore.ConnectError(""), AddressRefused("no"), OSError(errno.ECONNREFUSED, "x"))
    assert failure_of(error).kind is FailureKind.unsafe


@pytest.mark.parametrize("error", [httpcore.ConnectTimeout(""), httpcore.ConnectError("")])
def test_a_handshake_that_was_waiting_is_not_a_tls_failure(error: Exception) -> None:
    error.__context__ = ssl.SSLWantReadError()
    assert failure_of(error).kind is not FailureKind.tls


def test_a_cause_wiped_out_by_raising_from_none_is_found() -> None:
    inner = httpcore.ConnectError()
    inner.__context__, inner.__suppress_context__ = certificate(10), True
    assert failure_of(caused(httpcore.ConnectError(""), inner)).code == "CERT_EXPIRED"


def test_a_circular_chain_ends() -> None:
    first, second = httpcore.ReadError(""), ValueError()
    first.__cause__, second.__cause__ = second, first
    assert failure_of(first).kind is FailureKind.refused


def test_the_total_timeout_names_its_seconds() -> None:
    assert total_timeout(60.0) == Failure(FailureKind.timeout, "no answer within 60 seconds in all", "total")


@given(st.text(max_size=400))
def test_causes_are_one_printable_line(text: str) -> None:
    assert plain(text) == "" or plain(text).isprintable()
    assert len(plain(text)) <= 200


def test_certificate_codes_are_the_ones_given_out() -> None:
    assert {"CERT_EXPIRED", "CERT_WRONG_HOST", "CERT_UNTRUSTED", "CERT_NOT_YET_VALID"} < CERTIFICATE_CODES
