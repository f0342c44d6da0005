"""Picks figures out of a panel for the checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from expectations.identities.findings import Finding, Judged
from expectations.identities.panel import Panel
from expectations.identities.printed import show_bounds
from expectations.identities.registry import Scene


def facts(panel: Panel) -> pd.DataFrame:
    """The figures that the submissions report as facts, with a number."""
    figures = panel.figures
    return figures[(figures["disposition"] == "fact") & figures["low"].notna()]


def of_kind(panel: Panel, scene: Scene, keep: Callable[[str], bool]) -> pd.DataFrame:
    """The facts whose indicator has a unit that ``keep`` accepts."""
    wanted = [i.id for i in scene.catalog.indicators.values() if keep(i.unit)]
    found = facts(panel)
    return found[found["indicator_id"].isin(wanted)]


def subjects_of(figures: pd.DataFrame, panel: Panel) -> NDArray[np.bool_]:
    """Which subjects own at least one of ``figures``."""
    testable = np.zeros(len(panel.subjects), dtype=bool)
    testable[figures["subject"].to_numpy(dtype=np.int64)] = True
    return testable


def shown(figure: pd.Series) -> str:
    """A figure as a number with the mark of its qualifier."""
    return show_bounds(figure["value"], figure["low"], figure["high"], figure["qualifier"])


def one_by_one(
    scene: Scene, tested: pd.DataFrame, failing: pd.DataFrame, figures: Callable[[pd.Series], str]
) -> Judged:
    """A finding for each failing figure by itself."""
    findings: Iterable[Finding] = (
        scene.finding(
            int(figure["subject"]),
            (int(row),),
            figures(figure),
            f"{scene.name(str(figure['indicator_id']))} {figure['raw_text']}",
        )
        for row, figure in failing.iterrows()
    )
    return Judged(subjects_of(tested, scene.panel), tuple(findings))


def nothing(panel: Panel) -> Judged:
    """No subject could be tested."""
    return Judged(np.zeros(len(panel.subjects), dtype=bool))
