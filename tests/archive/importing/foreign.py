"""WARC and WACZ files as other tools write them."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

URL = "https://a.example/cranes"
BODY = b"<title>Three cranes</title><p>Three cranes were lifted on Monday.</p>"
AT = dt.datetime(2019, 5, 1, 12, tzinfo=dt.UTC)
HTML = (("Content-Type", "text/html; charset=utf-8"),)


def stamp(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Writer(WARCWriter):  # type: ignore[misc]
    """warcio's writer, which leaves the closing of its temporary files to chance."""

    @staticmethod
    def _create_temp_file() -> io.BytesIO:
        return io.BytesIO()


@dataclass
class Foreign:
    """A WARC in the making by warcio's own writer; `content` is the file so far."""

    packed: bool = True
    version: str = "1.1"
    file: io.BytesIO = field(default_factory=io.BytesIO)

    def __post_init__(self) -> None:
        self.writer = Writer(self.file, gzip=self.packed, warc_version=self.version)
        self.writer.write_record(self.writer.create_warcinfo_record("x", {"software": "a crawler"}))

    @property
    def content(self) -> bytes:
        return self.file.getvalue()

    def to(self, path: Path) -> Path:
        path.write_bytes(self.content)
        return path

    def answer(
        self,
        url: str = URL,
        body: bytes = BODY,
        *,
        at: dt.datetime = AT,
        status: str = "200 OK",
        headers: Sequence[tuple[str, str]] = HTML,
        method: str | None = "GET",
        fields: Mapping[str, str] | None = None,
    ) -> str:
        """A response, and its request where there is a method. Returns the response's record id."""
        answered = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1")
        made = self.writer.create_warc_record(
            url, "response", payload=io.BytesIO(body), http_headers=answered,
            warc_headers_dict={"WARC-Date": stamp(at), **(fields or {})},
        )  # fmt: skip
        if method is None:
            self.writer.write_record(made)
        else:
            asked = StatusAndHeaders(f"{method} / HTTP/1.1", [("Host", "a.example")], is_http_request=True)
            request = self.writer.create_warc_record(url, "request", http_headers=asked)
            self.writer.write_request_response_pair(request, made)
        return str(made.rec_headers.get_header("WARC-Record-ID")).strip("<>")

    def redirect(self, url: str, to: str, *, at: dt.datetime = AT) -> str:
        headers = (("Location", to), ("Content-Length", "0"))
        return self.answer(url, b"", at=at, status="301 Moved Permanently", headers=headers)

    def revisit(self, url: str, digest: str, refers: tuple[str, str], *, at: dt.datetime) -> None:
        """`refers`: URL and date of the record that has the bytes."""
        head = StatusAndHeaders("200 OK", list(HTML), protocol="HTTP/1.1")
        made = self.writer.create_revisit_record(
            url, digest, *refers, http_headers=head, warc_headers_dict={"WARC-Date": stamp(at)}
        )
        self.writer.write_record(made)

    def resource(self, url: str, body: bytes, kind: str = "text/html", *, at: dt.datetime = AT) -> None:
        made = self.writer.create_warc_record(
            url, "resource", payload=io.BytesIO(body), warc_content_type=kind,
            warc_headers_dict={"WARC-Date": stamp(at)},
        )  # fmt: skip
        self.writer.write_record(made)


def sha1(body: bytes) -> str:
    """The payload digest that warcio's writer gives a body."""
    import base64

    return "sha1:" + base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()


def record(kind: str, block: bytes, **fields: str) -> bytes:
    """One plain record; fields by names with _ for -, `length` overrides the true one."""
    length = fields.pop("length", str(len(block)))
    lines = ["WARC/1.0", f"WARC-Type: {kind}", f"Content-Length: {length}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def response(block: bytes, number: int = 1, url: str = URL, **fields: str) -> bytes:
    """A plain response record without digests."""
    given = {
        "WARC_Record_ID": f"<urn:uuid:{number:08d}>",
        "WARC_Date": "2019-05-01T12:00:00Z",
        "WARC_Target_URI": url,
        "Content_Type": "application/http;msgtype=response",
    }
    return record("response", block, **(given | fields))


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


def wacz(path: Path, warcs: Mapping[str, bytes], **changed: bytes) -> Path:
    """A package whose lists fit; `changed` replaces members afterwards, by names with __ for /."""
    members = {f"archive/{name}": content for name, content in warcs.items()}
    members["pages/pages.jsonl"] = b'{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}\n'
    resources = [
        {
            "name": name,
            "path": name,
            "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
            "bytes": len(content),
        }
        for name, content in members.items()
    ]
    package = json.dumps(
        {"profile": "data-package", "wacz_version": "1.1.1", "resources": resources}
    ).encode()
    members["datapackage.json"] = package
    digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(package).hexdigest()}"}
    members["datapackage-digest.json"] = json.dumps(digest).encode()
    members |= {
        name.replace("__", "/").replace("_json", ".json"): content for name, content in changed.items()
    }
    with zipfile.ZipFile(path, "w") as made:
        for name, content in members.items():
            made.writestr(name, content)
    return path


def as_one_stream(content: bytes) -> bytes:
    """`gzip file.warc`: one stream, no record of which can be read alone."""
    return gzip.compress(content)
