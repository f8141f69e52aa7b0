"""Time stamps of an authority (RFC 3161): the question, and what an answer is worth.

The stamp that we ask for covers the bytes of datapackage.json, and with them every file that it lists, so
that `openssl ts -verify -data datapackage.json` checks it too. It stands in datapackage-digest.json beside
`signedData`, as `timestamp`, with the names that "WACZ Signing and Verification 0.1.0" has for such things.
That draft stamps the signature instead. Beside a certificate that somebody vouches for this will do; with a
bare key it proves nothing, because for any ECDSA signature and any text a key can be computed that fits
both: an old stamped signature would fit a new package. So a stamp of a signature counts here only where the
reader knows the key.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from warnings import catch_warnings, simplefilter

from verify.archive.wacz.der import sorted_certificates
from verify.archive.wacz.manifest import MANIFEST
from verify.errors import ArchiveDamaged, MissingExtra, UsageError
from verify.model.package import Basis, Covers, Stamp

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

QUESTION_TYPE = "application/timestamp-query"
ANSWER_TYPE = "application/timestamp-reply"
LARGEST_ANSWER = 2**18
_GRANTED = 0
_SEQUENCE = b"\x30"
_UNREADABLE = "the time stamp cannot be read: it is not an answer of RFC 3161"
_HASHES = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
_OPENSSL_REASON = re.compile(r'Verify error: ([^"]+)"')


@dataclass(frozen=True)
class Question:
    """What is sent to an authority (DER), and the number that its answer must repeat."""

    body: bytes
    nonce: int | None


@dataclass(frozen=True)
class Answer:
    """An authority's answer that fits its question: DER, its certificates in PEM, and what it says."""

    der: bytes
    certificates: str
    stamp: Stamp

    def entry(self) -> dict[str, object]:
        """The object `timestamp` of datapackage-digest.json."""
        return {
            "path": MANIFEST,
            "timeSignature": base64.b64encode(self.der).decode("ascii"),
            "timestampCert": self.certificates,
        }


def ask(data: bytes) -> Question:
    """A question for a stamp of `data`, by its SHA-256. Raises MissingExtra."""
    _require()
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    builder = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256)
    request = builder.nonce(nonce=True).cert_request(cert_request=True).build()
    return Question(request.as_bytes(), request.nonce)


def read_answer(question: Question, body: bytes, data: bytes, roots: tuple[Certificate, ...] = ()) -> Answer:
    """An authority's answer, checked as far as it can be. Raises ArchiveDamaged saying what is wrong."""
    with _readable():
        return _answer(question, body, data, roots)


def _answer(question: Question, body: bytes, data: bytes, roots: tuple[Certificate, ...]) -> Answer:
    response = _decoded(body)
    if response.status != _GRANTED:
        words = "; ".join(response.status_string) or f"status {response.status}"
        raise ArchiveDamaged(f"the authority refused: {words}")
    if response.tst_info.nonce != question.nonce:
        raise ArchiveDamaged("the answer is to another question: it does not repeat the number sent with it")
    stamp = _examined(response, data, Covers.package, roots)
    return Answer(body, _pem(response), stamp)


def check_stamp(text: str, data: bytes, covers: Covers, roots: tuple[Certificate, ...]) -> Stamp:
    """What a stored stamp (base64 of the answer) is worth. Raises ArchiveDamaged, as for other data."""
    _require()
    try:
        answer = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ArchiveDamaged("the time stamp is not written in base64") from error
    with _readable():
        return _examined(_decoded(answer), data, covers, roots)


def named_roots(path: Path) -> tuple[Certificate, ...]:
    """The certificates of a PEM file. Raises UsageError, MissingExtra."""
    _require()
    from cryptography import x509

    try:
        return tuple(x509.load_pem_x509_certificates(path.read_bytes()))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from error
    except ValueError as error:
        raise UsageError(f"{path} holds no certificate in PEM") from error


def _decoded(body: bytes) -> TimeStampResponse:
    from rfc3161_client import decode_timestamp_response

    if len(body) > LARGEST_ANSWER:
        raise ArchiveDamaged(f"the time stamp is larger than {LARGEST_ANSWER} bytes")
    if not body.startswith(_SEQUENCE):
        raise ArchiveDamaged(_UNREADABLE)
    return decode_timestamp_response(sorted_certificates(body))


