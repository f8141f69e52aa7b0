"""The report in Chromium: no script runs from anybody's text, nothing is asked for, axe finds nothing, and
filter, keyboard, paper and dark screens work."""

from __future__ import annotations

import base64
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from tests import browser
from tests.report.evidence.dossiers import sample
from tests.report.evidence.hostile import hostile, vectors

from verify.report.clean import clean
from verify.report.evidence.document import render

pytestmark = pytest.mark.slow
AXE = Path(__file__).parents[3] / ".tools" / "axe" / "package" / "axe.min.js"
WIDTHS = (390, 900, 1400)
_FAIL = os.environ.get("CI") == "true"
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


def absent(what: str) -> None:
    if _FAIL:
        pytest.fail(f"{what} must be there in CI: see .ci/run")
    pytest.skip(f"{what} is not installed")


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[browser.Browser]:
    chromium = browser.program()
    if chromium is None:
        absent("Chromium")
    with browser.browsing(str(chromium), tmp_path_factory.mktemp("browser") / "profile") as started:
        yield started


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.is_file():
        absent("axe-core (in .tools/axe)")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def report() -> str:
    return render(sample())


@pytest.fixture(scope="module")
def poison() -> str:
    return render(hostile(sample(), vectors()))


@pytest.fixture(scope="module")
def some_poison() -> str:
    """Few enough for axe, which takes long over long pages."""
    return render(hostile(sample(), vectors()[::15]))


def files(page: str) -> browser.Files:
    return {"/": ("text/html; charset=utf-8", page.encode("utf-8", "backslashreplace"))}


def visited(tab: browser.Browser, address: str) -> None:
    tab.visit(address, "Network", "Log", "Runtime")
    tab.tell("Emulation.setScriptExecutionDisabled", value=False)


def asked(tab: browser.Browser) -> list[str]:
    return [event["request"]["url"] for event in tab.told("Network.requestWillBeSent")]


def stir(tab: browser.Browser) -> None:
    """Do what a reader does: open, point, focus, filter, search."""
    tab.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    tab.evaluate(
        "document.querySelectorAll('body *').forEach((one) => { for (const name of"
        " ['mouseover', 'focus', 'toggle', 'load', 'error']) one.dispatchEvent(new Event(name)); })"
    )
    for word in ("<script>", "reached", ""):
        search(tab, word)
    tab.evaluate("new Promise((done) => setTimeout(done, 300))")


def search(tab: browser.Browser, words: str) -> None:
    tab.evaluate(
        f"(() => {{ const box = document.getElementById('search'); box.value = {json.dumps(words)};"
        " box.dispatchEvent(new Event('input', {bubbles: true})); })()"
    )


def reached(tab: browser.Browser) -> list[object]:
    """Everything that somebody's text brought about; empty where it stayed text."""
    found: list[object] = [tab.told("Page.javascriptDialogOpening"), tab.told("Runtime.exceptionThrown")]
    found += [tab.evaluate("window.reached ?? null"), tab.evaluate("document.getElementById('reached')")]
    found.append(
        tab.evaluate(
            "[...document.querySelectorAll('*')].flatMap((one) => [...one.attributes])"
            ".filter((one) => one.name.startsWith('on') || one.name === 'style').length"
        )
    )
    found.append(
        tab.evaluate(
            "document.querySelectorAll('iframe,object,embed,img,base,video,audio,template,marquee,math').length"
        )
    )
    found.append(tab.evaluate("document.scripts.length + document.styleSheets.length - 2"))
    return [item for item in found if item]


LINKS = (
    "[...new Set([...document.querySelectorAll('a[href], area[href], *|a')]"
    ".map((one) => new URL(one.href, location).protocol))].sort().join(' ')"
)


def test_no_text_becomes_a_script_an_element_or_a_request(tab: browser.Browser, poison: str) -> None:
    """More than 200 hostile strings, each as every text of a claim; the policy is never needed."""
    assert len(vectors()) >= 200
    with browser.serving(files(poison)) as address:
        visited(tab, address)
        stir(tab)
        assert reached(tab) == []
        assert asked(tab) == [address]
        assert tab.told("Log.entryAdded") == []
        assert tab.evaluate("document.querySelectorAll('article.claim').length") == len(vectors())
        assert tab.evaluate(LINKS) == "http: https:"
        text = " ".join(str(tab.evaluate("document.body.textContent")).split())
        unseen = [one for one in vectors() if " ".join(clean(one).split()) not in text]
        assert unseen == []


def test_without_the_policy_nothing_runs_either(tab: browser.Browser, poison: str) -> None:
    """Escaping holds alone: the policy is a second wall, not the first."""
    bare = _POLICY.sub("", poison)
    assert bare != poison
    with browser.serving(files(bare)) as address:
        visited(tab, address)
        stir(tab)
        assert reached(tab) == []
        assert asked(tab) == [address]


def test_the_strings_do_run_where_they_are_not_escaped(tab: browser.Browser) -> None:
    """Or the tests above would prove nothing."""
    (script,) = (one for one in vectors() if re.fullmatch(r"<script>window[^<]*</script>", one))
    with browser.serving(files(f"<!doctype html><p>{script}")) as address:
        visited(tab, address)
        assert tab.evaluate("window.reached") == 1


