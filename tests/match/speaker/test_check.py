"""The speaker axis: who the source says uttered a passage."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.match.speaker.heldout import HELD_OUT

from verify.match.prepared import Prepared
from verify.match.speaker.check import match_speaker
from verify.model.match import Axis, Check, Outcome
from verify.model.text import plain

BEKALI = ("Omir Bekali", "Bekali")
TEACHERS = ("teachers",)


def judge(names: tuple[str, ...], text: str, *, language: str = "en", source: str | None = None) -> Check:
    """`text` holds the passage between [[ and ]]."""
    start = text.index("[[")
    end = text.index("]]") - 2
    clean = text.replace("[[", "").replace("]]", "")
    return match_speaker(names, (start, end), Prepared(plain(clean, source)), language=language)


QUOTED = [
    ("“[[I could not sleep]],” Bekali said.", "same"),
    ("“[[I could not sleep]],” said Omir Bekali, a Kazakh citizen.", "same"),
    ("“[[I could not sleep]],” says Bekali.", "same"),
    ('"[[I could not sleep]]," Bekali said.', "same"),
    ("‘[[I could not sleep]]’, said Bekali.", "same"),
    ("“[[Why me?]]” Bekali asked.", "same"),
    ("“[[I could not sleep]]” — Bekali said so himself.", "same"),
    ("Bekali said: “[[I could not sleep]].”", "same"),
    ("Bekali, who was born in Xinjiang, told the agency: “[[I could not sleep]].”", "same"),
    ("Bekali, a former guide, told the agency: “[[I could not sleep]].”", "same"),
    ("On Monday, Bekali told the agency: “[[I could not sleep]].”", "same"),
    ("“It was loud,” Bekali said, “[[and I could not sleep]].”", "same"),
    ("“It was loud,” Bekali said. “[[I could not sleep]].”", "same"),
    ("Bekali called the nights “[[endless]],” he recalled.", "same"),
    ("Bekali was held. “[[I could not sleep]],” he said.", "same"),
    ("Bekali told his story:\n“[[I could not sleep]].”", "same"),
    ("Bekali said, “They took me away.\n“[[I could not sleep]].”", "same"),
    ("“[[I could not sleep]],” said Omir Beqali.", "same"),
    ("“[[I could not sleep]],” Ömir Bekali said.", "same"),
    ("“[[I could not sleep]],” said Askar Orazbek, a herder.", "other"),
    ("“[[I could not sleep]],” said Bekali’s wife.", "other"),
    ("“[[I could not sleep]],” said a lawyer for Bekali.", "other"),
    ("Askar Orazbek, who knew Bekali, said: “[[I could not sleep]].”", "other"),
    ("A guard said: “[[I could not sleep]].” Bekali said nothing.", "other"),
    ("Bekali was held. Askar Orazbek said he saw it. “[[I could not sleep]],” he added.", "other"),
    ("“[[I could not sleep]],” an official said.", "unnamed"),
    ("“[[I could not sleep]],” officials in the region said.", "unnamed"),
    ("“[[I could not sleep]],” said a source who asked not to be named.", "unnamed"),
    ("“[[I could not sleep]],” the man said.", "undecided"),
    ("“[[I could not sleep]].” Bekali was silent.", "undecided"),
    ("“[[I could not sleep]],” he said.", "undecided"),
]

INDIRECT = [
    (
        "Day upon day, Bekali and others [[had to disavow their beliefs]]. Bekali recalled it.",
        "narrator",
    ),
    ("[[The nights were long]]. Bekali said so later.", "narrator"),
    ("Bekali spoke for hours. [[The nights were long]].", "narrator"),
    ("Bekali, who told his story to the agency, [[could not sleep]].", "narrator"),
    ("Bekali is said to have fled; [[the nights were long]].", "narrator"),
    ("Bekali said that [[the nights were long]].", "same"),
    ("Bekali said [[the nights were long]].", "same"),
    ("[[The nights were long]], Bekali said.", "same"),
    ("[[The nights were long]], said Bekali.", "same"),
    ("[[The nights were long]], according to Bekali.", "same"),
    ("According to Omir Bekali, [[the nights were long]].", "same"),
    ("According to Askar Orazbek, [[the nights were long]].", "other"),
    ("Askar Orazbek said that [[the nights were long]].", "other"),
    ("[[The nights were long]], officials said.", "unnamed"),
    ("Local authorities said that [[the nights were long]].", "unnamed"),
]


@pytest.mark.parametrize(("text", "outcome"), QUOTED + INDIRECT)
def test_outcome(text: str, outcome: str) -> None:
    check = judge(BEKALI, text)
    assert check.outcome == outcome, check.reason


REPORTS = [
    (
        "They were reported by classmates to a teacher for [[wearing ‘Islamic’ clothing]], a source said.",
        "other",
    ),
    ("Students were turned in by classmates for [[wearing ‘Islamic’ clothing]].", "other"),
    ("Students were reported by a teacher for [[wearing ‘Islamic’ clothing]].", "same"),
    ("Teachers reported students for [[wearing ‘Islamic’ clothing]].", "same"),
    ("Classmates had denounced the two for [[wearing ‘Islamic’ clothing]].", "other"),
    (
        "Two were reported by classmates for [[wearing ‘Islamic’ clothes]] to teachers who reported them.",
        "undecided",
    ),
]


@pytest.mark.parametrize(("text", "outcome"), REPORTS)
def test_who_reported_whom(text: str, outcome: str) -> None:
    check = judge(TEACHERS, text)
    assert check.outcome == outcome, check.reason


LANGUAGES = [
    ("ru", ("Омир Бекали",), "«[[Я не мог спать]]», — сказал Омир Бекали.", "same"),
    ("ru", ("Омир Бекали",), "По словам Омира Бекали, [[он не мог спать]].", "same"),
    ("ru", ("Омир Бекали",), "«[[Я не мог спать]]», — сказал Аскар Оразбек.", "other"),
    ("ru", ("Омир Бекали",), "«[[Я не мог спать]]», — рассказал источник.", "unnamed"),
    ("ru", ("Омир Бекали",), "[[Ночи были длинными]]. Бекали молчал.", "narrator"),
    ("es", ("María López",), "«[[No podía dormir]]», dijo María López.", "same"),
    ("es", ("María López",), "Según Ana Ruiz, [[no podía dormir]].", "other"),
    ("de", ("Anna Berg",), "„[[Ich konnte nicht schlafen]]“, sagte Anna Berg.", "same"),
    ("de", ("Anna Berg",), "„[[Ich konnte nicht schlafen]]“, sagte Karl Wolf.", "other"),
    ("fr", ("Anne Morel",), "« [[Je ne dormais pas]] », a déclaré Anne Morel.", "same"),
    ("fr", ("Anne Morel",), "Selon Paul Girard, [[elle ne dormait pas]].", "other"),
    ("kk", ("Айдос",), "«[[Ұйықтай алмадым]]», – деді Айдос.", "same"),
    ("zh", ("王伟",), "王伟说：“[[我睡不着]]。”", "same"),
    ("zh", ("王伟",), "李强说：“[[我睡不着]]。”", "other"),
]


@pytest.mark.parametrize(("language", "names", "text", "outcome"), LANGUAGES)
def test_outcome_in_other_languages(language: str, names: tuple[str, ...], text: str, outcome: str) -> None:
    check = judge(names, text, language=language)
    assert check.outcome == outcome, check.reason


def test_the_check_names_who_the_source_names() -> None:
    text = "Two students were reported by [classmates] to a teacher for [[wearing ‘Islamic’ clothing]]."
    text = text.replace("[classmates]", "classmates")
    check = judge(TEACHERS, text)
    assert check.axis is Axis.speaker
    assert check.found == "classmates"
    assert check.span is not None
    assert text[slice(*check.span)] == "classmates"
    assert check.reason == "the source gives these words to classmates"


def test_the_narrator_check_gives_the_sentence() -> None:
    text = "He was held. [[The nights were long]]. He left."
    check = judge(BEKALI, text)
    assert check.outcome is Outcome.narrator
    assert check.span == (13, 34)
    assert "in its own voice" in check.reason


def test_a_pronoun_is_shown_beside_the_name_it_stands_for() -> None:
    check = judge(BEKALI, "Bekali was held. “[[I could not sleep]],” he said.")
    assert check.found == "Bekali"
    assert '("he")' in check.reason


@pytest.mark.parametrize(
    ("names", "language", "source", "reason"),
    [
        (BEKALI, "ja", None, "no words of speech"),
        (BEKALI, "en", "ru", "the source is in ru"),
        (BEKALI, "en-GB", "ru_RU", "the source is in ru"),
        ((), "en", None, "names no speaker"),
        ((" ",), "en", None, "names no speaker"),
    ],
)
def test_undecided_with_a_reason(
    names: tuple[str, ...], language: str, source: str | None, reason: str
) -> None:
    check = judge(names, "“[[I left]],” Bekali said.", language=language, source=source)
    assert check.outcome is Outcome.undecided
    assert reason in check.reason


_SCRAPS = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "'",
        "‘",
        "’",
        "«",
        "»",
        ",",
        ".",
        ":",
        "\n",
        "said",
        "he",
        "Bekali",
        "Askar Orazbek",
        "told",
        "officials",
        "that",
        "who",
        "according to",
        "was reported by",
        "for",
        "the man",
        "a",
        "wept",
        "?",
        "-",
    ]
)


@given(st.lists(_SCRAPS, max_size=40), st.integers(0, 200), st.integers(0, 60))
def test_any_row_of_words_is_answered(scraps: list[str], start: int, length: int) -> None:
    text = " ".join(scraps)
    start = min(start, len(text))
    span = (start, min(len(text), start + length))
    check = match_speaker(BEKALI, span, Prepared(plain(text)), language="en")
    assert check.outcome in Outcome
    assert check.span is None or 0 <= check.span[0] <= check.span[1] <= len(text)


@given(st.text(max_size=300), st.integers(0, 300), st.sampled_from(["en", "ru", "zh", "fr", "de"]))
def test_any_text_is_answered(text: str, start: int, language: str) -> None:
    start = min(start, len(text))
    check = match_speaker(BEKALI, (start, len(text)), Prepared(plain(text)), language=language)
    assert check.reason


@pytest.mark.parametrize(
    "piece", ["\" ' “ ” said ", "x‘a ", "a, said ", "Bekali said “", "who said that ", "«»"]
)
def test_a_long_paragraph_costs_no_more_than_its_window(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    prepared = Prepared(plain(text))
    assert prepared.sentences
    start = time.process_time()
    check = match_speaker(BEKALI, (150_000, 150_040), prepared, language="en")
    assert check.outcome in Outcome
    assert time.process_time() - start < 2.0


_HELD_OUT_RIGHT = 27  # of 30, on the first run; never tuned on


def test_held_out_cases() -> None:
    outcomes = [(judge(names, text).outcome, expected) for names, text, expected in HELD_OUT]
    assert sum(outcome == expected for outcome, expected in outcomes) >= _HELD_OUT_RIGHT
    wrong = [pair for pair in outcomes if pair[0] is Outcome.same and pair[1] != "same"]
    assert wrong == []


@pytest.mark.parametrize(
    ("names", "outcome"),
    [(("Paul Drey",), "same"), (("Drey",), "same"), (("engineer",), "same"), (("the mayor",), "other")],
)
def test_a_name_behind_a_comma_belongs_to_the_role_before_it(names: tuple[str, ...], outcome: str) -> None:
    text = "The work will take a year, according to the council's engineer, Paul Drey."
    source = Prepared(plain(text, "en"))
    assert match_speaker(names, (0, 25), source, language="en").outcome == outcome
