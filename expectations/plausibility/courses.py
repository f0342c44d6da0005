"""A figure that leaves its own course while its peers keep theirs."""

from __future__ import annotations

import numpy as np

from expectations.identities.checks.selection import nothing, subjects_of
from expectations.identities.codes import Bools, Floats
from expectations.identities.findings import Finding, Judged
from expectations.identities.printed import show
from expectations.identities.registry import Scene, check
from expectations.plausibility.histories import Histories, Spread, against_peers, histories, log_ratio


@check("off_course", Spread, of_the_country=True)
def off_course(scene: Scene, given: Spread) -> Judged:
    """A figure that moved from last year unlike its peers, and out of all that its bureau reported before.

    A figure that only returns to its earlier level is not meant: then last year's was the odd one.
    """
    if scene.panel.subject != "region_year":
        return nothing(scene.panel)
    found = with_last_year(scene)
    away, width = movements(scene, found, given)
    far = np.abs(away) > np.maximum(given.deviations * width, np.log(given.least_factor))
    failing = found.take(np.flatnonzero(far & beyond(found, width)))
    return Judged(
        subjects_of(found.row, scene.panel), tuple(_leap(scene, failing, n) for n in range(len(failing)))
    )


def with_last_year(scene: Scene) -> Histories:
    """The amounts of which that of the year before is known."""

    def known() -> Histories:
        found = histories(scene)
        return found.take(~np.isnan(found.before))

    return scene.panel.once("with_last_year", known)


def movements(scene: Scene, found: Histories, given: Spread) -> tuple[Floats, Floats]:
    """How far each amount moved from last year against its peers, and how far one may by chance."""

    def moved() -> tuple[Floats, Floats]:
        # A count varies by its square root; what an amount of money varies by, its peers show.
        chance = np.where(found.is_money, 0.0, 1 / (found.value + 1) + 1 / (found.before + 1))
        return against_peers(log_ratio(found.value, found.before), found.peers, given, chance)

    return scene.panel.once(f"movements {given.peers} {given.least_spread} {given.usual_spread}", moved)


def beyond(found: Histories, width: Floats) -> Bools:
    """Which amounts lie outside the range of their own past, by more than chance."""
    highest, lowest = np.fmax.reduce(found.past, axis=1), np.fmin.reduce(found.past, axis=1)
    return (log_ratio(found.value, highest) > width) | (log_ratio(found.value, lowest) < -width)


def _leap(scene: Scene, found: Histories, place: int) -> Finding:
    course = [*reversed(found.past[place].tolist()), float(found.value[place])]
    text = " → ".join(show(value) for value in course if value == value)
    row = int(found.row[place])
    name = scene.name(scene.panel.figures.indicator_id.at(row) or "")
    return scene.finding(int(found.subject[place]), (row,), text, name, result="flagged")
