"""Figures laid out in files: one for each share of the country, one for the figures in force of all of it.

Files of Arrow, which are mapped into memory by whoever judges what is in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from expectations.identities.codes import starts_of

COUNTRY = "country"


def file_of(folder: Path, name: str) -> Path:
    """Where the figures of a share (by its number) or of the country lie."""
    return folder / f"{name}.arrow"


def figures_in(path: Path) -> pa.Table:
    """The figures laid out in a file, which stays where it is as long as they are used."""
    if not path.is_file():
        return pa.table({})
    return pa.ipc.open_file(pa.memory_map(str(path))).read_all()


class LaidOut:
    """Files that are being written. Rows come in batches and in any order; ``country`` names the columns
    that comparing a region with all others looks at."""

    def __init__(
        self, folder: Path, shares: frozenset[int], years: frozenset[int | None], country: Sequence[str]
    ) -> None:
        self._folder, self._shares, self._country = folder, shares, list(country)
        self._years = pa.array(sorted(year for year in years if year is not None), pa.int32())
        self._asks_for_no_year = None in years
        self._writers: dict[str, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for writer in self._writers.values():
            writer.close()

    def add(self, batch: pa.RecordBatch) -> None:
        """Put the rows of a batch where they belong."""
        self._add_country(batch)
        shares = batch.column("share").to_numpy(zero_copy_only=False)
        order = np.argsort(shares, kind="stable")
        rows, shares = batch.drop_columns(["share"]).take(order), shares[order]
        starts = starts_of(shares)
        for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(shares)], strict=True):
            if int(shares[start]) in self._shares:
                self._write(str(shares[start]), rows.slice(start, end - start))

    def _add_country(self, batch: pa.RecordBatch) -> None:
        year = batch.column("year")
        asked = pc.is_in(year, value_set=self._years.cast(year.type))
        if self._asks_for_no_year:
            asked = pc.or_(asked, year.is_null())
        self._write(COUNTRY, batch.select(self._country).filter(pc.and_(asked, batch.column("is_in_force"))))

    def _write(self, name: str, rows: pa.RecordBatch) -> None:
        if not rows.num_rows:
            return
        if name not in self._writers:
            self._writers[name] = pa.ipc.new_file(str(file_of(self._folder, name)), rows.schema)
        self._writers[name].write_batch(rows)
