"""A package of the demo's cache in the hands of others: py-wacz, warcio, pywb, replayweb.page in Chromium."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests import browser
from tests.archive.samples import warcio_says
from tests.archive.test_replay import collect, compare, tool, wayback
from tests.archive.wacz.authority import Authority, authority
from tests.archive.wacz.authority import serving as stamping
from tests.archive.wacz.packages import contents

from verify.archive.wacz.inspected import Named, inspect
from verify.archive.wacz.keys import named_key
from verify.archive.wacz.stamps import named_roots
from verify.judge.proof import since

pytestmark = pytest.mark.slow
TOOLS = Path(__file__).parents[3] / ".tools"
_FAIL = os.environ.get("CI") == "true"


def absent(what: str) -> None:
    if _FAIL:
        pytest.fail(f"{what} must be there in CI: see .ci/run")
    pytest.skip(f"{what} is not installed")


def run(*command: str | Path, at: Path | None = None) -> str:
    done = subprocess.run(command, cwd=at, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def verify(*arguments: str | Path, at: Path) -> str:
    return run(sys.executable, "-c", "from verify.cli.main import main; main()", *arguments, at=at)


@dataclass(frozen=True)
class Made:
    """The demo's folder, and a package of it, signed and stamped."""

    folder: Path
    package: Path
    key: str
    harbour: Authority


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made")
    harbour = authority(folder / "tsa")
    verify("demo", "--keep", folder / "demo", at=folder)
    told = json.loads(verify("archive", "key", folder / "key.pem", "--format", "json", at=folder))
    with stamping(lambda query: (200, harbour.answer(query))) as port:
        verify(
            "archive", "--wacz", folder / "demo.wacz", "--sign", folder / "key.pem",
            "--timestamp", f"http://127.0.0.1:{port}/", "--allow", f"127.0.0.1:{port}", at=folder / "demo",
        )  # fmt: skip
    return Made(folder / "demo", folder / "demo.wacz", told["fingerprint"], harbour)


def py_wacz() -> str:
    found = shutil.which("wacz", path=f"{TOOLS / 'wacz' / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}")
    if found is None:
        absent("wacz (on PATH or in .tools/wacz/bin)")
    return str(found)


def test_we_find_in_it_what_we_put_in(made: Made) -> None:
    found = inspect(made.package, Named(named_key(made.key), named_roots(made.harbour.root)))
    assert (found.problems, found.notes) == ((), ())
    assert since(found) is not None
    assert found.pages > 20


def test_py_wacz_finds_it_valid(made: Made) -> None:
    said = run(py_wacz(), "validate", "-f", made.package)
    assert "Validation succeeded" in said


def test_py_wacz_makes_the_same_index_of_the_same_warcs(made: Made, tmp_path: Path) -> None:
    """But for the URNs of our looks and verdicts, which we leave out, and fields of its own."""
    ours = contents(made.package)
    (tmp_path / "pages.jsonl").write_bytes(ours["pages/pages.jsonl"])
    warcs = sorted((made.folder / "cache" / "warc").iterdir())
    theirs = tmp_path / "theirs.wacz"
    run(py_wacz(), "create", "-p", tmp_path / "pages.jsonl", "-o", theirs, *warcs)
    assert index(contents(theirs)) == index(ours)
    found = inspect(theirs)
    assert (found.problems, found.covered) == ((), True)
    assert found.software.startswith("py-wacz")


def index(members: dict[str, bytes]) -> list[tuple[str, dict[str, str]]]:
    import gzip

    found = []
    for line in gzip.decompress(members["indexes/index.cdx.gz"]).decode().splitlines():
        key, text = line.split(" {", 1)
        entry = json.loads("{" + text)
        if not key.startswith("urn:") and entry["mime"] != "application/warc-fields":
            own = {name: entry[name] for name in entry if name not in ("referrer", "req.http:cookie")}
            found.append((key, own))
    return found


