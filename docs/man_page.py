"""verify(1) as man(7) roff, out of the help of the commands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docs.help import Help, Paragraph, commands, program

from verify.model.version import VERSION

_ENDS = """\
0  nothing at or above --fail-on
1  findings, damage, or a problem
2  usage, settings or registry wrong: no claim was checked
3  nothing found, but some claims could not be read
70  a bug
130  interrupted; finished work is kept"""
_FILES = """\
references.yaml  the registry of one article, written by people
verify.toml, pyproject.toml [tool.verify]  settings, beside the registry
cache/  the archive, beside the registry
NAME.schema.json  what editors complete references.yaml and verify.toml from"""


def man_page() -> str:
    """The page, one for all commands. It holds no date: the same program gives the same bytes."""
    lines = [f'.TH VERIFY 1 "" "verify {VERSION}" "verify"', ".nh", ".ad l"]
    lines += [".SH NAME", r"verify \- does the source still say what we say it says?"]
    lines += [".SH SYNOPSIS", r"\fBverify\fP \fICOMMAND\fP [\fIOPTION\fP]... [\fIARGUMENT\fP]..."]
    lines += [".SH DESCRIPTION", *_body(program().paragraphs[1:])]
    lines += [".SH COMMANDS"]
    for each in commands():
        lines += _command(each)
    lines += [".SH EXIT STATUS", *_pairs(_ENDS), ".SH FILES", *_pairs(_FILES)]
    lines += [".SH ENVIRONMENT", *_environment()]
    return "\n".join(lines) + "\n"


def _command(each: Help) -> Iterator[str]:
    yield f'.SS "{text(each.words)}"'
    yield rf"\fB{text(each.usage)}\fP"
    yield from _body(each.paragraphs)
    for heading, rows in each.options:
        yield from (".PP", rf"\fI{text(heading)}\fP")
        for names, words in rows:
            yield from (".TP", rf"\fB{text(names)}\fP", line(words))


def _body(paragraphs: tuple[Paragraph, ...]) -> Iterator[str]:
    for each in paragraphs:
        if each.kept:
            yield from (".PP", ".nf", *map(line, each.text.splitlines()), ".fi")
        else:
            yield from (".PP", line(each.text))


def _pairs(table: str) -> Iterator[str]:
    for row in table.splitlines():
        name, _, words = row.partition("  ")
        yield from (".TP", rf"\fB{text(name)}\fP", line(words))


def _environment() -> Iterator[str]:
    yield from (".TP", r"\fBVERIFY_\fP\fINAME\fP", "Every setting, as VERIFY_DELAY for delay.")
    yield from (".TP", r"\fBSSL_CERT_FILE\fP", "Authorities to trust in place of the built-in ones.")


def text(words: str) -> str:
    """Words inside a line: what roff would read as its own is escaped."""
    return re.sub(r"[\\]", r"\\e", words).replace("-", r"\-").replace('"', r"\(dq")


def line(words: str) -> str:
    """A line of its own: it must not begin as a request does."""
    escaped = text(words)
    return rf"\&{escaped}" if escaped.lstrip()[:1] in (".", "'") else escaped
