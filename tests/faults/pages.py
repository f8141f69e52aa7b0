"""Pages that come with a success, or with a refusal, and are not what was asked for."""

from __future__ import annotations

from tests.faults.bodies import STORY
from tests.faults.table import HTML, fixed

from verify.model.availability import Availability

MENU = "<header><nav><a href=/>Front page</a> <a href=/world/>World</a></nav></header>"
FOOT = (
    "<footer><nav><a href=/terms>Terms</a></nav><p>© Example News</p></footer><script>track('page')</script>"
)
OPENING = "<p>" + "The ministry said on Thursday that it had counted the pupils. " * 8 + "</p>"
UNFREE = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
FORM = "<form><input name=u><input type=password><button>Log in</button></form>"

OK = Availability.ok
SOFT = Availability.soft_404
BLOCKED = Availability.blocked
PAYWALLED = Availability.paywalled
UNSUPPORTED = Availability.unsupported


def site(body: str, title: str, head: str = "", lang: str = "en") -> str:
    """A page amid a menu and a foot."""
    opening = f"<!doctype html><html lang={lang}><head><title>{title}</title>{head}</head>"
    return f"{opening}<body>{MENU}<main>{body}</main>{FOOT}</body></html>"


def shown(
    path: str, body: str, stands: Availability, says: str, *fields: str, status: str = "200 OK"
) -> None:
    fixed(path, status, body, HTML, *fields, stands=stands, says=says)


# -- not there -------------------------------------------------------------------------------------

for lang, title, words in (
    ("en", "Page not found", "Sorry, we could not find the page you were looking for."),
    ("ru", "Страница не найдена", "Такой страницы нет или она удалена."),
    ("zh", "页面不存在", "抱歉，您访问的页面不存在或已被删除。"),
    ("kk", "Бет табылмады", "Сіз іздеген бет табылмады."),
    ("ar", "الصفحة غير موجودة", "عذرا، الصفحة المطلوبة غير موجودة."),
    ("de", "Seite nicht gefunden", "Diese Seite gibt es nicht mehr."),
    ("es", "Página no encontrada", "La página que busca no existe."),
    ("fr", "Page introuvable", "La page demandée n'existe pas."),
):
    shown(
        f"/soft/{lang}",
        site(f"<h1>{title}</h1><p>{words}</p>", f"{title} | Example", lang=lang),
        SOFT,
        f"says in {lang} that it is not there, with 200",
    )
fixed(
    "/soft/text",
    "200 OK",
    "404: Not Found\n",
    "Content-Type: text/plain",
    stands=SOFT,
    says="a line of plain text that says so, with 200",
)
shown(
    "/soft/noindex",
    site("<p>This page does not exist.</p>", "Example News", "<meta name=robots content=noindex>"),
    SOFT,
    "says so in its text and asks not to be indexed",
)
PARKED = (
    "<!doctype html><html><head><title>example.org</title></head><body><h1>example.org</h1>"
    "<p>This domain is for sale. Make an offer on this domain.</p>"
    "<script src=https://img.sedoparking.com/js/x.js></script></body></html>"
)
shown("/parked", PARKED, SOFT, "a parked domain")


# -- walls -----------------------------------------------------------------------------------------

