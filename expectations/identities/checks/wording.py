"""Checks of figures against the words around them: plans, dated events, second nouns."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from expectations.identities.checks.selection import facts, one_by_one, shown, subjects_of
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
    figures = facts(scene.panel)
    figures = figures[
        figures["indicator_id"].isin(parameters.indicators) & (figures["period_type"] == "full_year")
    ]
    marks = re.compile("|".join(f"(?:{pattern})" for pattern in parameters.patterns))
    dated = [
        marks.search(_before(figure, parameters.until)) is not None
        for figure in figures[["raw_text", "evidence"]].itertuples(index=False, name=None)
    ]
    return one_by_one(
        scene, figures, figures[pd.array(dated, dtype=bool)], lambda f: f"{f['raw_text']}，全年"
    )


def _before(figure: tuple[object, object], until: tuple[str, ...]) -> str:
    """What stands before the number, back to the last sign in ``until``."""
    raw, evidence = (str(text or "") for text in figure)
    place = evidence.find(raw) if raw else -1
    before = evidence[:place] if place >= 0 else evidence
    start = max((before.rfind(sign) + len(sign) for sign in until if sign in before), default=0)
    return before[start:]


class Cues(Parameters):
    """Words beside the figures of some indicators that speak against them."""

    indicators: tuple[str, ...]
    cues: tuple[str, ...]


@check("cue_beside_figure", Cues)
def cue_beside_figure(scene: Scene, parameters: Cues) -> Judged:
    """A figure in a sentence with one of the cues may count something else."""
    figures = facts(scene.panel)
    figures = figures[figures["indicator_id"].isin(parameters.indicators)]
    words = "|".join(re.escape(cue) for cue in parameters.cues)
    failing = figures[figures["evidence"].fillna("").astype("str").str.contains(words)]
    return one_by_one(scene, figures, failing, lambda f: shown(f))


class Nouns(Parameters):
    """The words in which each of several indicators is named."""

    nouns: Mapping[str, tuple[str, ...]]


@check("both_nouns_recorded", Nouns)
def both_nouns_recorded(scene: Scene, parameters: Nouns) -> Judged:
    """Where a sentence names several indicators beside one number, all of them must be recorded."""
    figures = facts(scene.panel)
    figures = figures[figures["indicator_id"].isin(parameters.nouns)]
    findings: list[Finding] = []
    tested: list[int] = []
    for subject, own in figures.groupby("subject", sort=True):
        recorded = set(own["indicator_id"])
        missing = {i: row for row, i in _named_beside(own, parameters.nouns) if i not in recorded}
        if missing or len(recorded) == len(parameters.nouns):
            tested.append(int(str(subject)))
        findings.extend(_unrecorded(scene, indicator, row) for indicator, row in sorted(missing.items()))
    return Judged(subjects_of(figures[figures["subject"].isin(tested)], scene.panel), tuple(findings))


def _named_beside(own: pd.DataFrame, nouns: Mapping[str, tuple[str, ...]]) -> list[tuple[int, str]]:
    return [
        (int(row), indicator)
        for row, evidence in own["evidence"].fillna("").items()
        for indicator, words in nouns.items()
        if any(word in evidence for word in words)
    ]


def _unrecorded(scene: Scene, indicator: str, row: int) -> Finding:
    figure = scene.panel.figures.loc[row]
    named = f"{scene.name(str(figure['indicator_id']))} {figure['raw_text']}，未记录{scene.name(indicator)}"
    return scene.finding(int(figure["subject"]), (row,), shown(figure), named)


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
    figures = facts(scene.panel)
    later = figures["year"] > figures["report_year"]
    stated = figures["assertion"].isin(["target", "threshold", "reference"])
    wrong = figures[(later & (figures["assertion"] == "actual")) | stated]
    words = "|".join(re.escape(cue) for cue in parameters.plan_cues)
    actual = figures[(figures["assertion"] == "actual") & ~figures.index.isin(wrong.index)]
    actual = actual[actual["evidence"].fillna("").astype("str").str.contains(words)]
    planned = [
        re.search(words, _before(figure, parameters.until)) is not None
        for figure in actual[["raw_text", "evidence"]].itertuples(index=False, name=None)
    ]
    suspect = actual[pd.array(planned, dtype=bool)]
    findings = [_misplaced(scene, row, figure, "violated") for row, figure in wrong.iterrows()]
    findings += [_misplaced(scene, row, figure, "flagged") for row, figure in suspect.iterrows()]
    return Judged(subjects_of(figures, scene.panel), tuple(findings))


def _misplaced(scene: Scene, row: object, figure: pd.Series, result: str) -> Finding:
    year = "" if pd.isna(figure["year"]) else f"{int(figure['year'])}年"
    return scene.finding(
        int(figure["subject"]),
        (int(str(row)),),
        shown(figure),
        f"{year}{scene.name(str(figure['indicator_id']))} {figure['raw_text']}",
        result="violated" if result == "violated" else "flagged",
    )
