"""What pages say that are not the page asked for: not found, bot wall, login, paywall, parked, consent.

Words alone decide nothing; judge/availability always asks for a second sign.
"""

from __future__ import annotations

import re

_NOT_FOUND_ALONE = re.compile(
    r"\W*(?:(?:error|http|ошибка|erreur|fehler|错误)?\W*404\W*(?:error|page|ошибка|not found|file"
    r" or directory not found)?|not found|error|oops|"
    r"page (?:missing|gone|unavailable|deleted|removed)|не найден[оа]?|не найдено|nicht gefunden"
    r"|introuvable|"
    r"no encontrad[oa]|bulunamadı|табылмады|未找到|找不到|not available|unavailable|content unavailable)\W*",
    re.IGNORECASE,
)
_NOT_FOUND = re.compile(
    r"(?:page|article|story|content|document|file|resource|post|video|url)s? (?:was |were |is "
    r"|are |you \w{2,12}(?: \w{2,12}){0,3} |"
    r"could |can |you requested |)(?:not be found|not found|cannot be found|can['’]t be found"
    r"|could not be found|"
    r"does(?:n['’]t| not) exist|no longer (?:exists?|available)|not available|unavailable"
    r"|isn['’]t available|been (?:removed|deleted))"
    r"|(?:can['’]?t|cannot|could(?:n['’]t| not)|unable to) (?:find|locate) (?:the|that|this"
    r"|your) (?:page|article|story|content|file)"
    r"|страниц[аы] (?:\w{2,12} )?(?:не найден|не существует|удален|была удалена)|(?:материал"
    r"|статья|документ) (?:не найден|удал[её]н)"
    r"|запрашиваем\w{2,4} (?:вами )?страниц\w (?:не|отсутствует)|сторінку не знайдено|(?:бет"
    r"|парақ|парақша|мақала) табылмады|табылған жоқ"
    r"|(?:页面|網頁|网页|頁面|文章|内容|內容)(?:不存在|未找到|已删除|已刪除|已被删除|找不到|无法访问)|找不到(?:该|該|您|此|页|頁|网|網|文)|無法找到|无法找到"
    r"|ページ(?:が|は)(?:見つかりません|存在しません)|お探しのページ|페이지를 찾을 수 없|존재하지 않는 페이지"
    r"|seite (?:wurde )?nicht gefunden|page (?:non trouvée|introuvable)|página no (?:encontrada"
    r"|existe)|página não encontrada"
    r"|pagina non trovata|sayfa bulunamadı|nie znaleziono strony|الصفحة غير موجودة|لم يتم العثور"
    r" على الصفحة|صفحه مورد نظر",
    re.IGNORECASE,
)
_SEGMENT = re.compile(r"\s[|–—·:•»«-]+\s|\s?[|»«]\s?|:\s")

_WALL = re.compile(
    r"just a moment|attention required|access (?:to this (?:page|site) has been )?denied"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human"
    r"|are you (?:a )?(?:human|robot)|(?:human|bot) verification|security (?:check|verification)"
    r"|pardon our interruption|ddos-guard"
    r"|checking your browser|unusual traffic|request rejected|request unsuccessful|captcha|one"
    r" moment, please|client challenge"
    r"|(?:you have|has|request|ip|address) (?:been )?blocked|robot check|you are (?:now )?in line"
    r"|enable (?:javascript and )?cookies|einen moment|un momento|un instant|dass sie ein mensch"
    r"|请稍候|安全验证|人机验证|проверка браузера|подтвердите, что (?:вы не|запросы)"
    r"|доступ (?:запрещ|ограничен)",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"\b(?:log ?in|sign ?in|log on|register|create an account)\b|вход|войти|авторизация|登录|登入"
    r"|ログイン|로그인|connexion|anmelden",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"subscribe (?:now )?(?:to|for) (?:continue|keep|read|unlock|full|access|unlimited)|(?:to"
    r"|and) (?:continue|keep) reading|already a subscriber"
    r"|(?:exclusive|only|available) (?:to|for) (?:our )?(?:paying )?(?:subscribers|members)|for"
    r" subscribers only|subscriber[- ]exclusive"
    r"|you have (?:reached|read|used) (?:your|all)|this (?:article|content|story) is (?:for"
    r"|reserved|only)|read the full (?:article|story) with"
    r"|réservé aux abonnés|nur für abonnenten|по подписке|для подписчиков|оформите подписку"
    r"|订阅(?:后|以)|付费阅读|会员专享",
    re.IGNORECASE,
)
_PARKED = re.compile(
    r"domain (?:name )?(?:\S{1,60} )?(?:is|may be|could be) (?:for sale|available for|parked)"
    r"|buy this domain|this domain (?:has )?(?:expired|is parked)"
    r"|domain (?:parking|has expired)|make an offer on this domain|домен (?:\S{1,60} )?(?:прода"
    r"|не продл|припаркован)|域名(?:出售|已过期|转让)"
    r"|this (?:web)?site is (?:parked|for sale)|related searches",
    re.IGNORECASE,
)
_TROUBLE = re.compile(
    r"\b(?:40[0-9]|41[0-9]|429|451|50[0-9]|52[0-9])\b.{0,3}(?:forbidden|bad|gateway|service|internal|too"
    r" many|unavailable|error|origin|unauthorized)|internal server error|bad gateway|gateway time-?out"
    r"|service (?:temporarily )?unavailable|temporarily unavailable|under maintenance|scheduled"
    r" maintenance|be right back"
    r"|database (?:connection|error)|something went wrong|age verification"
    r"|(?:not|isn['’]t) available in your (?:region|country|area|location)"
    r"|cannot grant you access|password[- ]protected|access (?:restricted|forbidden)|geo-?block"
    r"|технические работы|сайт временно недоступен|维护中|系统维护",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"before you continue|your privacy|we value your privacy|cookie (?:consent|settings"
    r"|preferences)|accept (?:all )?cookies|privacy (?:choices|settings)",
    re.IGNORECASE,
)


def says_not_found(line: str | None) -> bool:
    """Whether a title or heading says that the page is not there. "Plane not found after weeks" does
    not: bare words count only where they are a whole part of the title."""
    if not line:
        return False
    line = line[:300]
    return bool(_NOT_FOUND.search(line)) or any(
        _NOT_FOUND_ALONE.fullmatch(part) for part in _SEGMENT.split(line) if part.strip()
    )


def tells_not_found(text: str) -> bool:
    """The same of a whole short text, where only full phrases count."""
    return bool(_NOT_FOUND.search(text[:2000]))


def says_wall(line: str | None) -> bool:
    return bool(_WALL.search((line or "")[:300]))


def tells_wall(text: str) -> bool:
    return bool(_WALL.search(text[:2000]))


def says_trouble(line: str | None) -> bool:
    """A server's or an operator's excuse in a title or heading."""
    return bool(_TROUBLE.search((line or "")[:300]))


def tells_trouble(text: str) -> bool:
    return bool(_TROUBLE.search(text[:2000]))


def says_login(line: str | None) -> bool:
    return bool(_LOGIN.search((line or "")[:300]))


def tells_paywall(text: str) -> bool:
    return bool(_PAYWALL.search(text))


def tells_parked(text: str) -> bool:
    return bool(_PARKED.search(text[:5000]))


def says_consent(line: str | None) -> bool:
    return bool(_CONSENT.search((line or "")[:300]))
