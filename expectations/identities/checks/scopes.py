"""Checks of whose figures are put beside each other."""

from __future__ import annotations

import pandas as pd

from expectations.identities.checks.selection import facts, nothing, subjects_of
from expectations.identities.findings import Finding, Judged
from expectations.identities.registry import Parameters, Scene, check


class Family(Parameters):
    """Indicators that are read side by side."""

    indicators: tuple[str, ...]


@check("same_scope", Family)
def same_scope(scene: Scene, parameters: Family) -> Judged:
    """Figures that are read side by side need one scope, and a stated one.

    Several scopes in one submission are a fault; where the scope is stated for some figures and taken over
    for the others, that is flagged. In the figures in force the scopes are kept apart anyway.
    """
    if scene.panel.subject != "submission":
        return nothing(scene.panel)
    figures = facts(scene.panel)
    figures = figures[
        figures["indicator_id"].isin(parameters.indicators) & (figures["assertion"] == "actual")
    ]
    counted = figures.groupby(["subject", "year"])["indicator_id"].transform("nunique")
    tested = figures[counted > 1]
    mixed = tested.groupby(["subject", "year"]).agg(
        scopes=("org_scope", "nunique"), bases=("scope_basis", lambda b: set(b.dropna()))
    )
    findings = [
        _finding(scene, tested, key, int(found.scopes))
        for key, found in zip(mixed.index, mixed.itertuples(index=False), strict=True)
        if found.scopes > 1 or ("stated" in found.bases and len(found.bases) > 1)
    ]
    return Judged(subjects_of(tested, scene.panel), tuple(findings))


def _finding(scene: Scene, tested: pd.DataFrame, key: object, scopes: int) -> Finding:
    subject, year = key  # type: ignore[misc]
    own = tested[(tested["subject"] == subject) & (tested["year"] == year)]
    labels = [
        f"{scene.name(str(f.indicator_id))} {f.raw_text}（{_scope_label(scene, str(f.org_scope))}）"
        for f in own.itertuples()
    ]
    return scene.finding(
        int(subject),
        tuple(int(row) for row in own.index),
        "、".join(str(f.raw_text) for f in own.itertuples()),
        "、".join(labels),
        result="violated" if scopes > 1 else "flagged",
    )


def _scope_label(scene: Scene, scope: str) -> str:
    return scene.catalog.vocabulary.label("org_scope", scope)
