"""What a final status says by itself."""

import pytest

from verify.judge.standing import COUNTS
from verify.judge.statuses import of_status


@pytest.mark.parametrize(
    ("status", "availability"),
    [
        (204, "bad_response"),
        (300, "bad_response"),
        (301, "bad_response"),
        (399, "bad_response"),
        (400, "bad_response"),
        (401, "blocked"),
        (402, "paywalled"),
        (403, "blocked"),
        (404, "not_found"),
        (405, "blocked"),
        (407, "blocked"),
        (408, "timeout"),
        (410, "gone"),
        (417, "bad_response"),
        (429, "rate_limited"),
        (440, "blocked"),
        (444, "refused"),
        (451, "legal"),
        (500, "server_error"),
        (504, "server_error"),
        (511, "blocked"),
        (525, "server_error"),
        (530, "server_error"),
        (598, "timeout"),
        (600, "bad_response"),
        (999, "blocked"),
    ],
)
def test_a_status_has_a_name_and_its_number_in_the_cause(status: int, availability: str) -> None:
    named = of_status(status)
    assert named is not None
    assert (named[0].value, named[1].split(",")[0].split(" without")[0]) == (availability, f"HTTP {status}")


@pytest.mark.parametrize("status", [200, 201, 202, 203, 206, 226, 299])
def test_of_a_success_the_page_decides(status: int) -> None:
    assert of_status(status) is None


def test_only_two_statuses_say_that_a_page_is_not_there() -> None:
    named = {status: of_status(status) for status in range(100, 1000)}
    assert {status for status, found in named.items() if found and found[0] in COUNTS} == {404, 410}


def test_no_failure_is_readable() -> None:
    named = [of_status(status) for status in range(300, 1000)]
    assert [found for found in named if found is None or found[0].readable] == []
