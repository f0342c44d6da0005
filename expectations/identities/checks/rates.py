"""Checks of percentages: can they come from their base, and are they shares at all."""

from __future__ import annotations

import numpy as np

from catalog.expressions import Operand
from catalog.model import WeightedRatio
from expectations.identities.checks.selection import nothing, of_kind, one_by_one, shown, subjects_at
from expectations.identities.codes import Integers
from expectations.identities.findings import Finding, Judged
from expectations.identities.printed import show, show_result
from expectations.identities.registry import Parameters, Scene, check
from expectations.identities.rendering import name_operands

_SLACK = 1e-9


class ReachableRates(Parameters):
    """``rates`` limits the check to some indicators; by default all whose denominators are known."""

    rates: tuple[str, ...] = ()


@check("reachable_rates", ReachableRates)
def reachable_rates(scene: Scene, parameters: ReachableRates) -> Judged:
    """A percentage must be k/N for a whole k, N being the base reported beside it.

    The printed rate may be rounded or cut off at its last digit. Only exact rates and exact bases are
    tested; where a part of the base is not reported, the base is not known.
    """
    testable = nothing(scene.panel).testable
    findings: list[Finding] = []
    for indicator in scene.catalog.indicators.values():
        rule = indicator.aggregation
        wanted = not parameters.rates or indicator.id in parameters.rates
        if wanted and isinstance(rule, WeightedRatio):
            tested, failing = _unreachable(scene, indicator.id, rule.denominators)
            testable |= subjects_at(tested, scene.panel)
            findings.extend(_unreachable_finding(scene, int(f), indicator.id, rule) for f in failing)
    return Judged(testable, tuple(findings))


def _unreachable(scene: Scene, rate_id: str, denominators: tuple[str, ...]) -> tuple[Integers, Integers]:
    """The frames that can be tested, and those whose rate no whole numerator gives."""
    panel = scene.panel
    own = panel.cells_of(rate_id)
    own = own[np.isfinite(panel.cells.high[own]) & (panel.cells.distinct[own] == 1)]
    frames = panel.cells.frame[own]
    base = np.zeros(len(frames))
    for denominator in denominators:
        low, high = panel.column(denominator, "low")[frames], panel.column(denominator, "high")[frames]
        base += np.where(low == high, low, np.nan)
    rate, step = panel.cells.value[own], panel.cells.step[own]
    exact = panel.cells.high[own] - panel.cells.low[own] <= step + _SLACK
    tested = exact & (base > 0) & np.isfinite(rate)
    with np.errstate(invalid="ignore"):
        lowest = np.ceil(base * (rate - step / 2) / 100 - _SLACK)
        # Cut off, the true rate lies below the next step; rounded, within half a step.
        highest = np.ceil(base * (rate + np.maximum(step, _SLACK)) / 100 - _SLACK) - 1
        reachable = np.maximum(lowest, 0) <= np.minimum(highest, base)
    failing = tested & ~reachable & (rate != 0) & (rate != 100)
    return frames[tested], frames[failing]


def _unreachable_finding(scene: Scene, frame: int, rate_id: str, rule: WeightedRatio) -> Finding:
    panel = scene.panel
    operands = (Operand(rate_id), *(Operand(d) for d in rule.denominators))
    rows = tuple(row for o in operands for row in panel.rows_at(frame, o.indicator_id))
    rate, *bases = (float(panel.column(o.indicator_id, "value")[frame]) for o in operands)
    base = sum(bases)
    below = int(np.floor(base * rate / 100))
    near = [k for k in (below, below + 1) if 0 <= k <= base]
    tried = "，".join(f"{k}/{show(base)} = {show_result(100 * k / base)}%" for k in near)
    return scene.finding(
        panel.owner(frame),
        rows,
        f"{show(rate)}% ≠ k/{show(base)}：{tried}",
        name_operands(operands, frame, panel, scene.catalog),
    )


class Bounds(Parameters):
    """The ends of the range, both allowed."""

    low: float
    high: float


@check("rates_within_bounds", Bounds)
def rates_within_bounds(scene: Scene, parameters: Bounds) -> Judged:
    """Rates are shares: a rate for certain outside the bounds is none."""
    own, tested = scene.panel.figures, of_kind(scene, lambda unit: unit == "%")
    ranged = np.isnan(own.value)
    with np.errstate(invalid="ignore"):
        above = np.where(ranged, own.low, own.value) > parameters.high
        below = np.where(ranged, own.high, own.value) < parameters.low
    span = f"[{show(parameters.low)}, {show(parameters.high)}]"
    return one_by_one(
        scene, tested, np.flatnonzero(tested & (above | below)), lambda f: f"{shown(f)} ∉ {span}"
    )
