"""Sentences made one or split, with words changed on the way."""

from hypothesis import given
from hypothesis import strategies as st

from verify.diff.merges import with_neighbours
from verify.diff.operations import OpKind, Shape
from verify.diff.pairs import pair_in_order
from verify.diff.text_diff import diff_texts
from verify.model.text import plain

TWO = "He left the town before noon. Nobody came to the station."
ONE = "He left the town before noon, and nobody came to the station."
THREE = "The hall was full at six. The mayor spoke about water! Nobody asked him about the bridge."
JOINED = "The hall was full at six, and the mayor spoke about water, and nobody asked him about the bridge."


def test_two_sentences_made_one_are_one_change() -> None:
    [op] = diff_texts(plain(TWO), plain(ONE)).edits
    assert (op.kind, op.sentences, op.shape) == (OpKind.changed, (2, 1), Shape.merged)
    assert (op.before, op.after) == ((0, len(TWO)), (0, len(ONE)))


def test_one_split_into_three_leaves_its_new_neighbour_alone() -> None:
    after = f"{THREE} A bell rang in the yard."
    changed, added = diff_texts(plain(JOINED), plain(after)).edits
    assert (changed.kind, changed.shape, changed.sentences) == (OpKind.changed, Shape.divided, (1, 3))
    assert added.kind is OpKind.added


def test_a_sentence_that_came_beside_a_changed_one_is_no_part_of_it() -> None:
    before = "The school taught many pupils in the winter."
    after = "The school taught few pupils in the winter. A correction was printed on Monday."
    kinds = [op.kind for op in diff_texts(plain(before), plain(after)).edits]
    assert kinds == [OpKind.changed, OpKind.added]


def test_a_boundary_alone_is_layout() -> None:
    diff = diff_texts(plain("A long line\nof words."), plain("A long line of words."))
    assert diff.layout_only
    assert [op.shape for op in diff.ops] == [Shape.merged]


sentence = st.lists(st.sampled_from(["one", "two", "three", "four", "five"]), min_size=1, max_size=6)
rows = st.lists(sentence.map(" ".join), max_size=7)


@given(rows, rows)
def test_groups_rise_on_both_sides_and_never_overlap(before: list[str], after: list[str]) -> None:
    i = j = 0
    for group in with_neighbours(before, after, pair_in_order(before, after)):
        assert i <= group.before.start < group.before.stop <= len(before)
        assert j <= group.after.start < group.after.stop <= len(after)
        i, j = group.before.stop, group.after.stop
