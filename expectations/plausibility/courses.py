"""A figure that leaves its own course while its peers keep theirs."""

from __future__ import annotations

import numpy as np
import pandas as pd

from expectations.identities.checks.selection import nothing, subjects_of
from expectations.identities.findings import Finding, Judged
from expectations.identities.printed import show
from expectations.identities.registry import Scene, check
from expectations.plausibility.histories import Floats, Spread, against_peers, histories, log_ratio, past


@check("off_course", Spread, of_the_country=True)
def off_course(scene: Scene, given: Spread) -> Judged:
    """A figure that moved from last year unlike its peers, and out of all that its bureau reported before.

    A figure that only returns to its earlier level is not meant: then last year's was the odd one.
    """
    if scene.panel.subject != "region_year":
        return nothing(scene.panel)
    found = histories(scene)
    found = found[found["before_1"].notna()].reset_index(drop=True)
    if found.empty:
        return nothing(scene.panel)
    away, width = movements(found, given)
    far = np.abs(away) > np.maximum(given.deviations * width, np.log(given.least_factor))
    failing = found[far & beyond(found, width)]
    return Judged(subjects_of(found, scene.panel), tuple(_leap(scene, f) for _, f in failing.iterrows()))


def movements(found: pd.DataFrame, given: Spread) -> tuple[Floats, Floats]:
    """How far each amount moved from last year against its peers, and how far one may by chance."""
    now, before = found["value"].to_numpy(dtype=float), found["before_1"].to_numpy(dtype=float)
    # A count varies by its square root; what an amount of money varies by, its peers show.
    chance = np.where(found["is_money"].to_numpy(), 0.0, 1 / (now + 1) + 1 / (before + 1))
    return against_peers(log_ratio(now, before), found, given, chance)


def beyond(found: pd.DataFrame, width: Floats) -> np.ndarray:
    """Which amounts lie outside the range of their own past, by more than chance."""
    now, before = found["value"].to_numpy(dtype=float), past(found)
    highest, lowest = np.nanmax(before, axis=1), np.nanmin(before, axis=1)
    return (log_ratio(now, highest) > width) | (log_ratio(now, lowest) < -width)


def _leap(scene: Scene, figure: pd.Series) -> Finding:
    earlier = [
        show(value) for value in reversed([figure[f"before_{n}"] for n in (1, 2, 3)]) if value == value
    ]
    text = " → ".join([*earlier, show(float(figure["value"]))])
    name = scene.name(str(figure["indicator_id"]))
    return scene.finding(int(figure["subject"]), (int(figure["row"]),), text, name, result="flagged")
