"""Figures laid out in one file, in pieces of which each belongs to one share of the country and one year.

A file of Arrow, which is mapped into memory by whoever judges what is in it; beside it stands whose each
piece is. So figures are written once, whether they are judged with their province or with the country.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import pyarrow as pa

from expectations.identities.codes import NOTHING, Bools
from expectations.identities.keys import combined, in_order, starts_of

_FIGURES, _PIECES = "figures.arrow", "pieces.arrow"
_WHOSE = ("share", "year", "is_in_force")
"""The columns that say whose a figure is; a piece has one value of each, ``NOTHING`` for no year."""


def figures_of_share(folder: Path, share: int) -> pa.Table:
    """The figures of a share, those in force and the others."""
    whose = _whose(folder)
    return _read(folder, whose["share"] == share)


def figures_of_years(folder: Path, years: Collection[int | None], columns: Collection[str]) -> pa.Table:
    """The figures in force of some years, in those of the columns that there are."""
    whose = _whose(folder)
    asked = [NOTHING if year is None else year for year in years]
    return _read(folder, np.isin(whose["year"], asked) & (whose["is_in_force"] == 1), columns)


def _whose(folder: Path) -> dict[str, Any]:
    pieces = pa.ipc.open_file(pa.memory_map(str(folder / _PIECES))).read_all()
    return {name: pieces.column(name).to_numpy() for name in _WHOSE}


def _read(folder: Path, chosen: Bools, columns: Collection[str] | None = None) -> pa.Table:
    """The chosen pieces as one table, whose columns are each in one piece."""
    laid_out = pa.ipc.open_file(pa.memory_map(str(folder / _FIGURES)))
    pieces = [laid_out.get_batch(number) for number in np.flatnonzero(chosen).tolist()]
    table = pa.Table.from_batches(pieces, laid_out.schema)
    names = [name for name in table.column_names if columns is None or name in columns]
    return pa.table({name: _in_one(table.column(name)) for name in names})


def _in_one(column: Any) -> Any:
    """A column in one piece; all pieces of a file have the same dictionary."""
    if not column.num_chunks or not pa.types.is_dictionary(column.type):
        return column.combine_chunks()
    indices = pa.concat_arrays([chunk.indices for chunk in column.chunks])
    return pa.DictionaryArray.from_arrays(indices, column.chunk(0).dictionary)


class LaidOut:
    """The file that is being written. Rows of the schema ``rows`` come in batches and in any order."""

    def __init__(self, folder: Path, rows: pa.Schema) -> None:
        self._folder = folder
        self._writer = pa.ipc.new_file(str(folder / _FIGURES), rows)
        self._whose: list[list[int]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.close()
        columns = zip(*self._whose, strict=True) if self._whose else ((),) * len(_WHOSE)
        pieces = pa.table({n: pa.array(c, pa.int64()) for n, c in zip(_WHOSE, columns, strict=True)})
        with pa.ipc.new_file(str(self._folder / _PIECES), pieces.schema) as writer:
            writer.write_table(pieces)

    def add(self, rows: pa.RecordBatch) -> None:
        """Put the rows of each share and year together."""
        whose = [rows.column(name).cast(pa.int64()).fill_null(NOTHING).to_numpy() for name in _WHOSE]
        order = in_order(*whose)
        rows, whose = rows.take(order), [column[order] for column in whose]
        starts = starts_of(combined(*whose))
        for start, size in zip(starts.tolist(), np.diff(np.append(starts, len(order))).tolist(), strict=True):
            self._writer.write_batch(rows.slice(start, size))
            self._whose.append([int(column[start]) for column in whose])
