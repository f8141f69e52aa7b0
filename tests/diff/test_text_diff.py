import itertools
import time
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.diff.operations import OpKind, TextDiff
from verify.diff.text_diff import diff_texts
from verify.model.match import Span
from verify.model.text import plain
from verify.text.fold import fold_text
from verify.text.sentences import sentences

BEFORE = """A town and its school
The school taught 1,200 pupils. They were not moved. Parents wrote letters.
The mayor spoke on Friday.
A long winter followed the harvest, and the road stayed shut.
The last bus left at noon."""

lines = st.lists(
    st.sampled_from(
        [
            "The school taught 1,200 pupils.",
            "The school taught 1,300 pupils.",
            "They were not moved.",
            "They were moved.",
            "Parents “wrote” letters, and waited.",
            "Share",
            "7",
            "The last bus — late as ever — left at noon! Nobody complained.",
        ]
    ),
    max_size=10,
)
texts = st.one_of(
    lines.map("\n".join),
    lines.map(" ".join),
    st.text(alphabet=st.sampled_from("aB1 .\n“\u00ad\u0301…"), max_size=40),
)


def shown(before: str, after: str) -> list[tuple[str, str | None, str | None]]:
    ops = diff_texts(plain(before), plain(after)).edits
    return [
        (op.kind, op.before and before[slice(*op.before)], op.after and after[slice(*op.after)]) for op in ops
    ]


def bare(text: str, spans: Iterable[Span]) -> str:
    """What folding leaves of the text at `spans`, without white space."""
    return "".join("".join(fold_text(text[start:end]).split()) for start, end in spans)


def test_a_lost_not() -> None:
    after = BEFORE.replace("were not moved", "were moved")
    assert shown(BEFORE, after) == [("changed", "They were not moved.", "They were moved.")]
    [op] = diff_texts(plain(BEFORE), plain(after)).edits
    removed = [word.before for word in op.words if word.kind is OpKind.removed]
    assert [span and BEFORE[slice(*span)] for span in removed] == ["not"]


def test_a_changed_number() -> None:
    after = BEFORE.replace("1,200", "1,300")
    [op] = diff_texts(plain(BEFORE), plain(after)).edits
    [word] = [word for word in op.words if word.kind is not OpKind.kept]
    assert (word.kind, BEFORE[slice(*word.before or ())], after[slice(*word.after or ())]) == (
        OpKind.changed,
        "1,200",
        "1,300",
    )


def test_a_paragraph_that_moved() -> None:
    paragraphs = BEFORE.split("\n")
    after = "\n".join([paragraphs[0], paragraphs[3], *paragraphs[1:3], paragraphs[4]])
    assert shown(BEFORE, after) == [("moved", paragraphs[3], paragraphs[3])]


def test_a_sentence_that_moved_and_lost_a_word() -> None:
    paragraphs = BEFORE.split("\n")
    changed = paragraphs[3].replace("stayed shut", "was shut")
    after = "\n".join([paragraphs[0], changed, *paragraphs[1:3], paragraphs[4]])
    [op] = diff_texts(plain(BEFORE), plain(after)).edits
    assert op.kind is OpKind.moved
    assert [
        (word.before and BEFORE[slice(*word.before)]) for word in op.words if word.kind is OpKind.changed
    ] == ["stayed"]


def test_an_added_note_and_a_removed_line() -> None:
    after = BEFORE.replace("The mayor spoke on Friday.\n", "") + "\nCorrection: an earlier version was wrong."
    assert shown(BEFORE, after) == [
        ("removed", "The mayor spoke on Friday.", None),
        ("added", None, "Correction: an earlier version was wrong."),
    ]


@pytest.mark.parametrize(
    "after",
    [
        BEFORE,
        BEFORE.replace(" ", "\u00a0").replace("\n", "\n\n"),
        BEFORE.replace("They were not moved. Parents", "They were not moved.\nParents"),
        BEFORE.replace("winter followed", "winter\nfollowed"),
        BEFORE.replace("harvest", "har\u00advest"),
    ],
)
def test_layout_and_typography_change_no_sentence(after: str) -> None:
    assert diff_texts(plain(BEFORE), plain(after)).layout_only


def test_a_changed_word_is_not_layout() -> None:
    assert not diff_texts(plain(BEFORE), plain(BEFORE.replace("noon", "dusk"))).layout_only


def test_counts_name_every_kind() -> None:
    assert diff_texts(plain("One.\nTwo."), plain("One.")).counts == {
        OpKind.kept: 1,
        OpKind.added: 0,
        OpKind.removed: 1,
        OpKind.changed: 0,
        OpKind.moved: 0,
    }


@given(texts)
def test_a_text_against_itself_is_all_kept(text: str) -> None:
    assert {op.kind for op in diff_texts(plain(text), plain(text)).ops} <= {OpKind.kept}


@given(texts, texts)
def test_every_sentence_of_both_texts_is_in_one_operation(before: str, after: str) -> None:
    diff = diff_texts(plain(before), plain(after))
    for text, spans in (
        (before, [op.before for op in diff.ops if op.before]),
        (after, [op.after for op in diff.ops if op.after]),
    ):
        ordered = sorted(spans)
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(ordered))
        assert bare(text, ordered) == bare(text, sentences(text))


@given(texts, texts)
def test_the_operations_rebuild_the_text_after_in_order(before: str, after: str) -> None:
    ops = diff_texts(plain(before), plain(after)).ops
    spans = [op.after for op in ops if op.after]
    assert spans == sorted(spans)
    rebuilt = []
    for op in ops:
        if op.kind is OpKind.kept or (op.kind is OpKind.moved and not op.words):
            assert op.before
            rebuilt.append(before[slice(*op.before)])
        elif op.after:
            rebuilt.append(after[slice(*op.after)])
    assert "".join("".join(fold_text(piece).split()) for piece in rebuilt) == bare(after, sentences(after))


@given(texts, texts)
def test_shapes_follow_kinds(before: str, after: str) -> None:
    for op in diff_texts(plain(before), plain(after)).ops:
        assert (op.before is None) == (op.kind is OpKind.added)
        assert (op.after is None) == (op.kind is OpKind.removed)
        assert bool(op.words) == (op.kind is OpKind.changed) or op.kind is OpKind.moved
        assert not op.words or any(word.kind is not OpKind.kept for word in op.words)


@given(texts, texts)
def test_the_same_input_gives_the_same_operations(before: str, after: str) -> None:
    first: TextDiff = diff_texts(plain(before), plain(after))
    assert first == diff_texts(plain(before), plain(after))


def test_a_hostile_pair_ends_soon() -> None:
    before = "\n".join(f"{n % 7} ad" for n in range(25_000))
    after = "\n".join(f"{n % 5} ad" for n in range(25_000))
    started = time.process_time()
    diff = diff_texts(plain(before), plain(after))
    assert time.process_time() - started < 20
    assert sum(op.before is not None for op in diff.ops) == 25_000
