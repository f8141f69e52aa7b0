"""Acceptances in references.yaml: written beside the claim and nowhere else, warned of before they end."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.registry.given import SMALL, linted
from tests.registry.test_edit import OURS, added_lines

from verify.errors import RegistryError, UnknownId, UsageError
from verify.model.claim import Acceptance, Selector
from verify.model.dates import PartialDate
from verify.registry.acceptances import accept_all, expiring, lint_expiry
from verify.registry.edit import pin
from verify.registry.load import load

DIGEST = "sha256:" + "0a" * 32
MADE = Acceptance("altered", "the desk: night", "known # and fine", PartialDate(2027, 3), DIGEST)
TODAY = dt.date(2027, 3, 17)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    copy = tmp_path / "references.yaml"
    copy.write_bytes(OURS.read_bytes())
    return copy


@pytest.fixture
def small(tmp_path: Path) -> Path:
    copy = tmp_path / "references.yaml"
    copy.write_text(SMALL, encoding="utf-8")
    return copy


@pytest.mark.parametrize("name", ["chen-peoples-war", "rfa-passports", "kz-mfa-when", "kassenova-belt"])
def test_an_acceptance_touches_nothing_but_its_own_lines(path: Path, name: str) -> None:
    before = path.read_text(encoding="utf-8")
    accept_all(path, {name: MADE})
    assert added_lines(path, before) == [
        "    accepted:",
        "      status: altered",
        '      by: "the desk: night"',
        '      note: "known # and fine"',
        "      expires: 2027-03",
        f"      evidence: {DIGEST}",
    ]
    assert load(path).claim_by_id[name].accepted == MADE


def test_all_are_written_at_once_and_take_the_place_of_those_before(path: Path) -> None:
    names = [claim.id for claim in load(path).claims]
    accept_all(path, dict.fromkeys(names, replace(MADE, note="first", expires=None, evidence=None)))
    accept_all(path, dict.fromkeys(reversed(names), MADE))
    assert [claim.accepted for claim in load(path).claims] == [MADE] * len(names)
    own = ("accepted:", "status: ", "by: ", "note: ", "expires: ", "evidence: ")
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.strip().startswith(own)]
    assert kept == OURS.read_text(encoding="utf-8").splitlines()


def test_a_pin_and_an_acceptance_stand_beside_each_other(small: Path) -> None:
    pin(small, "crane", Selector("a crane"))
    accept_all(small, {"crane": MADE})
    pin(small, "crane", Selector("another crane"))
    claim = load(small).claim_by_id["crane"]
    assert (claim.passage, claim.accepted) == (Selector("another crane"), MADE)


@settings(max_examples=60, deadline=None)
@given(
    by=st.text(max_size=30),
    note=st.text(alphabet=" \t\nжa\"'\\:#{}[]&*!|>%@-?,", max_size=30),
    expires=st.none() | st.dates(min_value=dt.date(1000, 1, 1)),
    newline=st.sampled_from(["\n", "\r\n"]),
)
def test_whatever_is_accepted_is_read_back_or_refused(
    tmp_path_factory: pytest.TempPathFactory, by: str, note: str, expires: dt.date | None, newline: str
) -> None:
    path = tmp_path_factory.mktemp("accept") / "references.yaml"
    before = SMALL.replace("\n", newline).encode()
    path.write_bytes(before)
    last = PartialDate(expires.year, expires.month, expires.day) if expires else None
    made = Acceptance("missing", by, note, last, DIGEST)
    try:
        accept_all(path, {"crane": made})
    except UsageError:
        assert path.read_bytes() == before
    else:
        assert load(path).claim_by_id["crane"].accepted == made
        assert path.read_bytes().startswith(before)


def test_an_unknown_claim_or_a_faulty_file_leaves_everything_as_it_is(small: Path) -> None:
    with pytest.raises(UnknownId):
        accept_all(small, {"crane": MADE, "crate": MADE})
    assert small.read_text(encoding="utf-8") == SMALL
    with pytest.raises(UsageError):
        accept_all(small, {"crane": replace(MADE, by="")})
    assert small.read_text(encoding="utf-8") == SMALL
    small.write_text(SMALL.replace("quote: three", "quote: four"), encoding="utf-8")
    with pytest.raises(RegistryError, match="left as it is"):
        accept_all(small, {"crane": MADE})


@pytest.mark.parametrize(
    ("expires", "today", "told"),
    [
        ("2027-03", dt.date(2027, 3, 16), None),
        ("2027-03", dt.date(2027, 3, 17), "expires on 2027-03-31"),
        ("2027-03", dt.date(2027, 3, 31), "expires on 2027-03-31"),
        ("2027-03", dt.date(2027, 4, 1), "expired on 2027-03-31"),
        ("2027-03-20", dt.date(2027, 3, 6), "expires on 2027-03-20"),
        ("2027-03-20", dt.date(2027, 3, 5), None),
        (None, dt.date(2099, 1, 1), None),
    ],
)
def test_lint_warns_fourteen_days_before(
    small: Path, expires: str | None, today: dt.date, told: str | None
) -> None:
    last = PartialDate.parse(expires) if expires else None
    accept_all(small, {"crane": replace(MADE, expires=last)})
    found = expiring(load(small), today)
    assert [item.message for item in found] == (
        [f'its acceptance by "the desk: night" {told}'] if told else []
    )
    if told:
        assert (str(found[0].place), found[0].severity) == (f"{small}:13:5", "warning")
        assert "verify accept crane" in found[0].mend


def test_the_warnings_stand_among_lints_own_by_place(small: Path) -> None:
    accept_all(small, {"crane": MADE})
    result = linted(small.read_text(encoding="utf-8"))
    warned = lint_expiry(result, dt.date(2028, 1, 1))
    assert len(warned.problems) == len(result.problems) + 1
    assert list(warned.problems) == sorted(
        warned.problems, key=lambda one: (one.place.line, one.place.column)
    )
    broken = linted(SMALL.replace("quote: three", "quote: four"))
    assert lint_expiry(broken, dt.date(2028, 1, 1)) is broken


@pytest.mark.parametrize(
    ("status", "bound", "warned"),
    [("altered", False, True), ("missing", False, True), ("unknown", False, False), ("altered", True, False)],
)
def test_lint_warns_of_an_acceptance_that_names_no_evidence(
    small: Path, status: str, bound: bool, warned: bool
) -> None:
    evidence = "sha256:" + "0" * 64 if bound else None
    accept_all(small, {"crane": replace(MADE, status=status, evidence=evidence, expires=None)})
    result = lint_expiry(linted(small.read_text(encoding="utf-8")), dt.date(2026, 1, 1))
    told = [item for item in result.problems if "names no evidence" in item.message]
    assert len(told) == warned
    assert all(f"covers whatever is {status}" in item.message for item in told)
