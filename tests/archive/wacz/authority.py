"""A time stamp authority for tests: certificates made here, answers by `openssl ts`, over HTTP if wanted."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NAME = "Harbour Time Stamps"
Reply = Callable[[bytes], tuple[int, bytes]]
"""From a query to an HTTP status and a body."""

_CONFIG = """
[tsa]
default_tsa = harbour
[harbour]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/signer.pem
certs = {folder}/chain.pem
signer_key = {folder}/signer.key
signer_digest = sha256
default_policy = 1.3.6.1.4.1.32473.1
digests = sha256, sha384, sha512
ess_cert_id_alg = sha256
"""


def openssl() -> str:
    found = shutil.which("openssl")
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("openssl must be there in CI: it is the time stamp authority of the tests")
    if found is None:
        pytest.skip("openssl is not installed: it is the time stamp authority of the tests")
    return found


@dataclass(frozen=True)
class Authority:
    """Its folder holds signer.pem, chain.pem (what it sends along) and root.pem (what a reader trusts)."""

    folder: Path
    program: str

    @property
    def root(self) -> Path:
        return self.folder / "root.pem"

    def answer(self, query: bytes) -> bytes:
        """The authority's answer (DER), a refusal too."""
        question, reply = self.folder / "query.tsq", self.folder / "reply.tsr"
        question.write_bytes(query)
        reply.unlink(missing_ok=True)
        command = [self.program, "ts", "-reply", "-queryfile", str(question), "-out", str(reply)]
        done = subprocess.run(
            [*command, "-config", str(self.folder / "tsa.cnf")], capture_output=True, timeout=30, check=False
        )
        assert reply.exists(), done.stderr.decode()
        return reply.read_bytes()


def authority(
    folder: Path, *, name: str = NAME, valid: tuple[int, int] = (-10, 10), rooted: bool = True
) -> Authority:
    """An authority whose signer's certificate is valid over these days from today.

    `rooted`: its stamps hold the root's certificate too.
    """
    program = openssl()
    folder.mkdir(parents=True)
    root_key, root = _certificate(f"{name} Root", None, (-1000, 1000))
    key, signer = _certificate(name, (root_key, root), valid)
    _write(folder / "root.pem", root.public_bytes(Encoding.PEM))
    _write(folder / "signer.pem", signer.public_bytes(Encoding.PEM))
    _write(folder / "chain.pem", (root if rooted else signer).public_bytes(Encoding.PEM))
    _write(
        folder / "signer.key",
        key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()),
    )
    _write(folder / "serial", b"01\n")
    _write(folder / "tsa.cnf", _CONFIG.format(folder=folder).encode())
    return Authority(folder, program)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _certificate(
    name: str, issuer: tuple[ec.EllipticCurvePrivateKey, x509.Certificate] | None, days: tuple[int, int]
) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    """A root without an issuer, else a time stamp signer."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    today = dt.datetime.now(dt.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer[1].subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today + dt.timedelta(days=days[0]))
        .not_valid_after(today + dt.timedelta(days=days[1]))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
    )
    if issuer:
        stamping = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(stamping, critical=True)
    return key, builder.sign(issuer[0] if issuer else key, hashes.SHA256())


@contextmanager
def serving(reply: Reply) -> Iterator[int]:
    """An HTTP server on a free port of this machine that answers every POST by `reply`."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            asked = self.headers["Content-Type"] == "application/timestamp-query"
            status, body = reply(query) if asked else (415, b"")
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
