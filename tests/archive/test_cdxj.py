from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.archive.brought import imported, supplied
from tests.archive.samples import NO_NAME, PAGE, URL, hop, look, not_modified, open_to_write
from tests.archive.test_wire import chunked, in_chunks

from verify.archive.cdxj import index_line
from verify.archive.members import records

ODD_HEADS = (
    b"HTTP/1.1 200 OK\r\nContent-Type:text/HTML;x\r\nContent-Length: 1\r\n\r\n",
    b"HTTP/1.1 200\r\ncontent-type : \r\n text/plain\r\n\r\n",
    b"HTTP/1.1  404 Not  Found\r\nContent-Type: caf\xe9/\xa0x\r\nTransfer-Encoding: chunked\r\n\r\n",
    b"HTTP/1.0 200 OK\n\n",
    b"HTTP/1.1\r\nno colon\r\n\r\n",
    b"",
)
ODD_URLS = (
    "https://www.example.org/A?b=2&a=1#part",
    "http://example.org:8080/with space",
    "https://пример.example/путь",
    "http://[::1]:99/x",
    "HTTP://EXAMPLE.org/..//a/./b/?",
)


def fill(root: Path) -> None:
    with open_to_write(root) as archive:
        archive.append(look(hop()))
        archive.append(NO_NAME)
        for number, head in enumerate(ODD_HEADS):
            archive.append(look(hop(url=f"https://example.org/{number}", body=b"%d" % number, head=head)))
        archive.append_verdict("story/claim-1", "holds", {"n": 1}, refers_to=None, refers_to_uri=None)
    with open_to_write(root) as archive:
        archive.append(look(hop(later=9)))
        archive.append(not_modified())
        archive.append(look(chunked(in_chunks(PAGE, 9), PAGE, later=11)))
        for url in ODD_URLS:
            archive.append(look(hop(url=url, body=url.encode())))
        archive.append(imported())
        archive.append(supplied())
        archive.append(supplied(b"%PDF-1.4", "application/pdf; x=y"))


def test_a_line_holds_key_time_and_place(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as archive:
        archive.append(look(hop()))
    (warc,) = (tmp_path / "warc").iterdir()
    lines = [index_line(placed) for placed in records(warc)]
    assert [line is None for line in lines] == [True, True, False, False]
    assert str(lines[2]).startswith(
        f'example,news)/river 20260304050607 {{"url": "{URL}", "mime": "text/html", '
    )
    assert f'"filename": "{warc.name}"}}' in str(lines[2])


def test_the_index_is_sorted_and_names_every_finished_file(tmp_path: Path) -> None:
    fill(tmp_path)
    lines = (tmp_path / "index.cdxj").read_text("utf-8").splitlines()
    assert lines == sorted(lines)
    assert all(any(path.name in line for line in lines) for path in (tmp_path / "warc").iterdir())


@pytest.mark.slow
def test_the_index_is_what_cdxj_indexer_prints(tmp_path: Path) -> None:
    tools = Path(__file__).parents[2] / ".tools" / "bin"
    indexer = shutil.which("cdxj-indexer", path=f"{os.environ.get('PATH', '')}{os.pathsep}{tools}")
    if indexer is None and os.environ.get("CI") == "true":
        pytest.fail("cdxj-indexer must be there in CI: install it into .tools")
    if indexer is None:
        pytest.skip("cdxj-indexer is not installed (on PATH or in .tools/bin)")
    fill(tmp_path)
    told = subprocess.run([indexer, "-s", str(tmp_path / "warc")], capture_output=True, text=True, check=True)
    assert told.stdout == (tmp_path / "index.cdxj").read_text("utf-8")
