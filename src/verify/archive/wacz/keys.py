"""Signing a package with a key of one's own, and checking such signatures.

"WACZ Signing and Verification 0.1.0" (https://specs.webrecorder.net/wacz-auth/0.1.0/), the anonymous form,
as players check it: ECDSA over P-384 with SHA-256 of the words `sha256:<hex>`, the signature as r and s side
by side (IEEE P1363), the key as SubjectPublicKeyInfo. The domain form (a certificate, DER) is checked too.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from verify.archive.wacz.manifest import second
from verify.errors import ArchiveDamaged, MissingExtra, UsageError
from verify.model.package import Signed

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric import ec

_VERSION = "0.1.0"
_LARGEST_KEY = 2**16
_MAKE_ONE = "`verify archive key FILE` makes one"

Ask = Callable[[], bytes]
"""Asks for the passphrase of a key that has one."""


@dataclass(frozen=True)
class SigningKey:
    """A private key on the curve P-384."""

    key: ec.EllipticCurvePrivateKey

    @property
    def fingerprint(self) -> str:
        """`sha256:<hex>` of the public key (SubjectPublicKeyInfo, DER)."""
        return _fingerprint(self.key.public_key())

    @property
    def public_pem(self) -> str:
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        found = self.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return found.decode("ascii")

    def private_pem(self) -> bytes:
        from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    def sign(self, package_hash: str, created: dt.datetime, software: str) -> dict[str, object]:
        """The object `signedData` for `sha256:<hex>` of datapackage.json, and the time that it gives."""
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec, utils

        r, s = utils.decode_dss_signature(self.key.sign(package_hash.encode(), ec.ECDSA(hashes.SHA256())))
        size = _size(self.key.curve)
        return {
            "hash": package_hash,
            "created": second(created),
            "software": software,
            "version": _VERSION,
            "signature": base64.b64encode(r.to_bytes(size, "big") + s.to_bytes(size, "big")).decode(),
            "publicKey": base64.b64encode(_der(self.key.public_key())).decode(),
        }


def new_key() -> SigningKey:
    """Raises MissingExtra."""
    _require()
    from cryptography.hazmat.primitives.asymmetric import ec

    return SigningKey(ec.generate_private_key(ec.SECP384R1()))


def store_key(path: Path, key: SigningKey) -> None:
    """Write a private key that only its owner may read. Raises UsageError, for a file that is there too."""
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "wb") as file:
            file.write(key.private_pem())
    except FileExistsError:
        mend = "a key is never replaced: name another file"
        raise UsageError(f"there is a file {path} already", mend=mend) from None
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {(error.strerror or str(error)).lower()}") from error


def load_key(path: Path, ask: Ask) -> SigningKey:
    """A private key from a PEM file. Raises UsageError, MissingExtra."""
    _require()
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    content = _read(path)
    try:
        try:
            key = load_pem_private_key(content, None)
        except TypeError:  # it has a passphrase
            key = load_pem_private_key(content, ask())
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UsageError(f"{path} is not a private key in PEM that can be read", mend=_MAKE_ONE) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP384R1):
        raise UsageError(f"{path}: packages are signed with a key on the curve P-384", mend=_MAKE_ONE)
    return SigningKey(key)


def named_key(words: str) -> str:
    """The fingerprint that a reader names: as `sha256:<hex>`, or by a PEM file of the public key.

    Raises UsageError, MissingExtra.
    """
    plain = words.lower().removeprefix("sha256:").replace(":", "")
    if len(plain) == 64 and not set(plain) - set("0123456789abcdef"):
        return f"sha256:{plain}"
    _require()
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        return _fingerprint(load_pem_public_key(_read(Path(words)) if Path(words).exists() else b""))
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise UsageError(
            f"{words} is neither a fingerprint (sha256:…) nor a public key in PEM",
            mend="`verify archive key` prints both",
        ) from error


def check_signature(signed: Mapping[str, object], package_hash: str, known: str | None) -> Signed:
    """Whether a `signedData` object signs this package. `known` is the fingerprint that the reader named.

    Raises ArchiveDamaged where it does not, MissingExtra.
    """
    _require()
    if signed.get("hash") != package_hash:
        raise ArchiveDamaged("the signature is of another datapackage.json than this one")
    domain = str(signed.get("domain") or "")
    key = _public_key(signed)
    _compare(key, _bytes(signed.get("signature")), package_hash.encode())
    fingerprint = _fingerprint(key)
    if known and fingerprint != known:
        raise ArchiveDamaged(f"it is signed by another key than the one named: by {fingerprint}, not {known}")
    return Signed(fingerprint, bool(known), domain)


def _public_key(signed: Mapping[str, object]) -> ec.EllipticCurvePublicKey:
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        if signed.get("publicKey"):
            key = load_der_public_key(_bytes(signed["publicKey"]))
        else:
            key = x509.load_pem_x509_certificate(str(signed.get("domainCert")).encode()).public_key()
    except (ValueError, UnsupportedAlgorithm, x509.InvalidVersion) as error:
        raise ArchiveDamaged("the key of the signature cannot be read") from error
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise ArchiveDamaged("the signature is by a kind of key that WACZ does not use")
    return key


def _compare(key: ec.EllipticCurvePublicKey, signature: bytes, text: bytes) -> None:
    """Raises ArchiveDamaged where the signature, as r and s or in DER, is not of `text` by `key`."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, utils

    size = _size(key.curve)
    if len(signature) == 2 * size:
        r, s = int.from_bytes(signature[:size], "big"), int.from_bytes(signature[size:], "big")
        signature = utils.encode_dss_signature(r, s)
    try:
        key.verify(signature, text, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as error:
        raise ArchiveDamaged(
            "the signature does not fit: it was not made by this key for this package"
        ) from error


def _bytes(value: object) -> bytes:
    try:
        return base64.b64decode(str(value), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ArchiveDamaged("the signature is not written in base64") from error


def _size(curve: ec.EllipticCurve) -> int:
    return (curve.key_size + 7) // 8


def _der(key: object) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    found: bytes = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)  # type: ignore[attr-defined]
    return found


def _fingerprint(key: object) -> str:
    return "sha256:" + hashlib.sha256(_der(key)).hexdigest()


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST_KEY)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from error


def _require() -> None:
    try:
        import cryptography.x509  # noqa: F401
    except ImportError:
        raise MissingExtra("sign", "signing and checking signatures") from None
