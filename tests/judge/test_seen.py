"""What the rules ask about a look."""

from tests.judge.given import ASKED, WHEN, page

from verify.extract.payload import read_payload
from verify.judge.seen import Seen
from verify.model.snapshot import Exchange, Hop


def seen(body: str) -> Seen:
    hop = Hop(ASKED, WHEN, 1, b"", b"", 200, (("Content-Type", "text/html"),), body.encode())
    return Seen(Exchange(ASKED, WHEN, 1, (hop,)), hop, read_payload(hop, limit=10**6))


def test_menus_do_not_count_as_text_and_every_heading_does() -> None:
    found = seen(page("<nav>One two three</nav><h1>Top</h1><h2>Next</h2><p>four five</p>", "A title"))
    assert found.size == len("TopNextfourfive")
    assert set(found.headings) == {"A title", "Top", "Next"}


def test_a_payload_without_text_has_no_words() -> None:
    found = seen("")
    assert (found.size, found.headings, found.words, found.is_html) == (0, (), "", False)
