from verify.diff.around import diff_around
from verify.diff.operations import OpKind
from verify.model.text import plain

FIRST = plain(
    "\n".join(
        ["Alpha stands here.", "Beta was told.", "Three cranes were lifted.", "Gamma came.", "Delta left."]
    )
)
LATER = plain(
    "\n".join(
        [
            "Alpha stood there.",
            "Beta was told.",
            "Four cranes were lifted.",
            "Gamma came.",
            "Delta stayed on.",
        ]
    )
)


def place(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def test_the_passage_and_what_stands_beside_it() -> None:
    found = diff_around(
        FIRST, LATER, place(FIRST.text, "Three cranes"), place(LATER.text, "Four cranes"), beside=1
    )
    assert [op.kind for op in found.diff.ops] == [OpKind.kept, OpKind.changed, OpKind.kept]
    assert found.elsewhere == 2
    assert (found.before, found.after) == (FIRST, LATER)


def test_a_passage_that_is_gone_is_shown_where_it_stood() -> None:
    gone = plain(FIRST.text.replace("Three cranes were lifted.\n", ""))
    found = diff_around(FIRST, gone, place(FIRST.text, "Three cranes"), None)
    assert [op.kind for op in found.diff.edits] == [OpKind.removed]
    assert found.elsewhere == 0


def test_one_that_came_is_shown_where_it_stands() -> None:
    before = plain(FIRST.text.replace("Three cranes were lifted.\n", ""))
    found = diff_around(before, FIRST, None, place(FIRST.text, "Three cranes"))
    assert [op.kind for op in found.diff.edits] == [OpKind.added]


def test_without_a_place_nothing_is_near() -> None:
    found = diff_around(FIRST, LATER, None, None)
    assert (found.diff.ops, found.elsewhere) == ((), 3)
