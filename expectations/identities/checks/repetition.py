"""Checks of values that occur twice: two figures for one thing, one figure for two things, last year again."""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from expectations.identities.checks.changes import yearly
from expectations.identities.checks.selection import facts, shown, subjects_of
from expectations.identities.checks.values import NoParameters
from expectations.identities.findings import Finding, Judged
from expectations.identities.panel import Panel
from expectations.identities.printed import show
from expectations.identities.registry import Parameters, Scene, check


@check("one_value", NoParameters)
def one_value(scene: Scene, parameters: NoParameters) -> Judged:
    """One indicator of one region, year and scope has one value.

    Two sources with different values of equal rank contradict each other. Within one submission the second
    number may be another body's or a part, and is flagged.
    """
    return _conflicts(scene) if scene.panel.subject == "region_year" else _repeated(scene)


def _conflicts(scene: Scene) -> Judged:
    figures = scene.panel.figures
    flags = figures.get("is_conflicting", pd.Series(False, index=figures.index))
    failing = figures[flags.fillna(False).astype(bool)]
    findings = tuple(
        scene.finding(
            int(f.subject),
            (int(f.Index),),
            str(f.raw_text),
            f"{scene.name(str(f.indicator_id))} {f.raw_text}",
        )
        for f in failing.itertuples()
    )
    return Judged(subjects_of(figures, scene.panel), findings)


def _repeated(scene: Scene) -> Judged:
    panel = scene.panel
    findings = [
        _differing(scene, int(cell.frame), str(cell.indicator_id))
        for cell in panel.cells[panel.cells["distinct"] > 1].itertuples()
        if panel.frames["period"].iat[int(cell.frame)] == "year"
    ]
    return Judged(subjects_of(facts(panel), panel), tuple(findings))


def _differing(scene: Scene, frame: int, indicator_id: str) -> Finding:
    figures = scene.panel.figures_at(frame, indicator_id)
    text = " ≠ ".join(dict.fromkeys(shown(figure) for _, figure in figures.iterrows()))
    rows = tuple(int(row) for row in figures.index)
    subject = int(scene.panel.frames["subject"].iat[frame])
    return scene.finding(subject, rows, text, scene.name(indicator_id), result="flagged")


class Neighbours(Parameters):
    """The smallest number that is worth a word, and how near two places must be."""

    minimum: float
    within_characters: int


@check("same_number_two_indicators", Neighbours)
def same_number_two_indicators(scene: Scene, parameters: Neighbours) -> Judged:
    """Two indicators with one number side by side, between which no rule says anything.

    One number that serves two indicators (one place in the text) is not meant, nor are percentages, of
    which 100 and 99 are everyday.
    """
    figures = facts(scene.panel)
    rates = [i.id for i in scene.catalog.indicators.values() if i.unit == "%"]
    figures = figures[(figures["value"] >= parameters.minimum) & ~figures["indicator_id"].isin(rates)]
    figures = figures[figures["char_start"].notna()]
    keys = ["subject", "submission_id", "value"]
    shared = figures[figures.groupby(keys)["indicator_id"].transform("nunique") > 1]
    linked = _linked(scene)
    findings = tuple(
        _coincidence(scene, same.loc[[a, b]])
        for _, same in shared.groupby(keys, sort=True)
        for a, b in combinations(same.sort_values(["char_start", "indicator_id"]).index, 2)
        if _coincides(same.loc[a], same.loc[b], linked, parameters)
    )
    return Judged(subjects_of(figures, scene.panel), findings)


def _coincides(a: pd.Series, b: pd.Series, linked: set[frozenset[str]], parameters: Neighbours) -> bool:
    pair = frozenset((str(a["indicator_id"]), str(b["indicator_id"])))
    distance = abs(float(a["char_start"]) - float(b["char_start"]))
    return len(pair) == 2 and pair not in linked and 0 < distance <= parameters.within_characters


def _linked(scene: Scene) -> set[frozenset[str]]:
    """The pairs of indicators that some rule of the catalogue compares or counts together."""
    return {
        frozenset(pair)
        for rule in scene.catalog.identities.values()
        for pair in combinations(rule.operand_ids, 2)
    }


def _coincidence(scene: Scene, pair: pd.DataFrame) -> Finding:
    names = "、".join(f"{scene.name(str(f.indicator_id))} {f.raw_text}" for f in pair.itertuples())
    rows = tuple(int(row) for row in pair.index)
    value = show(float(pair["value"].iat[0]))
    return scene.finding(int(pair["subject"].iat[0]), rows, f"{value} = {value}", names, result="flagged")


class Copies(Parameters):
    """How many figures must be the same before it says anything."""

    figures: int


@check("copied_year", Copies)
def copied_year(scene: Scene, parameters: Copies) -> Judged:
    """All figures that both years report, and enough of them, are the same: last year's were copied."""
    figures = yearly(scene)
    figures = figures[figures["previous"].notna() & ((figures["value"] != 0) | (figures["previous"] != 0))]
    counted = figures.assign(same=figures["value"] == figures["previous"])
    years = counted.groupby("subject")["same"].agg(["size", "all"])
    tested = years[years["size"] >= parameters.figures]
    findings = tuple(
        _copied(scene, int(subject), counted[counted["subject"] == subject])
        for subject in tested.index[tested["all"].astype(bool)]
    )
    return Judged(_marked(tested.index, scene.panel), findings)


def _copied(scene: Scene, subject: int, figures: pd.DataFrame) -> Finding:
    values = "、".join(show(v) for v in figures["value"].head(8))
    names = "、".join(scene.name(str(i)) for i in figures["indicator_id"].head(8))
    rows = tuple(int(row) for row in figures["row"])
    return scene.finding(subject, rows, f"{len(figures)}个数与上年相同：{values}", names, result="flagged")


def _marked(subjects: pd.Index, panel: Panel) -> pd.arrays.BooleanArray:
    return subjects_of(pd.DataFrame({"subject": subjects}), panel)
