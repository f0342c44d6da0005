"""Submissions that do not fit their year: a second one that says otherwise, one that comes too early."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from expectations.identities.checks.selection import marked, nothing, subjects_of
from expectations.identities.codes import Integers
from expectations.identities.figures import NEVER, Days
from expectations.identities.findings import Finding, Judged
from expectations.identities.keys import combined, numbered, starts_of
from expectations.identities.panel import Panel
from expectations.identities.printed import show
from expectations.identities.registry import NoParameters, Parameters, Scene, check

_SHOWN = 6


class Refiling(Parameters):
    """How many figures of at least ``minimum`` both must report, and what ``share`` of them differ."""

    minimum: float
    figures: int
    share: float


@check("second_filing_differs", Refiling)
def second_filing_differs(scene: Scene, given: Refiling) -> Judged:
    """A later submission of one kind and year changes most of what the first one said.

    A correction changes some figures; where most are others, the later one is about another year or region.
    """
    if scene.panel.subject != "submission":
        return nothing(scene.panel)
    panel = scene.panel
    pairs: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for rows in _filed_twice(panel, given):
        for later, first in _both_state(panel, rows):
            whose = int(panel.subject_of[later]), int(panel.subject_of[first])
            pairs.setdefault(whose, []).append((later, first))
    tested = {whose: sorted(both) for whose, both in pairs.items() if len(both) >= given.figures}
    findings: dict[int, Finding] = {}
    for (subject, _), both in sorted(tested.items()):
        differing = [(a, b) for a, b in both if panel.figures.value[a] != panel.figures.value[b]]
        if subject not in findings and len(differing) / len(both) >= given.share:
            findings[subject] = _other(scene, subject, differing, len(both))
    return Judged(marked({subject for subject, _ in tested}, panel), tuple(findings.values()))


def _filed_twice(panel: Panel, given: Refiling) -> Iterator[Integers]:
    """The amounts of each region, year and kind that more than one submission is about."""
    own = panel.figures
    with np.errstate(invalid="ignore"):
        chosen = (
            panel.facts & panel.of_the_year & (own.value >= given.minimum) & (own.year == own.report_year)
        )
    chosen &= ~own.kind.among(["correction"]) & own.kind.known()
    chosen &= own.region_code.known() & ~own.org_scope.among(["other"])
    rows = np.flatnonzero(chosen)
    group, first = numbered(combined(own.region_code.numbers[rows], own.year[rows], own.kind.numbers[rows]))
    submission = own.submission_id.numbers[rows]
    is_other = np.bincount(group, submission != submission[first][group], minlength=len(first)) > 0
    rows, group = rows[is_other[group]], group[is_other[group]]
    order = np.argsort(group, kind="stable")
    return iter(np.split(rows[order], starts_of(group[order])[1:]) if len(rows) else ())


def _both_state(panel: Panel, rows: Integers) -> Iterator[tuple[int, int]]:
    """What two submissions state of one indicator and scope, the later one first."""
    own = panel.figures
    stated: dict[tuple[int, int], dict[int, int]] = {}
    for row in rows.tolist():
        what = int(own.indicator_id.numbers[row]), int(own.org_scope.numbers[row])
        stated.setdefault(what, {}).setdefault(int(own.submission_id.numbers[row]), row)
    for of_submissions in stated.values():
        for later in of_submissions.values():
            for first in of_submissions.values():
                if NEVER > own.received_at[later] > own.received_at[first]:
                    yield later, first


def _other(scene: Scene, subject: int, differing: Sequence[tuple[int, int]], stated: int) -> Finding:
    panel = scene.panel
    values, named = panel.figures.value, panel.figures.indicator_id
    shown = "、".join(f"{show(float(values[b]))} → {show(float(values[a]))}" for a, b in differing[:_SHOWN])
    names = "、".join(scene.name(named.at(a) or "") for a, _ in differing[:_SHOWN])
    rows = tuple(np.flatnonzero(panel.facts & (panel.subject_of == subject)).tolist())
    text = f"{len(differing)}/{stated}个数与先报送的不同：{shown}"
    return scene.finding(subject, rows, text, names, result="flagged")


@check("received_before_year_end", NoParameters)
def received_before_year_end(scene: Scene, given: NoParameters) -> Judged:
    """What is received before the year is over cannot be about the whole of it."""
    if scene.panel.subject != "submission":
        return nothing(scene.panel)
    panel, own = scene.panel, scene.panel.figures
    tested = panel.facts & own.period_type.among(["full_year"]) & ~np.isnan(own.year)
    tested &= own.received_at != NEVER
    years = _days_in_china(own.received_at).astype("datetime64[Y]").astype(np.int64) + 1970
    early = np.flatnonzero(tested & (years <= np.nan_to_num(own.year)))
    order = np.argsort(panel.subject_of[early], kind="stable")
    by_subject = np.split(early[order], starts_of(panel.subject_of[early][order])[1:]) if len(early) else []
    return Judged(subjects_of(tested, panel), tuple(_early(scene, rows) for rows in by_subject))


def _days_in_china(moments: Integers) -> Days:
    """The day in China's calendar of moments in microseconds (UTC)."""
    known = np.where(moments == NEVER, 0, moments).astype("datetime64[us]")
    return (known + np.timedelta64(8, "h")).astype("datetime64[D]")


def _early(scene: Scene, rows: Integers) -> Finding:
    own, first = scene.panel.figures, int(rows[0])
    text = f"{int(own.year[first])}年全年数，{_days_in_china(own.received_at[rows[:1]])[0]}收到"
    subject = int(scene.panel.subject_of[first])
    return scene.finding(subject, tuple(rows.tolist()), text, f"{len(rows)}个数", result="flagged")
