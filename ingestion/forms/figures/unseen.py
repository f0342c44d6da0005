"""Hidden sheets, rows and columns: their figures are kept for review, never taken as reported."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from ingestion.documents import Table
from ingestion.forms.cells.grids import address
from ingestion.forms.figures.observing import DOUBTFUL
from ingestion.observations import Observation

Statement = tuple[str | None, float | None, int | None, str | None]


def hidden_places(table: Table) -> frozenset[str]:
    """The cells of hidden rows and columns, in A1 notation."""
    return frozenset(address(cell.row, cell.column) for cell in table.cells if cell.hidden)


def without_hidden(table: Table) -> Table:
    """The table as whoever opens the workbook sees it."""
    shown = tuple(cell for cell in table.cells if not cell.hidden)
    return table if len(shown) == len(table.cells) else replace(table, cells=shown)


def at_places(observations: Iterable[Observation], places: Collection[str]) -> tuple[Observation, ...]:
    """The observations that stand in one of the cells."""
    return tuple(o for o in observations if o.cell in places)


def unseen(observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """The same observations, with the facts among them left for a person to decide."""
    return tuple(
        replace(o, disposition="undecided", confidence=DOUBTFUL) if o.disposition == "fact" else o
        for o in observations
    )


def statements(observations: Iterable[Observation]) -> frozenset[Statement]:
    """What the facts among the observations state: indicator, value, year and scope."""
    return frozenset(
        (o.indicator_id, o.value, o.period_year, o.org_scope) for o in observations if o.disposition == "fact"
    )
