"""The differences stand where they are, and the words of the source stay the source's."""

from hypothesis import given
from hypothesis import strategies as st

from verify.model.match import Axis, Check, Edit, EditKind, Outcome
from verify.model.text import Block, SourceText, Zone, plain
from verify.report.evidence.passages import Kind, passages

SAID = "He said that the gate was opened by the guard."


def runs(text: str, *checks: Check) -> list[tuple[str, str]]:
    return [(run.kind.value, run.text) for one in passages(plain(text), checks) for run in one.runs]


def test_words_that_the_source_dropped_stand_where_they_would() -> None:
    lost = Edit(EditKind.negation, "not", "")
    check = Check(
        Axis.wording, Outcome.altered, (13, 45), SAID[13:45], edits=(lost,),
        wanted="the gate was not opened by the guard",
    )  # fmt: skip
    assert runs(SAID, check) == [
        ("plain", "He said that "), ("found", "the gate was "), ("ours", "not"),
        ("found", "opened by the guard"), ("plain", "."),
    ]  # fmt: skip


def test_words_that_only_the_source_has_are_marked_with_ours_before_them() -> None:
    edit = Edit(EditKind.wording, "a watchman", "the guard", (36, 45))
    check = Check(Axis.wording, Outcome.altered, (13, 45), SAID[13:45], edits=(edit,), wanted="by a watchman")
    assert runs(SAID, check)[-3:] == [("ours", "a watchman"), ("theirs", "the guard"), ("plain", ".")]


def test_another_figure_stands_behind_the_articles() -> None:
    text = "There were 14 ships."
    check = Check(Axis.figure, Outcome.differs, (11, 19), "14 ships", wanted="12 ships")
    assert runs(text, check)[1:3] == [("ours", "12 ships"), ("theirs", "14 ships")]


def test_another_speaker_is_marked_and_the_same_one_is_found() -> None:
    other = Check(Axis.speaker, Outcome.other, (0, 2), "He", wanted="She")
    assert runs(SAID, other)[0] == ("theirs", "He")
    same = Check(Axis.speaker, Outcome.same, (0, 2), "He", wanted="He")
    assert runs(SAID, same)[0] == ("found", "He")


def test_lost_words_that_cannot_be_placed_are_not_placed_anywhere() -> None:
    lost = Edit(EditKind.negation, "never", "")
    check = Check(Axis.wording, Outcome.altered, (13, 45), SAID[13:45], edits=(lost,), wanted="the gate")
    assert all(kind != "ours" for kind, _ in runs(SAID, check))


def test_two_places_far_apart_are_two_passages_and_near_ones_are_one() -> None:
    text = SAID + " x" * 600 + " " + SAID
    first, last = (
        Check(Axis.wording, Outcome.verbatim, (0, 2)),
        Check(Axis.speaker, Outcome.same, (len(text) - 6, len(text) - 1)),
    )
    assert len(passages(plain(text), [first, last])) == 2
    assert len(passages(plain(SAID), [first, Check(Axis.speaker, Outcome.same, (40, 45))])) == 1


def test_a_passage_keeps_to_its_paragraph_and_says_where_it_stands_and_goes_on() -> None:
    text = "Before it. " * 40 + "\nA caption.\n" + "After it. " * 40
    start = text.index("A caption.")
    blocks = (
        Block(0, start - 1, Zone.body), Block(start, start + 10, Zone.caption),
        Block(start + 11, len(text), Zone.body),
    )  # fmt: skip
    source = SourceText(text, blocks, "text/html", "x/1")
    (one,) = passages(source, [Check(Axis.wording, Outcome.verbatim, (start, start + 9))])
    assert ("".join(run.text for run in one.runs), one.zone) == ("A caption.", Zone.caption)
    assert (one.cut_before, one.cut_after) == (False, False)
    (long,) = passages(source, [Check(Axis.wording, Outcome.verbatim, (200, 206))])
    assert (long.cut_before, long.cut_after) == (True, True)


def test_long_passages_are_cut_and_say_how_much() -> None:
    text = "word " * 2_000
    (one,) = passages(plain(text), [Check(Axis.wording, Outcome.verbatim, (0, len(text) - 1))])
    kinds = [run.kind for run in one.runs]
    assert Kind.cut in kinds
    assert sum(len(run.text) for run in one.runs) < 1_500


@given(st.text(min_size=1, max_size=300), st.data())
def test_the_sources_words_are_never_altered(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(place, place).map(lambda ends: (min(ends), max(ends))), max_size=4))
    edits = tuple(Edit(EditKind.wording, "ours", "theirs", span) for span in spans)
    checks = [Check(Axis.wording, Outcome.altered, span, edits=edits, wanted="ours") for span in spans]
    for one in passages(plain(text), checks):
        kept = "".join(run.text for run in one.runs if run.kind in (Kind.plain, Kind.found, Kind.theirs))
        assert kept in text or any(run.kind is Kind.cut for run in one.runs)
