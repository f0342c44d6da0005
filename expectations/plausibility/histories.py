"""Amounts of the year beside those of the years before, and how far they moved against the others."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from expectations.identities.checks.changes import earlier_values
from expectations.identities.codes import Bools, Floats, Integers
from expectations.identities.keys import combined, numbered
from expectations.identities.medians import medians_of_others
from expectations.identities.panel import Panel
from expectations.identities.registry import YEARS_BACK, Parameters, Scene

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


@dataclass(frozen=True, slots=True)
class Histories:
    """The amounts of the year as reported, with those of up to three years before; columns of one length.

    ``row`` and ``frame`` are places in the panel, ``indicator`` the number of the indicator there. ``past``
    has a column per year back, NaN where there is no figure. ``peers`` numbers the figures whose movements
    are compared: the same indicator, year and scope at the same level of administration.
    """

    row: Integers
    subject: Integers
    frame: Integers
    indicator: Integers
    value: Floats
    past: Floats
    peers: Integers
    is_money: Bools

    def __len__(self) -> int:
        return len(self.row)

    @property
    def before(self) -> Floats:
        """The figures of the year before."""
        return self.past[:, 0]

    def take(self, chosen: Bools | Integers) -> Histories:
        """Some of them."""
        columns: dict[str, Any] = {field.name: getattr(self, field.name)[chosen] for field in fields(self)}
        return Histories(**columns)


def histories(scene: Scene) -> Histories:
    """What is known; rates, parts of a year, promises and conflicting figures are left out."""
    return scene.panel.once("histories", lambda: _histories(scene))


def _histories(scene: Scene) -> Histories:
    panel, cells, own = scene.panel, scene.panel.cells, scene.panel.figures
    money = scene.catalog.measure_words.money
    amounts = {i.id: i.unit in money for i in scene.catalog.indicators.values() if i.kind != "ratio"}
    plain = (
        own.indicator_id.among(amounts)
        & own.disposition.among(["fact"])
        & own.assertion.among(["actual"])
        & panel.of_the_year
        & ~own.period_type.among(["ytd"])
    )[cells.start] & (cells.distinct == 1)
    plain &= panel.is_asked[cells.frame]
    row, frame, indicator = cells.start[plain], cells.frame[plain], cells.indicator[plain].astype(np.int64)
    level, scope = own.region_level.numbers[row], own.org_scope.numbers[row]
    peers, _ = numbered(combined(indicator, own.year[row], scope, level))
    return Histories(
        row=row,
        subject=panel.owners[frame],
        frame=frame,
        indicator=indicator,
        value=cells.value[plain],
        past=_past(panel, indicator, frame),
        peers=peers,
        is_money=own.indicator_id.among(i for i, is_money in amounts.items() if is_money)[row],
    )


def _past(panel: Panel, indicator: Integers, frame: Integers) -> Floats:
    columns = []
    for _ in range(YEARS_BACK):
        frame = np.where(frame >= 0, panel.before[frame], -1)
        columns.append(earlier_values(panel, indicator, frame, panel.cells.value))
    return np.stack(columns, axis=1)


def log_ratio(now: Floats, before: Floats) -> Floats:
    """The logarithm of now against before; one is added to both, so that noughts have one as well."""
    return np.asarray(np.log((now + 1) / (before + 1)), dtype=float)


def against_peers(movement: Floats, peers: Integers, given: Spread, chance: Floats) -> tuple[Floats, Floats]:
    """How far each movement lies from the middle of the others', and how far it may by chance.

    ``peers`` numbers the groups; ``chance`` is the variance that counting alone gives a movement. Each
    movement is left out of its own yardstick.
    """
    others = np.bincount(peers, minlength=1)[peers] - 1
    middle = np.where(others >= given.peers, medians_of_others(movement, peers), 0.0)
    away = movement - middle
    spread = _MAD_TO_DEVIATION * medians_of_others(np.abs(away), peers)
    spread = np.where(others >= given.peers, np.maximum(spread, given.least_spread), given.usual_spread)
    return away, np.sqrt(spread**2 + chance)
