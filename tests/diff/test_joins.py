import itertools

from hypothesis import given
from hypothesis import strategies as st

from verify.diff.joins import Join, find_joins

# At most as many pieces as one join may hold.
words = st.lists(st.sampled_from(["one", "two", "three", "four"]), min_size=1, max_size=12)


def cut(sentence: list[str], places: set[int]) -> list[str]:
    edges = [0, *sorted(place for place in places if 0 < place < len(sentence)), len(sentence)]
    return [" ".join(sentence[a:b]) for a, b in itertools.pairwise(edges)]


@given(words, st.sets(st.integers(1, 13)), st.sets(st.integers(1, 13)))
def test_the_same_words_cut_otherwise_join_wholly(text: list[str], first: set[int], second: set[int]) -> None:
    before, after = cut(text, first), cut(text, second)
    joins = find_joins(before, after)
    assert joins
    for join in joins:
        assert " ".join(before[i] for i in join.before) == " ".join(after[j] for j in join.after)


@given(st.lists(words.map(" ".join), max_size=6), st.lists(words.map(" ".join), max_size=6))
def test_joins_read_alike_and_rise(before: list[str], after: list[str]) -> None:
    i = j = 0
    for join in find_joins(before, after):
        assert join.before.start >= i
        assert join.after.start >= j
        assert " ".join(before[x] for x in join.before) == " ".join(after[y] for y in join.after)
        i, j = join.before.stop, join.after.stop


def test_a_line_break_inside_a_sentence() -> None:
    assert find_joins(["Seen.", "They left at dawn."], ["They left", "at dawn."]) == [
        Join(range(1, 2), range(2))
    ]


def test_other_words_do_not_join() -> None:
    assert find_joins(["They left at dawn."], ["They left", "at dusk."]) == []


def test_a_join_holds_no_more_than_twelve_sentences() -> None:
    assert find_joins(["one " * 11 + "one"], ["one"] * 12) == [Join(range(1), range(12))]
    assert find_joins(["one " * 12 + "one"], ["one"] * 13) == []
