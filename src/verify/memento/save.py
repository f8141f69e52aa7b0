"""Save Page Now: ask an archive to capture a page now, and believe its index rather than its error.

With an account's key the page is posted (SPN2: `POST <save>` gives a job id, `<save>/status/<job>` says how
far it is). Without one `<save>/<url>` is asked as by a browser, which answers with the capture's address or
with a page that names a job. Errors come with HTTP 200 as well. A save may be reported as failed, or not be
answered at all, although the page was saved: so the index is looked at before a save is called failed, and
where that cannot be done nobody knows.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from verify.judge.addresses import same_page
from verify.memento.addresses import absolute, replay_in, save_url, shown_url, status_url
from verify.memento.asking import Asker, plain_body, why_not
from verify.memento.link_format import read_links
from verify.memento.listing import Lister
from verify.memento.pace import Service
from verify.model.memento import Capture, PublicArchive, Saved, SaveKey, SaveOutcome
from verify.model.replay import Replay
from verify.model.snapshot import Exchange, FetchRequest, Hop

POLLS = 30
"""Times that a job is asked for, with the pace's gap between them: three minutes."""
SLACK = dt.timedelta(minutes=1)
"""The archive's clock may be behind ours by so much."""
_FORM = ("Content-Type", "application/x-www-form-urlencoded")
_JSON = ("Accept", "application/json")
_JOB = re.compile(r"\bspn2-[0-9a-f]{40}\b")
_TAG = re.compile(r"<[^>]{0,200}>")
_STAMP = re.compile(r"[0-9]{14}")


@dataclass(frozen=True)
class Answer:
    """What a save service said: a capture's address, a job to ask for, that it is at it, or an error."""

    capture: Replay | None = None
    job: str | None = None
    pending: bool = False
    error: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Saving:
    """Saves pages one after another. `lister` looks into the index anew each time."""

    asker: Asker
    lister: Lister
    keys: Mapping[str, SaveKey] = field(default_factory=dict)

    async def save(self, archive: PublicArchive, url: str, newer_than: dt.datetime | None = None) -> Saved:
        """Save `url`, unless the index has a capture newer than `newer_than` (aware).

        Raises nothing for what the archive does: the outcome says it.
        """
        if archive.save is None:
            return Saved(url, archive.name, SaveOutcome.failed, cause="this archive takes no pages")
        if replay_in(archive, url) is not None:
            return Saved(url, archive.name, SaveOutcome.kept, url, cause="it is a capture of this archive")
        if newer_than is not None:
            found, _ = await self._newest(archive, url, newer_than)
            if found is not None:
                return _of_capture(url, archive, SaveOutcome.kept, found)
        started = self.asker.clock()
        answer, trouble = await self._asked(archive, url)
        if answer.capture is not None:
            return _of_answer(url, archive, answer.capture, answer.remark, started - SLACK)
        return await self._second_look(archive, url, started, answer, trouble)

    async def _asked(self, archive: PublicArchive, url: str) -> tuple[Answer, str]:
        """What the service says in the end, and why it said nothing."""
        exchange, unasked = await self.asker.send(archive, self._request(archive, url), Service.save)
        if exchange is None:
            return Answer(), unasked
        answer = read_answer(archive, url, exchange)
        if answer.job is None:
            said = answer.capture is not None or answer.error
            return answer, "" if said else self.asker.quiet(archive) or why_not(archive, exchange)
        return await self._job(archive, url, answer)

    async def _job(self, archive: PublicArchive, url: str, begun: Answer) -> tuple[Answer, str]:
        request = FetchRequest(status_url(archive, begun.job or ""), headers=(_JSON, *self._key(archive)))
        trouble = ""
        for _ in range(POLLS):
            exchange, trouble = await self.asker.send(archive, request, Service.status)
            if exchange is None:
                return Answer(), trouble
            answer = read_answer(archive, url, exchange)
            if answer.capture is not None or answer.error:
                remark = answer.remark or begun.remark
                return Answer(answer.capture, error=answer.error, remark=remark), ""
            if not answer.pending and exchange.last is not None:
                return Answer(), why_not(archive, exchange)
        return Answer(), f"{archive.name} is still at it"

    async def _second_look(
        self, archive: PublicArchive, url: str, started: dt.datetime, answer: Answer, trouble: str
    ) -> Saved:
        """Nothing said that it was saved: does the index have it?"""
        said = answer.error or trouble
        found, unread = await self._newest(archive, url, started - SLACK)
        if found is not None:
            cause = f"its index has it, though it said: {said}"
            return _of_capture(url, archive, SaveOutcome.saved, found, cause)
        if answer.error and not unread:
            return Saved(url, archive.name, SaveOutcome.failed, cause=said)
        doubt = f"its index could not be read: {unread}" if unread else "its index does not have it yet"
        cause = said if said in unread else f"{said}; {doubt}"
        return Saved(url, archive.name, SaveOutcome.unknown, cause=cause)

    async def _newest(
        self, archive: PublicArchive, url: str, since: dt.datetime
    ) -> tuple[Capture | None, str]:
        """The newest capture not older than `since`, error pages left out, and why there may be others."""
        listing = await self.lister.captures(archive, url, since.date())
        good = [
            each
            for each in listing.captures
            if each.at >= since and (each.status or 0) < 400 and same_page(each.url, url)
        ]
        return (good[-1] if good else None), listing.trouble

    def _request(self, archive: PublicArchive, url: str) -> FetchRequest:
        key = self._key(archive)
        if not key:
            return FetchRequest(save_url(archive, url), follow=False)
        body = urlencode({"url": url.partition("#")[0], "skip_first_archive": "1"}).encode()
        address = (archive.save or "").rstrip("/")
        return FetchRequest(address, headers=(_FORM, _JSON, *key), body=body, follow=False)

    def _key(self, archive: PublicArchive) -> Sequence[tuple[str, str]]:
        key = self.keys.get(archive.name)
        return [("Authorization", f"LOW {key.key}:{key.secret}")] if key else []


