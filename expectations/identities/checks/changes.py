"""Checks of a figure against its own past and its peers: unit slips, jumps, stated changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from expectations.identities.checks.selection import marked, nothing, subjects_of
from expectations.identities.checks.sources import owners
from expectations.identities.codes import Bools, Floats, Integers
from expectations.identities.figures import Figure
from expectations.identities.findings import Finding, Judged
from expectations.identities.keys import combined, numbered
from expectations.identities.medians import medians
from expectations.identities.panel import Panel
from expectations.identities.printed import show, show_result
from expectations.identities.registry import NoParameters, Parameters, Scene, check


@dataclass(frozen=True, slots=True)
class Yearly:
    """Amounts of the year and of the year before (NaN where there is none), by indicator and frame.

    ``row`` is the figure in the panel.
    """

    row: Integers
    frame: Integers
    subject: Integers
    value: Floats
    previous: Floats

    def take(self, chosen: Bools) -> Yearly:
        """Some of them."""
        return Yearly(
            self.row[chosen],
            self.frame[chosen],
            self.subject[chosen],
            self.value[chosen],
            self.previous[chosen],
        )


def yearly(scene: Scene) -> Yearly:
    """The exact amounts of the year; rates, parts of a year and conflicting figures are left out."""
    return scene.panel.once("yearly", lambda: _yearly(scene))


def _yearly(scene: Scene) -> Yearly:
    panel, cells = scene.panel, scene.panel.cells
    amounts = [i.id for i in scene.catalog.indicators.values() if i.kind != "ratio"]
    own, first = panel.figures, cells.start
    plain = (
        own.indicator_id.among(amounts)[first]
        & ~own.period_type.among(["ytd"])[first]
        & own.assertion.among(["actual"])[first]
        & panel.of_the_year[first]
        & own.disposition.among(["fact"])[first]
        & (cells.distinct == 1)
        & np.isfinite(cells.high)
    )
    # Last year's figure counts only where it is one of these, too.
    value = np.where(plain, cells.value, np.nan)
    plain &= panel.is_asked[cells.frame]
    frame = cells.frame[plain]
    previous = earlier_values(panel, cells.indicator[plain].astype(np.int64), panel.before[frame], value)
    return Yearly(first[plain], frame, panel.owners[frame], cells.value[plain], previous)


def earlier_values(panel: Panel, indicator: Integers, frame: Integers, of_cells: Floats) -> Floats:
    """The value of an indicator in an earlier frame, by row; NaN where there is none (or no frame)."""
    cell = panel.cell_numbers(indicator, frame)
    return np.append(of_cells, np.nan)[cell]


class Slips(Parameters):
    """``tolerance`` around a power of ten, its ``exponents``, the ``minimum`` of the larger figure, how many
    ``peers`` make a median, and how many deviations (``spread``) lie outside their own range."""

    tolerance: float
    exponents: tuple[int, ...]
    minimum: float
    peers: int
    spread: float


@check("power_of_ten", Slips, of_the_country=True)
def power_of_ten(scene: Scene, parameters: Slips) -> Judged:
    """A figure ten, a hundred, a thousand or ten thousand times its past, or its peers' middle.

    The year before counts first. Peers are the figures of the same indicator, year, scope and level; among
    them places differ in size, so a figure must first lie outside the spread (median absolute deviation of
    logarithms) of the others.
    """
    if scene.panel.subject != "region_year":
        return nothing(scene.panel)
    figures = yearly(scene)
    figures = figures.take(figures.value > 0)
    use_past = figures.previous > 0
    yardstick = np.where(use_past, figures.previous, _peer_median(figures, scene.panel, parameters))
    ratio = np.log10(figures.value / yardstick)
    near = np.abs(ratio - np.round(ratio)) <= np.log10(1 + parameters.tolerance)
    slip = near & np.isin(np.abs(np.round(ratio)), parameters.exponents)
    large = np.maximum(figures.value, yardstick) >= parameters.minimum
    findings = tuple(
        _slip(scene, int(figures.row[n]), float(figures.value[n]), float(yardstick[n]), bool(use_past[n]))
        for n in np.flatnonzero(slip & large & np.isfinite(yardstick)).tolist()
    )
    return Judged(subjects_of(figures.row[np.isfinite(yardstick)], scene.panel), findings)


def _peer_median(figures: Yearly, panel: Panel, parameters: Slips) -> Floats:
    """The median of the peers where the figure lies outside their spread, NaN elsewhere."""
    own = panel.figures
    columns = (own.indicator_id, own.org_scope, own.region_level)
    group, _ = numbered(combined(own.year[figures.row], *(column.numbers[figures.row] for column in columns)))
    logs = np.log10(figures.value)
    of_group, sizes = medians(logs, group)
    middle, size = of_group[group], sizes[group]
    away = np.abs(logs - middle)
    spread = medians(away, group)[0][group]
    outside = away > parameters.spread * np.maximum(spread * 1.4826, 0.1)
    return np.where(outside & (size > parameters.peers), 10.0**middle, np.nan)


def _slip(scene: Scene, row: int, value: float, yardstick: float, is_past: bool) -> Finding:
    indicator_id = scene.panel.figures.indicator_id.at(row) or ""
    whose = "上年" if is_past else "同级中位数"
    named = f"{scene.name(indicator_id)} {show(value)}，{whose} {show(yardstick)}"
    text = f"{show(value)} / {show(yardstick)} ≈ {show_result(value / yardstick)}"
    return scene.finding(int(scene.panel.subject_of[row]), (row,), text, named, result="flagged")


class Jumps(Parameters):
    """The ``share`` of change, the smallest ``base`` and the publication ``tier`` from which it counts."""

    share: float
    base: float
    tier: int


@check("large_change", Jumps)
def large_change(scene: Scene, parameters: Jumps) -> Judged:
    """A main indicator that moved by more than the share, on a base that is large enough to say so."""
    main = [i.id for i in scene.catalog.indicators.values() if i.publish_tier <= parameters.tier]
    figures = yearly(scene)
    counts = scene.panel.figures.indicator_id.among(main)[figures.row]
    figures = figures.take(counts & (figures.previous >= parameters.base))
    failing = figures.take(np.abs(figures.value / figures.previous - 1) > parameters.share)
    columns = (failing.subject, failing.row, failing.previous, failing.value)
    findings = tuple(_jump(scene, *found) for found in zip(*(c.tolist() for c in columns), strict=True))
    return Judged(subjects_of(figures.row, scene.panel), findings)


def _jump(scene: Scene, subject: int, row: int, before: float, now: float) -> Finding:
    text = f"{show(before)} → {show(now)}（{100 * (now / before - 1):+.1f}%）"
    name = scene.name(scene.panel.figures.indicator_id.at(row) or "")
    return scene.finding(subject, (row,), text, name, result="flagged")


@check("stated_change", NoParameters)
def stated_change(scene: Scene, parameters: NoParameters) -> Judged:
    """A stated change is what the two years give: in percent for amounts, in points for rates.

    Stated changes are references of an indicator in % or 百分点 that are no level of the year before. Their
    size is compared; the direction stands in words that the figure does not carry.
    """
    rates = frozenset(i.id for i in scene.catalog.indicators.values() if i.unit == "%")
    findings: list[Finding] = []
    tested: set[int] = set()
    for change in _stated_changes(scene):
        of_rate = change.indicator_id in rates
        for now, before in _pairs_of_years(scene, change):
            if of_rate or before != 0:
                tested.add(change.subject)
                findings.extend(_misstated(scene, change, now, before, of_rate=of_rate))
    return Judged(marked(tested, scene.panel), tuple(findings))


def _stated_changes(scene: Scene) -> Iterator[Figure]:
    """The changes that the submissions state, each under the subject that is judged."""
    said, own = scene.submissions, scene.submissions.figures
    found = own.unit.among(["%", "百分点"]) & own.disposition.among(["reference"])
    found &= ~own.period_type.among(["previous_year"]) & ~np.isnan(own.value)
    owner = owners(scene) if found.any() else said.subject_of
    rows = np.flatnonzero(found & (owner >= 0))
    for change, subject in zip(said.details(rows), owner[rows].tolist(), strict=True):
        yield replace(change, subject=subject)


def _pairs_of_years(scene: Scene, change: Figure) -> Iterator[tuple[float, float]]:
    """The figures of the subject that the change may be about, each with that of the year before."""
    panel, own = scene.panel, scene.panel.figures
    now = np.flatnonzero(_now(scene) & (panel.subject_of == change.subject))
    now = now[
        own.indicator_id.among([change.indicator_id])[now] & own.org_scope.among([change.org_scope])[now]
    ]
    before = panel.column(change.indicator_id, "value", 1)[panel.frame[now]]
    for value, previous in zip(own.value[now].tolist(), before.tolist(), strict=True):
        if value == value and previous == previous:
            yield value, previous


def _now(scene: Scene) -> Bools:
    """The facts of the year that are reported as done."""
    panel = scene.panel
    return panel.once(
        "now", lambda: panel.facts & panel.of_the_year & panel.figures.assertion.among(["actual"])
    )


def _misstated(
    scene: Scene, change: Figure, now: float, before: float, *, of_rate: bool
) -> Iterator[Finding]:
    actual, said = now - before if of_rate else 100 * (now / before - 1), abs(change.value)
    in_points = change.unit == "百分点"
    tolerance = scene.rule.tolerance.absolute + change.step / 2 + 1e-9
    if in_points == of_rate and abs(abs(actual) - said) <= tolerance:
        return
    unit = "百分点" if of_rate else "%"
    text = f"{show(before)} → {show(now)}：{show_result(actual)}{unit}，文中 {show(said)}{change.unit}"
    yield scene.finding(change.subject, (), text, scene.name(change.indicator_id))
