"""A public archive on loopback for tests of whole commands: an index and raw replays, as pywb has them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import format_datetime
from urllib.parse import parse_qs, urlsplit

from tests.cli.site import Site

from verify.model.replay import read_replay


@dataclass
class ArchiveSite(Site):
    """`kept`: for each URL the bodies by their 14 digits, or a status in place of one. `status`: what the
    index answers; anything but 200 is an archive that is down."""

    kept: Mapping[str, Mapping[str, str | int]] = field(default_factory=dict)
    status: int = 200

    @property
    def base(self) -> str:
        return self.url("/web/")

    def shown(self, digits: str, url: str) -> str:
        """The address for people of a capture."""
        return f"{self.base}{digits}/{url}"

    @property
    def replays(self) -> list[str]:
        """The paths of the captures that were asked for, each as often as it was."""
        return sorted(path for path in self.asked.elements() if "id_/" in path)

    def answer(self, path: str, line: str) -> tuple[int, Mapping[str, str], bytes]:
        if path.startswith("/web/cdx?"):
            with self.lock:
                self.asked["/web/cdx"] += 1
            return self.status, {"Content-Type": "text/x-ndjson"}, self._index(path).encode()
        replay = read_replay(self.url(path))
        if replay is None:
            return super().answer(path, line)
        with self.lock:
            self.asked[path] += 1
        body = self.kept.get(replay.original, {}).get(f"{replay.at:%Y%m%d%H%M%S}")
        if replay.modifier != "id_" or body is None:
            return 404 if body is None else 200, {"Content-Type": "text/html"}, b"<p>The archive's own page."
        if isinstance(body, int):
            return body, {"Content-Type": "text/html"}, b"<p>The archive cannot answer now."
        told = format_datetime(replay.at, usegmt=True)
        return 200, {"Content-Type": "text/html; charset=utf-8", "Memento-Datetime": told}, body.encode()

    def _index(self, path: str) -> str:
        url = parse_qs(urlsplit(path).query)["url"][0]
        rows = [
            {
                "urlkey": "x",
                "timestamp": digits,
                "url": url,
                "mime": "text/html",
                "status": "200",
                "digest": f"D{digits}",
            }
            for digits in sorted(self.kept.get(url, {}))
        ]
        return "".join(json.dumps(row) + "\n" for row in rows)
