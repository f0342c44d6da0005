"""Checks of whose figures are put beside each other."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from catalog.model import Severity
from catalog.rules import Outcome
from expectations.identities.checks.selection import nothing, of_indicators, subjects_of
from expectations.identities.codes import Bools, Integers, Numbers
from expectations.identities.figures import Figure
from expectations.identities.findings import Finding, Judged
from expectations.identities.keys import combined, numbered, starts_of
from expectations.identities.registry import Parameters, Scene, check


class Family(Parameters):
    """Indicators that are read side by side."""

    indicators: tuple[str, ...]


@check("same_scope", Family)
def same_scope(scene: Scene, parameters: Family) -> Judged:
    """Figures that are read side by side need one scope, and a stated one.

    Several scopes in one submission are a fault; where the scope is stated for some figures and only the
    usual one is assumed for others, that is flagged. A scope taken over from the figure before it in the
    sentence is the usual way to write and only noted. In the figures in force scopes are apart anyway.
    """
    if scene.panel.subject != "submission":
        return nothing(scene.panel)
    panel, own = scene.panel, scene.panel.figures
    rows = np.flatnonzero(of_indicators(panel, parameters.indicators) & own.assertion.among(["actual"]))
    rows = rows[~np.isnan(own.year[rows])]
    group, _ = numbered(combined(panel.subject_of[rows], own.year[rows]))
    several = _differ(group, own.indicator_id.numbers[rows])
    # What says nothing of where its scope comes from differs from nothing.
    mixed = _differ(group, own.org_scope.numbers[rows]) | _differ(group, own.scope_basis.numbers[rows])
    found = np.flatnonzero(several & mixed)
    found = found[np.argsort(group[found], kind="stable")]
    findings: list[Finding] = []
    for members in np.split(found, starts_of(group[found])[1:]) if len(found) else ():
        findings.extend(_mixture(scene, rows[members]))
    return Judged(subjects_of(rows[several], panel), tuple(findings))


def _differ(group: Integers, numbers: Numbers) -> Bools:
    """For every row whether the rows of its group have different numbers; less than nought is none."""
    known = numbers >= 0
    size = int(group.max(initial=-1)) + 1
    lowest, highest = np.full(size, np.iinfo(np.int64).max), np.full(size, -1)
    np.minimum.at(lowest, group[known], numbers[known])
    np.maximum.at(highest, group[known], numbers[known])
    return np.asarray((highest > lowest)[group], dtype=bool)


def _mixture(scene: Scene, rows: Integers) -> Iterator[Finding]:
    own = scene.panel.figures
    bases = {own.scope_basis.at(row) for row in rows.tolist()}
    figures = tuple(scene.panel.details(rows))
    if len({figure.org_scope for figure in figures}) > 1:
        yield _finding(scene, figures, "violated", scene.rule.severity)
    elif "stated" in bases:
        yield _finding(scene, figures, "flagged", "warn" if "default" in bases else "info")


def _finding(scene: Scene, figures: tuple[Figure, ...], result: Outcome, severity: Severity) -> Finding:
    labels = (
        f"{scene.name(f.indicator_id)} {f.raw_text}（{_scope_label(scene, f.org_scope)}）" for f in figures
    )
    rows, values = tuple(f.row for f in figures), "、".join(f.raw_text for f in figures)
    detail = "、".join(labels)
    return scene.finding(figures[0].subject, rows, values, detail, result=result, severity=severity)


def _scope_label(scene: Scene, scope: str) -> str:
    return scene.catalog.vocabulary.label("org_scope", scope)
