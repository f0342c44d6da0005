"""Checks of a region against the regions below it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from catalog.model import SumAggregation
from catalog.regions import RegionRegister, load_regions
from expectations.identities.checks.selection import nothing, of_indicators, subjects_of
from expectations.identities.codes import NOTHING, Bools, Floats, Integers
from expectations.identities.findings import Finding, Judged
from expectations.identities.keys import found_among
from expectations.identities.panel import Panel
from expectations.identities.printed import show
from expectations.identities.registry import NoParameters, Scene, check


@check("children_sum", NoParameters)
def children_sum(scene: Scene, parameters: NoParameters) -> Judged:
    """The whole-region figures of the regions below add up to the whole-region figure of the one above.

    The bureau of the upper region may count cases of its own (本级): they are added where they are reported.
    While a region below has not reported, or the upper bureau's own figure is not known, the sum may only
    not exceed the upper figure. Development zones are not added: most are counted in a county already.
    """
    if scene.panel.subject != "region_year":
        return nothing(scene.panel)
    found = scene.panel.once("wholes_and_parts", lambda: _wholes_and_parts(scene))
    if not len(found.row):
        return nothing(scene.panel)
    total, added = found.total, found.below + np.nan_to_num(found.own)
    allowed = np.maximum(scene.rule.tolerance.absolute, scene.rule.tolerance.relative * total)
    # Without own figures a shortfall may be the upper bureau's own cases.
    short = (found.reported == found.expected) & ~np.isnan(found.own) & (total - added > allowed)
    failing = np.flatnonzero((added - total > allowed) | short).tolist()
    findings = tuple(_finding(scene, found, n, float(added[n])) for n in failing)
    return Judged(subjects_of(found.row, scene.panel), findings)


@dataclass(frozen=True, slots=True)
class Wholes:
    """Whole-region figures with regions below that reported theirs: columns of one length.

    ``row`` is the whole in the panel, ``total`` its value, ``below`` the sum of the regions below, ``own``
    the figure of the upper bureau itself (NaN where there is none); ``reported`` of the ``expected`` regions
    below have a figure. ``parts`` are the rows of all figures below, ``part_of`` the whole of each by its
    place here.
    """

    row: Integers
    total: Floats
    below: Floats
    own: Floats
    reported: Integers
    expected: Integers
    parts: Integers
    part_of: Integers


def _wholes_and_parts(scene: Scene) -> Wholes:
    """Every whole-region figure beside those below it; a region-year is a subject of the panel."""
    panel, value = scene.panel, scene.panel.figures.value
    additive = [i.id for i in scene.catalog.indicators.values() if isinstance(i.aggregation, SumAggregation)]
    chosen = of_indicators(panel, additive) & _are_exact_levels(panel)
    whole = np.flatnonzero(chosen & panel.figures.org_scope.among(["region"]))
    above, expected = _places(panel, load_regions(scene.catalog.root))
    keys, upper = _keys(panel, panel.subject_of[whole], whole), above[panel.subject_of[whole]]
    part_of = np.where(upper >= 0, found_among(_keys(panel, upper, whole), keys), NOTHING)
    is_part = part_of >= 0
    reported = np.bincount(part_of[is_part], minlength=len(whole))
    below = np.bincount(part_of[is_part], value[whole[is_part]], minlength=len(whole))
    has_parts = reported > 0
    rows, own = whole[has_parts], np.flatnonzero(chosen & panel.figures.org_scope.among(["own"]))
    return Wholes(
        row=rows,
        total=value[rows],
        below=below[has_parts].astype(np.float64),
        own=_own_values(panel, own, keys[has_parts]),
        reported=reported[has_parts],
        expected=expected[panel.subject_of[rows]],
        parts=whole[is_part],
        part_of=(np.cumsum(has_parts) - 1)[part_of[is_part]],
    )


def _own_values(panel: Panel, own: Integers, keys: Integers) -> Floats:
    """What the upper bureau reports of itself of the region-years and indicators with these keys."""
    place = found_among(keys, _keys(panel, panel.subject_of[own], own))
    return np.append(panel.figures.value[own], np.nan)[place]


def _are_exact_levels(panel: Panel) -> Bools:
    own = panel.figures
    exact = own.qualifier.among(["exact"]) & own.assertion.among(["actual"])
    return exact & panel.of_the_year & ~np.isnan(own.value)


def _keys(panel: Panel, subjects: Integers, rows: Integers) -> Integers:
    """A number for each pair of a region-year and the indicator of a figure."""
    indicators = panel.figures.indicator_id
    return subjects * len(indicators.names) + indicators.numbers[rows]


def _places(panel: Panel, register: RegionRegister) -> tuple[Integers, Integers]:
    """For every region-year that of the region above it (-1 where there is none), and how many are below."""
    places = list(zip(panel.subjects.region_code, panel.subjects.year, strict=True))
    known = {place: number for number, place in enumerate(places)}
    above = [
        known.get((_parent(register, code, year), year), NOTHING) if code and year else NOTHING
        for code, year in places
    ]
    has_below = set(above)
    expected = [
        _expected(register, code, year) if number in has_below and code and year else 0
        for number, (code, year) in enumerate(places)
    ]
    return np.array(above, dtype=np.int64), np.array(expected, dtype=np.int64)


def _parent(register: RegionRegister, code: str, year: int) -> str | None:
    region = register.by_code(code, year)
    return None if region is None or region.is_local else region.parent_code


def _expected(register: RegionRegister, code: str, year: int) -> int:
    return len([region for region in register.children(code, year) if not region.is_local])


def _finding(scene: Scene, found: Wholes, place: int, added: float) -> Finding:
    figures = scene.panel.figures
    row, total, own = int(found.row[place]), float(found.total[place]), float(found.own[place])
    parts = [*figures.value[found.parts[found.part_of == place]].tolist(), *([own] if own == own else [])]
    sign = "<" if total < added else ">"
    text = f"{show(total)} {sign} " + " + ".join(show(v) for v in parts)
    reported = f"下级已报{found.reported[place]}/{found.expected[place]}"
    named = f"{scene.name(figures.indicator_id.at(row) or '')}，{reported}"
    return scene.finding(int(scene.panel.subject_of[row]), (row,), text, named)
