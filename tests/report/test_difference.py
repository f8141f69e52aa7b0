"""Word marks of a diff, and the same edits as objects."""

from verify.diff.text_diff import diff_texts
from verify.model.text import plain
from verify.report.difference import objects, render

BEFORE = plain("The ministry had not heard of it. The road was closed. Nobody came on Monday morning.")
AFTER = plain("The ministry had heard of it. Nobody came on Monday morning. A bridge was opened at noon.")


def test_words_are_marked_and_sentences_counted() -> None:
    shown = render(BEFORE, AFTER, diff_texts(BEFORE, AFTER))
    assert "[-not-]" in shown
    assert "- removed The road was closed." in shown.replace("  ", " ")
    assert "A bridge was opened at noon." in shown
    assert shown.splitlines()[-1].startswith("sentences: 1 kept, ")


def test_objects_carry_both_texts() -> None:
    edits = objects(BEFORE, AFTER, diff_texts(BEFORE, AFTER))
    changed = next(item for item in edits if item["kind"] == "changed")
    assert changed["before"]["text"] == "The ministry had not heard of it."
    assert "not" in changed["words"][0]["before"]["text"]


def test_no_difference_says_so() -> None:
    assert (
        render(BEFORE, BEFORE, diff_texts(BEFORE, BEFORE))
        == "sentences: 3 kept: no word of the text changed\n"
    )


def test_control_characters_are_cleaned() -> None:
    hostile = plain("The ministry had \x1b[31mheard of it.")
    assert "\x1b" not in render(BEFORE, hostile, diff_texts(BEFORE, hostile))
