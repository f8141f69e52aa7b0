import itertools

from hypothesis import given
from hypothesis import strategies as st

from verify.diff.operations import OpKind
from verify.diff.words import diff_words

sentence = st.lists(
    st.sampled_from(
        ["not", "held", "1,200", "1,300", "people", "were", "(the", "camp)", "U.S.", "said,", "he’d"]
    ),
    min_size=1,
    max_size=12,
).map(" ".join)


def shown(before: str, after: str) -> list[tuple[str, str | None, str | None]]:
    return [
        (op.kind, op.before and before[slice(*op.before)], op.after and after[slice(*op.after)])
        for op in diff_words(before, after)
    ]


def test_a_lost_not_is_one_removed_word() -> None:
    assert shown("They were not held there.", "They were held there.") == [
        ("kept", "They were", "They were"),
        ("removed", "not", None),
        ("kept", "held there.", "held there."),
    ]


def test_numbers_change_whole() -> None:
    assert shown("About 1,200 people.", "About 1,300 people.") == [
        ("kept", "About", "About"),
        ("changed", "1,200", "1,300"),
        ("kept", "people.", "people."),
    ]


def test_a_mark_at_a_word_is_apart_from_the_word() -> None:
    assert shown("He said so, twice", "He said so twice") == [
        ("kept", "He said so", "He said so"),
        ("removed", ",", None),
        ("kept", "twice", "twice"),
    ]


def test_case_counts() -> None:
    assert shown("the Party", "the party")[1] == ("changed", "Party", "party")


def test_nothing_in_common_is_one_change() -> None:
    assert shown("alpha beta", "gamma delta epsilon") == [("changed", "alpha beta", "gamma delta epsilon")]


@given(sentence)
def test_the_same_words_are_one_kept_run(text: str) -> None:
    assert shown(text, text) == [("kept", text, text)]


@given(sentence, sentence)
def test_the_operations_rebuild_both_sides_and_alternate(before: str, after: str) -> None:
    ops = diff_words(before, after)
    for text, spans in ((before, [op.before for op in ops]), (after, [op.after for op in ops])):
        covered = [span for span in spans if span]
        assert covered == sorted(covered)
        assert "".join(text[slice(*span)] for span in covered).replace(" ", "") == text.replace(" ", "")
    kept = [op.kind is OpKind.kept for op in ops]
    assert all(one != other for one, other in itertools.pairwise(kept))
    for op in ops:
        same = op.before and op.after and before[slice(*op.before)].split() == after[slice(*op.after)].split()
        assert bool(same) == (op.kind is OpKind.kept)


def test_an_endless_sentence_is_one_change() -> None:
    before, after = "a " + "x " * 6000 + "b", "c " + "x " * 6001 + "d"
    assert [op.kind for op in diff_words(before, after)] == [OpKind.changed]
