"""Picks figures out of a panel for the checks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from expectations.identities.findings import Judged
from expectations.identities.intervals import Bools
from expectations.identities.panel import Figure, Integers, Panel, figures_of
from expectations.identities.printed import show_bounds
from expectations.identities.registry import Scene


def facts(panel: Panel) -> pd.DataFrame:
    """The figures that the submissions report as facts, with a number."""
    return panel.facts


def of_kind(panel: Panel, scene: Scene, keep: Callable[[str], bool]) -> pd.DataFrame:
    """The facts whose indicator has a unit that ``keep`` accepts."""
    wanted = [i.id for i in scene.catalog.indicators.values() if keep(i.unit)]
    found = facts(panel)
    return found[found["indicator_id"].isin(wanted)]


def subjects_of(figures: pd.DataFrame, panel: Panel) -> Bools:
    """Which subjects own at least one of ``figures``."""
    return marked(figures["subject"].to_numpy(dtype=np.int64), panel)


def subjects_at(frames: Bools | Integers, panel: Panel) -> Bools:
    """Which subjects own at least one of ``frames`` (a mask, or numbers)."""
    return marked(panel.frames["subject"].to_numpy(dtype=np.int64)[frames], panel)


def marked(subjects: Integers, panel: Panel) -> Bools:
    """The mask of some subjects."""
    mask = np.zeros(len(panel.subjects), dtype=bool)
    mask[subjects] = True
    return mask


def texts(column: pd.Series) -> pd.Series:
    """A column of texts, nothing as the empty text."""
    return column.fillna("").astype("str")


def where(condition: Callable[[Figure], bool], figures: pd.DataFrame) -> pd.DataFrame:
    """The figures for which ``condition`` holds; for the few that vectorised tests have left."""
    return figures[np.fromiter((condition(f) for f in figures_of(figures)), dtype=bool, count=len(figures))]


def shown(figure: Figure) -> str:
    """A figure as a number with the mark of its qualifier."""
    return show_bounds(figure.value, figure.low, figure.high, figure.qualifier)


def one_by_one(
    scene: Scene, tested: pd.DataFrame, failing: pd.DataFrame, figures: Callable[[Figure], str]
) -> Judged:
    """A finding for each failing figure by itself."""
    findings = tuple(
        scene.finding(f.subject, (f.row,), figures(f), f"{scene.name(f.indicator_id)} {f.raw_text}")
        for f in figures_of(failing)
    )
    return Judged(subjects_of(tested, scene.panel), findings)


def nothing(panel: Panel) -> Judged:
    """No subject could be tested."""
    return Judged(np.zeros(len(panel.subjects), dtype=bool))
