"""What a submission no longer says: an item of a list, a sheet of a form, the number in a cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from expectations.identities.checks.selection import marked, nothing
from expectations.identities.codes import Bools, Floats, Integers
from expectations.identities.findings import Finding, Judged
from expectations.identities.keys import combined, found_among, in_order, numbered, starts_of
from expectations.identities.panel import Panel
from expectations.identities.registry import NoParameters, Parameters, Scene, check

_AHEAD = 2
"""How many years later than it was reported a figure may be missed."""


@dataclass(frozen=True, slots=True)
class Filings:
    """What the last submission of every region, kind and year reports of its own year, a row per indicator.

    ``row`` is the figure in the panel, ``whose`` numbers region and kind, ``item`` these with scope and
    indicator; ``year`` counts from the earliest of the panel, and ``years`` from it to the last, and as many
    more as one looks ahead. Blank cells are among it; references and figures of other bodies are not.
    """

    row: Integers
    year: Integers
    whose: Integers
    item: Integers
    years: int

    def take(self, chosen: Bools | Integers) -> Filings:
        """Some of them."""
        row, year, whose, item = (c[chosen] for c in (self.row, self.year, self.whose, self.item))
        return Filings(row, year, whose, item, self.years)

    def of_bureaus(self) -> Integers:
        """One number for each region, kind and year."""
        return self.whose * self.years + self.year

    def of_items(self) -> Integers:
        """One number for each item and year."""
        return self.item * self.years + self.year

    def later(self, years: int) -> Filings:
        """The same as if of a later year."""
        return replace(self, year=self.year + years)


def filings(scene: Scene) -> Filings:
    """What was filed; worked out once for all checks."""
    return scene.panel.once("filings", lambda: _filings(scene.panel))


def _filings(panel: Panel) -> Filings:
    own = panel.figures
    chosen = own.disposition.among(["fact"]) & own.indicator_id.known() & own.region_code.known()
    chosen &= panel.of_the_year & (own.year == own.report_year) & ~own.org_scope.among(["other"])
    chosen &= ~own.kind.among(["correction"]) & own.kind.known() & own.org_scope.known()
    rows = np.flatnonzero(chosen)
    moment, _ = numbered(own.received_at[rows])
    rows = rows[in_order(moment, own.submission_id.numbers[rows])]
    year, submission = own.year[rows].astype(np.int64), own.submission_id.numbers[rows]
    year = year - (year.min() if len(year) else 0)
    whose, _ = numbered(combined(own.region_code.numbers[rows], own.kind.numbers[rows]))
    filing, _ = numbered(combined(whose, year))
    last = np.zeros(int(filing.max(initial=-1)) + 1, dtype=np.int64)
    np.maximum.at(last, filing, np.arange(len(rows)))
    item, _ = numbered(combined(whose, own.org_scope.numbers[rows], own.indicator_id.numbers[rows]))
    years = int(year.max(initial=0)) + 1 + _AHEAD
    found = Filings(rows, year, whose, item, years).take(submission == submission[last[filing]])
    _, first = numbered(found.of_items())
    return found.take(np.sort(first))


@dataclass(frozen=True, slots=True)
class _Due:
    """What was reported a year ago where there is a submission this year; ``now`` is its subject.

    ``lost`` is what is not there at all in it.
    """

    filed: Filings
    now: Integers
    lost: Bools

    def take(self, chosen: Bools | Integers) -> _Due:
        """Some of it."""
        return _Due(self.filed.take(chosen), self.now[chosen], self.lost[chosen])


def missed(scene: Scene) -> _Due:
    """What was due; worked out once for all checks."""
    return scene.panel.once("missed", lambda: _no_longer(scene.panel, filings(scene)))


def _no_longer(panel: Panel, reported: Filings) -> _Due:
    earlier = _with_number(panel, reported).later(1)
    place = found_among(earlier.of_bureaus(), reported.of_bureaus())
    due = earlier.take(place >= 0)
    now = panel.subject_of[reported.row[place[place >= 0]]]
    return _Due(due, now, ~_are_in(due, reported))


def _with_number(panel: Panel, reported: Filings) -> Filings:
    return reported.take(~np.isnan(panel.figures.low[reported.row]))


def _are_in(some: Filings, others: Filings) -> Bools:
    """Whether what stands in each row is reported for that year among the others."""
    return found_among(some.of_items(), others.of_items()) >= 0


class Lists(Parameters):
    """Two figures of a report at most ``reach`` characters apart are neighbours in a list."""

    reach: int


@check("lost_item", Lists)
def lost_item(scene: Scene, given: Lists) -> Judged:
    """A figure of a list that both years before had, missing while a neighbour in the list is still there."""
    panel = scene.panel
    if panel.subject != "submission":
        return nothing(panel)
    reported = filings(scene)
    due = missed(scene)
    due = due.take(~np.isnan(panel.figures.char_start[due.filed.row]))
    lists = _lists(panel, due)
    order = in_order(lists, panel.figures.char_start[due.filed.row])
    due, lists = due.take(order), lists[order]
    kept = _has_kept_neighbour(lists, panel.figures.char_start[due.filed.row], due.lost, given.reach)
    # What stood there once is no habit.
    before = _are_in(due.filed, _with_number(panel, reported).later(2))
    return _gaps(scene, due, due.take(due.lost & kept & before), "上年有而本年未列")


def _lists(panel: Panel, due: _Due) -> Integers:
    """The figures of one region, kind, scope and year have one number, in this order."""
    own, rows = panel.figures, due.filed.row
    columns = (own.region_code, own.kind, own.org_scope)
    return combined(*(column.numbers[rows] for column in columns), due.filed.year)


def _has_kept_neighbour(lists: Integers, places: Floats, lost: Bools, reach: int) -> Bools:
    """Whether the figure before or after it in last year's list is still reported."""
    near = np.zeros(len(lists), dtype=bool)
    near[1:] = (lists[1:] == lists[:-1]) & (np.diff(places) <= reach)
    before = near & np.r_[False, ~lost[:-1]][: len(near)]
    after = np.r_[near[1:] & ~lost[1:], False][: len(near)]
    return np.asarray(before | after, dtype=bool)


