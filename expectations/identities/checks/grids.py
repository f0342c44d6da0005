"""Checks of figures that stand in one grid or one count: rows that add up, campaigns that must not."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from expectations.identities.checks.selection import facts, marked, shown, texts
from expectations.identities.findings import Finding, Judged
from expectations.identities.panel import Figure, figures_of
from expectations.identities.printed import show
from expectations.identities.registry import Parameters, Scene, check


class Campaigns(Parameters):
    """Indicators that count the same things again in every campaign."""

    indicators: tuple[str, ...]


@check("campaigns_not_added", Campaigns)
def campaigns_not_added(scene: Scene, parameters: Campaigns) -> Judged:
    """A figure of the year that is the sum of two or more campaigns counts some things twice."""
    figures = facts(scene.panel)
    figures = figures[figures["indicator_id"].isin(parameters.indicators)]
    keys = ["subject", "year", "org_scope", "indicator_id"]
    campaigns = figures[figures["period_type"].isin(["event", "range"])]
    parts = {key: tuple(figures_of(group)) for key, group in campaigns.groupby(keys, sort=True)}
    findings: list[Finding] = []
    tested: set[int] = set()
    for key, group in figures[figures["period"] == "year"].groupby(keys, sort=True):
        added = parts.get(key, ())
        for year in figures_of(group) if len(added) > 1 else ():
            tested.add(year.subject)
            findings.extend(_added_up(scene, year, added))
    return Judged(marked(np.array(sorted(tested), dtype=np.int64), scene.panel), tuple(findings))


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
    figures = scene.panel.figures
    own = figures[figures["indicator_id"].isin(parameters.indicators) & figures["value"].notna()]
    own = own[own["cell"].notna()]
    line = texts(own["cell"]).str.extract(r"(\d+)")[0]
    findings: list[Finding] = []
    tested: set[int] = set()
    for _, cells in own.groupby(["subject", "year", "indicator_id", texts(own["sheet"]), line], sort=True):
        for group in parameters.groups:
            found = _group_cells(tuple(figures_of(cells)), group)
            if found is not None:
                tested.add(found[0].subject)
                findings.extend(_unbalanced(scene, *found, complete=len(found[1]) == len(group.parts)))
    return Judged(marked(np.array(sorted(tested), dtype=np.int64), scene.panel), tuple(findings))


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
