from __future__ import annotations

from tests.match.wording.wording_cases import ask, kinds

from verify.model.match import EditKind, Outcome

SOURCE = (
    "“The gates are old and heavy,” said the keeper, “but nobody has ever been hurt by them.” "
    "The port was quiet. Later she smiled and went home to feed the geese."
)


def test_parts_around_an_attribution_are_one_quotation() -> None:
    check = ask(SOURCE, "The gates are old and heavy,", "but nobody has ever been hurt by them.")
    assert check.outcome in (Outcome.verbatim, Outcome.typographic)
    assert check.found is not None
    assert check.found.startswith("The gates")
    assert check.found.rstrip(".").endswith("by them")


def test_parts_that_the_source_has_in_one_piece() -> None:
    source = "The gates are old and heavy, but nobody has ever been hurt by them."
    assert (
        ask(source, "The gates are old and heavy,", "but nobody has ever been hurt").outcome
        is Outcome.verbatim
    )


def test_parts_out_of_order() -> None:
    check = ask(SOURCE, "but nobody has ever been hurt by them", "The gates are old and heavy")
    assert (check.outcome, check.reason) == (Outcome.altered, "the parts are out of order")
    assert kinds(check) == [EditKind.wording]


def test_parts_far_apart() -> None:
    far = (
        "“The gates are old and heavy,” he said. "
        + "Nothing else happened that day. " * 40
        + "We all went home."
    )
    check = ask(far, "The gates are old and heavy", "We all went home.")
    assert check.outcome is Outcome.altered
    assert "characters apart" in check.reason


def test_one_part_alone_is_partial_and_none_is_missing() -> None:
    check = ask(SOURCE, "The gates are old and heavy", "and the moat is full of frogs")
    assert (check.outcome, check.reason) == (Outcome.partial, "part 2 of the quote was not found")
    assert ask(SOURCE, "the moat is full of frogs", "the roof is made of cheese").outcome is Outcome.missing


def test_an_altered_part_alters_the_whole() -> None:
    check = ask(SOURCE, "The gates are old and heavy", "but somebody has ever been hurt by them")
    assert check.outcome is Outcome.altered
    assert kinds(check) == [EditKind.negation]


def test_words_of_the_speaker_left_out_between_parts() -> None:
    fair = ask(
        "We opened the gate at dawn and then we all went down.",
        "We opened the gate at dawn",
        "we all went down",
    )
    assert fair.outcome is Outcome.marked
    unfair = ask(
        "We opened the gate at dawn but not because we all went down.",
        "We opened the gate at dawn",
        "we all went down",
    )
    assert kinds(unfair) == [EditKind.negation]


def test_empty_parts_are_not_counted() -> None:
    assert ask(SOURCE, "The gates are old and heavy,", " ").outcome is Outcome.verbatim
