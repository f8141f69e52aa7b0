from __future__ import annotations

import pytest

from verify.registry.tree import Lines, Mapping, Scalar


@pytest.mark.parametrize(
    ("offset", "place"), [(0, (1, 1)), (2, (1, 3)), (3, (2, 1)), (4, (3, 1)), (5, (3, 2)), (6, (3, 3))]
)
def test_lines_and_columns_count_from_one(offset: int, place: tuple[int, int]) -> None:
    assert Lines("ab\n\nжd").at(offset) == place


def test_only_a_line_feed_ends_a_line() -> None:
    assert Lines("a\u2028b\x85c\r\nd").at(7) == (2, 1)


def test_a_mapping_gives_the_first_of_two_values() -> None:
    first, second = Scalar("1", True, 3, 4), Scalar("2", True, 8, 9)
    key, again = Scalar("a", True, 0, 1), Scalar("a", True, 5, 6)
    node = Mapping(0, False, [(key, first), (again, second)], 9)
    assert node.get("a") is first
    assert node.key("a") is key
    assert node.get("b") is None
    assert node.end_of_content == 9
