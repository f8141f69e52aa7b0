"""Pages that are not there and say so with a success, and living ones that only look like them."""

from __future__ import annotations

import pytest
from tests.judge.given import (
    ASKED,
    DATED,
    NOINDEX,
    STORY,
    look,
    made_up,
    name,
    page,
    read_before,
    seen_of,
    silent,
    site,
)

from verify.judge import absent
from verify.model.availability import Availability

LATEST = (
    "<h2>Latest</h2><ul>"
    + "<li><a href=/w/1>The council met again to talk of the road by the river</a>" * 12
    + "</ul>"
)

NOT_THERE = {
    "en": ("Page not found", "Sorry, the page you were looking for could not be found."),
    "ru": ("Страница не найдена", "Запрашиваемая страница удалена или никогда не существовала."),
    "zh": ("页面不存在", "抱歉，您要访问的页面不存在或已被删除。"),
    "kk": ("Бет табылмады", "Кешіріңіз, сіз іздеген бет табылмады."),
    "ar": ("الصفحة غير موجودة", "عذرا، الصفحة التي تبحث عنها غير موجودة."),
    "de": ("Seite nicht gefunden", "Die gesuchte Seite existiert leider nicht mehr."),
    "es": ("Página no encontrada", "La página que busca no existe o ha sido eliminada."),
    "fr": ("Page introuvable", "La page que vous cherchez n'existe plus."),
    "uk": ("Сторінку не знайдено", "На жаль, сторінку не знайдено."),
    "tr": ("Sayfa bulunamadı", "Aradığınız sayfa bulunamadı."),
    "pl": ("Nie znaleziono strony", "Nie znaleziono strony, której szukasz."),
    "it": ("Pagina non trovata", "La pagina che cerchi non esiste più."),
    "pt": ("Página não encontrada", "A página que você procura não existe."),
    "ja": ("ページが見つかりません", "お探しのページが見つかりませんでした。"),
    "ko": ("페이지를 찾을 수 없습니다", "요청하신 페이지를 찾을 수 없습니다."),
    "fa": ("صفحه یافت نشد", "صفحه مورد نظر یافت نشد."),
}


@pytest.mark.parametrize("lang", NOT_THERE)
def test_a_site_says_so_in_its_language(lang: str) -> None:
    title, words = NOT_THERE[lang]
    sight = look(site(f"<h1>{title}</h1><p>{words}</p>", f"{title} | Example", lang=lang))
    assert name(sight) == "soft_404"
    assert f"it is titled “{title} | Example”" in sight.evidence


@pytest.mark.parametrize("lang", NOT_THERE)
def test_a_site_says_so_in_its_text_alone(lang: str) -> None:
    _, words = NOT_THERE[lang]
    sight = look(page(f"<p>{words}</p>", "Example", NOINDEX, lang))
    assert name(sight) == "soft_404"
    assert "the page asks not to be indexed" in sight.evidence


@pytest.mark.parametrize("lang", ["en", "ru", "zh", "de"])
def test_a_list_of_the_latest_news_below_hides_nothing(lang: str) -> None:
    title, words = NOT_THERE[lang]
    body = site(f"<h1>{title}</h1><p>{words}</p>{LATEST}", title, lang=lang)
    assert name(look(body)) == "soft_404"


# Living pages

LIVING = {
    "why links rot": (
        "/2019/why-links-rot.html",
        site(f"<h1>Page not found: how links rot</h1>{STORY}", "Page not found: how links rot", DATED),
    ),
    "why links rot, undated and short": (
        "/help/dead-links",
        site(
            "<h1>What to do when a page is not found</h1><p>Look for its copy in an archive.</p>",
            "What to do when a page is not found",
        ),
    ),
    "an article of an encyclopedia": (
        "/wiki/HTTP_404",
        site(f"<h1>HTTP 404</h1><p>404 Not Found is a status of HTTP.</p>{STORY}", "HTTP 404 – Example Wiki"),
    ),
    "a short entry of a reference": (
        "/docs/status/404-not-found",
        site("<h1>404 Not Found</h1><p>The server cannot find the resource.</p>", "404 Not Found | Docs"),
    ),
    "a film": (
        "/films/not-found",
        site("<h1>Not Found</h1><p>A film of 2019 about a lost village.</p>", "Not Found | Films"),
    ),
    "a song": (
        "/songs/missing-page",
        site("<h1>Missing Page</h1><p>The third song of the record.</p>", "Missing Page"),
    ),
    "a brief about a treaty": (
        "/world/treaty.html",
        site(
            "<h1>Article was removed from the treaty</h1><p>Ministers struck article 9 on Monday.</p>",
            "Article was removed from the treaty",
            DATED,
        ),
    ),
    "a brief about a search": (
        "/world/plane.html",
        site("<h1>Plane not found after weeks</h1><p>The search ended.</p>", "Plane not found", DATED),
    ),
    "a brief in Russian": (
        "/news/21931",
        site(
            "<h1>Документ удалён с сайта министерства</h1><p>Об этом сообщили в четверг.</p>",
            "Документ удалён с сайта министерства",
            DATED,
            "ru",
        ),
    ),
    "a brief in Chinese": (
        "/news/21932",
        site("<h1>文章已被删除引发讨论</h1><p>该事件周四引发讨论。</p>", "文章已被删除引发讨论", DATED, "zh"),
    ),
    "a short and real page": (
        "/people/ana",
        site("<h1>Ana Example</h1><p>Reporter in the valley. Write to her.</p>", "Ana Example"),
    ),
    "a page of the site's own errors": (
        "/docs/errors/removed",
        site("<h1>Removed</h1><p>The item was removed by its owner.</p>", "Removed"),
    ),
}


