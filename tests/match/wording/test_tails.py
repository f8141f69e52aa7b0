"""What the shape of a remainder says about words that no list holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.match.wording.wording_cases import ask, kinds, passes

from verify.match.wording.atoms import atomize
from verify.match.wording.edges import Around
from verify.match.wording.lexicon import lexicon
from verify.match.wording.shapes import FINE, Remainder, words_of
from verify.match.wording.tails import shape_of
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
        *("and the glorps left", "which glorps at night", "where the glorps lived", "because it glorped"),
        *("in March", "in the old valley", "on 12 May", "in 1911", "at Glorp Mill", "43", "leaving glorps"),
        *("a glorp of old stone", "glorps and barges", "Anselm Glorp", "until it glorped", "who glorp daily"),
        *(
            "followed by a glorp",
            "again",
            "there",
            "as planned",
            "as he had glorped",
            "so the shops will all glorp",
        ),
        *("one of the glorps", "and", "it being glorp", "glorping by night in the valley"),
    ],
)
def test_closed_classes_go_on_harmlessly(tail: str) -> None:
    assert shape(tail) == ("", False)


@pytest.mark.parametrize(
    "tail",
    [
        *("in the glorp", "in Rook's glorp", "under one theory", "with a glorp", "in the glorp of the town"),
        *("glorping at night", "some of them", "mostly in the town", "the deputy glorp", "glorp of three"),
        *(
            "or a glorp",
            "or not",
            "but not all",
            "but only just",
            "and perhaps not",
            "who knows",
            "who can say",
        ),
        *(
            "which is glorp",
            "which is how it glorps",
            "which never glorped",
            "until it glorps",
            "where glorp",
        ),
        *("as glorp", "as glorped", "as a glorp", "as her glorp had it", "so the glorps had it", "a glorp"),
        *(
            "the glorp and his wife glorp",
            "Glorp and Rook glorp",
            "now and then",
            "all but one",
            "such being it",
        ),
        *("with one exception", "at least for a while", "however glorply", "the rest of the glorps"),
    ],
)
def test_what_is_not_proved_harmless_is_not_fine(tail: str) -> None:
    assert shape(tail) != ("", False)


@pytest.mark.parametrize("tail", ["the deputy glorp", "glorp of three", "a glorp", "a glorp from Rook"])
def test_behind_a_name_a_title_may_stand(tail: str) -> None:
    assert shape(tail, named=True) == ("", False)
    assert shape(tail) != ("", False)
    assert shape("a lie", named=True) != ("", False)


def test_brackets_and_dashes_hold_explanations() -> None:
    assert shape("a small glorp for a town", "(") == ("", False)
    assert shape("Glorp", "(") == ("", False)
    assert shape("glorped", "(") == ("omitted", True)
    assert shape("we glorp", "(") == ("attribution", False)
    assert shape("a small glorp for a town", "-") == ("", False)
    assert shape("glorp willing", "-") == ("omitted", True)
    assert shape("glorply", "") == ("omitted", True)
    assert shape("of a glorp", "") == ("", False)


def test_long_remainders_and_languages_without_the_table_are_left_alone() -> None:
    assert shape("they glorp " * 8) == ("", False)
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


@pytest.mark.parametrize(
    "statement",
    [
        "No member of staff was punished for the delay, and none of the guards had been trained",
        "When the soldiers came they searched the bakery, and the baker told them the wood was his",
        "On the night of the storm the keeper unlocked the shutters by hand, and left them open",
        "Rents fell in every district except the capital, where they changed",
        "We were seven pupils in a room, with one lamp and a stove that smoked",
        "Between 2011 and 2016 the number of empty flats doubled, from 12 to 24",
        "Work on the roof will, if the quarry delivers, end in the autumn",
    ],
)
@pytest.mark.parametrize(
    "tail", [", in the glorp", ", the glorps insist", ", so the glorp goes", ", glorply"]
)
def test_a_statement_of_several_clauses_is_a_statement(statement: str, tail: str) -> None:
    assert not passes(ask(f"It rained. {statement}{tail}. It rained on.", f"{statement}."))


def test_a_speaker_whom_the_article_names_is_not_lost() -> None:
    source = f"{ROAD}, Anselm Rook glorps."
    assert kinds(ask(source, ROAD)) == [K.attribution]
    assert ask(source, ROAD, around=Around("", ("Rook",))).outcome is Outcome.verbatim
