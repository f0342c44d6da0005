"""Checks of values that occur twice: two for one thing, one for two things, last year's once more."""

from __future__ import annotations

from itertools import combinations, groupby

import numpy as np
import pandas as pd

from catalog.model import WeightedRatio
from catalog.rules import Outcome
from expectations.identities.checks.changes import yearly
from expectations.identities.checks.selection import facts, marked, shown, subjects_of
from expectations.identities.findings import Finding, Judged
from expectations.identities.panel import Figure, figures_of
from expectations.identities.printed import show
from expectations.identities.registry import NoParameters, Parameters, Scene, check


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
    conflicting = figures_of(figures[flags.fillna(False).astype(bool)])
    findings = tuple(_conflict(scene, figure) for figure in conflicting)
    return Judged(subjects_of(figures, scene.panel), findings)


def _conflict(scene: Scene, figure: Figure) -> Finding:
    """The candidates of a conflict; only different submissions contradict each other."""
    rivals = _rivals(scene, figure)
    values = tuple(dict.fromkeys(shown(rival) for rival in rivals))
    text = " ≠ ".join(values) if len(values) > 1 else figure.raw_text
    single = len(values) > 1 and len({rival.submission_id for rival in rivals}) == 1
    result: Outcome = "flagged" if single else "violated"
    name = f"{scene.name(figure.indicator_id)} {figure.raw_text}"
    return scene.finding(figure.subject, (figure.row,), text, name, result=result)


def _rivals(scene: Scene, figure: Figure) -> tuple[Figure, ...]:
    """What the submissions say of the same indicator, region, year and scope."""
    region = scene.panel.frames["region_code"].to_numpy(dtype=object)[figure.frame]
    said = facts(scene.submissions)
    said = said[(said["indicator_id"] == figure.indicator_id) & (said["region_code"] == region)]
    said = said[(said["year"] == figure.year) & (said["org_scope"] == figure.org_scope)]
    said = said[said["assertion"] == scene.panel.frames["assertion"].to_numpy(dtype=object)[figure.frame]]
    return tuple(figures_of(said[said["period"] == "year"]))


def _repeated(scene: Scene) -> Judged:
    panel = scene.panel
    cells = panel.cells[panel.cells["distinct"] > 1]
    periods = panel.frames["period"].to_numpy(dtype=object)
    findings = tuple(
        _differing(scene, int(frame), str(indicator_id))
        for frame, indicator_id in zip(cells["frame"].tolist(), cells["indicator_id"].tolist(), strict=True)
        if periods[frame] == "year"
    )
    return Judged(subjects_of(facts(panel), panel), findings)


def _differing(scene: Scene, frame: int, indicator_id: str) -> Finding:
    figures = scene.panel.figures_at(frame, indicator_id)
    text = " ≠ ".join(dict.fromkeys(shown(figure) for figure in figures))
    rows = tuple(figure.row for figure in figures)
    return scene.finding(figures[0].subject, rows, text, scene.name(indicator_id), result="flagged")


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
    figures_twice = figures[figures.duplicated(keys, keep=False)]
    shared = figures_twice[figures_twice.groupby(keys)["indicator_id"].transform("nunique") > 1]
    linked = _linked(scene)
    findings = tuple(
        _coincidence(scene, a, b)
        for _, same in groupby(_in_reading_order(shared), key=lambda f: (f.subject, f.submission_id, f.value))
        for a, b in combinations(tuple(same), 2)
        if _coincides(a, b, linked, parameters)
    )
    return Judged(subjects_of(figures, scene.panel), findings)


def _in_reading_order(figures: pd.DataFrame) -> list[Figure]:
    """The figures by subject, submission and value, and in each of these in the order of the text."""
    return sorted(
        figures_of(figures),
        key=lambda f: (f.subject, f.submission_id, f.value, f.char_start or 0, f.indicator_id, f.row),
    )


def _coincides(a: Figure, b: Figure, linked: set[frozenset[str]], parameters: Neighbours) -> bool:
    pair = frozenset((a.indicator_id, b.indicator_id))
    distance = abs((a.char_start or 0) - (b.char_start or 0))
    return len(pair) == 2 and pair not in linked and 0 < distance <= parameters.within_characters


def _linked(scene: Scene) -> set[frozenset[str]]:
    """The pairs of indicators that the catalogue counts together: in a rule, a rate, or as part and whole."""
    together = [rule.operand_ids for rule in scene.catalog.identities.values()]
    for indicator in scene.catalog.indicators.values():
        if isinstance(indicator.aggregation, WeightedRatio):
            together.append((indicator.aggregation.numerator, *indicator.aggregation.denominators))
        together.extend(
            (indicator.id, whole) for whole in (indicator.parent, *indicator.further_parents) if whole
        )
    return {frozenset(pair) for ids in together for pair in combinations(ids, 2)}


def _coincidence(scene: Scene, a: Figure, b: Figure) -> Finding:
    names = "、".join(f"{scene.name(f.indicator_id)} {f.raw_text}" for f in (a, b))
    text = f"{show(a.value)} = {show(b.value)}"
    return scene.finding(a.subject, (a.row, b.row), text, names, result="flagged")


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
    same = tested.index[tested["all"].astype(bool)].tolist()
    findings = tuple(_copied(scene, subject, counted[counted["subject"] == subject]) for subject in same)
    return Judged(marked(tested.index.to_numpy(dtype=np.int64), scene.panel), findings)


def _copied(scene: Scene, subject: int, figures: pd.DataFrame) -> Finding:
    values = "、".join(show(value) for value in figures["value"].head(8).tolist())
    names = "、".join(scene.name(indicator) for indicator in figures["indicator_id"].head(8).tolist())
    rows = tuple(int(row) for row in figures["row"].tolist())
    text = f"{len(figures)}个数与上年相同：{values}"
    return scene.finding(int(subject), rows, text, names, result="flagged")
