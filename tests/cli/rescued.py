"""A story that is gone, its registry, and calls of commands on it, for tests of rescue."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.cli.archived import ArchiveSite
from tests.cli.site import Site, page

TITLE = "Three cranes lifted at the harbour"
GOOD = page(TITLE, "The master said “nobody was hurt at the quay”.")
ALTERED = GOOD.replace("nobody was hurt", "a man was hurt")
OLD, MOVED = "/2018/story", "/archive/three-cranes-lifted-at-the-harbour"


def write_registry(path: Path, site: Site) -> Path:
    """A registry with one claim on the story of `site`."""
    path.write_text(
        f"""version: 1
slug: harbour
article: {{title: The harbour, published: 2018-06}}  # when it came out
sources:
  gazette: {{name: The Gazette}}
references:
  - id: story
    source: gazette
    title: {TITLE}
    url: {site.url(OLD)}  # gone
    published: 2018-05-17
    language: en
claims:
  - id: hurt
    references: [story]
    text: The master said that “nobody was hurt at the quay”.
    quote: nobody was hurt at the quay
""",
        encoding="utf-8",
    )
    return path


class Desk:
    """Calls commands on one registry, a site and an archive."""

    def __init__(self, registry: Path, site: Site, archive: ArchiveSite) -> None:
        self.registry, self.site, self.archive = registry, site, archive
        self.collection = "web"

    def network(self) -> list[str]:
        return ["--allow", self.site.host, "--allow", self.archive.host, "--delay", "0"]

    def arguments(self, *words: str, network: bool = True) -> list[str]:
        rescue = (
            ["--archive", f"loop={self.archive.url(f'/{self.collection}/')}"] if words[0] == "rescue" else []
        )
        return [*words, "-r", str(self.registry), *rescue, *(self.network() if network else [])]

    def call(self, *words: str, network: bool = True) -> tuple[int, str, str]:
        code = "from verify.cli.main import main; main()"
        command = [sys.executable, "-c", code, *self.arguments(*words, network=network)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        return done.returncode, done.stdout, done.stderr

    def rescued(self, *words: str, network: bool = True) -> dict[str, object]:
        """The one reference of the json report."""
        _, out, err = self.call("rescue", *words, "--format", "json", network=network)
        assert out, err
        (reference,) = json.loads(out)["references"]
        assert isinstance(reference, dict)
        return reference
