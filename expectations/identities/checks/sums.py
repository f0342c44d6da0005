"""Checks of parts against their whole that no single statement of the catalogue makes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from catalog import Catalog
from catalog.expressions import (
    AnyOf,
    Arithmetic,
    Comparison,
    Link,
    Operand,
    Rest,
    Term,
    leaves,
    parse,
    sides,
)
from catalog.rules import Tolerance
from expectations.identities import evaluation
from expectations.identities.checks.selection import subjects_at
from expectations.identities.evaluation import operands_used
from expectations.identities.findings import Finding, Judged, together
from expectations.identities.intervals import Bools
from expectations.identities.panel import Panel
from expectations.identities.registry import NoParameters, Scene, check
from expectations.identities.rendering import name_operands, show_link


@check("parts_within_whole", NoParameters)
def parts_within_whole(scene: Scene, parameters: NoParameters) -> Judged:
    """Every part is at most its whole, for all pairs of the catalogue that no other rule compares."""
    pairs = uncovered_pairs(scene.catalog)
    links = (parse(f"{part} <= {whole}").links[0] for part, whole in pairs)
    return together((_held_against(scene, link) for link in links), len(scene.panel.subjects))


def uncovered_pairs(catalog: Catalog) -> tuple[tuple[str, str], ...]:
    """The parts and their wholes in the catalogue that no statement of a rule names together."""
    covered = [
        {operand.indicator_id for side in sides(link) for operand in leaves(side)}
        for rule in catalog.identities.values()
        for clause in rule.all_clauses
        for link in clause.statement.links
    ]
    pairs = ((i.id, i.parent) for i in catalog.indicators.values() if i.parent is not None)
    return tuple((part, whole) for part, whole in pairs if not any({part, whole} <= ids for ids in covered))


@check("rounded_sums", NoParameters)
def rounded_sums(scene: Scene, parameters: NoParameters) -> Judged:
    """Where parts or total are printed in 万 or 亿, they agree within half a last digit of each.

    The equations are those that the other rules state among counts and amounts. The bounds of the panel
    hold the rounding, so that the half steps add up to the tolerance by themselves.
    """
    links = _equations(scene.catalog)
    parts = (_held_against(scene, link, _rounded(link, scene.panel)) for link in links)
    return together(parts, len(scene.panel.subjects))


def equations_naming(indicator_id: str, panel: Panel, catalog: Catalog) -> Iterator[Bools]:
    """Where each equation that names the indicator closes on its printed figures alone."""
    for place, link in enumerate(_equations(catalog)):
        if indicator_id in {o.indicator_id for side in sides(link) for o in leaves(side)}:
            yield panel.once(f"closes {place}", partial(evaluation.closes, link, panel))


def _equations(catalog: Catalog) -> tuple[Comparison, ...]:
    """The plain sums that the rules state to be equal, each once."""
    links = (
        link
        for rule in catalog.identities.values()
        for clause in rule.all_clauses
        for link in clause.statement.links
        if isinstance(link, Comparison) and link.comparator == "=" and all(map(_adds_up, sides(link)))
    )
    return tuple(dict.fromkeys(links))


def _adds_up(term: Term) -> bool:
    match term:
        case Operand():
            return term.years_back == 0
        case Rest():
            return True
        case Arithmetic("+", left, right):
            return _adds_up(left) and _adds_up(right)
        case AnyOf(options):
            return all(map(_adds_up, options))
    return False


def _rounded(link: Link, panel: Panel) -> Bools:
    """Where at least one figure of the equation is rounded."""
    rounded = np.zeros(panel.rows, dtype=bool)
    for operand in (o for side in sides(link) for o in leaves(side)):
        rounded |= np.nan_to_num(panel.column(operand.indicator_id, "step")) > 0
    return rounded


def _held_against(scene: Scene, link: Link, among: Bools | None = None) -> Judged:
    """A finding for every frame (of those in ``among``) in which ``link`` fails whatever is missing."""
    testable, failing = evaluation.judge_link(link, Tolerance(), scene.panel)
    if among is not None:
        testable, failing = testable & among, failing & among
    findings = tuple(_finding(scene, int(frame), link) for frame in np.flatnonzero(failing))
    return Judged(subjects_at(testable, scene.panel), findings)


def _finding(scene: Scene, frame: int, link: Link) -> Finding:
    panel = scene.panel
    operands = operands_used(link, frame, panel)
    rows = tuple(row for operand in operands for row in panel.rows_at(frame, operand.indicator_id))
    return scene.finding(
        panel.owner(frame),
        rows,
        show_link(link, frame, panel, refuted=True),
        name_operands(operands, frame, panel, scene.catalog),
    )
