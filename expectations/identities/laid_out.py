"""Figures laid out in files: one for each share of the country, one for all figures in force of each year.

Files of Arrow, which are mapped into memory by whoever judges what is in them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

import numpy as np
import pyarrow as pa

from expectations.identities.codes import Floats
from expectations.identities.keys import starts_of

Part = Literal["share", "year"]
"""What has a file of its own; also the column that says which of them a row belongs to."""


def figures_of_share(folder: Path, share: int) -> pa.Table:
    """The figures of a share, for as long as the file stays where it is."""
    return _read(_file(folder, "share", share))


def figures_of_years(folder: Path, years: Iterable[int | None]) -> pa.Table:
    """The figures in force of some years."""
    return pa.concat_tables(_read(_file(folder, "year", year)) for year in years)


def _read(path: Path) -> pa.Table:
    return pa.ipc.open_file(pa.memory_map(str(path))).read_all()


def _file(folder: Path, part: Part, number: int | None) -> Path:
    return folder / f"{part}-{number}.arrow"


class LaidOut:
    """Files that are being written: one for every share (or year) that is asked for, also without rows.

    Rows of the schema ``rows`` come in batches and in any order, with the number of their part.
    """

    def __init__(self, folder: Path, part: Part, asked: Collection[int | None], rows: pa.Schema) -> None:
        files = {number: str(_file(folder, part, number)) for number in asked}
        self._writers = {number: pa.ipc.new_file(path, rows) for number, path in files.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for writer in self._writers.values():
            writer.close()

    def add(self, rows: pa.RecordBatch, numbers: Floats) -> None:
        """Put the rows where they belong; NaN stands for no year."""
        order = np.argsort(numbers, kind="stable")
        rows, numbers = rows.take(order), numbers[order]
        starts = starts_of(np.nan_to_num(numbers, nan=np.inf))
        for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(numbers)], strict=True):
            number = None if np.isnan(numbers[start]) else int(numbers[start])
            self._writers[number].write_batch(rows.slice(start, end - start))
