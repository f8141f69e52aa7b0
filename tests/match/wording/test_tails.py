"""What the shape of a remainder says about words that no list holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.match.wording.wording_cases import ask, kinds, passes

from verify.match.wording.atoms import atomize
from verify.match.wording.edges import Around
from verify.match.wording.lexicon import lexicon
from verify.match.wording.tails import FINE, Remainder, shape_of, words_of
from verify.model.match import EditKind, Outcome

K = EditKind
ROAD = "The road will open in the spring"


def shape(tail: str, mark: str = ",", *, closes: bool = True, named: bool = False) -> tuple[str, bool]:
    """Kind and openness of a remainder; "" for a harmless one."""
    rest = Remainder(mark, words_of(atomize(tail, lexicon("en"))), closes, named)
    found = shape_of(rest, lexicon("en"))
    return (found.kind.value if found.kind else "", found.unsure)


@pytest.mark.parametrize(
    "tail",
    ["they drum", "he gleeps", "they'd have it", "the owners glorp", "locals glorp", "Rook glorps"],
)
def test_a_short_clause_behind_a_comma_says_whose_words_they_were(tail: str) -> None:
    assert shape(tail) == ("attribution", False)


@pytest.mark.parametrize(
    ("tail", "kind"),
    [
        ("glorply", "omitted"),
        ("the owner glorps", "attribution"),
        ("as the elders glorp it", "omitted"),
        ("as glorp has it", "omitted"),
        ("so the glorp goes", "omitted"),
        ("to glorp by the wind", "omitted"),
        ("by his glorps", "omitted"),
        ("at a glorp", "omitted"),
        ("from what we glorp", "omitted"),
        ("glorps the mayor", "attribution"),
        ("glorp and", "omitted"),
        ("glorp willing", "omitted"),
        ("many glorp", "attribution"),
        ("which is untrue", "omitted"),
        ("though nobody has confirmed it", "omitted"),
    ],
)
def test_what_may_take_the_words_back_is_open(tail: str, kind: str) -> None:
    if tail == "glorp and":
        assert shape("glorp") == (kind, True)
    else:
        assert shape(tail) == (kind, True)


@pytest.mark.parametrize(
    "tail",
    [
        *("and the glorps left", "which glorps at night", "where the glorps live", "because it glorped"),
        *("in March", "in the glorp", "on 12 May", "in 1911", "at Glorp Mill", "43", "glorping at night"),
        *("the deputy glorp", "a glorp of old stone", "glorp of three", "glorps and barges", "Anselm Glorp"),
        *(
            "followed by a glorp",
            "again",
            "there",
            "as planned",
            "as he had glorped",
            "so the shops will glorp",
        ),
        *("one of the glorps", "some of them", "mostly in the glorp", "and", "it being glorp"),
    ],
)
def test_closed_classes_go_on_harmlessly(tail: str) -> None:
    assert shape(tail) == ("", False)


def test_brackets_and_dashes_hold_explanations() -> None:
    assert shape("glorp willing", "(") == ("", False)
    assert shape("we glorp", "(") == ("attribution", False)
    assert shape("no small glorp for a town", "-") == ("", False)
    assert shape("glorp willing", "-") == ("omitted", True)
    assert shape("glorply", "") == ("omitted", True)
    assert shape("of a glorp", "") == ("", False)


def test_long_remainders_and_languages_without_the_table_are_left_alone() -> None:
    assert shape("they glorp " * 6) == ("", False)
    kazakh = lexicon("kk")
    rest = Remainder(",", words_of(atomize("олар айтады", kazakh)), closes=True)
    assert shape_of(rest, kazakh) == FINE


@given(st.text(alphabet="abc THE's,-.1", max_size=60), st.booleans(), st.sampled_from(["", ",", "-", "("]))
def test_any_words_have_a_shape(text: str, closes: bool, mark: str) -> None:
    for tag in ("en", "de", "ru"):
        lex = lexicon(tag)
        found = shape_of(Remainder(mark, words_of(atomize(text, lex)), closes), lex)
        assert found.unsure <= (found.kind is not None)


CUT_OFF = {
    "en": (
        *(
            ", they glorp",
            ", the owners glorp",
            ", glorply",
            ", or so they glorp",
            ", at a glorp",
            " glorply",
        ),
        *(", in a manner of speaking", ", to hear them tell it", ", give or take", ", by his lights"),
        *(", so the letter claims", ", in round figures", " by her own account", ", which he denies"),
    ),
    "de": (
        ", glorpt der Wirt",
        ", glorpt man",
        ", wie der Wirt glorpt",
        ", glorplich",
        ", laut Wirt",
        ", so der Wirt",
    ),
    "fr": (
        ", glorpe le maire",
        ", glorpe-t-on",
        ", comme glorpe le maire",
        ", glorp",
        ", d'après lui",
        ", dit-on",
    ),
    "es": (
        ", glorpa el alcalde",
        ", glorpamente",
        ", como glorpa Rook",
        ", glorpan",
        ", por lo visto",
        ", se dice",
    ),
    "ru": (", глорпает староста", ", как глорпают старики", ", глорпают", ", мол", ", судя по всему"),
    "zh": ("，听说", "，据悉", "，在他看来", "，大概吧", "，如果消息属实", "，理论上"),
    "kk": (", дейді тұрғындар", ", деп сендіреді әкім", ", көрінеді", ", жалпы алғанда"),
    "ar": ("، كما يقال", "، على ما يبدو", "، يقول العمدة", "، إن صح الخبر", "، في رأي العمدة"),
}
STATEMENTS = {
    "en": ROAD,
    "de": "Die alte Brücke wird vor dem Winter geöffnet",
    "fr": "Le vieux pont rouvrira avant l'hiver",
    "es": "El viejo puente abrirá antes del invierno",
    "ru": "Старый мост откроют до начала зимы",
    "zh": "旧桥将在冬天以前开放",
    "kk": "Ескі көпір қысқа дейін ашылады",
    "ar": "سيفتح الجسر القديم قبل الشتاء",
}


@pytest.mark.parametrize(
    ("language", "tail"), [(tag, tail) for tag, tails in CUT_OFF.items() for tail in tails]
)
def test_no_language_lets_a_tail_be_cut_off(language: str, tail: str) -> None:
    statement = STATEMENTS[language]
    source = f"{statement}{tail}{'。' if language == 'zh' else '.'}"
    assert not passes(ask(source, statement, language=language))
    assert passes(ask(source, source, language=language))


def test_only_a_whole_statement_is_left_open_by_an_unknown_tail() -> None:
    source = "The clerk said that the road will open, and the bridge was glad in the rain, glorp willing."
    assert not passes(ask(source, source.partition(", glorp")[0]))
    assert passes(ask(source, "glad in the rain"))


def test_a_main_clause_behind_what_leads_up_to_it_is_no_comment() -> None:
    source = "When the soldiers came with dogs, they glorped."
    assert passes(ask(source, "When the soldiers came with dogs"))
    assert not passes(ask("The soldiers came with dogs, they glorped.", "The soldiers came with dogs"))
    aside = "Mara Ilvens, who keeps many sheep, sold them."
    assert passes(ask(aside, "Mara Ilvens, who keeps many sheep"))


def test_the_next_sentence_is_no_tail() -> None:
    source = "The road will open in the spring. If the snow melts, the shops open too."
    assert passes(ask(source, f"{ROAD}."))
    assert passes(ask(source, ROAD))


def test_a_speaker_whom_the_article_names_is_not_lost() -> None:
    source = f"{ROAD}, Anselm Rook glorps."
    assert kinds(ask(source, ROAD)) == [K.attribution]
    assert ask(source, ROAD, around=Around("", ("Rook",))).outcome is Outcome.verbatim
