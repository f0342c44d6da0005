"""Amounts of the year beside those of the years before, and how far they moved against the others."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from expectations.identities.panel import Panel
from expectations.identities.registry import Parameters, Scene

Floats = NDArray[np.float64]

YEARS_BACK = 3
PEERS = ["indicator_id", "year", "org_scope", "region_level"]
"""Whose movements are compared: the same indicator, year and scope at the same level of administration."""

_MAD_TO_DEVIATION = 1.4826
"""What makes a median absolute deviation estimate the standard deviation of a normal distribution."""


class Spread(Parameters):
    """How far from the others is far.

    ``deviations`` of the peers' spread, which is at least ``least_spread`` (in logarithms) and is taken for
    ``usual_spread`` where fewer than ``peers`` others are known; and in any case ``least_factor`` times.
    """

    deviations: float
    least_spread: float
    usual_spread: float
    peers: int
    least_factor: float


def histories(scene: Scene) -> pd.DataFrame:
    """The amounts of the year as reported, with those of up to three years before.

    ``row, subject, frame, indicator_id, value, before_1 … before_3`` (NaN where there is none), ``year,
    org_scope, region_level, submission_id`` and ``is_money``. Rates, parts of a year, promises and
    conflicting figures are left out.
    """
    return scene.panel.once("histories", lambda: _histories(scene))


def _histories(scene: Scene) -> pd.DataFrame:
    panel = scene.panel
    amounts = {i.id: i.unit == "元" for i in scene.catalog.indicators.values() if i.kind != "ratio"}
    cells = panel.cells[panel.cells["indicator_id"].isin(list(amounts)) & (panel.cells["distinct"] == 1)]
    figures = panel.figures.loc[cells["start"].to_numpy()]
    plain = (
        (figures["disposition"] == "fact").to_numpy()
        & (figures["assertion"] == "actual").to_numpy()
        & (figures["period"] == "year").to_numpy()
        & (figures["period_type"] != "ytd").to_numpy()
    )
    own, figures = cells[plain].reset_index(drop=True), figures[plain]
    found = pd.DataFrame(
        {
            "row": own["start"].to_numpy(),
            "frame": own["frame"].to_numpy(),
            "indicator_id": own["indicator_id"].astype(str).to_numpy(),
            "value": own["value"].to_numpy(dtype=float),
            "year": figures["year"].to_numpy(),
            "org_scope": figures["org_scope"].astype(str).to_numpy(),
            "region_level": figures["region_level"].astype(str).to_numpy(),
            "submission_id": figures["submission_id"].to_numpy(dtype=object),
        }
    )
    found["subject"] = panel.owners[found["frame"].to_numpy()]
    found["is_money"] = found["indicator_id"].map(amounts).to_numpy(dtype=bool)
    return _with_past(found, panel)


def _with_past(found: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    known = panel.cells[["indicator_id", "frame", "value"]].rename(columns={"value": "past"})
    known = known.assign(indicator_id=known["indicator_id"].astype(str))
    earlier = found["frame"].to_numpy()
    for back in range(1, YEARS_BACK + 1):
        earlier = np.where(earlier >= 0, panel.before[earlier], -1)
        keyed = found[["indicator_id"]].assign(frame=earlier)
        matched = keyed.merge(known, on=["indicator_id", "frame"], how="left")
        found[f"before_{back}"] = matched["past"].to_numpy()
    return found


def past(found: pd.DataFrame) -> Floats:
    """The figures of the years before, a column per year."""
    return found[[f"before_{back}" for back in range(1, YEARS_BACK + 1)]].to_numpy(dtype=float)


def log_ratio(now: Floats, before: Floats) -> Floats:
    """The logarithm of now against before; one is added to both, so that noughts have one as well."""
    return np.asarray(np.log((now + 1) / (before + 1)), dtype=float)


def against_peers(
    movement: Floats, peers: pd.DataFrame, given: Spread, chance: Floats
) -> tuple[Floats, Floats]:
    """How far each movement lies from the middle of the others', and how far it may by chance.

    ``chance`` is the variance that counting alone gives it. Each movement is left out of its own yardstick.
    """
    keys = [peers[name].to_numpy() for name in PEERS]
    group = pd.Series(movement).groupby(keys, sort=False).ngroup().to_numpy()
    others = np.bincount(group, minlength=1)[group] - 1
    middle = np.where(others >= given.peers, median_of_others(movement, group), 0.0)
    away = movement - middle
    spread = _MAD_TO_DEVIATION * median_of_others(np.abs(away), group)
    spread = np.where(others >= given.peers, np.maximum(spread, given.least_spread), given.usual_spread)
    return away, np.sqrt(spread**2 + chance)


def median_of_others(values: Floats, group: NDArray[np.integer]) -> Floats:
    """For every value the median of the other values of its group; 0 where there are none."""
    order = np.lexsort((values, group))
    ordered, of_group = values[order], group[order]
    starts = np.flatnonzero(np.r_[True, of_group[1:] != of_group[:-1]])
    sizes = np.diff(np.r_[starts, len(ordered)])
    start, others = np.repeat(starts, sizes), np.repeat(sizes, sizes) - 1
    place = np.arange(len(ordered)) - start

    def other(nth: NDArray[np.integer]) -> Floats:
        """The nth of the others: one further on from the value's own place."""
        return np.asarray(ordered[np.minimum(start + nth + (nth >= place), len(ordered) - 1)], dtype=float)

    middle = (other(np.maximum(others - 1, 0) // 2) + other(others // 2)) / 2
    result = np.zeros(len(values))
    result[order] = np.where(others > 0, middle, 0.0)
    return result
