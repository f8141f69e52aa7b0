"""Reports of a link check: a table for people, json and jsonl for programs.

Every format lists URLs in the order of their first appearance, whatever answered first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from urllib.parse import unquote

from verify.model.availability import Availability
from verify.model.link import FragmentCheck, HostUse, Link, LinkAnswer, LinkProblem, LinksRun
from verify.model.standing import State
from verify.report.clean import clean, shorten
from verify.report.json_v1 import Json, dumps
from verify.text.counting import counted

_PLACES = 3
_FAILS = (
    Availability.not_found, Availability.gone, Availability.soft_404, Availability.redirected_home,
    Availability.dns,
)  # fmt: skip


def answer(item: LinkAnswer, places: Sequence[Link] = ()) -> Json:
    """One URL. The fields up to `evidence` are the contract of jsonl; more may follow them."""
    return {
        "url": item.url,
        "availability": item.sight.availability.value,
        "status": item.status,
        "final_url": item.final_url,
        "redirects": list(item.redirects),
        "attempts": item.attempts,
        "error": item.error,
        "elapsed_ms": item.elapsed_ms,
        "standing": item.standing.state.value if item.standing else None,
        "evidence": list(item.evidence),
        "cause": item.sight.cause,
        "moved_to": item.sight.moved_to,
        "failures": item.standing.failures if item.standing else 0,
        "fragments": [_fragment(each) for each in item.fragments],
        "places": [_place(each) for each in places],
    }


def _fragment(check: FragmentCheck) -> Json:
    return {"fragment": check.fragment, "found": check.found, "reason": check.reason}


def _place(link: Link) -> Json:
    place = link.place
    return {"file": place.file, "line": place.line, "column": place.column, "target": link.target}


def render_jsonl(run: LinksRun) -> str:
    """One line a URL."""
    return "".join(dumps(answer(item, run.places.get(item.url, ()))) + "\n" for item in run.answers)


def render_json(run: LinksRun) -> str:
    """`{"format": "verify-links", "version": 1, "summary", "answers", "excluded", "problems",
    "hosts", "notes"}`."""
    document: Json = {
        "format": "verify-links",
        "version": 1,
        "summary": {
            "documents": run.documents,
            "urls": len(run.answers),
            "asked": run.asked,
            "availability": dict(sorted(Counter(a.sight.availability.value for a in run.answers).items())),
            "standing": dict(
                sorted(Counter(a.standing.state.value for a in run.answers if a.standing).items())
            ),
            "fragments_missing": sum(check.found is False for a in run.answers for check in a.fragments),
        },
        "answers": [answer(item, run.places.get(item.url, ())) for item in run.answers],
        "excluded": [{"url": url, "rule": rule} for url, rule in run.excluded.items()],
        "problems": [_problem(each) for each in run.problems],
        "hosts": [_host(each) for each in run.hosts],
        "notes": list(run.notes),
    }
    return dumps(document, indent=2) + "\n"


def _problem(problem: LinkProblem) -> Json:
    place = problem.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "message": problem.message,
        "mend": problem.mend,
    }


def _host(use: HostUse) -> Json:
    return {
        "host": use.host,
        "requests": use.requests,
        "retries": use.retries,
        "limited": use.limited,
        "waited": round(use.waited, 1),
    }


def render(run: LinksRun, *, everything: bool = False) -> str:
    """What is dead or not where the link says, then what fails, has moved, could not be told; the counts."""
    sections = [
        _section("DEAD", [each for each in run.answers if is_dead(each)], run, _why),
        _fragments("NOT ON THE PAGE", False, run),
        _section("FAILING", [each for each in run.answers if failing(each)], run, _why),
        _section("COULD NOT TELL", [each for each in run.answers if untold(each)], run, _why),
        _fragments("FRAGMENTS THAT COULD NOT BE TOLD", None, run),
    ]
    if everything:
        sections.append(_section("MOVED FOR GOOD", [a for a in run.answers if a.sight.moved_to], run, _why))
        sections.append(_section("WELL", [a for a in run.answers if _well(a)], run, _why))
    sections += [_problems(run.problems), counts(run)]
    return "\n".join(part for part in sections if part)


def is_dead(item: LinkAnswer) -> bool:
    return item.standing is not None and item.standing.state is State.dead


def absent(item: LinkAnswer) -> bool:
    """Whether something that a link names is not on the page, which was read."""
    return any(check.found is False for check in item.fragments)


def failing(item: LinkAnswer) -> bool:
    return not is_dead(item) and item.sight.availability in _FAILS


def untold(item: LinkAnswer) -> bool:
    """Whether this look could not tell: neither well nor failing."""
    return not (item.sight.availability.readable or item.sight.availability in _FAILS or is_dead(item))


def _section(title: str, items: Sequence[LinkAnswer], run: LinksRun, why: Callable[[LinkAnswer], str]) -> str:
    if not items:
        return ""
    lines = [f"{title} ({len(items)})"]
    for item in items:
        lines.append(f"  {clean(item.url)}")
        lines.append(f"      {clean(why(item))}")
        lines += [f"      {each}" for each in _places_told(run.places.get(item.url, ()))]
    return "\n".join(lines) + "\n"


def _well(item: LinkAnswer) -> bool:
    return item.sight.availability.readable and not item.sight.moved_to


def _fragments(title: str, found: bool | None, run: LinksRun) -> str:
    """Fragments of pages that were read, by page: each with its reason and the places that name it."""
    lines: list[str] = []
    count = 0
    for item in run.answers:
        checks = [check for check in item.fragments if check.found is found]
        if not checks or not item.sight.availability.readable:
            continue
        lines.append(f"  {clean(item.url)}")
        for check in checks:
            count += 1
            lines.append(f"      {clean(f'#{shorten(unquote(check.fragment), 80)}: {check.reason}')}")
            links = [each for each in run.places.get(item.url, ()) if each.url.endswith(f"#{check.fragment}")]
            lines += [f"        {each}" for each in _places_told(links)]
    return "\n".join([f"{title} ({count})", *lines]) + "\n" if lines else ""


def _why(item: LinkAnswer) -> str:
    told = (
        f"{item.sight.availability}: {item.sight.cause}" if item.sight.cause else str(item.sight.availability)
    )
    if item.sight.availability is Availability.unsafe and "no connection is made" in item.sight.cause:
        told += " (--allow ADDR:PORT permits it)"
    standing = item.standing.told if item.standing and item.standing.state is not State.alive else ""
    return f"{told} ({standing})" if standing and standing != "unknown" else told


def _places_told(links: Sequence[Link]) -> Iterator[str]:
    for link in links[:_PLACES]:
        yield clean(f"{link.place.file}:{link.place.line}:{link.place.column}")
    if len(links) > _PLACES:
        yield f"and {len(links) - _PLACES} more places"


def _problems(problems: Sequence[LinkProblem]) -> str:
    if not problems:
        return ""
    lines = [f"NOT READ AS A LINK ({len(problems)})"]
    for each in problems:
        lines.append(f"  {clean(f'{each.place.file}:{each.place.line}:{each.place.column} {each.message}')}")
        lines += [f"      {clean(each.mend)}"] if each.mend else []
    return "\n".join(lines) + "\n"


def counts(run: LinksRun) -> str:
    """`12 URLs in 3 documents: 9 ok, 1 redirected, 2 not_found; 1 excluded`."""
    found = Counter(item.sight.availability.value for item in run.answers)
    order = [each.value for each in Availability]
    parts = ", ".join(f"{found[name]} {name}" for name in order if found[name])
    line = f"{counted(len(run.answers), 'URL')} in {counted(run.documents, 'document')}"
    line += f": {parts}" if parts else ""
    return line + (f"; {len(run.excluded)} excluded" if run.excluded else "") + "\n"


def hosts_told(hosts: Iterable[HostUse], most: int = 5) -> Iterator[str]:
    """A line for each of the hosts that were asked most."""
    ordered = sorted(hosts, key=lambda use: (-use.requests, use.host))
    for use in ordered[:most]:
        limited = f", {use.limited} of them refused as too many" if use.limited else ""
        yield f"{use.host}: {counted(use.requests, 'request')}{limited}"
    if len(ordered) > most:
        rest = sum(use.requests for use in ordered[most:])
        yield f"{counted(len(ordered) - most, 'more host')}: {counted(rest, 'request')}"


def explained(item: LinkAnswer, history: Sequence[str]) -> str:
    """Everything that is known of one URL, for `links --explain URL`."""
    rows = [("availability", item.sight.availability.value), ("cause", item.sight.cause)]
    rows += [("evidence", each) for each in item.evidence]
    rows += [("redirect", each) for each in item.redirects]
    rows += [("final url", item.final_url or ""), ("status", str(item.status or ""))]
    rows += [("attempts", str(item.attempts)), ("took", f"{item.elapsed_ms} ms")]
    rows += [("fragment", _fragment_told(check)) for check in item.fragments]
    rows += [("standing", item.standing.told if item.standing else "")]
    rows += [("look", each) for each in history]
    lines = [f"  {name:<12}  {clean(value)}" for name, value in rows if value]
    return "\n".join([clean(item.url), *lines]) + "\n"


def _fragment_told(check: FragmentCheck) -> str:
    found = {True: "there", False: "not there", None: "could not tell"}[check.found]
    return f"#{check.fragment}: {found}" + (f": {check.reason}" if check.reason else "")
