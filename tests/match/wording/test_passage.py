from __future__ import annotations

import pytest
from tests.match.wording.wording_cases import kinds, prepared

from verify.match.wording.passage import match_passage
from verify.match.wording.quote import QUOTE_MOST
from verify.model.claim import Selector
from verify.model.match import Axis, Check, EditKind, Outcome

BEFORE = "The port was closed all winter."
EXACT = "More than 40 boats were kept ashore [sic] by the ice."
AFTER = "Fishermen repaired their nets instead."
PAGE = f"{BEFORE} {EXACT} {AFTER}"


def look(
    page: str, exact: str = EXACT, prefix: str = BEFORE, suffix: str = AFTER, language: str = "en"
) -> Check:
    return match_passage(Selector(exact, prefix, suffix), prepared(page, language))


def test_intact_with_typography() -> None:
    check = look(PAGE.replace(" ", "\u00a0"))
    assert (check.axis, check.outcome) == (Axis.passage, Outcome.intact)
    assert check.found is not None
    assert check.found.split() == EXACT.split()


def test_one_neighbour_is_enough() -> None:
    assert look(f"A new opening line was put here. {EXACT} {AFTER}").outcome is Outcome.intact


def test_moved_when_no_neighbour_is_left() -> None:
    check = look(f"{BEFORE} {AFTER}\nA correction follows. {EXACT} This stands at the end now.")
    assert check.outcome is Outcome.moved


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        (EXACT.replace("40", "14"), EditKind.number),
        (EXACT.replace("were kept", "were not kept"), EditKind.negation),
        (EXACT.replace("More than 40", "About 40"), EditKind.hedge),
        (EXACT.replace("by the ice", "by the old ice"), EditKind.omitted),
        (EXACT.replace("ashore", "at sea"), EditKind.wording),
    ],
)
def test_altered(changed: str, kind: EditKind) -> None:
    check = look(f"{BEFORE} {changed} {AFTER}")
    assert check.outcome is Outcome.altered
    assert check.main_edit is not None
    assert check.main_edit.kind is kind


def test_words_added_at_an_edge_alter() -> None:
    check = look(f"{BEFORE} {EXACT[:-1]}, according to officials. {AFTER}", exact=EXACT[:-1])
    assert (check.outcome, kinds(check)) == (Outcome.altered, [EditKind.attribution])


def test_words_that_stood_at_an_edge_when_pinned_do_not() -> None:
    page = f"{BEFORE} {EXACT[:-1]}, according to officials. {AFTER}"
    assert (
        look(page, exact=EXACT[:-1], suffix=", according to officials. Fishermen").outcome is Outcome.intact
    )


def test_a_copy_elsewhere_does_not_hide_a_change() -> None:
    page = f"{BEFORE} {EXACT.replace('40', '14')} {AFTER}\nFrom the archive: {EXACT}"
    check = look(page)
    assert (check.outcome, kinds(check)) == (Outcome.altered, [EditKind.number])


def test_missing() -> None:
    assert look(f"{BEFORE} {AFTER}").outcome is Outcome.missing


def test_cut_short_is_altered_with_the_reason() -> None:
    check = look("The port was closed all winter. More than 40 boats were kept", suffix="")
    assert check.outcome is Outcome.altered
    assert "ends in the middle" in check.reason


def test_a_passage_in_another_language_is_checked_in_it() -> None:
    exact = "Комиссия не нашла нарушений в порту"
    assert look(f"{exact}.", exact, "", "", "ru").outcome is Outcome.intact
    changed = look("Комиссия нашла нарушений в порту.", exact, "", "", "ru")
    assert kinds(changed) == [EditKind.negation]


@pytest.mark.parametrize("exact", ["", "…", " \u200b", "x" * (QUOTE_MOST + 1)])
def test_nothing_to_look_for_is_undecided(exact: str) -> None:
    check = look(PAGE, exact)
    assert check.outcome is Outcome.undecided
    assert check.reason


def test_a_passage_pinned_in_another_script_is_undecided_never_missing() -> None:
    page = prepared("Министерство сообщило, что вопрос был поднят на встрече в Пекине в понедельник.")
    check = match_passage(Selector("The ministry said the question was raised in Beijing."), page)
    assert check.outcome is Outcome.undecided
    assert "cyrillic" in check.reason
