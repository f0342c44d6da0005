"""Figures laid out for judging: one row per frame, one cell per indicator.

A frame is what may be compared with itself: one submission (or one region), one year, one organisational
scope, one assertion and compatible periods. Scopes never mix, nor do what was done and what was promised.
Figures of the full year, up to a date and at a point in time of one submission belong together; those of a
campaign or of another year stay among themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, Literal, TypeVar

import numpy as np
import pyarrow as pa

from catalog.rules import Subject
from expectations.identities.codes import (
    NOTHING,
    Bools,
    Codes,
    Floats,
    Integers,
    Numbers,
    Texts,
    coded,
    picked,
)
from expectations.identities.figures import Figure, Figures, details
from expectations.identities.printed import show_all_bounds, show_bounds

Made = TypeVar("Made")
Edge = Literal["low", "high", "value", "step"]


@dataclass(frozen=True, slots=True)
class Subjects:
    """What is judged, in order: submissions (with their region and report year) or region-years."""

    submission_id: tuple[str | None, ...]
    region_code: tuple[str | None, ...]
    year: tuple[int | None, ...]

    def __len__(self) -> int:
        return len(self.year)

    def take(self, places: Integers) -> Subjects:
        """Some of them."""
        columns = (self.submission_id, self.region_code, self.year)
        submissions, regions, years = (tuple(column[n] for n in places.tolist()) for column in columns)
        return Subjects(submissions, regions, years)

    @classmethod
    def together(cls, parts: Sequence[Subjects]) -> Subjects:
        """The subjects of several panels, one after another."""
        columns = ((part.submission_id, part.region_code, part.year) for part in parts)
        submissions, regions, years = (tuple(chain(*column)) for column in zip(*columns, strict=True))
        return cls(submissions, regions, years)


@dataclass(frozen=True, slots=True)
class Cells:
    """The runs of figures of one indicator in one frame, by indicator and frame.

    Two unequal figures in one frame span an interval: either may be meant. ``value`` is the first printed
    number, ``distinct`` how many different ones there are; ``start`` and ``count`` say which figures.
    """

    indicator: Numbers
    frame: Integers
    low: Floats
    high: Floats
    step: Floats
    value: Floats
    distinct: Integers
    start: Integers
    count: Integers

    def __len__(self) -> int:
        return len(self.frame)


@dataclass(frozen=True)
class Panel:
    """The figures of all submissions, or of all regions and years.

    ``figures`` are sorted by indicator and frame; ``frame`` is the frame of each, ``owners`` the subject of
    each frame, ``sample`` one figure of each frame. ``before`` is the frame of the previous year, or -1.
    ``asked`` are the years that are judged (all, where it is None); others are there to be looked back at.
    """

    subject: Subject
    figures: Figures
    frame: Integers
    owners: Integers
    sample: Integers
    subjects: Subjects
    cells: Cells
    before: Integers
    asked: frozenset[int | None] | None = None

    @property
    def rows(self) -> int:
        """How many frames there are."""
        return len(self.owners)

    def column(self, indicator_id: str, which: Edge, years_back: int = 0) -> Floats:
        """A bound, the printed value or the step of an indicator by frame, NaN where it is not reported."""
        key = f"{which} {indicator_id} {years_back}"
        return self.once(key, lambda: self._column(indicator_id, which, years_back))

    def _column(self, indicator_id: str, which: Edge, years_back: int) -> Floats:
        of_cells = self.once(which, lambda: np.append(getattr(self.cells, which), np.nan))
        return np.asarray(of_cells[self.cells_at(indicator_id, years_back)], dtype=np.float64)

    def knows(self, indicator_id: str) -> bool:
        """Whether any submission or region reports the indicator."""
        return indicator_id in self._numbers

    def cells_at(self, indicator_id: str, years_back: int = 0) -> Numbers:
        """The cell of an indicator in every frame, -1 where it has none."""
        number = self._numbers.get(indicator_id, NOTHING)
        found = self._cell_at[number] if number >= 0 else self._no_cell
        for _ in range(years_back):
            found = np.where(self.before >= 0, found[self.before], np.int32(NOTHING))
        return found

    def cell_numbers(self, indicators: Integers, frames: Integers) -> Numbers:
        """The cell of each indicator (by its number) in a frame beside it, -1 where it has none."""
        found: Numbers = self._cell_at[indicators, frames]
        return np.where(frames >= 0, found, np.int32(NOTHING))

    def cells_of(self, indicator_id: str) -> Integers:
        """The cells of an indicator in the order of their frames."""
        number = self.figures.indicator_id.number(indicator_id)
        start, end = np.searchsorted(self.cells.indicator, [number, number + 1])
        return np.arange(start, end)

    def texts(self, indicator_id: str, frames: Integers, years_back: int = 0) -> Texts:
        """The figures of an indicator in some frames as they are shown, empty where it is not reported."""
        cells = self.cells_at(indicator_id, years_back)[frames]
        return picked(self._cell_texts, np.where(cells < 0, len(self.cells), cells))

    def text(self, frame: int, indicator_id: str, years_back: int = 0) -> str:
        """The same of one frame."""
        cell = self._cell(frame, indicator_id, years_back)
        return "" if cell < 0 else str(self._cell_texts[cell].as_py())

    def rows_at(self, frame: int, indicator_id: str, years_back: int = 0) -> tuple[int, ...]:
        """Where the figures of one indicator in one frame that state a number stand in ``figures``."""
        cell = self._cell(frame, indicator_id, years_back)
        if cell < 0:
            return ()
        start, count = int(self.cells.start[cell]), int(self.cells.count[cell])
        return tuple(row for row in range(start, start + count) if not np.isnan(self.figures.low[row]))

    def details(self, rows: Any) -> Iterator[Figure]:
        """The figures of some rows in detail."""
        wanted = np.asarray(rows, dtype=np.int64)
        return details(self.figures, wanted, self.subject_of[wanted], self.frame[wanted])

    def is_printed(self, frame: int, indicator_id: str, years_back: int = 0) -> bool:
        """Whether an indicator has a figure in the frame."""
        return self._cell(frame, indicator_id, years_back) >= 0

    def owner(self, frame: int) -> int:
        """The subject that a frame belongs to."""
        return int(self.owners[frame])

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """What several checks work out alike, made by the first of them; it is not to be changed."""
        if name not in self._made:
            self._made[name] = make()
        made: Made = self._made[name]
        return made

    @cached_property
    def _made(self) -> dict[str, Any]:
        return {}

    @cached_property
    def is_asked(self) -> Bools:
        """Which frames are of a year that is judged."""
        asked = [self.asked is None or year in self.asked for year in self.subjects.year]
        return np.array(asked, dtype=bool)[self.owners]

    @cached_property
    def facts(self) -> Bools:
        """Which figures are reported as facts, with a number."""
        return self.figures.disposition.among(["fact"]) & ~np.isnan(self.figures.low)

    @cached_property
    def are_exact(self) -> Bools:
        """Which figures are printed without a word such as 余 or 约."""
        return self.figures.are_exact()

    @cached_property
    def subject_of(self) -> Integers:
        """The subject of every figure."""
        return self.owners[self.frame]

    @cached_property
    def of_the_year(self) -> Bools:
        """Which figures are of the year, not of a campaign or another year."""
        return self.figures.period.among(["year"])

    @cached_property
    def sheets(self) -> Codes:
        """The sheet of every figure."""
        return coded(self.figures.texts.column("sheet")).take(self.figures.source)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.figures.indicator_id.names)}

    @cached_property
    def _no_cell(self) -> Numbers:
        return np.full(self.rows, NOTHING, dtype=np.int32)

    @cached_property
    def _cell_at(self) -> Any:
        at = np.full((len(self.figures.indicator_id.names), self.rows), NOTHING, dtype=np.int32)
        at[self.cells.indicator, self.cells.frame] = np.arange(len(self.cells), dtype=np.int32)
        return at

    def _cell(self, frame: int, indicator_id: str, years_back: int) -> int:
        for _ in range(years_back):
            frame = int(self.before[frame]) if frame >= 0 else NOTHING
        number = self._numbers.get(indicator_id, NOTHING)
        return NOTHING if frame < 0 or number < 0 else int(self._cell_at[number, frame])

    @cached_property
    def _cell_texts(self) -> Texts:
        """One text per cell: the figure with its mark, two unequal ones with a stroke between them.

        The last one is empty: what is shown where there is no cell.
        """
        own = self.figures
        first = self.cells.start
        shown = show_all_bounds(own.value[first], own.low[first], own.high[first], own.qualifier.take(first))
        special = np.flatnonzero(self.cells.count > 1)
        texts = [self._several(cell) for cell in special.tolist()]
        place = np.arange(len(shown) + 1)
        place[[*special.tolist(), len(shown)]] = np.arange(len(shown), len(shown) + len(texts) + 1)
        return picked(pa.concat_arrays([shown, pa.array([*texts, ""], pa.string())]), place)

    def _several(self, cell: int) -> str:
        start, count = int(self.cells.start[cell]), int(self.cells.count[cell])
        return "／".join(
            dict.fromkeys(text for row in range(start, start + count) if (text := self._shown(row)))
        )

    def _shown(self, row: int) -> str:
        own = self.figures
        return show_bounds(
            float(own.value[row]), float(own.low[row]), float(own.high[row]), own.qualifier.at(row)
        )
