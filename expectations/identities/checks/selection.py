"""Picks figures out of a panel for the checks: as masks over all figures, or as the rows of some."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from expectations.identities.codes import Bools, Integers
from expectations.identities.figures import Figure
from expectations.identities.findings import Judged
from expectations.identities.panel import Panel
from expectations.identities.printed import show_bounds
from expectations.identities.registry import Scene


def of_kind(scene: Scene, keep: Callable[[str], bool]) -> Bools:
    """The facts whose indicator has a unit that ``keep`` accepts."""
    wanted = [i.id for i in scene.catalog.indicators.values() if keep(i.unit)]
    return of_indicators(scene.panel, wanted)


def of_indicators(panel: Panel, indicators: Iterable[str]) -> Bools:
    """The facts of some indicators."""
    return panel.facts & panel.figures.indicator_id.among(indicators)


def subjects_of(figures: Bools | Integers, panel: Panel) -> Bools:
    """Which subjects own at least one of some figures (a mask, or rows)."""
    return marked(panel.subject_of[figures], panel)


def subjects_at(frames: Bools | Integers, panel: Panel) -> Bools:
    """Which subjects own at least one of ``frames`` (a mask, or numbers)."""
    return marked(panel.owners[frames], panel)


def marked(subjects: Iterable[int] | Integers, panel: Panel) -> Bools:
    """The mask of some subjects."""
    mask = np.zeros(len(panel.subjects), dtype=bool)
    chosen = subjects if isinstance(subjects, np.ndarray) else np.array(sorted(subjects), dtype=np.int64)
    mask[chosen] = True
    return mask


def where(condition: Callable[[Figure], bool], rows: Integers, panel: Panel) -> Integers:
    """The rows for whose figure ``condition`` holds; for the few that comparing columns has left."""
    chosen = np.fromiter((condition(f) for f in panel.details(rows)), dtype=bool, count=len(rows))
    return rows[np.flatnonzero(chosen)]


def shown(figure: Figure) -> str:
    """A figure as a number with the mark of its qualifier."""
    return show_bounds(figure.value, figure.low, figure.high, figure.qualifier)


def one_by_one(
    scene: Scene, tested: Bools | Integers, failing: Integers, figures: Callable[[Figure], str]
) -> Judged:
    """A finding for each failing figure by itself."""
    findings = tuple(
        scene.finding(f.subject, (f.row,), figures(f), f"{scene.name(f.indicator_id)} {f.raw_text}")
        for f in scene.panel.details(failing)
    )
    return Judged(subjects_of(tested, scene.panel), findings)


def nothing(panel: Panel) -> Judged:
    """No subject could be tested."""
    return Judged(np.zeros(len(panel.subjects), dtype=bool))
