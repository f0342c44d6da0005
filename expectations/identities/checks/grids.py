"""Checks of figures that stand in one grid or one count: rows that add up, campaigns that must not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

import numpy as np

from expectations.identities.checks.selection import marked, of_indicators, shown
from expectations.identities.figures import Figure
from expectations.identities.findings import Finding, Judged
from expectations.identities.printed import show
from expectations.identities.registry import Parameters, Scene, check


class Campaigns(Parameters):
    """Indicators that count the same things again in every campaign."""

    indicators: tuple[str, ...]


@check("campaigns_not_added", Campaigns)
def campaigns_not_added(scene: Scene, parameters: Campaigns) -> Judged:
    """A figure of the year that is the sum of two or more campaigns counts some things twice."""
    panel, own = scene.panel, scene.panel.figures
    counted = of_indicators(panel, parameters.indicators)
    campaigns = np.flatnonzero(counted & own.period_type.among(["event", "range"]))
    findings: list[Finding] = []
    tested: set[int] = set()
    if not len(campaigns):
        return Judged(marked(tested, panel))
    parts: dict[_Count, list[Figure]] = {}
    for campaign in panel.details(campaigns):
        parts.setdefault(_count(campaign), []).append(campaign)
    beside = counted & panel.of_the_year & np.isin(panel.subject_of, panel.subject_of[campaigns])
    for year in sorted(panel.details(np.flatnonzero(beside)), key=lambda f: (*_count(f), f.row)):
        added = tuple(parts.get(_count(year), ()))
        if len(added) > 1:
            tested.add(year.subject)
            findings.extend(_added_up(scene, year, added))
    return Judged(marked(tested, panel), tuple(findings))


_Count = tuple[int, int, str, str]


def _count(figure: Figure) -> _Count:
    """What is counted: for whom, in which year and scope, and by which indicator."""
    return figure.subject, -1 if figure.year is None else figure.year, figure.org_scope, figure.indicator_id


def _added_up(scene: Scene, year: Figure, campaigns: tuple[Figure, ...]) -> Iterator[Finding]:
    if year.value == sum(campaign.value for campaign in campaigns):
        text = f"{show(year.value)} = " + " + ".join(show(campaign.value) for campaign in campaigns)
        yield scene.finding(year.subject, (year.row,), text, scene.name(year.indicator_id))


class PartGroup(Parameters):
    """One total of a row and the labels of its parts; without ``total`` it is the figure itself."""

    total: str | None = None
    parts: tuple[str, ...]


class LabelledParts(Parameters):
    """The rows (indicators) of a grid and how its columns add up."""

    indicators: tuple[str, ...]
    groups: tuple[PartGroup, ...]


@check("labelled_parts", LabelledParts)
def labelled_parts(scene: Scene, parameters: LabelledParts) -> Judged:
    """Every row of a grid adds up across its columns.

    The total of a row is the fact of its indicator; its other cells are references of the same indicator
    and sheet, in the same row, with the header of their column as ``event_label``.
    """
    panel, own = scene.panel, scene.panel.figures
    chosen = own.indicator_id.among(parameters.indicators) & ~np.isnan(own.value) & ~np.isnan(own.year)
    rows = np.flatnonzero(chosen & own.has("cell"))
    findings: list[Finding] = []
    tested: set[int] = set()
    in_lines = sorted(panel.details(rows), key=lambda f: (*_line(f), f.row))
    for line, cells in groupby((f for f in in_lines if _line(f)[-1]), key=_line):
        in_line = tuple(cells)
        for group in parameters.groups:
            found = _group_cells(in_line, group)
            if found is not None:
                tested.add(line[0])
                findings.extend(_unbalanced(scene, *found, complete=len(found[1]) == len(group.parts)))
    return Judged(marked(tested, panel), tuple(findings))


def _line(cell: Figure) -> tuple[int, int, str, str, str]:
    """The line of a grid that a cell stands in; its last part is empty where the cell names none."""
    number = re.search(r"\d+", cell.cell or "")
    return (
        cell.subject,
        cell.year or 0,
        cell.indicator_id,
        cell.sheet or "",
        number.group() if number else "",
    )


def _group_cells(cells: tuple[Figure, ...], group: PartGroup) -> tuple[Figure, tuple[Figure, ...]] | None:
    wholes = [c for c in cells if (c.event_label == group.total if group.total else c.disposition == "fact")]
    parts = tuple(c for c in cells if c.event_label in group.parts)
    return (wholes[0], parts) if len(wholes) == 1 and parts else None


def _unbalanced(
    scene: Scene, whole: Figure, parts: tuple[Figure, ...], *, complete: bool
) -> Iterator[Finding]:
    """A finding where the parts miss the total; while some part is missing they may only not exceed it."""
    added = sum(part.value for part in parts)
    if added > whole.value or (complete and added != whole.value):
        rows = (whole.row, *(part.row for part in parts))
        text = f"{show(whole.value)} {'≠' if complete else '<'} " + " + ".join(show(p.value) for p in parts)
        yield scene.finding(whole.subject, rows, text, f"{scene.name(whole.indicator_id)} {shown(whole)}")
