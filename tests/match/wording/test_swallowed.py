"""What an ellipsis or bracket may not swallow: how many, and whether at all."""

import pytest
from tests.match.wording.wording_cases import ask, passes

FARMS = "The council said that {} farms lost their cattle in the flood last year."
MENDED = "The council has {} mended the old road in the spring."


COUNTS = (
    *("half of the", "a third of the", "both", "a pair of", "one of the", "few", "a few", "several", "many"),
    *("a quarter of the", "the only", "a dozen", "one in ten of the", "30 percent of the"),
)
DENIALS = ("not", "never", "far from", "anything but", "declined to have", "stopped short of having")
REFUSALS = ("refused to", "is unable to", "will no longer", "is too weak to", "failed to")


@pytest.mark.parametrize("words", COUNTS)
def test_how_many(words: str) -> None:
    source = FARMS.format(words)
    assert not passes(ask(source, "The council said that … farms lost their cattle"))
    assert not passes(ask(source, "The council said that [these] farms lost their cattle"))


@pytest.mark.parametrize("words", ["low, dry and sandy", "the", "of the", "in the valley below the road the"])
def test_what_says_nothing_of_the_number_is_fair(words: str) -> None:
    assert passes(ask(FARMS.format(words), "The council said that … farms lost their cattle"))


@pytest.mark.parametrize("words", DENIALS)
def test_whether_at_all(words: str) -> None:
    assert not passes(ask(MENDED.format(words), "The council has … mended the old road"))


@pytest.mark.parametrize("words", REFUSALS)
def test_a_fragment_behind_a_denial(words: str) -> None:
    source = f"The council {words} mend the old road in the spring."
    assert not passes(ask(source, "mend the old road in the spring"))


@pytest.mark.parametrize(
    ("language", "source", "quote"),
    [
        (
            "de",
            "Der Rat sagte, dass {} Häuser in der Nacht brannten.",
            "Der Rat sagte, dass … Häuser in der Nacht",
        ),
        ("es", "El alcalde dijo que {} casas ardieron esa noche.", "El alcalde dijo que … casas ardieron"),
        ("fr", "Le maire a dit que {} maisons ont brûlé.", "Le maire a dit que … maisons ont brûlé"),
        ("ru", "Мэр сказал, что {} дома сгорели в ту ночь.", "Мэр сказал, что … дома сгорели"),
    ],
)
def test_number_words_of_other_languages(language: str, source: str, quote: str) -> None:
    words = {
        "de": ["zweiundvierzig", "siebentausend", "die Hälfte der", "Hunderte"],
        "es": ["veintidós", "una docena de", "la mitad de las"],
        "fr": ["la moitié des", "une douzaine de", "dix-sept"],
        "ru": ["дюжина", "полтора", "половина"],
    }
    for number in words[language]:
        assert not passes(ask(source.format(number), quote, language=language)), number
