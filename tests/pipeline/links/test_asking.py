"""One question, one answer: conditional where that is enough, probed where a page may not be there."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace

import pytest

from verify.extract.payload import read_payload
from verify.judge.availability import classify
from verify.judge.probe import probe_of
from verify.model.availability import Availability, Before
from verify.model.link import LinkAnswer, LinkPolicy, StoredAnswer
from verify.model.snapshot import Exchange, FetchRequest, Truncation
from verify.pipeline.links.asking import MAX_PROBES, Asker
from verify.pipeline.links.ports import Question
from verify.testing import FakeClock, FakeLooker, answered, hop

URL = "https://a.example/news/one"
PAGE = "<title>One</title><article><h1>One</h1><p>" + "The ministry denied all of it. " * 40 + "</article>"
NOT_THERE = "<title>A paper</title><p>Page not found. Look at our front page instead."


@dataclass
class World:
    policy: LinkPolicy = field(default_factory=LinkPolicy)
    looker: FakeLooker = field(default_factory=FakeLooker)

    def __post_init__(self) -> None:
        self.asker = Asker(self.looker, self.policy, FakeClock(), "nobody-wrote-this")

    def ask(self, *questions: Question) -> list[StoredAnswer]:
        async def run() -> list[StoredAnswer]:
            return await asyncio.gather(*map(self.asker.ask, questions))

        return asyncio.run(run())

    def answer(self, question: Question) -> LinkAnswer:
        return self.ask(question)[0].answer

    @property
    def asked(self) -> list[FetchRequest]:
        return self.looker.asked


def with_etag(body: str, etag: str = '"1"') -> Exchange:
    exchange = answered(URL, body)
    headers = {"Content-Type": "text/html; charset=utf-8", "ETag": etag}
    return replace(exchange, hops=(hop(URL, body.encode(), headers=headers),))


def not_modified() -> Exchange:
    return Exchange(URL, answered(URL, "").started, 1, (hop(URL, b"", status=304),))


def test_a_page_is_read_and_its_fragments_looked_for() -> None:
    world = World(looker=FakeLooker({URL: PAGE}))
    found = world.answer(Question(URL, (":~:text=denied%20all", ":~:text=confirmed%20all", "foot")))
    assert found.sight.availability is Availability.ok
    assert [each.found for each in found.fragments] == [True, False, False]
    assert found.evidence == (f"HTTP 200 from {URL}",)


def test_of_a_page_that_could_not_be_read_no_fragment_is_missing() -> None:
    world = World()
    found = world.answer(Question(URL, ("foot", ":~:text=x")))
    assert found.sight.availability is Availability.not_found
    assert [each.found for each in found.fragments] == [None, None]
    assert all("could not be read" in each.reason for each in found.fragments)


def test_the_second_look_is_conditional_and_304_is_the_earlier_answer() -> None:
    world = World(looker=FakeLooker({URL: with_etag(PAGE)}))
    question = Question(URL, (":~:text=denied%20all",))
    (first,) = world.ask(question)
    world.looker.pages[URL] = not_modified()
    (second,) = world.ask(replace(question, before=first))
    assert world.asked[-1].etag == '"1"'
    assert second.answer.fragments == first.answer.fragments
    assert second.answer.sight == first.answer.sight
    assert "not modified" in second.answer.evidence[0]
    assert second.traits == first.traits


def test_a_304_for_a_question_that_the_earlier_answer_does_not_cover_is_asked_in_full() -> None:
    world = World(looker=FakeLooker({URL: with_etag(PAGE)}))
    (first,) = world.ask(Question(URL))
    (second,) = world.ask(Question(URL, ("foot",), first))
    assert world.asked[-1] == FetchRequest(URL)
    assert second.answer.fragments[0].found is False


def test_the_same_bytes_are_not_read_again() -> None:
    world = World(looker=FakeLooker({URL: PAGE}))
    (first,) = world.ask(Question(URL))
    (second,) = world.ask(Question(URL, before=first))
    assert "the same bytes" in second.answer.evidence[0]


def test_other_bytes_at_the_same_address_are_read() -> None:
    world = World(looker=FakeLooker({URL: PAGE}))
    (first,) = world.ask(Question(URL))
    world.looker.pages[URL] = PAGE.replace("denied", "confirmed")
    (second,) = world.ask(Question(URL, before=first))
    assert "the same bytes" not in second.answer.evidence[0]


def test_what_looks_like_not_there_is_compared_with_a_made_up_sibling() -> None:
    sibling = "https://a.example/news/nobody-wrote-this"
    world = World(looker=FakeLooker({URL: NOT_THERE, sibling: NOT_THERE}))
    found = world.answer(Question(URL))
    assert found.sight.availability is Availability.soft_404
    assert [each.url for each in world.asked] == [URL, sibling]


def test_pages_of_one_folder_share_a_sibling_and_a_host_is_not_asked_for_many() -> None:
    urls = [f"https://a.example/folder-{at // 2}/page-{at}" for at in range(12)]
    world = World(looker=FakeLooker(dict.fromkeys(urls, NOT_THERE)))
    world.ask(*map(Question, urls))
    made_up = [each.url for each in world.asked if each.url not in urls]
    assert len(made_up) == len(set(made_up)) == MAX_PROBES


def test_a_healthy_page_costs_one_request() -> None:
    world = World(looker=FakeLooker({URL: PAGE}))
    world.answer(Question(URL))
    assert len(world.asked) == 1


def test_a_page_that_was_long_is_compared_with_what_it_was() -> None:
    notice = "<title>A paper</title><p>This article has been removed."
    world = World(looker=FakeLooker({URL: notice}))
    found = world.answer(Question(URL, good=Before("One and all of its story", 6000)))
    assert not found.sight.availability.readable
    assert any("when it was last read in full" in each for each in found.evidence)


def test_a_look_that_was_made_already_is_not_made_again() -> None:
    world = World()
    found = world.answer(Question(URL, seen=answered(URL, PAGE)))
    assert found.sight.availability is Availability.ok
    assert world.asked == []


def test_the_status_alone() -> None:
    world = World(LinkPolicy(status_only=True), FakeLooker({URL: NOT_THERE}))
    (found,) = world.ask(Question(URL, ("foot",)))
    assert world.asked == [FetchRequest(URL, head_only=True)]
    assert found.answer.sight.availability is Availability.ok
    assert found.traits.digest is None


def test_a_picture_is_a_link_that_works() -> None:
    body = b"\x89PNG\r\n\x1a\n" + bytes(40)
    exchange = replace(answered(URL, ""), hops=(hop(URL, body, headers={"Content-Type": "image/png"}),))
    found = World(looker=FakeLooker({URL: exchange})).answer(Question(URL, ("foot",)))
    assert found.sight.availability is Availability.ok
    assert found.fragments[0].found is None


def test_a_fault_of_our_own_is_one_page_s_answer() -> None:
    class Broken(FakeLooker):
        async def look(self, request: FetchRequest) -> Exchange:
            raise RecursionError("too deep")

    found = World(looker=Broken()).answer(Question(URL, ("foot",)))
    assert found.sight.availability is Availability.unsupported
    assert "a fault of verify itself: RecursionError" in found.sight.cause


@pytest.mark.parametrize("title", ["Page not found", "Just a moment...", "Log in", "Access denied"])
def test_a_long_page_whose_title_speaks_of_trouble_is_read_whole(title: str) -> None:
    body = "<p>" + "The ministry denied all of it, and said so again on Monday evening. " * 4
    head = f"<title>{title}</title><meta name=robots content=noindex>"
    markup = f"<!doctype html><html><head>{head}</head><body><h1>{title}</h1>{body * 60}"
    made_up = "https://a.example/news/nobody-wrote-this"
    world = World(looker=FakeLooker({URL: markup, made_up: markup}))
    text = read_payload(hop(URL, markup.encode()), limit=10**7)
    probe = probe_of(answered(made_up, markup), text)
    whole = classify(answered(URL, markup), text, probe=probe)
    assert world.answer(Question(URL)).sight.availability is whole.availability


def test_what_a_page_that_asks_for_money_lacks_could_not_be_told() -> None:
    more = "It said so again on Monday. " * 60 + "<div>Subscribe to continue reading.</div></article>"
    markup = PAGE.replace("</article>", more)
    found = World(looker=FakeLooker({URL: markup})).answer(Question(URL, ("foot", ":~:text=denied%20all")))
    assert [each.found for each in found.fragments] == [None, True]
    assert "subscription" in found.fragments[0].reason


def test_of_a_body_that_was_too_long_only_the_beginning_is_read() -> None:
    markup = PAGE + "<p>" + "x " * 2**20 + "<p id=end>The end.</p>"
    cut = replace(hop(URL, markup.encode()), truncated=Truncation.length)
    exchange = replace(answered(URL, ""), hops=(cut,))
    found = World(looker=FakeLooker({URL: exchange})).answer(Question(URL, ("end", ":~:text=denied%20all")))
    assert found.sight.availability is Availability.too_large
    assert [each.found for each in found.fragments] == [None, True]


def test_what_a_page_that_lost_most_of_its_text_lacks_could_not_be_told() -> None:
    world = World(looker=FakeLooker({URL: PAGE}))
    assert world.answer(Question(URL, ("foot",))).fragments[0].found is False
    found = world.answer(Question(URL, ("foot",), good=Before("One", 60_000)))
    assert found.fragments[0].found is None
    assert "when it was last read in full" in found.fragments[0].reason