def test_the_policy_stops_a_script_that_is_not_ours(tab: browser.Browser, report: str) -> None:
    wrong = report.replace("</main>", "</main><script>window.reached = 1</script><img src=/reached>")
    with browser.serving(files(wrong)) as address:
        visited(tab, address)
        assert tab.evaluate("window.reached ?? null") is None
        answered = [event["response"]["url"] for event in tab.told("Network.responseReceived")]
        assert answered == [address]
        assert len(tab.told("Log.entryAdded")) == 2


AXE_RUN = """axe.run(document).then((found) => JSON.stringify([...found.violations, ...found.incomplete].map(
  (one) => [one.id, one.nodes.map((node) => node.html.slice(0, 200))])))"""
"""What axe finds wrong, and what it cannot tell."""


@pytest.mark.parametrize("which", ["report", "some_poison"])
def test_axe_finds_nothing(
    tab: browser.Browser, axe: str, which: str, request: pytest.FixtureRequest
) -> None:
    with browser.serving(files(request.getfixturevalue(which))) as address:
        visited(tab, address)
        tab.tell("Runtime.evaluate", expression=axe)
        for width, dark in every_screen() if which == "report" else [(390, False), (1400, True)]:
            tab.look(width=width, dark=dark)
            assert tab.evaluate(AXE_RUN) == "[]", (width, dark)
        tab.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert tab.evaluate(AXE_RUN) == "[]", "with everything open"


def every_screen() -> list[tuple[int, bool]]:
    return [(width, dark) for width in WIDTHS for dark in (False, True)]


@pytest.mark.parametrize("which", ["report", "poison"])
def test_no_screen_has_to_be_moved_sideways(
    tab: browser.Browser, which: str, request: pytest.FixtureRequest
) -> None:
    with browser.serving(files(request.getfixturevalue(which))) as address:
        visited(tab, address)
        tab.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        for width in (320, *WIDTHS):
            tab.look(width=width)
            assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


SHOWN = (
    "[...document.querySelectorAll('article.claim')].filter((one) => !one.hidden).map((one) => one.id).join()"
)


def test_filter_and_search_show_what_fits_and_say_how_many(tab: browser.Browser, report: str) -> None:
    with browser.serving(files(report)) as address:
        visited(tab, address)
        search(tab, "LIGHTHOUSE")
        assert tab.evaluate(SHOWN) == "claim-harbour_2f_caption"
        assert tab.evaluate("document.getElementById('shown').textContent") == "1 of 7 claims shown"
        search(tab, "no such words anywhere")
        assert tab.evaluate("document.getElementById('none').hidden") is False
        search(tab, "")
        tab.evaluate("document.querySelector('input[value=holds]').click()")
        assert str(tab.evaluate(SHOWN)).count("claim-") == 5
        tab.evaluate("document.getElementById('look').click()")
        assert str(tab.evaluate(SHOWN)).count("claim-") == 4
        tab.evaluate("location.hash = 'claim-harbour_2f_cranes'")
        assert "harbour_2f_cranes" in tab.wait_for(SHOWN, "harbour_2f_cranes"), "a link shows what was hidden"


def test_the_keyboard_reaches_everything_in_order(tab: browser.Browser, report: str) -> None:
    with browser.serving(files(report)) as address:
        visited(tab, address)
        tab.tell("Page.bringToFront")
        stops = []
        for _ in range(12):
            for kind in ("keyDown", "keyUp"):
                tab.tell("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
            stops.append(
                tab.evaluate("document.activeElement.getAttribute('href') ?? document.activeElement.id")
            )
        assert stops[0] == "#claims-title"
        order = [
            *("https://article.example/cranes", "#claim-harbour_2f_gate", "#claim-harbour_2f_sold"),
            *("#claim-harbour_2f_ships", "#claim-harbour_2f_wall", "search"),
        ]
        assert stops[1:7] == order


def test_without_scripts_everything_is_in_sight(tab: browser.Browser, report: str) -> None:
    with browser.serving(files(report)) as address:
        tab.visit("about:blank")
        tab.tell("Emulation.setScriptExecutionDisabled", value=True)
        tab.tell("Page.navigate", url=address)
        words = paper(tab)
        tab.tell("Emulation.setScriptExecutionDisabled", value=False)
    assert "Only what needs a look" not in words, "what cannot work is not shown"
    assert "A crane as tall as the old lighthouse" in words


def test_paper_has_what_a_screen_has_to_be_asked_for(tab: browser.Browser, report: str) -> None:
    with browser.serving(files(report)) as address:
        visited(tab, address)
        search(tab, "lighthouse")
        words = paper(tab)
    for part in (
        "sha256:",
        "urn:uuid:00000004",
        "Holds from 1 Jan 2026, altered from 8 Jan 2026",
        "14 ships",
    ):
        assert part in words, part
    assert "Search in the claims" not in words


def paper(tab: browser.Browser) -> str:
    """What is printed, as text on one line."""
    tab.wait_for("document.readyState", "complete")
    printed = pypdfium2.PdfDocument(base64.b64decode(tab.tell("Page.printToPDF")["data"]))
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in printed).split())
    finally:
        printed.close()
