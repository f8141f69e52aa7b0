"""The two moments of the demonstration: what the sources say first, and what became of seven of them.

Each change touches the first URL of one stand-in; its copies stay as they were.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from verify.demo.answers import Pages, answers
from verify.demo.source_files import Location, Part, PartKind, StandIn, State, stand_ins

Make = Callable[[StandIn, Location], tuple[StandIn, Location]]


@dataclass(frozen=True)
class Change:
    """`name` is a stable word for the kind of change, `says` one sentence for people."""

    name: str
    stand_in: str
    says: str
    make: Make


def reword(old: str, new: str) -> Make:
    """Replace words that stand in exactly one paragraph. Raises ValueError where they do not."""

    def make(stand_in: StandIn, location: Location) -> tuple[StandIn, Location]:
        if sum(old in part.text for part in stand_in.parts) != 1:
            raise ValueError(f"{stand_in.name}: {old!r} does not stand in exactly one paragraph")
        parts = tuple(replace(part, text=part.text.replace(old, new)) for part in stand_in.parts)
        return replace(stand_in, parts=parts), location

    return make


def move_to_end(start: str) -> Make:
    """Move the one paragraph that starts so behind all others. Raises ValueError where there is none."""

    def make(stand_in: StandIn, location: Location) -> tuple[StandIn, Location]:
        moved = tuple(part for part in stand_in.parts if part.text.startswith(start))
        if len(moved) != 1:
            raise ValueError(f"{stand_in.name}: {start!r} does not start exactly one paragraph")
        rest = tuple(part for part in stand_in.parts if part not in moved)
        return replace(stand_in, parts=rest + moved), location

    return make


def add_note(text: str) -> Make:
    note = Part(PartKind.paragraph, text)
    return lambda stand_in, location: (replace(stand_in, parts=(*stand_in.parts, note)), location)


def become(state: State) -> Make:
    return lambda stand_in, location: (replace(stand_in, state=state), location)


def reshape(shape: str) -> Make:
    return lambda stand_in, location: (stand_in, replace(location, shape=shape))


CHANGES = (
    Change(
        "negation",
        "ap-2018-05-camps",
        "AP's page loses a “not”: now he is punished when he “would follow orders”.",
        reword("would not follow orders", "would follow orders"),
    ),
    Change(
        "number",
        "rfa-2017-11-01",
        "RFA's page gives another quota: 2,000 per week in place of 3,000.",
        reword("3,000 per week", "2,000 per week"),
    ),
    Change(
        "moved",
        "guardian-2017-02-28",
        "The Guardian's page moves the paragraph about police convoys to its end.",
        move_to_end("Police convoys drove"),
    ),
    Change(
        "correction",
        "rfa-2017-08-01",
        "RFA's page gains a correction note; what it says of the detentions stays.",
        add_note("Correction: an earlier version of this page misspelled the name of a place."),
    ),
    Change(
        "soft-404",
        "rferl-2015-01-16",
        "Refworld answers 200 with a page that says “Page not found”; an archive's copy is still there.",
        become(State.soft_404),
    ),
    Change(
        "bot-wall",
        "rfa-2017-11-13",
        "RFA's page hides behind a bot wall: 403 and a challenge.",
        become(State.wall),
    ),
    Change(
        "layout",
        "rfa-2017-09-14",
        "RFA's page gets a new layout; its words stay.",
        reshape("newsroom-new"),
    ),
)


def pages_at(moment: int) -> Pages:
    """The answers of moment 1 or 2. Raises ValueError for any other."""
    if moment not in (1, 2):
        raise ValueError(f"there is no moment {moment}, only 1 and 2")
    changes = {change.stand_in: change.make for change in CHANGES} if moment == 2 else {}
    return answers(
        pair for stand_in in stand_ins() for pair in _located(stand_in, changes.get(stand_in.name))
    )


def _located(stand_in: StandIn, make: Make | None) -> list[tuple[StandIn, Location]]:
    pairs = [(stand_in, location) for location in stand_in.locations]
    if make and pairs:
        changed, location = make(*pairs[0])
        pairs[0] = (replace(changed, revision=stand_in.revision + 1), location)
    return pairs
