from __future__ import annotations

import base64
import datetime as dt
import hashlib
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from tests.archive.wacz.authority import NAME, Authority, authority

from verify.archive.wacz.stamps import Answer, ask, check_stamp, entry_of, named_roots, read_answer
from verify.errors import ArchiveDamaged, UsageError
from verify.model.package import Basis, Covers

pytestmark = pytest.mark.slow
DATA = b'{"profile": "data-package"}\n'


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("tsa") / "harbour")


def answered(by: Authority, roots: bool = True) -> Answer:
    question = ask(DATA)
    return read_answer(question, by.answer(question.body), DATA, named_roots(by.root) if roots else ())


def trouble(by: Authority, body: bytes | None = None, data: bytes = DATA) -> str:
    question = ask(DATA)
    with pytest.raises(ArchiveDamaged) as caught:
        read_answer(question, by.answer(question.body) if body is None else body, data)
    return caught.value.message


def test_a_stamp_that_leads_to_the_authority_named(harbour: Authority) -> None:
    stamp = answered(harbour).stamp
    assert (stamp.authority, stamp.covers, stamp.basis, stamp.why) == (
        NAME, Covers.package, Basis.authority, "",
    )  # fmt: skip
    assert abs(stamp.at - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)
    signer = x509.load_pem_x509_certificate((harbour.folder / "signer.pem").read_bytes())
    assert stamp.certificate == "sha256:" + hashlib.sha256(signer.public_bytes(Encoding.DER)).hexdigest()


def test_openssl_checks_what_was_stored_too(harbour: Authority, tmp_path: Path) -> None:
    entry = answered(harbour).entry()
    assert entry["path"] == "datapackage.json"
    (tmp_path / "datapackage.json").write_bytes(DATA)
    (tmp_path / "stamp.tsr").write_bytes(base64.b64decode(str(entry["timeSignature"])))
    command = f"{harbour.program} ts -verify -data datapackage.json -in stamp.tsr -CAfile {harbour.root}"
    done = subprocess.run(
        command.split(), cwd=tmp_path, capture_output=True, text=True, timeout=30, check=False
    )
    assert "Verification: OK" in done.stdout + done.stderr
    first = x509.load_pem_x509_certificate(str(entry["timestampCert"]).encode())
    assert first.subject.rfc4514_string() == f"CN={NAME}"


def test_without_a_named_authority_only_the_stamp_speaks_for_itself(harbour: Authority) -> None:
    stamp = answered(harbour, roots=False).stamp
    assert (stamp.basis, stamp.why) == (Basis.itself, "no certificate of the authority was named")


def test_another_authority_than_the_named_one_is_not_believed(harbour: Authority, tmp_path: Path) -> None:
    other = authority(tmp_path / "other", name=NAME)  # of the same name
    question = ask(DATA)
    roots = named_roots(other.root)
    stamp = read_answer(question, harbour.answer(question.body), DATA, roots).stamp
    assert stamp.basis is Basis.itself
    assert "certificate" in stamp.why


def test_a_certificate_that_had_run_out_does_not_count(tmp_path: Path) -> None:
    late = authority(tmp_path / "late", valid=(-20, -10))
    assert "certificate has expired" in trouble(late)
    early = authority(tmp_path / "early", valid=(10, 20))
    assert "not yet valid" in trouble(early)


def test_a_stamp_without_its_root_is_not_checked_until_the_root_is_named(tmp_path: Path) -> None:
    bare = authority(tmp_path / "bare", rooted=False)
    unchecked = answered(bare, roots=False).stamp
    assert (unchecked.basis, unchecked.authority) == (Basis.unchecked, NAME)
    assert answered(bare).stamp.basis is Basis.authority


def test_an_answer_to_another_question_is_refused(harbour: Authority) -> None:
    assert "does not repeat the number" in trouble(harbour, harbour.answer(ask(DATA).body))
    assert "of other bytes" in trouble(harbour, data=b"other")


def test_a_refusal_says_what_the_authority_says(harbour: Authority, tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(DATA)
    command = [
        harbour.program,
        "ts",
        "-query",
        "-data",
        tmp_path / "data",
        "-md5",
        "-out",
        tmp_path / "query",
    ]
    subprocess.run(command, capture_output=True, timeout=30, check=True)
    refusal = harbour.answer((tmp_path / "query").read_bytes())
    assert trouble(harbour, refusal) == ("the authority refused: Message digest algorithm is not supported.")


def test_what_is_no_answer_is_refused(harbour: Authority) -> None:
    question = ask(DATA)
    whole = harbour.answer(question.body)
    for body in (b"", b"<html>busy</html>", whole[:-1], whole[: len(whole) // 2], bytes(2**19)):
        with pytest.raises(ArchiveDamaged, match="time stamp"):
            read_answer(question, body, DATA)


def test_every_flipped_byte_of_a_stored_stamp_is_told_or_harmless(harbour: Authority) -> None:
    """Harmless: a byte that no signature covers leaves time and authority as they are."""
    roots = named_roots(harbour.root)
    answer = answered(harbour)
    for at in range(0, len(answer.der), 7):
        wrong = answer.der[:at] + bytes([answer.der[at] ^ 1]) + answer.der[at + 1 :]
        try:
            found = check_stamp(base64.b64encode(wrong).decode(), DATA, Covers.package, roots)
        except ArchiveDamaged:
            continue
        if found.basis is Basis.authority:
            assert (found.at, found.authority) == (answer.stamp.at, answer.stamp.authority)


def test_a_stored_stamp_is_of_these_bytes_alone(harbour: Authority) -> None:
    entry = answered(harbour).entry()
    text = entry_of({"timestamp": entry})
    assert text is not None
    assert check_stamp(text, DATA, Covers.package, ()).basis is Basis.itself
    with pytest.raises(ArchiveDamaged, match="of other bytes"):
        check_stamp(text, DATA + b" ", Covers.package, ())
    with pytest.raises(ArchiveDamaged, match="base64"):
        check_stamp("*", DATA, Covers.package, ())
    assert [entry_of(one) for one in ({}, {"timestamp": "x"}, {"timestamp": {"path": "other"}})] == [None] * 3


def test_a_file_of_certificates_holds_some(tmp_path: Path, harbour: Authority) -> None:
    assert len(named_roots(harbour.root)) == 1
    (tmp_path / "none.pem").write_text("words")
    for path in (tmp_path / "none.pem", tmp_path / "absent.pem"):
        with pytest.raises(UsageError):
            named_roots(path)
