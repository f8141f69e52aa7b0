"""How much a decoded text looks like writing, judged by its letters outside ASCII alone."""

from __future__ import annotations

import re

_COMMON = frozenset(
    "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёәғқңөұүһіїєґ"
    "αειοτνσρπκλυμηςάέήίόύώθδγβχφωξζψ"
    "éèàçêôîûùëïâäöüßñáíóúãõåøæœìòčšžěřýůďťňęąłśżźćńóőűășțğışđ"
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后么多经发"
    "成方当行所同开与看把知将现长及从事已新等本面没主月日部第还最高关前民被分区政府当局报社公安委员表示记者县市名问"
    "這來國個說們為時會過學對裡後經發當開與將現長從還關區報記縣問稱於黨華書讓該"
    "のにはをたがでてとしれさあるいるもすかならことりっんまくよけ・アイスルトンリラシー"
    "이다는의에을가고를은한지하로사기도인서대어정나자들리있라시그해부했면전수것주일상보과당국장원으스여"
    "اليمونرتبةعدسفهكقحجأإطشصىضخغذثزءآپچژگکیےھہۇۆۈېڭں"
    "אבגדהוזחטיכלמנסעפצקרשתםןץףך"
    "กขคงจชดตถทนบปพภมยรลวสหอาิีืุูเแโใไั่้็์ำะ"
    "、。「」，！？：；（）《》"
)
_TYPOGRAPHY = frozenset("“”‘’«»–—…·•°©®™€£§№„‚\u00a0\u00ad")
_LATIN_RUN = re.compile(r"[\u00c0-\u024f\u00a1-\u00bf]{3,}")
_CASE_FLIP = re.compile(r"[а-яё][А-ЯЁ]|[А-ЯЁ]{1,40}[а-яё][А-ЯЁ]")
_BROKEN = re.compile(r"[\ufffd\x80-\x9f\ue000-\uf8ff\uff61-\uff9f\u2500-\u259f]")
_OUTSIDE = re.compile(r"[^\x00-\x7f]")
_MIXED = re.compile(r"[A-Za-z][Ͱ-ͽΆ-ҁҊ-ӿא-תء-يٱ-ۓ]|[Ͱ-ͽΆ-ҁҊ-ӿא-תء-يٱ-ۓ][A-Za-z]|[а-яА-Я][Ѐ-ЏҐЂѓѐ-џ]{2}")
_SCRIPTS = (
    re.compile(r"[\u00c0-\u024f]"),
    re.compile(r"[\u0370-\u03ff]"),
    re.compile(r"[\u0400-\u052f]"),
    re.compile(r"[\u0590-\u05ff]"),
    re.compile(r"[\u0600-\u06ff]"),
    re.compile(r"[\u0e00-\u0e7f]"),
    re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uff60]"),
    re.compile(r"[\uac00-\ud7a3]"),
)


def plausibility(text: str) -> float:
    """Between -1 and 1: the share of the main script's common letters, less what is broken.

    Broken are replacement characters, C1 controls, private use, half-width katakana, box drawing, runs
    of accented Latin letters and capitals inside Cyrillic words: the marks of a wrong decoding.
    """
    outside = _OUTSIDE.findall(text)
    if not outside:
        return 0.0
    counted = [char for char in outside if char not in _TYPOGRAPHY]
    if not counted:
        return 0.5
    main = max(_SCRIPTS, key=lambda script: len(script.findall(text)))
    common = sum(char in _COMMON for char in main.findall(text))
    capitals = sum(char.isupper() and char.lower() in _COMMON for char in main.findall(text))
    broken = 3 * len(_BROKEN.findall(text)) + 2 * len(_CASE_FLIP.findall(text))
    broken += 2 * len(_MIXED.findall(text))
    broken += sum(len(run) for run in _LATIN_RUN.findall(text))
    score: float = (common + 0.3 * capitals - broken) / len(counted)
    return max(-1.0, min(1.0, score))
