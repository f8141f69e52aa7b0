"""Data reaches a file whole or not at all; a reader that leaves is no error."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from verify.cli.output import write
from verify.errors import UsageError


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "audit.json"
    for text in ("first\n", "second ☃ \ud800\n"):
        write(text, path)
    assert path.read_bytes() == "second ☃ \\ud800\n".encode()
    assert os.listdir(tmp_path) == ["audit.json"]


def test_a_link_stays_a_link_and_a_device_a_device(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    write("text", tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_text() == "text"
    write("text", Path(os.devnull))
    assert Path(os.devnull).is_char_device()


def test_what_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written: No such file"):
        write("text", tmp_path / "none" / "audit.json")


@pytest.mark.slow
@pytest.mark.parametrize(("code", "expected"), [(0, 0), (1, 1)])
def test_a_reader_that_leaves_does_not_change_the_exit_code(code: int, expected: int) -> None:
    script = f"from verify.cli.output import write\nwrite('x' * 10**6, None)\nraise SystemExit({code})"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.read(1)
        child.stdout.close()
        said = child.stderr.read()
    assert (child.returncode, said) == (expected, b"")
