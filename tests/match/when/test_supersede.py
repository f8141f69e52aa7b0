from __future__ import annotations

import pytest

from verify.match.when.supersede import supersedes
from verify.model.dates import DateSpan, PartialDate


@pytest.mark.parametrize(
    ("published", "article", "after"),
    [
        ("2018-07-01", "2018-06", True),
        ("2018-06-30", "2018-06", False),  # may be of one day
        ("2018", "2018-06", False),
        ("2019", "2018-06-01", True),
        ("2018-05/2018-07", "2018-06-01", False),
        ("2018-06-02", "2018-06-01", True),
        (None, "2018-06", False),
        ("2018-07", None, False),
    ],
)
def test_only_what_surely_came_after_the_article_supersedes(
    published: str | None, article: str | None, after: bool
) -> None:
    span = DateSpan.parse(published) if published else None
    assert supersedes(span, PartialDate.parse(article) if article else None) is after
