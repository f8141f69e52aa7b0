"""Dates of a source against the claim's interval, language by language; what cannot be told is undecided."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.match.prepared import Prepared
from verify.match.when.check import match_when
from verify.model.dates import DateSpan
from verify.model.match import Axis, Check, Outcome
from verify.model.text import Metadata, SourceText, plain

PIECES = (
    *("May", "28", "2018", "last", "week", "on", "Monday", "-", ",", "from", "to", "in", "0"),
    *("9999", "ago", "two", "days", "31", "Feb"),
)
AGREES, DIFFERS, UNDECIDED = Outcome.agrees, Outcome.differs, Outcome.undecided


def asked(
    text: str,
    when: str,
    published: str | None = None,
    language: str = "en",
    near: str | None = None,
    words: tuple[str, ...] = (),
    meta: str | None = None,
) -> Check:
    source = plain(text, language)
    source = SourceText(
        source.text,
        source.blocks,
        "text/plain",
        "plain/1",
        language=language,
        metadata=Metadata(published=meta),
    )
    start = text.index(near) if near is not None else 0
    span = None if words and near is None else (start, start + len(near if near is not None else text))
    given_date = DateSpan.parse(published) if published else None
    return match_when(
        DateSpan.parse(when), span, Prepared(source), given_date, "en", event=words, words=words
    )


# 28 May 2018 was a Monday.
ENGLISH = [
    ("Talks were held last week.", "2018-05-28", "2018-05-11/2018-05-20", DIFFERS),
    ("Talks were held last week.", "2018-05-28", "2018-05-21", AGREES),
    ("Talks were held last week.", "2018-05-27", "2018-05-14/2018-05-20", AGREES),
    ("Talks were held this week.", "2018-05-30", "2018-06-03", AGREES),
    ("Talks were held last month.", "2018-05-28", "2018-04", AGREES),
    ("Talks were held late last month.", "2018-05-28", "2018-04-20", DIFFERS),
    ("Talks were held last year.", "2018-05-28", "2018", DIFFERS),
    ("Talks were held on Monday.", "2018-05-30", "2018-05-28", AGREES),
    ("Talks were held on Monday.", "2018-05-28", "2018-05-28", AGREES),
    ("Talks were held last Monday.", "2018-05-28", "2018-05-21", AGREES),
    ("Talks will be held on Friday.", "2018-05-28", "2018-06-01", AGREES),
    ("Talks were held on Monday last week.", "2018-05-31", "2018-05-28", DIFFERS),
    ("Talks were held on Monday of last week.", "2018-05-31", "2018-05-21", AGREES),
    ("Talks were held yesterday.", "2018-03-01", "2018-02-28", AGREES),
    ("Talks were held the day before yesterday.", "2018-03-01", "2018-02-27", AGREES),
    ("Talks were held two days ago.", "2018-05-28", "2018-05-26", AGREES),
    ("Talks were held 10 days ago.", "2018-05-28", "2018-05-19", DIFFERS),
    ("Talks were held a month ago.", "2018-05-28", "2018-04", AGREES),
    ("Talks were held earlier this month.", "2018-05-28", "2018-05-29", DIFFERS),
    ("Talks were held on May 28, 2018.", None, "2018-05-28", AGREES),
    ("Talks were held on the 28th of May 2018.", None, "2018-05-29", DIFFERS),
    ("Talks were held on Monday, May 28, 2018.", None, "2018-05-28", AGREES),
    ("Talks were held on 2018-05-28.", None, "2018-05-27", DIFFERS),
    ("Talks were held on 28/05/2018.", None, "2018-05-28", AGREES),
    ("Talks were held on 05/06/2018.", None, "2018-05", UNDECIDED),
    ("Talks were held on 31 June 2018.", None, "2018-07", UNDECIDED),
    ("Talks were held in May.", "2018-06-01", "2018-05-03", AGREES),
    ("Talks were held in December.", "2018-04-01", "2017-12", AGREES),
    ("Talks were held in December.", "2018-04-01", "2016-12", UNDECIDED),
    ("Talks were held in May last year.", "2018-06-01", "2018-05", DIFFERS),
    ("Talks were held in mid-May 2018.", None, "2018-05-21", DIFFERS),
    ("Talks were held in early 2018.", None, "2018-06", DIFFERS),
    ("Talks were held in the summer of 2017.", None, "2017-07", AGREES),
    ("Talks were held in the 1990s.", None, "1995", AGREES),
    ("Talks ran from March to May 2017.", None, "2017-04", AGREES),
    ("Talks ran May 5-9, 2018.", None, "2018-05-10", DIFFERS),
    ("It was mid-February, on February 15, 2018.", None, "2018-02-20", DIFFERS),
    ("On May 28, 2018 he spoke of June 3, 2018.", None, "2018-06-03", UNDECIDED),
    ("He has lived there since 1991.", None, "1991", UNDECIDED),
    ("He stayed until May 2018.", None, "2018-05", UNDECIDED),
    ("He was 28 in all the last week.", "2018-05-28", "2018-05-22", UNDECIDED),
    ("Every Monday he was 50 years old.", "2018-05-28", "2018-05-28", UNDECIDED),
    ("Ona Brill, born in 1976, came by boat.", None, "1980", UNDECIDED),
    ("It may rain, and they march on 2018 feet.", "2018-06-01", "2018-05", UNDECIDED),
    ("Talks were held last week.", None, "2018-05", UNDECIDED),
    ("Talks were held last week.", "2018-05", "2018-05-03", UNDECIDED),
    ("Talks were held last week.", "2018-05", "2018-01", DIFFERS),
]
OTHERS = [
    ("ru", "Встреча прошла на прошлой неделе.", "2018-05-28", "2018-05-11/2018-05-20", DIFFERS),
    ("ru", "В понедельник прошла встреча.", "2018-05-30", "2018-05-28", AGREES),
    ("ru", "Встреча прошла 28 мая.", "2018-05-29", "2018-05-28", AGREES),
    ("ru", "Встреча прошла 28 мая прошлого года.", "2018-06-01", "2018-05-28", DIFFERS),
    ("ru", "Он вышел 15 февраля 2018 года.", None, "2018-02", AGREES),
    ("ru", "Это было в октябре 2017 года.", None, "2017-11", DIFFERS),
    ("ru", "Это было в середине мая 2018 года.", None, "2018-05-21", DIFFERS),
    ("ru", "Это было в 2013 году.", None, "2013", AGREES),
    ("ru", "Он живёт здесь с 2009 года.", None, "2009", UNDECIDED),
    ("ru", "Два дня назад прошла встреча.", "2018-05-28", "2018-05-26", AGREES),
    ("ru", "Встреча прошла 28.05.2018 в Астане.", None, "2018-05-28", AGREES),
    ("kk", "Өткен аптада кеңес өтті.", "2018-05-28", "2018-05-11/2018-05-20", DIFFERS),
    ("kk", "Кеңес 28 мамырда өтті.", "2018-05-29", "2018-05-28", AGREES),
    ("kk", "Кеңес 2018 жылғы 28 мамырда өтті.", None, "2018-05-27", DIFFERS),
    ("kk", "Дүйсенбіде кеңес өтті.", "2018-05-30", "2018-05-28", AGREES),
    ("kk", "Екі күн бұрын кеңес өтті.", "2018-05-28", "2018-05-26", AGREES),
    ("kk", "Ол 2009 жылдан бері осында тұрады.", None, "2009", UNDECIDED),
    ("de", "Am 28. Mai 2018 trafen sie sich.", None, "2018-05-28", AGREES),
    ("de", "Im März 2017 trafen sie sich.", None, "2017-04", DIFFERS),
    ("de", "Sie lebt dort seit dem 5. Mai 2017.", None, "2017-05-05", UNDECIDED),
    ("es", "Se reunieron el 28 de mayo de 2018.", None, "2018-05-28", AGREES),
    ("es", "Se reunieron del 5 al 9 de mayo de 2018.", None, "2018-05-10", DIFFERS),
    ("fr", "Ils se sont vus le 1er mai 2018.", None, "2018-05-01", AGREES),
    ("fr", "Ils se sont vus en août 2018.", None, "2018-07", DIFFERS),
    ("zh", "会议于2018年5月28日在北京举行。", None, "2018-05-28", AGREES),
    ("zh", "会议于五月二十八日举行。", "2018-05-29", "2018-05-20", DIFFERS),
    ("zh", "会议于2018年5月在北京举行。", None, "2018-06", DIFFERS),
    ("ar", "عقدت المحادثات في 28 مايو 2018.", None, "2018-05-28", UNDECIDED),
]


@pytest.mark.parametrize(("text", "published", "when", "outcome"), ENGLISH)
def test_english(text: str, published: str | None, when: str, outcome: Outcome) -> None:
    check = asked(text, when, published)
    assert (check.axis, check.outcome) == (Axis.when, outcome), check.reason


@pytest.mark.parametrize(("language", "text", "published", "when", "outcome"), OTHERS)
def test_other_languages(
    language: str, text: str, published: str | None, when: str, outcome: Outcome
) -> None:
    check = asked(text, when, published, language)
    assert check.outcome is outcome, check.reason


def test_the_reason_prints_both_intervals_and_what_a_week_is() -> None:
    check = asked("Talks were held last week.", "2018-05-11/2018-05-20", "2018-05-28")
    assert check.reason == (
        "source: last week, from 28 May 2018 = 2018-05-21/2018-05-27; claim: 2018-05-11/2018-05-20; "
        "a week is Monday to Sunday"
    )
    assert check.found == "last week"


def test_the_date_of_a_telling_is_not_the_events() -> None:
    text = "Forty boats were kept ashore, the harbour said on Monday."
    assert asked(text, "2018-05-20", "2018-05-30").outcome is UNDECIDED
    assert asked(text, "2018-05-28", "2018-05-30").outcome is AGREES
    both = "The statement on May 28 said that talks were held last week."
    assert asked(both, "2018-05-28", "2018-06-01").outcome is DIFFERS
    assert asked(both, "2018-05-22", "2018-06-01").outcome is AGREES


def test_a_date_of_the_paragraph_agrees_and_never_contradicts() -> None:
    text = "The council met on 3 May 2018. It spoke of forty boats."
    assert asked(text, "2018-05-03", near="forty boats").outcome is AGREES
    other = asked(text, "2018-05-09", near="forty boats")
    assert (other.outcome, other.found) == (UNDECIDED, "3 May 2018")
    assert "other sentences" in other.reason


def test_a_date_of_another_paragraph_is_no_date_of_this_one() -> None:
    check = asked("The council met on 3 May 2018.\nIt spoke of forty boats.", "2018-05-03", near="forty")
    assert (check.outcome, check.span) == (UNDECIDED, None)


def test_a_date_inside_the_evidence_counts_before_those_around_it() -> None:
    text = "In March 2017 he came; he was let out in November 2017."
    near = "he was let out in November 2017"
    assert asked(text, "2017-11", near=near).outcome is AGREES
    assert asked(text, "2017-03", near=near).outcome is DIFFERS


def test_the_pages_own_date_counts_before_the_registrys_and_both_must_agree() -> None:
    text = "Talks were held last week."
    assert asked(text, "2018-05-22", meta="2018-05-28T10:00:00Z").outcome is AGREES
    assert asked(text, "2018-05-22", "2018-05", meta="2018-05-28").outcome is AGREES
    torn = asked(text, "2018-05-22", "2018-05-17", meta="2018-05-28")
    assert torn.outcome is UNDECIDED
    assert "2018-05-28 or 2018-05-17" in torn.reason
    assert asked(text, "2018-01-22", "2018-05-17", meta="2018-05-28").outcome is DIFFERS


def test_a_dateline_dates_a_page_without_metadata() -> None:
    for line in ("Port Brill, 28 May 2018 - The council spoke.", "28 May 2018\nThe council spoke."):
        check = asked(f"{line}\nTalks were held last week.", "2018-05-22", near="Talks were held last week.")
        assert check.outcome is AGREES, check.reason


def test_without_a_place_the_sentence_with_the_claims_words_is_read() -> None:
    text = (
        "The harbour council kept forty boats ashore on 3 May 2018. A boat sank on 9 May 2018.\n"
        "The mayor spoke on 1 May 2018 of the harbour."
    )
    words = ("the harbour council kept forty boats ashore",)
    assert asked(text, "2018-05-03", words=words).outcome is AGREES
    assert asked(text, "2018-05-09", words=words).outcome is DIFFERS
    assert asked(text, "2018-05-01", words=("the mayor bought a lighthouse abroad",)).outcome is UNDECIDED


def test_a_claim_about_a_report_has_the_reports_own_date() -> None:
    told = ("In May 2018 the Brill Gazette carried a report about boats.",)
    assert asked("Nothing of a day here.", "2018-05", "2018-05-18", words=told).outcome is AGREES
    assert asked("Nothing of a day here.", "2018-04", "2018-05-18", words=told).outcome is UNDECIDED
    event = ("Forty boats were ashore in May 2018.",)
    assert asked("Nothing of a day here.", "2018-05", "2018-05-18", words=event).outcome is UNDECIDED


def test_births_count_for_a_claim_about_a_birth() -> None:
    text = "Ona Brill, the keeper, was born in 1976."
    assert asked(text, "1976", words=("Ona Brill the keeper was born then",)).outcome is AGREES
    assert asked(text, "1978", words=("Ona Brill the keeper was born then",)).outcome is DIFFERS


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(PIECES),
        max_size=25,
    ).map(" ".join),
    st.sampled_from(["en", "ru", "kk", "de", "es", "fr", "zh", "xx", ""]),
    st.sampled_from(["1000", "2018-05-28", "9999-12-31", "2018-05"]),
)
def test_no_text_raises_and_the_same_text_gives_the_same_check(text: str, language: str, day: str) -> None:
    source = plain(text, language or None)
    for near in (None, (0, len(text))):
        twice = [
            match_when(
                DateSpan.parse(day),
                near,
                Prepared(source),
                DateSpan.parse(day),
                "en",
                event=(text,),
                words=(text,),
            )
            for _ in range(2)
        ]
        assert twice[0] == twice[1]
        assert twice[0].outcome in (AGREES, DIFFERS, UNDECIDED)
        assert twice[0].reason
        if twice[0].span:
            assert text[slice(*twice[0].span)] == twice[0].found


@pytest.mark.parametrize(
    "piece", ["on May 28, 2018 ", "last week of May. ", "from 1 to 2 to 3 to ", "2018-", "a a "]
)
def test_a_megabyte_of_dates_takes_seconds_at_most(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    prepared = Prepared(plain(text, "en"))
    when = DateSpan.parse("2018-05-28")
    began = time.perf_counter()
    match_when(when, None, prepared, when, "en", event=("a week of May in the harbour",))
    match_when(when, (500_000, 500_010), prepared, when, "en")
    match_when(when, (0, len(text)), prepared, when, "en")
    assert time.perf_counter() - began < 8