@contextmanager
def _readable() -> Iterator[None]:
    """The libraries read a stranger's bytes only when asked about them, and then raise all kinds of error."""
    try:
        with catch_warnings():
            simplefilter("ignore")
            yield
    except (ArchiveDamaged, MissingExtra):
        raise
    except Exception as error:
        raise ArchiveDamaged(_UNREADABLE) from error


def _examined(
    response: TimeStampResponse, data: bytes, covers: Covers, roots: tuple[Certificate, ...]
) -> Stamp:
    """Raises ArchiveDamaged for what no certificate could mend: other data, a broken signature."""
    token = response.tst_info
    algorithm = _HASHES.get(token.message_imprint.hash_algorithm.dotted_string)
    if algorithm is None:
        raise ArchiveDamaged("the time stamp uses a digest that is not known here")
    if hashlib.new(algorithm, data).digest() != token.message_imprint.message:
        raise ArchiveDamaged("the time stamp is of other bytes than these")
    signer = _signer(response)
    if signer is None:
        why = "it does not hold the certificate of its signer"
        return Stamp(token.gen_time, "an authority", covers, Basis.unchecked, "", why)
    basis, why = _basis(response, roots)
    return Stamp(token.gen_time, _called(signer), covers, basis, _fingerprint(signer), why)


def _basis(response: TimeStampResponse, roots: tuple[Certificate, ...]) -> tuple[Basis, str]:
    """By the reader's certificates, or else by the stamp's own. The word why it is not the former."""
    refused = _refusal(response, roots) if roots else "no certificate of the authority was named"
    if not refused:
        return Basis.authority, ""
    own = tuple(one for one in _certificates(response) if one.issuer == one.subject)
    if not own:
        return Basis.unchecked, refused
    broken = _refusal(response, own)
    if broken:
        raise ArchiveDamaged(f"the time stamp does not hold: {broken}")
    return Basis.itself, refused


def _refusal(response: TimeStampResponse, roots: tuple[Certificate, ...]) -> str:
    """Why the stamp does not lead to these certificates, at the time that it gives; empty where it does.

    Only `roots` are handed over: the library would trust intermediate certificates as it trusts these.
    """
    from rfc3161_client import VerificationError, VerifierBuilder

    builder = VerifierBuilder(roots=list(dict.fromkeys(roots)))
    try:
        builder.build().verify(response, response.tst_info.message_imprint.message)
    except VerificationError as error:
        found = _OPENSSL_REASON.search(str(error))
        return found.group(1) if found else str(error).partition(": ErrorStack")[0].rstrip(".")
    return ""


def _certificates(response: TimeStampResponse) -> list[Certificate]:
    from cryptography import x509

    return [x509.load_der_x509_certificate(one) for one in sorted(response.signed_data.certificates)]


def _signer(response: TimeStampResponse) -> Certificate | None:
    signers = {(one.issuer, one.serial_number) for one in response.signed_data.signer_infos}
    found = [one for one in _certificates(response) if (one.issuer, one.serial_number) in signers]
    return found[0] if len(found) == 1 == len(signers) else None


def _called(certificate: Certificate) -> str:
    """The name of an authority, as its certificate has it."""
    from cryptography.x509 import NameOID

    for wanted in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for attribute in certificate.subject.get_attributes_for_oid(wanted):
            return str(attribute.value)
    return certificate.subject.rfc4514_string() or "an authority without a name"


def _fingerprint(certificate: Certificate) -> str:
    from cryptography.hazmat.primitives import hashes

    return "sha256:" + certificate.fingerprint(hashes.SHA256()).hex()


def _pem(response: TimeStampResponse) -> str:
    """The certificates, the signer's first."""
    from cryptography.hazmat.primitives.serialization import Encoding

    signer = _signer(response)
    found = sorted(_certificates(response), key=lambda one: one != signer)
    return "".join(one.public_bytes(Encoding.PEM).decode("ascii") for one in found)


def _require() -> None:
    try:
        import rfc3161_client  # noqa: F401
    except ImportError:
        raise MissingExtra("sign", "asking for and checking time stamps") from None


def entry_of(whole: Mapping[str, object]) -> str | None:
    """Our `timestamp` of a datapackage-digest.json, in base64; None where there is none of ours."""
    found = whole.get("timestamp")
    if isinstance(found, Mapping) and found.get("path") == MANIFEST:
        text = found.get("timeSignature")
        return text if isinstance(text, str) else None
    return None
