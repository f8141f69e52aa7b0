import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.diff import align as module
from verify.diff.align import Run, align, gaps

items = st.lists(st.sampled_from("abcdefgh"), max_size=30)


def check(before: list[str], after: list[str], runs: list[Run]) -> None:
    i = j = 0
    for run in runs:
        assert run.size > 0
        assert run.before >= i
        assert run.after >= j
        assert before[run.before : run.before + run.size] == after[run.after : run.after + run.size]
        i, j = run.before + run.size, run.after + run.size


@given(items, items)
def test_runs_are_equal_rising_and_apart(before: list[str], after: list[str]) -> None:
    check(before, after, align(before, after))


@given(items, items)
def test_the_anchor_method_keeps_the_same_promises(before: list[str], after: list[str]) -> None:
    check(before, after, list(module._by_anchors(before, after)))


@given(items)
def test_a_sequence_against_itself_is_one_run(sequence: list[str]) -> None:
    assert align(sequence, sequence) == ([Run(0, 0, len(sequence))] if sequence else [])


@given(items, items)
def test_runs_and_gaps_cover_both_sides(before: list[str], after: list[str]) -> None:
    runs = align(before, after)
    left = [i for run in runs for i in range(run.before, run.before + run.size)]
    right = [j for run in runs for j in range(run.after, run.after + run.size)]
    for one, other in gaps(runs, len(before), len(after)):
        left += one
        right += other
    assert sorted(left) == list(range(len(before)))
    assert sorted(right) == list(range(len(after)))


def test_anchors_grow_over_repeated_neighbours() -> None:
    before, after = list("xxaxxbxx"), list("xxxaxxxbx")
    runs = list(module._by_anchors(before, after))
    assert Run(0, 1, 5) in runs
    assert [before[run.before : run.before + run.size] for run in runs] == [list("xxaxx"), list("xbx")[1:]]


@pytest.mark.parametrize("size", [200_000])
def test_a_page_of_equal_lines_is_aligned_at_once(size: int) -> None:
    before = ["end", *["same"] * size, "last"]
    after = ["start", *["same"] * size, "other"]
    assert module._work(before, after) > module._WORK
    check(before, after, align(before, after))
