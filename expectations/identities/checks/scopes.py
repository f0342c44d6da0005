"""Checks of whose figures are put beside each other."""

from __future__ import annotations

import pandas as pd

from catalog.model import Severity
from catalog.rules import Outcome
from expectations.identities.checks.selection import facts, nothing, subjects_of
from expectations.identities.findings import Finding, Judged
from expectations.identities.panel import figures_of
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
    figures = facts(scene.panel)
    figures = figures[figures["indicator_id"].isin(parameters.indicators)]
    figures = figures[figures["assertion"] == "actual"]
    together = figures.groupby(["subject", "year"])
    several = together["indicator_id"].transform("nunique") > 1
    scopes, bases_given = (together[name].transform("nunique") for name in ("org_scope", "scope_basis"))
    mixed = figures[several & ((scopes > 1) | (bases_given > 1))]
    findings: list[Finding] = []
    for _, own in mixed.groupby(["subject", "year"], sort=True):
        bases = set(own["scope_basis"].dropna())
        if own["org_scope"].nunique() > 1:
            findings.append(_finding(scene, own, "violated", scene.rule.severity))
        elif "stated" in bases:
            findings.append(_finding(scene, own, "flagged", "warn" if "default" in bases else "info"))
    return Judged(subjects_of(figures[several], scene.panel), tuple(findings))


def _finding(scene: Scene, own: pd.DataFrame, result: Outcome, severity: Severity) -> Finding:
    figures = tuple(figures_of(own))
    labels = (
        f"{scene.name(f.indicator_id)} {f.raw_text}（{_scope_label(scene, f.org_scope)}）" for f in figures
    )
    rows, values = tuple(f.row for f in figures), "、".join(f.raw_text for f in figures)
    detail = "、".join(labels)
    return scene.finding(figures[0].subject, rows, values, detail, result=result, severity=severity)


def _scope_label(scene: Scene, scope: str) -> str:
    return scene.catalog.vocabulary.label("org_scope", scope)
