import itertools

from hypothesis import given
from hypothesis import strategies as st

from verify.diff.pairs import Pair, pair_anywhere, pair_in_order

sentences = st.lists(
    st.sampled_from(
        [
            "The river rose in May.",
            "The river rose in June.",
            "Rivers rise.",
            "Nobody was hurt.",
            "Somebody was hurt.",
            "7",
        ]
    ),
    max_size=8,
)


@given(sentences, sentences)
def test_pairs_in_order_never_cross_or_share(before: list[str], after: list[str]) -> None:
    pairs = pair_in_order(before, after)
    assert all(one.before < two.before and one.after < two.after for one, two in itertools.pairwise(pairs))


@given(sentences, sentences)
def test_pairs_anywhere_share_nothing_and_miss_no_equal_sentence(before: list[str], after: list[str]) -> None:
    pairs = pair_anywhere(before, after)
    left, right = {pair.before for pair in pairs}, {pair.after for pair in pairs}
    assert len(left) == len(right) == len(pairs)
    alone = {before[i] for i in range(len(before)) if i not in left}
    assert alone.isdisjoint(after[j] for j in range(len(after)) if j not in right)


def test_the_more_similar_sentence_wins() -> None:
    before = ["The ministry denied the report on Monday."]
    after = ["The ministry denied a report.", "The ministry denied the report on Tuesday."]
    assert pair_in_order(before, after) == [Pair(0, 1)]


def test_unlike_sentences_stay_alone() -> None:
    assert pair_in_order(["Snow fell all night."], ["Prices doubled within two years."]) == []


def test_elsewhere_more_likeness_is_asked_for() -> None:
    before, after = ["The school opened again in the spring of 2016."], ["The office closed in the spring."]
    assert pair_in_order(before, after) == [Pair(0, 0)]
    assert pair_anywhere(before, after) == []


def test_another_text_of_many_thousand_sentences_is_not_compared() -> None:
    before, after = (
        [f"Line number {n} is here." for n in range(6_000)],
        [f"Line {n} was here." for n in range(6_000)],
    )
    assert pair_in_order(before, after) == []
