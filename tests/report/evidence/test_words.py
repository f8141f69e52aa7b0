"""Every status, role, zone, axis, outcome and kind has its word."""

import datetime as dt
from enum import StrEnum

import pytest

from verify.model.match import Axis, EditKind, Outcome
from verify.model.reference import Role
from verify.model.text import Zone
from verify.model.verdict import Severity, Status
from verify.report.evidence import words
from verify.report.evidence.markup import markup


@pytest.mark.parametrize(
    ("table", "names"),
    [
        (words.STATUS, Status), (words.MEANS, Status), (words.SEVERITY, Severity), (words.ROLE, Role),
        (words.ZONE, Zone), (words.LOOKED_FOR, Axis), (words.OUTCOME, Outcome), (words.EDIT, EditKind),
    ],
)  # fmt: skip
def test_nothing_is_without_its_word(table: dict[StrEnum, str], names: type[StrEnum]) -> None:
    assert set(table) == set(names)
    assert all(table.values())


def test_every_status_has_a_sign_and_its_word_beside_it() -> None:
    drawn = {markup(words.sign(status)) for status in Status}
    assert len(drawn) == len(Status)
    assert all(words.STATUS[status] in markup(words.badge(status)) for status in Status)


def test_a_moment_is_told_in_utc() -> None:
    at = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.timezone(dt.timedelta(hours=5)))
    told = markup(words.minute(at))
    assert told == '<time datetime="2026-01-01T22:04:05Z">1 Jan 2026, 22:04 UTC</time>'


@pytest.mark.parametrize(
    ("tag", "told"),
    [
        ("en-GB", "en"),
        ("zh_Hans", "zh"),
        ("KK", "kk"),
        (None, None),
        ("", None),
        ('"><script>', None),
        ("xx", None),
    ],
)
def test_only_real_languages_are_told_to_a_screen_reader(tag: str | None, told: str | None) -> None:
    assert words.language(tag) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("the words differ", "The words differ."),
        ("ap-2018 says", "ap-2018 says."),
        ("It ends.", "It ends."),
        ("", "."),
    ],
)
def test_a_message_becomes_a_sentence(text: str, told: str) -> None:
    assert words.sentence(text) == told