CHALLENGE = (
    "<!doctype html><html><head><title>Just a moment...</title></head><body><h1>example.org</h1>"
    "<p>Verifying you are human.</p><script>window._cf_chl_opt={cType:'managed'}</script>"
    "<script src=/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1></script></body></html>"
)
IMPERVA = (
    "<html><head><meta name=robots content=noindex></head><body><iframe src='/_Incapsula_Resource?x=1'>"
    "Request unsuccessful. Incapsula incident ID: 7-1</iframe></body></html>"
)
DENIED = (
    "<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1>You don't have permission to"
    " access this on this server.<p>https://errors.edgesuite.net/18.1</body></html>"
)
shown("/cloudflare", CHALLENGE, BLOCKED, "a challenge", "cf-mitigated: challenge", status="403 Forbidden")
shown("/cloudflare-503", CHALLENGE, BLOCKED, "a challenge under a failure", status="503 Service Unavailable")
shown("/cloudflare-bare", "", BLOCKED, "a challenge told by its header alone", "cf-mitigated: challenge")
shown("/incapsula", IMPERVA, BLOCKED, "a wall under a success")
shown("/akamai", DENIED, BLOCKED, "a wall under a refusal", "Server: AkamaiGHost", status="403 Forbidden")
shown(
    "/datadome",
    "<html><title>example.org</title><script src=https://ct.captcha-delivery.com/c.js></script>",
    BLOCKED,
    "a captcha under a refusal",
    status="403 Forbidden",
)
shown(
    "/waf", "", BLOCKED, "a challenge not yet finished", "x-amzn-waf-action: challenge", status="202 Accepted"
)
shown("/login-wall", site(f"<h1>Sign in</h1>{FORM}", "Sign in"), BLOCKED, "a login in place of the page")
shown(
    "/consent",
    "<title>Your privacy</title><h1>Your privacy</h1><script src=//cdn.privacy-mgmt.com/x></script>",
    BLOCKED,
    "a consent gate in place of the page",
)
shown(
    "/region",
    site("<h1>Not available in your country</h1>", "Not available in your country"),
    BLOCKED,
    "not for this country",
)
shown(
    "/law",
    site("<h1>Доступ ограничен по решению суда</h1>", "Доступ ограничен по решению суда", lang="ru"),
    Availability.legal,
    "withheld by a court, with 200",
)


# -- less than all ---------------------------------------------------------------------------------

SUBSCRIBE = "<div class='paywall'><p>Subscribe to continue reading. Already a subscriber?</p></div>"
ROOT = "<div id=root></div><script src=/static/js/main.js></script>"
shown("/paywall-ld", site(OPENING, "A story", UNFREE), PAYWALLED, "says in JSON-LD that it is not free")
shown(
    "/paywall-meta",
    site(OPENING, "A story", "<meta property=article:content_tier content=locked>"),
    PAYWALLED,
    "says in its metadata that it is locked",
)
shown("/paywall-stub", site(OPENING + SUBSCRIBE, "A story"), PAYWALLED, "asks for money behind an opening")
shown(
    "/shell",
    f"<!doctype html><title>App</title><noscript>Please enable JavaScript.</noscript>{ROOT}",
    UNSUPPORTED,
    "an app that scripts make",
)
shown(
    "/shell-loading",
    "<!doctype html><title>App</title><div id=app>Loading…</div><script src=/a.js></script>",
    UNSUPPORTED,
    "an app that says it is loading",
)
shown(
    "/refresh",
    "<!doctype html><meta http-equiv=refresh content='0;url=/ok'><p>Moved.",
    UNSUPPORTED,
    "a page that sends a browser on",
)
shown(
    "/no-words",
    "<!doctype html><title>Camera</title><body><img src=/now.jpg></body>",
    UNSUPPORTED,
    "a page without a word",
)
shown(
    "/part",
    STORY,
    Availability.truncated,
    "a part that was not asked for",
    "Content-Range: bytes 0-9/99",
    status="206 Partial Content",
)
shown(
    "/excuse",
    site("<h1>502 Bad Gateway</h1>", "502 Bad Gateway"),
    Availability.server_error,
    "a failure under a success",
)


# -- pages that only look like one of these --------------------------------------------------------

shown("/story", STORY, OK, "a story")
shown(
    "/about-404",
    site(f"<h1>Page not found: how links rot</h1>{STORY}", "Page not found: how links rot"),
    OK,
    "a story about pages that are not found",
)
shown(
    "/about-walls",
    site(f"<h1>How Cloudflare says “Just a moment”</h1>{STORY}", "Just a moment: on walls"),
    OK,
    "a story about bot walls",
)
shown(
    "/about-cookies",
    site(f"<h1>Cookie consent, explained</h1>{STORY}", "Cookie consent, explained"),
    OK,
    "a story about consent",
)
shown(
    "/about-paywalls",
    site(f"<h1>On paywalls</h1>{STORY}<p>“Subscribe to continue reading.”", "On paywalls"),
    OK,
    "a story about paywalls",
)
shown(
    "/note", site("<h1>Ana Example</h1><p>Reporter in the valley.</p>", "Ana Example"), OK, "short and real"
)
