"""The past of every claim of a page, read once for all of them."""

from dataclasses import replace

from tests.pipeline.given import quoting, registry
from tests.pipeline.past.given import CLAIM, WITH, WITHOUT, Desk, archive, story

ROAD = quoting("the road by the river is open all year", name="road")
NEVER = quoting("nobody has ever written these words down", name="never")


def test_each_claim_has_its_own_spells_over_the_same_captures() -> None:
    desk = Desk(archive(*[WITH] * 6, *[WITHOUT] * 6), made=registry(CLAIM, ROAD, NEVER))
    (past,) = desk.history("story")
    assert past.reference == "slug/story"
    told = {line.claim: [spell.probe.label for spell in line.spells] for line in past.timelines}
    assert told == {"slug/claim": ["holds", "missing"], "slug/road": ["holds"], "slug/never": ["missing"]}
    assert past.asked == len(desk.mementos.asked) == 12


def test_where_something_changed_is_read_more() -> None:
    desk = Desk(archive(*[WITH] * 60, *[WITHOUT] * 60), made=registry(CLAIM, ROAD))
    (past,) = desk.history("story", most=46)
    (change,) = past.timelines[0].transitions
    assert (change.before, change.after) == (59, 60)
    assert past.halted


def test_a_claim_alone() -> None:
    desk = Desk(archive(*[WITH] * 3), made=registry(CLAIM, ROAD))
    (past,) = desk.history("road")
    assert [line.claim for line in past.timelines] == ["slug/road"]


def test_ours_alone_ask_nobody() -> None:
    desk = Desk(archive(*[WITH] * 3))
    desk.saw("2019-01-01", story(WITH, 50))
    desk.saw("2020-01-01", story(WITHOUT, 51))
    (past,) = desk.history("story", ours=True)
    assert [spell.probe.label for spell in past.timelines[0].spells] == ["holds", "missing"]
    assert desk.mementos.asked == []


def test_what_was_asked_for_one_claim_is_there_for_another() -> None:
    desk = Desk(archive(*[WITH] * 6), made=registry(CLAIM, ROAD))
    desk.history("claim")
    (past,) = desk.history("road")
    assert (past.asked, past.timelines[0].told) == (0, 6)


def test_several_pages_share_what_may_be_asked() -> None:
    made = registry(CLAIM)
    other = replace(made.references[0], id="other")
    both = quoting(CLAIM.quote[0], "story", "other", name="both")
    made = replace(made, references=(*made.references, other), claims=(both,))
    pasts = Desk(archive(*[WITH] * 12), made=made).history("both", most=7)
    assert [(past.reference, past.asked) for past in pasts] == [("slug/story", 7), ("slug/other", 0)]
    assert "one run asks for no more" in pasts[1].halted