def read_answer(archive: PublicArchive, url: str, exchange: Exchange) -> Answer:
    """Read what the service answered, in any of its forms."""
    hop = exchange.last
    if hop is None:
        return Answer()
    named = _named(archive, hop)
    if named is not None:
        return Answer(capture=named)
    text = plain_body(hop).decode("utf-8", "replace")
    said = _object(text)
    if said is not None:
        return _of_json(archive, url, said)
    job = _JOB.search(text) if hop.status == 200 else None
    return Answer(job=job.group() if job else None)


def _named(archive: PublicArchive, hop: Hop) -> Replay | None:
    """The capture that the headers name."""
    fields = [value for name, value in hop.headers if name.lower() == "link"]
    mementos = [link.target for link in read_links(", ".join(fields)) if "memento" in link.rels]
    places = [hop.header("location"), hop.header("content-location"), *mementos]
    read = (replay_in(archive, absolute(hop.url, place)) for place in places if place)
    return next((found for found in read if found is not None), None)


def _of_json(archive: PublicArchive, url: str, said: Mapping[str, Any]) -> Answer:
    status, stamp = said.get("status"), str(said.get("timestamp") or "")
    message = _plain(said.get("message"))
    if status == "success" and _STAMP.fullmatch(stamp):
        capture = replay_in(archive, f"{archive.base}{stamp}/{said.get('original_url') or url}")
        if capture is not None:
            return Answer(capture=capture, remark=message)
    if status == "pending":
        return Answer(pending=True)
    if status == "error" or said.get("status_ext"):
        code = str(said.get("status_ext") or "error").removeprefix("error:").replace("-", " ")
        return Answer(error=message or code)
    job = said.get("job_id")
    if isinstance(job, str) and re.fullmatch(r"[\w.-]{1,100}", job):
        return Answer(job=job, remark=message)
    return Answer(error=message)


def _plain(message: object) -> str:
    return " ".join(_TAG.sub(" ", message).split())[:300] if isinstance(message, str) else ""


def _object(text: str) -> Mapping[str, Any] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _of_answer(url: str, archive: PublicArchive, found: Replay, remark: str, since: dt.datetime) -> Saved:
    """A service that made a capture of this page not long ago leads to that instead."""
    outcome = SaveOutcome.saved if found.at >= since else SaveOutcome.kept
    cause = remark or ("" if outcome is SaveOutcome.saved else "it made no new capture and named this one")
    return Saved(url, archive.name, outcome, shown_url(archive, found.at, found.original), found.at, cause)


def _of_capture(
    url: str, archive: PublicArchive, outcome: SaveOutcome, found: Capture, cause: str = ""
) -> Saved:
    return Saved(url, archive.name, outcome, shown_url(archive, found.at, found.url), found.at, cause)