@check("lost_sheet", NoParameters)
def lost_sheet(scene: Scene, given: NoParameters) -> Judged:
    """A sheet of a form that was filled in last year, of whose figures none is there now."""
    panel = scene.panel
    if panel.subject != "submission":
        return nothing(panel)
    due = missed(scene)
    due = due.take(panel.sheets.known()[due.filed.row])
    sheet, _ = numbered(combined(due.now, panel.sheets.numbers[due.filed.row]))
    is_kept = np.zeros(int(sheet.max(initial=-1)) + 1, dtype=bool)
    is_kept[sheet[~due.lost]] = True
    return _gaps(scene, due, due.take(~is_kept[sheet]), "上年所填的表本年未报")


@check("blank_after_figures", NoParameters)
def blank_after_figures(scene: Scene, given: NoParameters) -> Judged:
    """An empty cell where the same bureau wrote a number last year, nought included."""
    panel, low = scene.panel, scene.panel.figures.low
    if panel.subject != "submission":
        return nothing(panel)
    reported = filings(scene)
    earlier = _with_number(panel, reported).later(1)
    place = found_among(reported.of_items(), earlier.of_items())
    both = np.flatnonzero((place >= 0) & panel.figures.has("sheet")[reported.row])
    blank = both[np.isnan(low[reported.row[both]])]
    before = low[earlier.row[place[blank]]]
    findings = tuple(
        _blank(scene, row, value)
        for row, value in zip(reported.row[blank].tolist(), before.tolist(), strict=True)
    )
    return Judged(marked(panel.subject_of[reported.row[both]], panel), findings)


def _blank(scene: Scene, row: int, before: float) -> Finding:
    name = scene.name(scene.panel.figures.indicator_id.at(row) or "")
    return scene.finding(
        int(scene.panel.subject_of[row]), (row,), f"{before:g} → （空）", name, result="flagged"
    )


def _gaps(scene: Scene, due: _Due, lost: _Due, what: str) -> Judged:
    return Judged(marked(due.now, scene.panel), tuple(_gap(scene, own, what) for own in _by_filing(lost)))


def _by_filing(lost: _Due) -> Iterator[_Due]:
    order = np.argsort(lost.now, kind="stable")
    for own in np.split(order, starts_of(lost.now[order])[1:]) if len(order) else ():
        yield lost.take(own)


def _gap(scene: Scene, own: _Due, what: str) -> Finding:
    """There is no figure to hold back: the submission itself is to be looked at."""
    figures = scene.panel.figures
    values = "、".join(f"{value:g}" for value in figures.low[own.filed.row].tolist())
    names = "、".join(scene.name(figures.indicator_id.at(row) or "") for row in own.filed.row.tolist())
    return scene.finding(int(own.now[0]), (), f"{what}：{values}", names, result="flagged")
