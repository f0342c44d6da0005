"""Cells by the column: a large sheet has half a million of them, made and taken apart a field at a time.

Making each by its own constructor takes several times as long as reading the sheet.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from itertools import repeat
from operator import attrgetter
from typing import Any

from ingestion.documents import Cell

_DEFAULTS: Mapping[str, Any] = {field.name: field.default for field in fields(Cell)}
_LARGE = 20_000


def cells_from(columns: Mapping[str, Sequence[Any]]) -> tuple[Cell, ...]:
    """The cells whose fields stand in columns of equal length; a field without a column has its default.

    ``row``, ``column`` and ``text`` are required. Raises :class:`ValueError` where the columns are no
    table of cells.
    """
    count = len(columns["row"])
    if not {"row", "column", "text"} <= columns.keys() <= _DEFAULTS.keys():
        raise ValueError(f"columns {sorted(columns)} are not those of cells")
    if any(len(column) != count for column in columns.values()):
        raise ValueError("columns of cells differ in length")
    with collector_paused(count):
        cells = tuple(map(object.__new__, repeat(Cell, count)))
        for name, default in _DEFAULTS.items():
            _fill(cells, name, columns.get(name) or repeat(default))
    return cells


def columns_of(cells: Sequence[Cell]) -> dict[str, list[Any]]:
    """The fields of cells as columns; fields that have their default in every cell are left out."""
    columns = {name: list(map(attrgetter(name), cells)) for name in _DEFAULTS}
    required = {"row", "column", "text"}
    return {
        name: column
        for name, column in columns.items()
        if name in required or column.count(_DEFAULTS[name]) != len(column)
    }


def _fill(cells: Sequence[Cell], name: str, values: Iterable[Any]) -> None:
    """Sets one field of all cells, which are new and known to nobody yet."""
    deque(map(getattr(Cell, name).__set__, cells, values), maxlen=0)


@contextmanager
def collector_paused(count: int) -> Iterator[None]:
    """For ``count`` new objects and no garbage: the collector would walk over them again and again."""
    pause = count >= _LARGE and gc.isenabled()
    if pause:
        gc.disable()
    try:
        yield
    finally:
        if pause:
            gc.enable()
