from __future__ import annotations

from verify.archive.filing import sortable


def test_times_sort_as_text() -> None:
    assert sortable("2026-03-04T05:06:07+00:00") == "2026-03-04T05:06:07.000000Z"
    assert sortable("2026-03-04T05:06:07.5Z") == "2026-03-04T05:06:07.500000Z"
