"""Checks of figures against the words around them: plans, dated events, second nouns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

import numpy as np

from catalog.rules import Outcome
from expectations.identities.checks.selection import (
    marked,
    of_indicators,
    one_by_one,
    shown,
    subjects_of,
    where,
)
from expectations.identities.figures import Figure
from expectations.identities.findings import Finding, Judged
from expectations.identities.registry import Parameters, Scene, check


class DatedEvents(Parameters):
    """``patterns`` mark one month or one campaign; ``until`` are the signs that end what they date."""

    patterns: tuple[str, ...]
    until: tuple[str, ...]
    indicators: tuple[str, ...]


@check("dated_event_as_year", DatedEvents)
def dated_event_as_year(scene: Scene, parameters: DatedEvents) -> Judged:
    """A figure whose clause is dated to one month or campaign is no figure of the full year."""
    panel = scene.panel
    tested = of_indicators(panel, parameters.indicators) & panel.figures.period_type.among(["full_year"])
    marks = re.compile("|".join(f"(?:{pattern})" for pattern in parameters.patterns))
    rows = np.flatnonzero(tested)
    suspects = rows[[marks.search(text) is not None for text in panel.figures.text("evidence", rows)]]
    dated = where(lambda f: marks.search(_before(f, parameters.until)) is not None, suspects, panel)
    return one_by_one(scene, tested, dated, lambda f: f"{f.raw_text}，全年")


def _before(figure: Figure, until: tuple[str, ...]) -> str:
    """What stands before the number, back to the last sign in ``until``."""
    place = figure.evidence.find(figure.raw_text) if figure.raw_text else -1
    before = figure.evidence[:place] if place >= 0 else figure.evidence
    start = max((before.rfind(sign) + len(sign) for sign in until if sign in before), default=0)
    return before[start:]


class Cues(Parameters):
    """Words beside the figures of some indicators that speak against them."""

    indicators: tuple[str, ...]
    cues: tuple[str, ...]


@check("cue_beside_figure", Cues)
def cue_beside_figure(scene: Scene, parameters: Cues) -> Judged:
    """A figure in a sentence with one of the cues may count something else."""
    tested = of_indicators(scene.panel, parameters.indicators)
    rows = np.flatnonzero(tested)
    texts = scene.panel.figures.text("evidence", rows)
    failing = rows[[any(cue in text for cue in parameters.cues) for text in texts]]
    return one_by_one(scene, tested, failing, shown)


class Nouns(Parameters):
    """The words in which each of several indicators is named."""

    nouns: Mapping[str, tuple[str, ...]]


@check("both_nouns_recorded", Nouns)
def both_nouns_recorded(scene: Scene, parameters: Nouns) -> Judged:
    """Where a sentence names several indicators beside one number, all of them must be recorded."""
    figures = np.flatnonzero(of_indicators(scene.panel, parameters.nouns))
    findings: list[Finding] = []
    tested: set[int] = set()
    own = sorted(scene.panel.details(figures), key=lambda f: (f.subject, f.row))
    for subject, group in groupby(own, key=lambda f: f.subject):
        beside = tuple(group)
        recorded = {figure.indicator_id for figure in beside}
        missing = {i: f for i, f in _named_beside(beside, parameters.nouns) if i not in recorded}
        if missing or len(recorded) == len(parameters.nouns):
            tested.add(subject)
        findings.extend(_unrecorded(scene, indicator, f) for indicator, f in sorted(missing.items()))
    return Judged(marked(tested, scene.panel), tuple(findings))


def _named_beside(
    figures: tuple[Figure, ...], nouns: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, Figure]]:
    for figure in figures:
        for indicator, words in nouns.items():
            if any(word in figure.evidence for word in words):
                yield indicator, figure


def _unrecorded(scene: Scene, indicator: str, figure: Figure) -> Finding:
    named = f"{scene.name(figure.indicator_id)} {figure.raw_text}，未记录{scene.name(indicator)}"
    return scene.finding(figure.subject, (figure.row,), shown(figure), named)


class PlanCues(Parameters):
    """Words that make what follows a plan, up to one of the signs in ``until``."""

    plan_cues: tuple[str, ...]
    until: tuple[str, ...]


@check("assertion_in_place", PlanCues)
def assertion_in_place(scene: Scene, parameters: PlanCues) -> Judged:
    """Plans, targets and thresholds are no achievements.

    A fact asserted as such, or of a year after the report's, is a contradiction; one that follows a word of
    planning in its clause is worth a look.
    """
    panel, own = scene.panel, scene.panel.figures
    is_actual = own.assertion.among(["actual"])
    with np.errstate(invalid="ignore"):
        later = (own.year > own.report_year) & is_actual
    wrong = panel.facts & (later | own.assertion.among(["target", "threshold", "reference"]))
    words = "|".join(re.escape(cue) for cue in parameters.plan_cues)
    suspects = np.flatnonzero(panel.facts & is_actual & ~wrong & own.matching("evidence", words))
    planned = where(lambda f: re.search(words, _before(f, parameters.until)) is not None, suspects, panel)
    findings = [_misplaced(scene, f, "violated") for f in panel.details(np.flatnonzero(wrong))]
    findings += [_misplaced(scene, f, "flagged") for f in panel.details(planned)]
    return Judged(subjects_of(panel.facts, panel), tuple(findings))


def _misplaced(scene: Scene, figure: Figure, result: Outcome) -> Finding:
    year = "" if figure.year is None else f"{figure.year}年"
    named = f"{year}{scene.name(figure.indicator_id)} {figure.raw_text}"
    return scene.finding(figure.subject, (figure.row,), shown(figure), named, result=result)
