"""Checks of parts against their whole that no single statement of the catalogue makes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from catalog import Catalog
from catalog.expressions import AnyOf, Arithmetic, Comparison, Operand, Rest, Term, leaves
from catalog.rules import Clause, Tolerance
from expectations.identities import evaluation
from expectations.identities.checks.selection import facts, shown, subjects_of
from expectations.identities.checks.values import NoParameters
from expectations.identities.evaluation import operands_used
from expectations.identities.findings import Finding, Judged, together
from expectations.identities.panel import Panel
from expectations.identities.printed import show
from expectations.identities.registry import Parameters, Scene, check
from expectations.identities.rendering import name_operands, show_link


@check("parts_within_whole", NoParameters)
def parts_within_whole(scene: Scene, parameters: NoParameters) -> Judged:
    """Every part is at most its whole, for all pairs of the catalogue that no other rule compares."""
    pairs = uncovered_pairs(scene.catalog)
    return together((_within(scene, part, whole) for part, whole in pairs), len(scene.panel.subjects))


def uncovered_pairs(catalog: Catalog) -> tuple[tuple[str, str], ...]:
    """The parts and their wholes in the catalogue that no statement of a rule names together."""
    covered = [
        {operand.indicator_id for link in clause.statement.links for operand in _link_leaves(link)}
        for rule in catalog.identities.values()
        for clause in rule.all_clauses
    ]
    pairs = ((i.id, i.parent) for i in catalog.indicators.values() if i.parent is not None)
    return tuple((part, whole) for part, whole in pairs if not any({part, whole} <= ids for ids in covered))


def _link_leaves(link: object) -> Iterator[Operand]:
    for side in evaluation.sides(link):  # type: ignore[arg-type]
        yield from leaves(side)


def _within(scene: Scene, part: str, whole: str) -> Judged:
    clause = Clause(expression=f"{part} <= {whole}")
    judgement = evaluation.judge(clause, Tolerance(), scene.panel)
    (link,) = clause.statement.links
    findings = tuple(
        _sum_finding(scene, int(frame), link, refuted=True)
        for frame in np.flatnonzero(judgement.contradicted)
    )
    return Judged(_subjects_at(scene.panel, judgement.testable), findings)


def _sum_finding(scene: Scene, frame: int, link: Comparison | object, *, refuted: bool) -> Finding:
    panel = scene.panel
    operands = operands_used(link, frame, panel)  # type: ignore[arg-type]
    parts = (panel.figures_at(frame, operand.indicator_id) for operand in operands)
    rows = tuple(int(row) for found in parts for row in found.index[found["low"].notna()])
    return scene.finding(
        int(panel.frames["subject"].iat[frame]),
        rows,
        show_link(link, frame, panel, refuted=refuted),  # type: ignore[arg-type]
        name_operands(operands, frame, panel, scene.catalog),
    )


def _subjects_at(
    panel: Panel, frames: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    testable = np.zeros(len(panel.subjects), dtype=bool)
    testable[panel.frames["subject"].to_numpy()[frames]] = True
    return testable


@check("rounded_sums", NoParameters)
def rounded_sums(scene: Scene, parameters: NoParameters) -> Judged:
    """Where parts or total are printed in 万 or 亿, they agree within half a last digit of each.

    The equations are those that the other rules state among counts and amounts.
    """
    links = tuple(dict.fromkeys(_equations(scene.catalog)))
    return together((_rounded(scene, link) for link in links), len(scene.panel.subjects))


def _equations(catalog: Catalog) -> Iterator[Comparison]:
    """The plain sums that the rules state to be equal."""
    for rule in catalog.identities.values():
        for clause in rule.all_clauses:
            for link in clause.statement.links:
                if isinstance(link, Comparison) and link.comparator == "=" and _is_sum(link):
                    yield link


def equations_naming(
    indicator_id: str, panel: Panel, catalog: Catalog
) -> Iterator[np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Where each equation that names the indicator closes on its printed figures alone."""
    for link in dict.fromkeys(_equations(catalog)):
        if indicator_id in {o.indicator_id for side in (link.left, link.right) for o in leaves(side)}:
            yield evaluation.closes(link, panel)