@pytest.mark.parametrize("case", LIVING)
def test_a_living_page_is_never_called_absent(case: str) -> None:
    path, body = LIVING[case]
    sight = look(body, asked=f"https://news.example.org{path}")
    assert name(sight) == "ok", sight.evidence


@pytest.mark.parametrize("case", LIVING)
def test_nor_is_it_where_the_site_says_404_for_what_is_not_there(case: str) -> None:
    path, body = LIVING[case]
    sight = look(body, asked=f"https://news.example.org{path}", probe=made_up("<p>No.</p>", status=404))
    assert name(sight) == "ok", sight.evidence


def test_oops_alone_is_a_failure_and_no_absence() -> None:
    vague = look(site("<h1>Oops!</h1><p>Try our front page.</p>", "Oops! - Example"))
    assert (name(vague), vague.cause) == ("server_error", "HTTP 200 titled “Oops! - Example”")
    said = look(site("<h1>Oops!</h1><p>We can't find that page.</p>", "Oops! - Example"))
    assert name(said) == "soft_404"
    assert "its text says so too" in said.evidence


def test_a_heading_further_down_needs_a_proof() -> None:
    body = site(f"<h1>Example News</h1><h2>Page not found</h2>{LATEST}", "Example News")
    plain = look(body)
    assert name(plain) == "ok"
    assert "not there" in plain.doubt
    hidden = look(body.replace("</head>", f"{NOINDEX}</head>"))
    assert name(hidden) == "soft_404"
    assert "it has the heading “Page not found”" in hidden.evidence
    assert name(look(body, probe=made_up(body))) == "soft_404"


def test_the_title_of_a_browser_counts_beside_that_of_the_metadata() -> None:
    head = '<meta property="og:title" content="Example News">'
    sight = look(site("<p>Try our search.</p>", "Page not found", head))
    assert name(sight) == "soft_404"
    assert "it is titled “page not found”" in sight.evidence


def test_a_line_of_plain_text() -> None:
    kind = {"Content-Type": "text/plain"}
    sight = look("404: Not Found\n", headers=kind)
    assert name(sight) == "soft_404"
    assert "the whole text is “404: Not Found”" in sight.evidence
    notes = look("Notes\n\nThe file was not found.\n", headers=kind)
    assert name(notes) == "ok"
    assert "not there" in notes.doubt
    assert look("The ministry had counted them.\n", headers=kind).doubt == ""


# A made-up sibling, and our own last snapshot


def test_the_page_of_a_made_up_address() -> None:
    odd = page("<h1>Qulaq salıñız</h1><p>Bul jerde eshtene joq.</p>", "Example")
    sight = look(odd, probe=made_up(odd))
    assert name(sight) == "soft_404"
    assert "a made-up sibling URL gave the same page" in sight.evidence
    assert name(look(odd)) == "ok"


def test_a_page_that_differs_from_the_made_up_one_is_there() -> None:
    none = site("<h1>Page not found</h1><p>Sorry.</p>", "Page not found")
    assert name(look(site(STORY), probe=made_up(none))) == "ok"
    assert name(look(page("<p>A short note of the desk.</p>"), probe=made_up(none))) == "ok"


@pytest.mark.parametrize("body", [page("<p>A short note of the desk.</p>"), site(STORY)])
def test_a_sibling_that_did_not_answer_decides_nothing(body: str) -> None:
    alone, beside = look(body), look(body, probe=silent())
    assert (alone.availability, alone.doubt, alone.evidence) == (
        beside.availability,
        beside.doubt,
        beside.evidence,
    )


@pytest.mark.parametrize("status", [403, 429, 500, 503])
def test_nor_does_one_that_failed(status: int) -> None:
    body = page("<p>A short note of the desk.</p>")
    assert look(body, probe=made_up(body, status=status)) == look(body)


def test_an_app_that_answers_everything_with_its_shell_is_no_absence() -> None:
    shell = page(
        "<div class=app-wrapper><p>Example Reader</p><p>Please wait while we load</p></div>"
        "<script type=module src=/assets/index-4f2a.js></script>",
        "Example Reader",
    )
    sight = look(shell, probe=made_up(shell))
    assert name(sight) == "unsupported"
    assert "scripts" in " ".join(sight.evidence)
    long_ago = read_before(site(STORY, "Camps of the valley"))
    assert name(look(shell, probe=made_up(shell), before=long_ago)) == "unsupported"


