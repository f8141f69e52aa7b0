"""The work behind `verify match`: read the sources, write the answers, choose the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import click

from verify import settings as settings_module
from verify.cli.output import write
from verify.cli.session import refuse_offline, run_fetching
from verify.errors import FINDINGS, OK, UNKNOWN, USAGE, UsageError, VerifyError
from verify.extract.document import Unreadable
from verify.model.availability import Sight
from verify.model.text import SourceText
from verify.model.verdict import Status
from verify.pipeline import matching
from verify.pipeline.matching import Answer
from verify.report import answer as answer_report
from verify.report import json_v1
from verify.settings import Settings
from verify.text.counting import counted


class Unread(VerifyError):
    """The source of a match could not be read: exit 3, with the reason."""

    exit_code = UNKNOWN


@dataclass(frozen=True)
class MatchJob:
    """One call of `verify match`: its settings, whether the network is forbidden, where it writes."""

    settings: Settings
    offline: bool
    output: Path | None

    @classmethod
    def open(cls, flags: Mapping[str, Any], *, offline: bool, output: Path | None) -> MatchJob:
        return cls(settings_module.load(Path(), os.environ, flags), offline, output)

    def quotes(self, source: str, quotes: Sequence[str], quotes_in: str | None, language: str | None) -> int:
        """Answer quotes on one source. Returns the exit code."""
        asked = list(quotes) + (matching.quotes_in(self._text(quotes_in)) if quotes_in else [])
        if not all(quote.strip() for quote in asked):
            raise UsageError("a quote is empty")
        if not asked:
            raise UsageError(
                f"no quotation was found in {quotes_in}",
                mend="taken are double marks of every style, single ones around two words or more, "
                "<q> and <blockquote>",
            )
        if quotes_in:
            click.echo(f"verify: {counted(len(asked), 'quotation')} taken", err=True)
        text = self._text(source)
        claims = matching.quote_claims(asked, language)
        answers = list(matching.match(claims, text, self.settings.match_policy()))
        write(_render(answers, text, self.settings.format), self.output)
        return _exit_code(answers)

    def batch(self, path: str, *, extracted: bool) -> int:
        """Answer JSON lines one by one. Returns 2 where a line could not be used."""
        policy, broken = self.settings.match_policy(), 0
        with _lines(path) as lines, _sink(self.output) as sink:
            for line in lines:
                if not line.strip():
                    continue
                given = matching.answer_line(line, policy, give_text=extracted)
                broken += "error" in given
                sink.write(json_v1.dumps(given) + "\n")
        if broken:
            click.echo(f"verify: exit 2: {counted(broken, 'line')} could not be used", err=True)
        return USAGE if broken else OK

    def _text(self, name: str) -> SourceText:
        if name.startswith(("http://", "https://")):
            refuse_offline(self.offline)
            return _readable(name, self._fetch(name))
        return _readable(name, matching.read_bytes(_bytes(name), name))

    def _fetch(self, url: str) -> SourceText | Sight:
        return run_fetching(self.settings, lambda fetcher: matching.read_url(url, fetcher))


def _readable(name: str, read: SourceText | Unreadable | Sight) -> SourceText:
    if not isinstance(read, SourceText):
        raise Unread(f"{name} could not be read: {read.availability}: {read.cause}")
    return read


def _bytes(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise UsageError(
            f"{name} cannot be read: {error.strerror}", mend="name a file, a URL with https://, or -"
        ) from None


@contextmanager
def _lines(path: str) -> Iterator[Iterable[str]]:
    if path == "-":
        yield (line.decode("utf-8", "replace") for line in sys.stdin.buffer)
        return
    with ExitStack() as stack:
        try:
            lines = stack.enter_context(Path(path).open(encoding="utf-8", errors="replace"))
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror}") from None
        yield lines


@contextmanager
def _sink(output: Path | None) -> Iterator[IO[str]]:
    if output is None:
        yield sys.stdout
        return
    with ExitStack() as stack:
        try:
            sink: IO[str] = stack.enter_context(output.open("w", encoding="utf-8"))
        except OSError as error:
            raise UsageError(f"{output} cannot be written: {error.strerror}") from None
        yield sink


def _render(answers: Sequence[Answer], text: SourceText, form: str) -> str:
    if form == "table":
        return "\n".join(_block(item, text) for item in answers)
    objects = [matching.answer_object(item) | {"quote": list(item.claim.quote)} for item in answers]
    if form == "jsonl":
        return "".join(json_v1.dumps(item) + "\n" for item in objects)
    return json_v1.dumps({"format": "verify-match", "version": 1, "answers": objects}, indent=2) + "\n"


def _block(item: Answer, text: SourceText) -> str:
    judged = item.judged
    return answer_report.render(" … ".join(item.claim.quote), judged.status, judged.reason, item.checks, text)


def _exit_code(answers: Sequence[Answer]) -> int:
    total = counted(len(answers), "quote")
    wrong = [item for item in answers if item.judged.status in (Status.altered, Status.missing)]
    if wrong:
        click.echo(f"verify: exit 1: {len(wrong)} of {total} not as quoted", err=True)
        return FINDINGS
    undecided = [item for item in answers if item.judged.status is not Status.holds]
    if undecided:
        click.echo(f"verify: exit 3: {len(undecided)} of {total} undecided", err=True)
    return UNKNOWN if undecided else OK
