from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest
from tests.archive.importing.foreign import Foreign, wacz

from verify.archive.importing.opening import Kind, kind_of, open_captures
from verify.errors import UsageError


def test_the_bytes_tell_the_kind_whatever_the_name(tmp_path: Path) -> None:
    made = Foreign()
    made.answer()
    assert kind_of(made.to(tmp_path / "a.txt")) is Kind.warc
    assert kind_of(wacz(tmp_path / "b.txt", {"a.warc.gz": made.content})) is Kind.wacz


def test_name_and_digest_are_those_of_the_file_as_it_was_given(tmp_path: Path) -> None:
    made = Foreign()
    path = made.to(tmp_path / "crawl.warc.gz")
    with open_captures(path) as brought:
        assert brought.name == "crawl.warc.gz"
        assert brought.digest == "sha256:" + hashlib.sha256(made.content).hexdigest()


@pytest.mark.parametrize("content", [gzip.compress(b"a tar file"), b"WARC/1.0 but nothing more"])
def test_a_file_without_one_whole_record_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.gz"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=r"a\.gz at byte 0"), open_captures(path):
        pass


def test_what_cannot_be_opened_is_a_usage_error(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(UsageError, match="cannot be read"):
            kind_of(path)