def _is_sum(link: Comparison) -> bool:
    return all(_adds_up(side) for side in (link.left, link.right)) and not any(
        operand.years_back for side in (link.left, link.right) for operand in leaves(side)
    )


def _adds_up(term: Term) -> bool:
    match term:
        case Operand() | Rest():
            return True
        case Arithmetic("+", left, right):
            return _adds_up(left) and _adds_up(right)
        case AnyOf(options):
            return all(_adds_up(option) for option in options)
    return False


def _rounded(scene: Scene, link: Comparison) -> Judged:
    """The bounds of the panel hold the rounding, so that the sum of the half steps is the tolerance."""
    panel = scene.panel
    is_rounded = np.zeros(panel.rows, dtype=bool)
    for operand in (o for side in (link.left, link.right) for o in leaves(side)):
        cells = panel.cells_of(operand.indicator_id)
        is_rounded[cells["frame"].to_numpy()[cells["step"].to_numpy() > 0]] = True
    testable, contradicted = evaluation.judge_link(link, Tolerance(), panel)
    failing = np.flatnonzero(contradicted & is_rounded)
    findings = tuple(_sum_finding(scene, int(frame), link, refuted=True) for frame in failing)
    return Judged(_subjects_at(panel, testable & is_rounded), findings)


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
    sums = campaigns.groupby(keys)["value"].agg(["sum", "count", lambda v: "＋".join(show(x) for x in v)])
    sums.columns = pd.Index(["added", "campaigns", "shown"])
    years = figures[figures["period"] == "year"].reset_index(names="row").merge(
        sums[sums["campaigns"] > 1], left_on=keys, right_index=True
    )  # fmt: skip
    added = years[years["value"] == years["added"]]
    findings = tuple(
        scene.finding(
            int(f.subject), (int(f.row),), f"{show(f.value)} = {f.shown}", scene.name(str(f.indicator_id))
        )
        for f in added.itertuples()
    )
    return Judged(subjects_of(years, scene.panel), findings)


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
    row = own["cell"].fillna("").astype("str").str.extract(r"(\d+)")[0]
    findings: list[Finding] = []
    tested: list[int] = []
    for _, cells in own.groupby(["subject", "year", "indicator_id", own["sheet"].fillna(""), row], sort=True):
        for group in parameters.groups:
            found = _group_cells(cells, group)
            if found is not None:
                tested.append(int(cells["subject"].iat[0]))
                findings.extend(_unbalanced(scene, *found, complete=len(found[1]) == len(group.parts)))
    return Judged(subjects_of(own[own["subject"].isin(tested)], scene.panel), tuple(findings))


def _group_cells(cells: pd.DataFrame, group: PartGroup) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    label = cells["event_label"].fillna("")
    whole = cells[label == group.total] if group.total else cells[cells["disposition"] == "fact"]
    parts = cells[label.isin(group.parts)]
    return (whole, parts) if len(whole) == 1 and len(parts) else None


def _unbalanced(
    scene: Scene, whole: pd.DataFrame, parts: pd.DataFrame, *, complete: bool
) -> Iterator[Finding]:
    """A finding where the parts miss the total; while some part is missing they may only not exceed it."""
    total, added = float(whole["value"].iat[0]), float(parts["value"].sum())
    if added > total or (complete and added != total):
        rows = (*(int(r) for r in whole.index), *(int(r) for r in parts.index))
        sign = "≠" if complete else "<"
        text = f"{show(total)} {sign} " + " + ".join(show(v) for v in parts["value"])
        name = scene.name(str(whole["indicator_id"].iat[0]))
        yield scene.finding(int(whole["subject"].iat[0]), rows, text, f"{name} {shown(whole.iloc[0])}")
