"""True quotes and changed ones in each language that has lists. All sentences are ours."""

from __future__ import annotations

import pytest
from tests.match.wording.wording_cases import ask, kinds

from verify.model.match import EditKind, Outcome

K = EditKind

TEXTS = {
    "ru": (
        "Комиссия не нашла нарушений в порту. По меньшей мере 40 лодок вышли в море до рассвета. "
        "Вход был бесплатным, и ёлку видели все."
    ),
    "kk": "Комиссия порттан бұзушылық таппады. Кемінде 40 қайық таңға дейін теңізге шықты деп жазды газет.",
    "zh": "委员会没有发现任何问题。至少四十条船在黎明前出海，码头上可能有三百人。",
    "es": (
        "La comisión no encontró fallos en el puerto viejo. "
        "Al menos 40 barcas salieron al mar antes del alba."
    ),
    "de": "Die Kommission fand keine Mängel im alten Hafen. Mindestens 40 Boote liefen vor dem Morgen aus.",
    "fr": (
        "La commission n'a trouvé aucun défaut dans le vieux port. "
        "Au moins 40 barques sont sorties avant l'aube."
    ),
    "ar": "لم تجد اللجنة أي عيوب في الميناء القديم. خرج 40 قاربا على الأقل إلى البحر قبل الفجر.",
}


@pytest.mark.parametrize(
    ("language", "quote", "kind"),
    [
        ("ru", "Комиссия нашла нарушения в порту", K.negation),
        ("ru", "По меньшей мере 400 лодок вышли в море до рассвета", K.number),
        ("ru", "Ровно 40 лодок вышли в море до рассвета", K.hedge),
        ("ru", "Вход был платным, и ёлку видели все", K.negation),
        ("ru", "Вход был бесплатным, и елку видели все", K.spelling),
        ("kk", "Комиссия порттан бұзушылық тапты деп жазды газет", None),
        ("kk", "Кемінде 70 қайық таңға дейін теңізге шықты", K.number),
        ("kk", "Шамамен 40 қайық таңға дейін теңізге шықты", K.hedge),
        ("zh", "委员会发现任何问题", K.negation),
        ("zh", "至少五十条船在黎明前出海", K.number),
        ("zh", "码头上有三百人", K.hedge),
        ("es", "La comisión encontró fallos en el puerto viejo", K.negation),
        ("es", "40 barcas salieron al mar antes del alba", K.hedge),
        ("de", "Die Kommission fand Mängel im alten Hafen", K.negation),
        ("de", "Rund 40 Boote liefen vor dem Morgen aus", K.hedge),
        ("fr", "La commission a trouvé un défaut dans le vieux port", K.negation),
        ("fr", "Environ 40 barques sont sorties avant l’aube", K.hedge),
        ("ar", "وجدت اللجنة أي عيوب في الميناء القديم", K.negation),
        ("ar", "خرج 60 قاربا على الأقل إلى البحر قبل الفجر", K.number),
    ],
)
def test_changed_quotes(language: str, quote: str, kind: EditKind | None) -> None:
    check = ask(TEXTS[language], quote, language=language)
    assert check.outcome in (Outcome.altered, Outcome.missing)
    if kind is not None:
        assert check.main_edit is not None, check
        assert check.main_edit.kind is kind, check.edits


@pytest.mark.parametrize("language", TEXTS)
def test_true_quotes(language: str) -> None:
    text = TEXTS[language]
    first = text[: max(text.find("."), text.find("。"))] if language != "zh" else text[: text.find("。")]
    assert ask(text, first, language=language).outcome is Outcome.verbatim
    middle = first[: len(first) // 2].rpartition(" ")[0] or first[: len(first) // 2]
    assert ask(text, middle.replace(" ", "\u00a0"), language=language).outcome is Outcome.verbatim
    assert "kinds not known" not in ask(text, first + " x y z w", language=language).reason


def test_chinese_is_cut_anywhere() -> None:
    assert ask(TEXTS["zh"], "四十条船在黎明前").outcome in (Outcome.verbatim, Outcome.altered)
    assert kinds(ask(TEXTS["zh"], "发现任何问题", language="zh")) == [K.negation]
