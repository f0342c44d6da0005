"""Checks of a figure against its own past and its peers: unit slips, jumps, stated changes."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from expectations.identities.checks.selection import facts, nothing, subjects_of
from expectations.identities.findings import Finding, Judged, together
from expectations.identities.panel import Panel
from expectations.identities.printed import show, show_result
from expectations.identities.registry import NoParameters, Parameters, Scene, check

Floats = NDArray[np.float64]


def yearly(scene: Scene) -> pd.DataFrame:
    """The exact amounts of the year with those of the year before: ``frame, value, previous``.

    Rates, parts of a year and conflicting figures are left out; ``previous`` is NaN where there is none.
    """
    return scene.panel.once("yearly", lambda: _yearly(scene))


def _yearly(scene: Scene) -> pd.DataFrame:
    panel = scene.panel
    amounts = {i.id for i in scene.catalog.indicators.values() if i.kind != "ratio"}
    cells = panel.cells[panel.cells["indicator_id"].isin(amounts)]
    figures = panel.figures.loc[cells["start"].to_numpy()]
    plain = (
        (figures["period_type"] != "ytd").to_numpy()
        & (figures["assertion"] == "actual").to_numpy()
        & (figures["period"] == "year").to_numpy()
        & (cells["distinct"] == 1).to_numpy()
        & np.isfinite(cells["high"].to_numpy())
        & (figures["disposition"] == "fact").to_numpy()
    )
    own = cells[plain].assign(row=cells["start"].to_numpy()[plain])
    own = own.assign(before=panel.before[own["frame"].to_numpy()])
    earlier = own[["indicator_id", "frame", "value"]].rename(columns={"frame": "before", "value": "previous"})
    merged: pd.DataFrame = own.merge(earlier, on=["indicator_id", "before"], how="left")
    return merged.assign(subject=panel.frames["subject"].to_numpy()[merged["frame"].to_numpy()])


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
    figures = figures[figures["value"] > 0]
    peers = _peer_median(figures, scene.panel, parameters)
    past = figures["previous"].to_numpy(dtype=float)
    use_past = past > 0
    yardstick = np.where(use_past, past, peers)
    ratio = np.log10(figures["value"].to_numpy(dtype=float) / yardstick)
    near = np.abs(ratio - np.round(ratio)) <= np.log10(1 + parameters.tolerance)
    slip = near & np.isin(np.abs(np.round(ratio)), parameters.exponents)
    large = np.maximum(figures["value"].to_numpy(dtype=float), yardstick) >= parameters.minimum
    against = figures.assign(yardstick=yardstick, past=use_past)
    tested = against[np.isfinite(yardstick)]
    failing = against[slip & large & np.isfinite(yardstick)]
    return Judged(subjects_of(tested, scene.panel), tuple(_slip(scene, f) for _, f in failing.iterrows()))


def _peer_median(figures: pd.DataFrame, panel: Panel, parameters: Slips) -> Floats:
    """The median of the peers where the figure lies outside their spread, NaN elsewhere."""
    frames = panel.frames.iloc[figures["frame"].to_numpy()]
    level = panel.figures["region_level"] if "region_level" in panel.figures else pd.Series(dtype=object)
    keys = [
        figures["indicator_id"].to_numpy(),
        frames["year"].to_numpy(),
        frames["org_scope"].to_numpy(),
        level.reindex(figures["row"]).fillna("").to_numpy(),
    ]
    logs = pd.Series(np.log10(figures["value"].to_numpy(dtype=float)))
    grouped = logs.groupby(keys)
    middle = grouped.transform("median")
    spread = (logs - middle).abs().groupby(keys).transform("median") * 1.4826
    outside = (logs - middle).abs() > parameters.spread * np.maximum(spread, 0.1)
    enough = grouped.transform("size") > parameters.peers
    return np.where(outside & enough, 10.0**middle, np.nan)


def _slip(scene: Scene, figure: pd.Series) -> Finding:
    times = figure["value"] / figure["yardstick"]
    whose = "上年" if figure["past"] else "同级中位数"
    named = (
        f"{scene.name(figure['indicator_id'])} {show(figure['value'])}，{whose} {show(figure['yardstick'])}"
    )
    text = f"{show(figure['value'])} / {show(figure['yardstick'])} ≈ {show_result(times)}"
    return scene.finding(int(figure["subject"]), (int(figure["row"]),), text, named, result="flagged")


class Jumps(Parameters):
    """The ``share`` of change, the smallest ``base`` and the publication ``tier`` from which it counts."""

    share: float
    base: float
    tier: int


@check("large_change", Jumps)
def large_change(scene: Scene, parameters: Jumps) -> Judged:
    """A main indicator that moved by more than the share, on a base that is large enough to say so."""
    main = {i.id for i in scene.catalog.indicators.values() if i.publish_tier <= parameters.tier}
    figures = yearly(scene)
    figures = figures[figures["indicator_id"].isin(main) & (figures["previous"] >= parameters.base)]
    change = figures["value"] / figures["previous"] - 1
    failing = figures[change.abs() > parameters.share]
    columns = (failing[name].tolist() for name in ("subject", "row", "indicator_id", "previous", "value"))
    findings = tuple(_jump(scene, *found) for found in zip(*columns, strict=True))
    return Judged(subjects_of(figures, scene.panel), findings)


def _jump(scene: Scene, subject: int, row: int, indicator_id: str, before: float, now: float) -> Finding:
    text = f"{show(before)} → {show(now)}（{100 * (now / before - 1):+.1f}%）"
    return scene.finding(subject, (row,), text, scene.name(indicator_id), result="flagged")


@check("stated_change", NoParameters)
def stated_change(scene: Scene, parameters: NoParameters) -> Judged:
    """A stated change is what the two years give: in percent for amounts, in points for rates.

    Stated changes are references of an indicator in % or 百分点 that are no level of the year before. Their
    size is compared; the direction stands in words that the figure does not carry.
    """
    stated = _stated_changes(scene)
    pairs = _pairs_of_years(scene)
    tested = stated.merge(pairs, on=["subject", "indicator_id", "org_scope"], suffixes=("", "_now"))
    parts = (_stated(scene, change) for _, change in tested.iterrows())
    return together(parts, len(scene.panel.subjects))


def _stated_changes(scene: Scene) -> pd.DataFrame:
    source = scene.submissions.figures
    found = source[source["unit"].isin(["%", "百分点"]) & (source["disposition"] == "reference")]
    found = found[(found["period_type"] != "previous_year") & found["value"].notna()]
    ratios = [i.id for i in scene.catalog.indicators.values() if i.unit == "%"]
    found = found.assign(of_rate=found["indicator_id"].isin(ratios))
    if scene.panel.subject == "submission":
        return found.reset_index(names="row")
    subjects = scene.panel.subjects.reset_index(names="subject")[["subject", "region_code", "year"]]
    return found.drop(columns="subject").reset_index(names="row").merge(subjects, on=["region_code", "year"])


def _pairs_of_years(scene: Scene) -> pd.DataFrame:
    panel = scene.panel
    now = facts(panel)
    now = now[(now["period"] == "year") & (now["assertion"] == "actual")]
    cells = panel.cells[["indicator_id", "frame", "value"]].rename(
        columns={"frame": "before", "value": "previous"}
    )
    now = now.assign(before=panel.before[now["frame"].to_numpy()])
    return now.merge(cells, on=["indicator_id", "before"])[
        ["subject", "indicator_id", "org_scope", "value", "previous"]
    ]


def _stated(scene: Scene, change: pd.Series) -> Judged:
    now, before, said = float(change["value_now"]), float(change["previous"]), abs(float(change["value"]))
    testable = np.zeros(len(scene.panel.subjects), dtype=bool)
    if not change["of_rate"] and before == 0:
        return Judged(testable)
    testable[int(change["subject"])] = True
    actual = now - before if change["of_rate"] else 100 * (now / before - 1)
    in_points = change["unit"] == "百分点"
    tolerance = scene.rule.tolerance.absolute + float(change["step"]) / 2 + 1e-9
    if in_points == bool(change["of_rate"]) and abs(abs(actual) - said) <= tolerance:
        return Judged(testable)
    unit = "百分点" if change["of_rate"] else "%"
    text = f"{show(before)} → {show(now)}：{show_result(actual)}{unit}，文中 {show(said)}{change['unit']}"
    finding = scene.finding(int(change["subject"]), (), text, scene.name(str(change["indicator_id"])))
    return Judged(testable, (finding,))
