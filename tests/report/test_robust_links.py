from __future__ import annotations

import datetime as dt
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from verify.report.clean import clean
from verify.report.robust_links import robust_link

ORIGINAL = "https://paper.example/story?a=1&b=2"
MEMENTO = f"https://archive.example/web/20180603120000/{ORIGINAL}"


class Seen(HTMLParser):
    """Everything that a browser would see in a piece of HTML."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.ended: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.ended.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def test_a_link_to_a_snapshot() -> None:
    link = robust_link(
        href=MEMENTO, original=ORIGINAL, text="A <story>", date=dt.date(2018, 6, 3), snapshot=MEMENTO
    )
    assert link == (
        '<a href="https://archive.example/web/20180603120000/https://paper.example/story?a=1&amp;b=2"'
        ' data-originalurl="https://paper.example/story?a=1&amp;b=2"'
        ' data-versionurl="https://archive.example/web/20180603120000/https://paper.example/story?a=1&amp;b=2"'
        ' data-versiondate="2018-06-03">A &lt;story&gt;</a>'
    )


def test_without_a_snapshot_the_day_is_told_all_the_same() -> None:
    link = robust_link(href="https://new.example/", original=ORIGINAL, text="x", date=dt.date(2018, 6, 3))
    assert "data-versionurl" not in link
    assert 'data-versiondate="2018-06-03"' in link


anything = st.text(max_size=60)


@given(anything, anything, anything, anything, st.dates())
def test_whatever_the_values_are_it_is_one_link_that_holds_them(
    href: str, original: str, snapshot: str, text: str, date: dt.date
) -> None:
    link = robust_link(href=href, original=original, text=text, date=date, snapshot=snapshot)
    assert "\n" not in link
    seen = Seen(link)
    wanted = {
        "href": clean(href),
        "data-originalurl": clean(original),
        "data-versionurl": clean(snapshot),
        "data-versiondate": date.isoformat(),
    }
    assert seen.tags == [("a", wanted)]
    assert (seen.text, seen.ended) == (clean(text), ["a"])
