"""Figures laid out in files: one for each share of the country, one for all figures in force of each year.

Files of Arrow, which are mapped into memory by whoever judges what is in them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import pyarrow as pa

from expectations.identities.codes import Floats, starts_of

_SHARE = "share"
"""The column that says to which share a row belongs."""


def figures_of_share(folder: Path, share: int) -> pa.Table:
    """The figures of a share, for as long as the file stays where it is."""
    return _read(_file(folder, "share", share))


def figures_of_years(folder: Path, years: Iterable[int | None]) -> pa.Table:
    """The figures in force of some years."""
    return pa.concat_tables(_read(_file(folder, "year", year)) for year in years)


def _read(path: Path) -> pa.Table:
    return pa.ipc.open_file(pa.memory_map(str(path))).read_all()


def _file(folder: Path, of: str, number: int | None) -> Path:
    return folder / f"{of}-{number}.arrow"


class LaidOut:
    """Files that are being written: one for every share and year that is asked for, also without rows.

    Rows of the schema ``rows`` come in batches and in any order; ``country`` names the columns that comparing
    a region with all others looks at.
    """

    def __init__(
        self,
        folder: Path,
        rows: pa.Schema,
        shares: Collection[int],
        years: Collection[int | None],
        country: Sequence[str],
    ) -> None:
        self._folder, self._country = folder, list(country)
        self._shares, self._years = frozenset(shares), frozenset(years)
        of_share = rows.remove(rows.get_field_index(_SHARE))
        of_year = pa.schema([rows.field(name) for name in country])
        schemas = {_file(folder, "share", share): of_share for share in self._shares}
        schemas |= {_file(folder, "year", year): of_year for year in self._years}
        self._writers = {path: pa.ipc.new_file(str(path), schema) for path, schema in schemas.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for writer in self._writers.values():
            writer.close()

    def add(self, batch: pa.RecordBatch) -> None:
        """Put the rows of a batch where they belong."""
        self._put(batch.drop_columns([_SHARE]), "share", _numbers(batch.column(_SHARE)), self._shares)
        in_force = batch.select(self._country).filter(batch.column("is_in_force"))
        self._put(in_force, "year", _numbers(in_force.column("year")), self._years)

    def _put(
        self, rows: pa.RecordBatch, of: str, numbers: Floats, asked: frozenset[int] | frozenset[int | None]
    ) -> None:
        order = np.argsort(numbers, kind="stable")
        rows, numbers = rows.take(order), numbers[order]
        starts = starts_of(np.nan_to_num(numbers, nan=np.inf))
        for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(numbers)], strict=True):
            number = None if np.isnan(numbers[start]) else int(numbers[start])
            if number in asked:
                self._writers[_file(self._folder, of, number)].write_batch(rows.slice(start, end - start))


def _numbers(column: Any) -> Floats:
    """A column of whole numbers, NaN where there is none."""
    return np.asarray(column.cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)
