"""What is concluded of a URL over several looks. Pure; the same looks always give the same standing.

Only a clear sign that a page is not there counts against it. A wall, a timeout, a limit or a paywall says
nothing either way: it neither counts nor makes good what counted before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from verify.model.availability import Availability
from verify.model.standing import Observation, Standing, StandingPolicy, State

COUNTS = frozenset(
    (Availability.not_found, Availability.gone, Availability.soft_404, Availability.redirected_home)
)
"""Whatever counts towards dead by its name alone; `dns` does where the name does not exist."""


def standing(observations: Sequence[Observation], policy: StandingPolicy) -> Standing:
    """The standing after all looks, in whatever order they are given.

    A success resets, whichever run made it. A look that counts stands at least `policy.apart` after the
    one that counted before, in a run in which another host answered.
    """
    counted: list[dt.datetime] = []
    well = False
    for seen in sorted(observations, key=lambda each: (each.at, each.availability.readable)):
        if seen.availability.readable:
            counted.clear()
            well = True
        elif counts(seen) and (not counted or seen.at - counted[-1] >= policy.apart):
            counted.append(seen.at)
    if not counted:
        return Standing(State.alive if well else State.unknown, 0, policy.looks)
    state = State.dead if len(counted) >= policy.looks else State.failing
    return Standing(state, len(counted), policy.looks, counted[0])


def counts(seen: Observation) -> bool:
    """Whether one look, by itself, speaks for dead."""
    if not seen.online:
        return False
    if seen.availability is Availability.dns:
        return seen.code == "NXDOMAIN"
    return seen.availability in COUNTS
