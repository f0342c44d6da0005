"""Makes panels: puts figures into frames, the figures of one indicator in a frame into a cell."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from catalog import Catalog
from catalog.rules import Subject
from expectations.identities.codes import NOTHING, Bools, Floats, Integers
from expectations.identities.figures import Figures, figures_of
from expectations.identities.keys import combined, distinct, found_among, in_order, numbered, starts_of
from expectations.identities.panel import Cells, Panel, Subjects

_UNKNOWN_YEAR = -1


def submission_panel(table: pa.Table, catalog: Catalog) -> Panel:
    """The figures of every submission, as they were reported."""
    return panel_of(figures_of(table, catalog), "submission")


def region_panel(table: pa.Table, catalog: Catalog) -> Panel:
    """The figures in force of every region and year; conflicting candidates are no figure to judge with."""
    return panel_of(figures_of(table, catalog).without_conflicts(), "region_year")


def panel_of(given: Figures, subject: Subject) -> Panel:
    """Figures put into frames."""
    frames = _Frames(given, subject)
    order = _order(given, frames.number)
    figures, frame = given.take(order), frames.number[order]
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    subjects, owners = (_submissions if subject == "submission" else _region_years)(given, frames)
    return Panel(
        subject=subject,
        figures=figures,
        frame=frame,
        owners=owners,
        sample=place[frames.first],
        subjects=subjects,
        cells=_cells(figures, frame),
        before=frames.before(),
    )


def _years(figures: Figures) -> Integers:
    return np.where(np.isnan(figures.year), _UNKNOWN_YEAR, figures.year).astype(np.int64)


class _Frames:
    """The frame of every figure, and the first figure of every frame, in the order of the keys.

    ``years`` are those of the figures, as whole numbers.
    """

    def __init__(self, figures: Figures, subject: Subject) -> None:
        self._figures, self.years = figures, _years(figures)
        owner = (figures.submission_id.numbers,) if subject == "submission" else ()
        self._place = (*owner, figures.region_code.numbers)
        key = combined(
            *self._place,
            self.years,
            figures.org_scope.numbers,
            figures.standing.numbers,
            figures.period.numbers,
            figures.label.numbers,
        )
        self.number, self.first = numbered(key)

    def before(self) -> Integers:
        """The frame of the year before: in force for the same region, or quoted by the same submission."""
        own, first = self._figures, self.first
        place = (column[first] for column in self._place)
        same, _ = numbered(combined(*place, own.org_scope.numbers[first], own.label.numbers[first]))
        standing, period, year = (
            column[first].astype(np.int64)
            for column in (own.standing.numbers, own.period.numbers, self.years)
        )
        quoted = own.standing.number("reference"), own.period.number("previous_year")
        sizes = len(own.standing.names), len(own.period.names)
        lowest = int(year.min(initial=0)) - 1
        span = int(year.max(initial=0)) - lowest + 1

        def key(standing: Integers, period: Integers, year: Integers) -> Integers:
            return ((same * sizes[0] + standing) * sizes[1] + period) * span + (year - lowest)

        known = key(standing, period, year)
        earlier = found_among(key(standing, period, year - 1), known)
        if min(quoted) < 0:
            return earlier
        told = key(np.full_like(standing, quoted[0]), np.full_like(period, quoted[1]), year - 1)
        of_quoted = found_among(told, known)
        return np.where(earlier >= 0, earlier, of_quoted)


def _order(figures: Figures, frames: Integers) -> Integers:
    """The figures by indicator, frame and observation; most stand alone, so few observations are compared."""
    key = combined(figures.indicator_id.numbers, frames)
    order = in_order(figures.indicator_id.numbers, frames)
    same = np.flatnonzero(key[order][1:] == key[order][:-1])
    together = distinct(np.r_[same, same + 1])
    rows = order[together]
    names = figures.text("observation_id", rows)
    sorted_out = sorted(range(len(rows)), key=lambda n: (key[rows[n]], names[n], rows[n]))
    order[together] = rows[np.array(sorted_out, dtype=np.int64)]
    return order.astype(np.int64)


def _region_years(figures: Figures, frames: _Frames) -> tuple[Subjects, Integers]:
    """The regions and years, and that of every frame."""
    rows = frames.first
    owners, frame = numbered(combined(figures.region_code.numbers[rows], frames.years[rows]))
    first = rows[frame]
    regions = tuple(figures.region_code.at(row) for row in first.tolist())
    return Subjects((None,) * len(first), regions, _plain_years(figures.year[first])), owners


def _submissions(figures: Figures, frames: _Frames) -> tuple[Subjects, Integers]:
    """The submissions, and that of every frame."""
    owners, frame = numbered(figures.submission_id.numbers[frames.first].astype(np.int64))
    first = np.full(len(frame), len(figures), dtype=np.int64)
    np.minimum.at(first, owners, frames.first)
    names = tuple(figures.submission_id.at(row) for row in first.tolist())
    reporters = _reporters(figures, owners[frames.number], len(first))
    regions = tuple(None if r < 0 else figures.region_code.names[r] for r in reporters.tolist())
    return Subjects(names, regions, _plain_years(figures.report_year[first])), owners


def _plain_years(years: Floats) -> tuple[int | None, ...]:
    return tuple(None if year != year else int(year) for year in years.tolist())


def _reporters(figures: Figures, submission: Integers, count: int) -> Integers:
    """The region of every submission that has one: a workbook of several bureaus' returns has none.

    A figure of another body (a county's row in a city's table) does not say whose submission it is.
    """
    is_other = figures.org_scope.among(["other"]) | figures.is_reported_by_upper
    lowest, highest = _extremes(figures, submission, ~is_other, count)
    own = np.where(lowest == highest, lowest, NOTHING)
    # Where all is of others, the first by its code, in whatever order the figures come.
    others, _ = _extremes(figures, submission, is_other, count)
    has_own = np.zeros(count, dtype=bool)
    has_own[submission[~is_other]] = True
    return np.where(has_own, own, others)


def _extremes(figures: Figures, submission: Integers, among: Bools, count: int) -> tuple[Integers, Integers]:
    """The first and the last region by code that each submission speaks of, ``NOTHING`` for none."""
    beyond = len(figures.region_code.names)
    chosen = among & figures.region_code.known()
    lowest, highest = np.full(count, beyond), np.full(count, NOTHING)
    np.minimum.at(lowest, submission[chosen], figures.region_code.numbers[chosen])
    np.maximum.at(highest, submission[chosen], figures.region_code.numbers[chosen])
    return np.where(lowest == beyond, NOTHING, lowest), highest


def _cells(figures: Figures, frame: Integers) -> Cells:
    counts = ~figures.disposition.among(["reference"]) | figures.period_type.among(["previous_year"])
    stated = np.flatnonzero(~np.isnan(figures.low) & counts & figures.indicator_id.known())
    indicator = figures.indicator_id.numbers[stated]
    starts = starts_of(combined(indicator, frame[stated]))
    ends = np.append(starts, len(stated))[1:]
    value, distinct = _values(figures.value[stated], starts, ends)
    low = _of_runs(np.minimum, figures.low[stated], starts)
    return Cells(
        indicator=indicator[starts].astype(np.int32),
        frame=frame[stated][starts],
        low=low,
        high=_of_runs(np.maximum, figures.high[stated], starts),
        step=_of_runs(np.maximum, figures.step[stated], starts),
        value=np.where(np.isnan(value), low, value),  # a range has only bounds
        distinct=distinct,
        start=stated[starts],
        count=stated[ends - 1] - stated[starts] + 1,
    )


def _of_runs(edge: np.ufunc, column: Floats, starts: Integers) -> Floats:
    """The lowest or highest value of every run; most runs are of one figure."""
    if len(starts) == len(column):
        return column
    return np.asarray(edge.reduceat(column, starts), dtype=np.float64)


def _values(values: Floats, starts: Integers, ends: Integers) -> tuple[Floats, Integers]:
    """The first printed number of every run, and how many different ones there are."""
    first = values[starts]
    distinct = (~np.isnan(first)).astype(np.int64)
    for run in np.flatnonzero(ends - starts > 1).tolist():
        own = values[starts[run] : ends[run]]
        own = own[~np.isnan(own)]
        distinct[run] = len(np.unique(own))
        first[run] = own[0] if len(own) else np.nan
    return first, distinct