def test_the_warcs_inside_are_ours_and_pywb_plays_them_back(made: Made, tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    with zipfile.ZipFile(made.package) as package:
        for name in package.namelist():
            if name.startswith("archive/"):
                path = inside / "warc" / name.removeprefix("archive/")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(package.read(name))
                assert path.read_bytes() == (made.folder / "cache" / "warc" / path.name).read_bytes()
    assert warcio_says(inside) == (0, "")
    tool("wayback")
    collection = tmp_path / "pywb"
    collection.mkdir()
    collect(collection, inside)
    with wayback(collection) as port:
        told = compare(port, made.folder / "cache")
    assert sum(told.values()) > 50, told


SHOWN = """(() => {
  const texts = [];
  const walk = (root) => {
    for (const one of root.querySelectorAll("*")) {
      if (one.shadowRoot) walk(one.shadowRoot);
      if (one.tagName === "IFRAME" && one.contentDocument) walk(one.contentDocument);
    }
    if (root.body) texts.push(root.body.innerText);
  };
  walk(document);
  return texts.join("\\n");
})()"""
"""The words in every frame, those inside components too."""

FITS = """(async ({hash, signature, publicKey}) => {
  const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const curve = {name: "ECDSA", namedCurve: "P-384"};
  const key = await crypto.subtle.importKey("spki", bytes(publicKey), curve, false, ["verify"]);
  const text = new TextEncoder().encode(hash);
  return crypto.subtle.verify({name: "ECDSA", hash: "SHA-256"}, key, bytes(signature), text);
})"""
"""What players do with a signature."""


def player(package: Path, url: str, moment: str) -> browser.Files:
    """A page with the player on it, as its documentation has it."""
    unpacked = TOOLS / "replaywebpage" / "package"
    if not (unpacked / "ui.js").is_file():
        absent("replayweb.page (in .tools/replaywebpage)")
    page = (
        '<!doctype html><meta charset="utf-8"><script src="/ui.js"></script>'
        f'<replay-web-page source="/package.wacz" url="{url}" ts="{moment}" embed="replayonly"'
        ' replayBase="/replay/" style="display: block; height: 700px"></replay-web-page>'
    )
    return {
        "/": ("text/html", page.encode()),
        "/ui.js": ("text/javascript", (unpacked / "ui.js").read_bytes()),
        "/replay/sw.js": ("text/javascript", (unpacked / "sw.js").read_bytes()),
        "/package.wacz": ("application/wacz", package.read_bytes()),
    }


def test_replayweb_page_shows_stored_pages_in_a_browser(made: Made, tmp_path: Path) -> None:
    """The newest page of two addresses: one stored whole, one that the server called unchanged (304)."""
    chromium = browser.program()
    if chromium is None:
        absent("Chromium")
    pages = [json.loads(line) for line in contents(made.package)["pages/pages.jsonl"].splitlines()[1:]]
    last = {page["url"]: page for page in pages}
    stored = next(page for page in last.values() if page["url"].startswith("https://apnews.com/"))
    shown = [(stored, stored["ts"]), (unchanged(pages), "2099-01-01T00:00:00Z")]
    for number, (page, moment) in enumerate(shown):
        digits = "".join(filter(str.isdigit, moment))
        sentence = max(page["text"].splitlines()[:12], key=len)
        with (
            browser.serving(player(made.package, page["url"], digits)) as address,
            browser.browsing(str(chromium), tmp_path / f"profile{number}") as tab,
        ):
            tab.open(address)
            text = tab.wait_for(SHOWN, sentence)
            tab.screenshot(tmp_path / f"shown{number}.png")
            assert sentence in text, (page["url"], text)
            signed = json.loads(contents(made.package)["datapackage-digest.json"])["signedData"]
            assert tab.evaluate(f"{FITS}({json.dumps(signed)})") is True


def unchanged(pages: list[dict[str, str]]) -> dict[str, str]:
    """A page that has one entry while others have two: its second look was a 304, which has no page."""
    urls = [page["url"] for page in pages]
    return next(page for page in pages if urls.count(page["url"]) == 1 and len(page.get("text", "")) > 400)
