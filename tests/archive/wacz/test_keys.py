from __future__ import annotations

import base64
import datetime as dt
import hashlib
import stat
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa, utils
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID
from tests.archive.wacz.packages import KEY, MADE, TOOL

from verify.archive.wacz.keys import check_signature, load_key, named_key, new_key, store_key
from verify.errors import ArchiveDamaged, UsageError

HASH = "sha256:" + "ab" * 32


def never() -> bytes:
    pytest.fail("no passphrase is needed")


def signed(**changed: Any) -> dict[str, Any]:
    return {**KEY.sign(HASH, MADE, TOOL), **changed}


def test_a_signature_is_as_the_standard_has_it_and_fits() -> None:
    whole = signed()
    assert list(whole) == ["hash", "created", "software", "version", "signature", "publicKey"]
    assert (whole["hash"], whole["created"]) == (HASH, "2026-03-05T12:00:00Z")
    assert len(base64.b64decode(whole["signature"])) == 96  # r and s of P-384 side by side
    found = check_signature(whole, HASH, None)
    assert (found.key, found.known) == (KEY.fingerprint, False)
    assert found.key == "sha256:" + hashlib.sha256(base64.b64decode(whole["publicKey"])).hexdigest()


def test_the_key_that_the_reader_names_must_be_the_one() -> None:
    assert check_signature(signed(), HASH, KEY.fingerprint).known
    other = new_key()
    with pytest.raises(ArchiveDamaged) as caught:
        check_signature(signed(), HASH, other.fingerprint)
    assert KEY.fingerprint in caught.value.message
    assert other.fingerprint in caught.value.message


def test_every_flipped_bit_of_a_signature_is_told() -> None:
    right = base64.b64decode(signed()["signature"])
    for at in range(0, len(right), 5):
        wrong = right[:at] + bytes([right[at] ^ 1]) + right[at + 1 :]
        with pytest.raises(ArchiveDamaged, match="not made by this key"):
            check_signature(signed(signature=base64.b64encode(wrong).decode()), HASH, None)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"hash": "sha256:" + "cd" * 32}, "another datapackage.json"),
        ({"signature": "***"}, "base64"),
        ({"signature": None}, "not made by this key"),
        ({"publicKey": "AAAA"}, "cannot be read"),
        ({"publicKey": None}, "cannot be read"),
    ],
)
def test_what_is_no_signature_is_told(changed: dict[str, Any], words: str) -> None:
    with pytest.raises(ArchiveDamaged, match=words):
        check_signature(signed(**changed), HASH, None)


def test_a_key_of_another_kind_is_told() -> None:
    key = rsa.generate_private_key(65537, 2048)
    from cryptography.hazmat.primitives.serialization import PublicFormat

    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    with pytest.raises(ArchiveDamaged, match="kind of key"):
        check_signature(signed(publicKey=base64.b64encode(public).decode()), HASH, None)


def test_the_form_with_a_domains_certificate_is_checked_too() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "observer.example")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(MADE).not_valid_after(MADE + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    whole = {
        "hash": HASH,
        "signature": base64.b64encode(key.sign(HASH.encode(), ec.ECDSA(hashes.SHA256()))).decode(),
        "domain": "observer.example",
        "domainCert": certificate.public_bytes(Encoding.PEM).decode(),
    }
    assert check_signature(whole, HASH, None).domain == "observer.example"
    r, s = utils.decode_dss_signature(base64.b64decode(str(whole["signature"])))
    whole["signature"] = base64.b64encode(utils.encode_dss_signature(r, s + 1)).decode()
    with pytest.raises(ArchiveDamaged, match="not made by this key"):
        check_signature(whole, HASH, None)


def test_a_key_is_written_for_its_owner_alone_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    store_key(path, KEY)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_key(path, never).fingerprint == KEY.fingerprint
    with pytest.raises(UsageError, match="already"):
        store_key(path, new_key())
    assert load_key(path, never).fingerprint == KEY.fingerprint
    with pytest.raises(UsageError, match="no such file or directory"):
        store_key(tmp_path / "none" / "key.pem", KEY)


def test_a_key_with_a_passphrase_asks_for_it(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    closed = KEY.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"open"))
    path.write_bytes(closed)
    assert load_key(path, lambda: b"open").fingerprint == KEY.fingerprint
    with pytest.raises(UsageError, match="not a private key"):
        load_key(path, lambda: b"wrong")


def test_keys_that_cannot_sign_packages_say_how_to_make_one(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    for key in (ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)):
        path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        with pytest.raises(UsageError, match="P-384") as caught:
            load_key(path, never)
        assert "verify archive key" in str(caught.value.mend)
    path.write_text(KEY.public_pem)
    with pytest.raises(UsageError, match="not a private key"):
        load_key(path, never)
    with pytest.raises(UsageError, match="no such file"):
        load_key(tmp_path / "none.pem", never)


def test_a_reader_names_a_key_by_its_fingerprint_or_its_file(tmp_path: Path) -> None:
    (tmp_path / "public.pem").write_text(KEY.public_pem)
    assert named_key(str(tmp_path / "public.pem")) == KEY.fingerprint
    assert named_key(KEY.fingerprint.upper()) == KEY.fingerprint
    assert named_key(KEY.fingerprint.removeprefix("sha256:")) == KEY.fingerprint
    (tmp_path / "public.pem").write_text("words")
    for words in (str(tmp_path / "public.pem"), str(tmp_path / "none.pem"), "sha256:abc"):
        with pytest.raises(UsageError):
            named_key(words)
