"""Which change touches which claim, and which lies in a page's furniture."""

from verify.diff.furniture import in_furniture, zone_of
from verify.diff.operations import Op, OpKind
from verify.diff.touching import Passage, touched
from verify.model.text import Block, SourceText, Zone

BLOCKS = (Block(0, 4, Zone.nav), Block(5, 9, Zone.body), Block(10, 15, Zone.aside))
TEXT = SourceText("Menu\nBody\nAside", BLOCKS, "text/html", "x")


def test_a_shared_character_touches_and_a_shared_border_does_not() -> None:
    op = Op(OpKind.changed, (10, 20), (10, 22))
    assert touched(op, [Passage("a", before=((19, 30),)), Passage("b", after=((22, 30),))]) == ("a",)
    assert touched(op, [Passage("b", after=((21, 30),)), Passage("a", before=((0, 11),))]) == ("b", "a")


def test_what_moved_out_of_a_menu_is_no_furniture() -> None:
    assert in_furniture(Op(OpKind.changed, (0, 4), (10, 15)), TEXT, TEXT)
    assert in_furniture(Op(OpKind.removed, (0, 4), None), TEXT, TEXT)
    assert not in_furniture(Op(OpKind.moved, (0, 4), (5, 9)), TEXT, TEXT)
    assert not in_furniture(Op(OpKind.changed, (0, 9), (0, 4)), TEXT, TEXT)


def test_the_zone_is_that_of_the_text_after_where_there_is_one() -> None:
    assert zone_of(Op(OpKind.moved, (0, 4), (5, 9)), TEXT, TEXT) is Zone.body
    assert zone_of(Op(OpKind.removed, (10, 15), None), TEXT, TEXT) is Zone.aside


def test_what_begins_and_ends_in_furniture_and_runs_through_the_article_is_no_furniture() -> None:
    assert not in_furniture(Op(OpKind.changed, (0, 15), (0, 15)), TEXT, TEXT)
    assert not in_furniture(Op(OpKind.changed, (0, 4), (0, 15)), TEXT, TEXT)