def test_an_app_that_says_so_is_absent() -> None:
    body = "<div id=root><h1>Page not found</h1></div><script type=module src=/a.js></script>"
    shell = page(body, "Example Reader")
    assert name(look(shell, probe=made_up(shell))) == "soft_404"


def test_a_page_found_by_an_id_that_the_sibling_keeps_is_there() -> None:
    body = page("<p>A short note of the desk.</p>")
    assert name(look(body, probe=made_up(body, final=ASKED))) == "ok"


def test_what_our_last_snapshot_was() -> None:
    before = read_before(site(STORY * 2, "Camps of the valley"))
    odd = page(f"<p>Qulaq salıñız.</p>{LATEST}", "Example")
    sight = look(odd, probe=made_up(odd), before=before)
    assert name(sight) == "soft_404"
    assert "its title was “Camps of the valley” when it was last read in full" in sight.evidence
    own = site("<h1>Page not found</h1><p>A poem.</p>", "Page not found")
    assert name(look(own, before=read_before(own))) == "ok"


# Redirects


def test_a_redirect_home_and_a_site_whose_page_is_its_home() -> None:
    away = look(site(STORY, "Example News"), final="https://news.example.org/")
    assert name(away) == "redirected_home"
    assert away.evidence[0] == f"HTTP 301 from {ASKED}"
    one_page = site(STORY, "The camps of the valley")
    home = "https://camps.example/"
    kept = look(one_page, asked="https://camps.example/report", final=home, before=read_before(one_page))
    assert name(kept) == "redirected"
    assert name(look(one_page, asked=home, final="https://camps.example/en/")) == "redirected"
    assert name(look(one_page, asked=home)) == "ok"
    assert name(look(one_page, asked="https://code.example.com/people/camps", final=home)) == "redirected"
    assert name(look(one_page, asked="https://bit.ly/3xYz", final=home)) == "redirected"


def test_a_redirect_to_an_error_page() -> None:
    sight = look(site(LATEST, "Example News"), final="https://news.example.org/errors/404.html")
    assert name(sight) == "soft_404"
    assert sight.evidence[-1] == "HTTP 200 at https://news.example.org/errors/404.html"


def test_a_redirect_that_made_up_addresses_share() -> None:
    target = "https://news.example.org/welcome"
    body = site(LATEST, "Example News")
    sight = look(body, final=target, probe=made_up(body, final=target))
    assert name(sight) == "soft_404"
    assert "a made-up sibling URL was redirected to the same address" in sight.evidence
    assert name(look(body, final=target)) == "redirected"
    assert name(look(body, final=target, probe=silent())) == "redirected"


@pytest.mark.parametrize(
    ("title", "availability"),
    [
        ("The site is under maintenance", "server_error"),
        ("Unavailable for legal reasons", "legal"),
        ("Not available in your region", "blocked"),
    ],
)
@pytest.mark.parametrize("final", ["https://news.example.org/", "https://news.example.org/notice"])
def test_a_redirect_to_a_notice_is_named_by_it(title: str, availability: str, final: str) -> None:
    body = site(f"<h1>{title}</h1><p>Sorry.</p>", title)
    assert name(look(body, final=final, via=302, probe=made_up(body, final=final))) == availability


# Parked domains

OFFER = "<h1>example.org</h1><p>This domain is for sale. Make an offer on this domain.</p>"


def test_parked_domains() -> None:
    offer = page(OFFER, "example.org is for sale")
    for body in (
        offer,
        page("<div id=x></div><script src=https://img.sedoparking.com/x.js></script>", "example.org"),
    ):
        sight = look(body)
        assert (name(sight), sight.cause) == ("soft_404", "a parked domain")
        assert len(sight.evidence) >= 2
    sold = "https://www.hugedomains.com/domain_profile.cfm?d=example.org"
    assert look(page("<p>This domain is for sale.</p>", "example.org"), final=sold).cause == "a parked domain"
    home = look(offer, asked="https://news.example.org/")
    assert home.cause == "a parked domain"


@pytest.mark.parametrize(
    "body",
    [
        site("<h1>Village hall</h1><p>This site is for sale, says the sign.</p>", "Village hall", DATED),
        site(
            f"<h1>How a domain is sold</h1>{STORY * 2}<p>This domain is for sale.</p>", "How a domain is sold"
        ),
        site("<h1>Links</h1><p>See the market of sedo.com/search/details for more.</p>", "Links"),
    ],
)
def test_pages_about_domains_are_not_parked(body: str) -> None:
    assert name(look(body)) == "ok"


def test_the_rules_speak_only_where_they_have_something_to_say() -> None:
    whole = seen_of(site(STORY))
    assert absent.redirected_away(whole) is None
    assert absent.parked(whole) is None
    assert absent.soft_404(whole) is None
    gone = absent.soft_404(seen_of(site("<h1>Page not found</h1>", "Page not found")))
    assert gone is not None
    assert gone.availability is Availability.soft_404
