"""Checks of values that occur twice: two for one thing, one for two things, last year's once more."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalog.model import WeightedRatio
from catalog.rules import Outcome
from expectations.identities.checks.changes import Yearly, yearly
from expectations.identities.checks.selection import shown, subjects_of
from expectations.identities.codes import Bools, Integers
from expectations.identities.figures import Figure
from expectations.identities.findings import Finding, Judged
from expectations.identities.keys import combined, numbered, numbered_values, pairs_in_runs
from expectations.identities.panel import Panel
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
    panel = scene.panel
    conflicting = panel.details(np.flatnonzero(panel.figures.is_conflicting))
    findings = tuple(_conflict(scene, figure) for figure in conflicting)
    return Judged(np.ones(len(panel.subjects), dtype=bool), findings)


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
    own, said = scene.panel.figures, scene.submissions
    row = np.array([figure.row])
    wanted = (
        said.figures.indicator_id.among([figure.indicator_id])
        & said.figures.region_code.among([own.region_code.at(figure.row) or ""])
        & (said.figures.year == own.year[row])
        & said.figures.org_scope.among([figure.org_scope])
        & said.figures.assertion.among([own.standing.at(figure.row) or ""])
    )
    return tuple(said.details(np.flatnonzero(said.facts & said.of_the_year & wanted)))


def _repeated(scene: Scene) -> Judged:
    panel = scene.panel
    cells = panel.cells
    differing = (cells.distinct > 1) & panel.of_the_year[panel.sample[cells.frame]]
    names = panel.figures.indicator_id.names
    findings = tuple(
        _differing(scene, int(cells.frame[cell]), names[cells.indicator[cell]])
        for cell in np.flatnonzero(differing).tolist()
    )
    return Judged(subjects_of(panel.facts, panel), findings)


def _differing(scene: Scene, frame: int, indicator_id: str) -> Finding:
    figures = tuple(scene.panel.details(scene.panel.rows_at(frame, indicator_id)))
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
    panel, own = scene.panel, scene.panel.figures
    rates = [i.id for i in scene.catalog.indicators.values() if i.unit == "%"]
    with np.errstate(invalid="ignore"):
        large = (own.value >= parameters.minimum) & ~np.isnan(own.char_start)
    tested = panel.facts & large & ~own.indicator_id.among(rates)
    shared = _of_several_indicators(panel, np.flatnonzero(tested))
    linked = _linked(scene) if len(shared) else frozenset()
    ones, others = _pairs_side_by_side(panel, shared, parameters.within_characters)
    named = own.indicator_id
    apart = [
        n
        for n, pair in enumerate(zip(ones.tolist(), others.tolist(), strict=True))
        if frozenset(map(named.at, pair)) not in linked
    ]
    pairs = zip(panel.details(ones[apart]), panel.details(others[apart]), strict=True)
    findings = tuple(_coincidence(scene, one, other) for one, other in pairs)
    return Judged(subjects_of(tested, panel), findings)


def _of_several_indicators(panel: Panel, rows: Integers) -> Integers:
    """Those of the figures whose number stands for another indicator, too, in the same submission."""
    own = panel.figures
    value = numbered_values(own.value[rows])
    group, _ = numbered(combined(panel.subject_of[rows], own.submission_id.numbers[rows], value))
    twice = np.flatnonzero(np.bincount(group)[group] > 1)
    rows, group = rows[twice], group[twice]
    _, one_of_each = numbered(combined(group, own.indicator_id.numbers[rows]))
    indicators = np.bincount(group[one_of_each])
    return rows[indicators[group] > 1]


def _pairs_side_by_side(panel: Panel, rows: Integers, reach: int) -> tuple[Integers, Integers]:
    """Every two of the figures with one number in one submission that stand at different places nearby.

    By subject, submission and value, and in each of these in the order of the text.
    """
    own = panel.figures
    place, indicator = own.char_start[rows], own.indicator_id.numbers[rows]
    whose = panel.subject_of[rows], own.submission_id.numbers[rows], own.value[rows]
    order = np.lexsort((rows, indicator, place, *reversed(whose)))
    place, indicator = place[order], indicator[order]
    group = np.cumsum(np.logical_or.reduce([_is_new(column[order]) for column in whose]))
    one, other = pairs_in_runs(group)
    distance = place[other] - place[one]
    is_pair = (indicator[one] != indicator[other]) & (distance > 0) & (distance <= reach)
    return rows[order[one[is_pair]]], rows[order[other[is_pair]]]


def _is_new(column: NDArray[Any]) -> Bools:
    """Where a value differs from that before it."""
    return np.append(np.ones(min(1, len(column)), dtype=bool), column[1:] != column[:-1])


def _linked(scene: Scene) -> set[frozenset[str | None]]:
    """The pairs of indicators that the catalogue counts together: in a rule, a rate, or as part and whole."""
    together = [rule.operand_ids for rule in scene.catalog.identities.values()]
    for indicator in scene.catalog.indicators.values():
        if isinstance(indicator.aggregation, WeightedRatio):
            together.append((indicator.aggregation.numerator, *indicator.aggregation.denominators))
        together.extend(
            (indicator.id, whole) for whole in (indicator.parent, *indicator.further_parents) if whole
        )
    return {frozenset[str | None](pair) for ids in together for pair in combinations(ids, 2)}


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
    known = yearly(scene)
    known = known.take(~np.isnan(known.previous) & ((known.value != 0) | (known.previous != 0)))
    counts = np.bincount(known.subject, minlength=len(scene.panel.subjects))
    same = np.bincount(known.subject, known.value == known.previous, minlength=len(counts))
    tested = counts >= parameters.figures
    copies = np.flatnonzero(tested & (same == counts)).tolist()
    findings = tuple(_copied(scene, subject, known.take(known.subject == subject)) for subject in copies)
    return Judged(tested, findings)


def _copied(scene: Scene, subject: int, figures: Yearly) -> Finding:
    values = "、".join(show(value) for value in figures.value[:8].tolist())
    names = "、".join(
        scene.name(scene.panel.figures.indicator_id.at(row) or "") for row in figures.row[:8].tolist()
    )
    text = f"{len(figures.row)}个数与上年相同：{values}"
    return scene.finding(subject, tuple(figures.row.tolist()), text, names, result="flagged")
