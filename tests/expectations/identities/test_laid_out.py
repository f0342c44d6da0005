"""Figures are laid out once and found again by their share, or by their year where they are in force."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from expectations.identities.judging import Part
from expectations.identities.laid_out import LaidOut, figures_of_share, figures_of_years
from expectations.identities.partition import _pool

ROWS = (
    # name, share, year, is_in_force
    ("a", 0, 2022, True),
    ("b", 1, 2022, True),
    ("a", 1, 2023, False),
    ("c", 1, None, True),
    (None, 0, None, False),
    ("b", 0, 2023, True),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The rows, which come in two batches."""
    names, shares, years, are_in_force = zip(*ROWS, strict=True)
    table = pa.table(
        {
            "name": pa.array(names, pa.string()).dictionary_encode(),
            "row": pa.array(range(len(ROWS)), pa.int64()),
            "share": pa.array(shares, pa.int32()),
            "year": pa.array(years, pa.int32()),
            "is_in_force": pa.array(are_in_force, pa.bool_()),
        }
    )
    with LaidOut(tmp_path, table.schema) as file:
        for batch in table.to_batches(max_chunksize=4):
            file.add(batch)
    return tmp_path


@pytest.mark.parametrize(("share", "rows"), [(0, {0, 4, 5}), (1, {1, 2, 3}), (2, set())])
def test_a_share_has_its_figures_whether_in_force_or_not(folder: Path, share: int, rows: set[int]) -> None:
    assert told(figures_of_share(folder, share)) == {(row, ROWS[row][0]) for row in rows}


@pytest.mark.parametrize(
    ("years", "rows"), [({2022}, {0, 1}), ({2023, None}, {3, 5}), ({2022, 2023}, {0, 1, 5}), ({2021}, set())]
)
def test_years_have_the_figures_in_force_of_all_shares(
    folder: Path, years: set[int | None], rows: set[int]
) -> None:
    found = figures_of_years(folder, years, ["row", "name", "missing"])
    assert found.column_names == ["name", "row"]
    assert told(found) == {(row, ROWS[row][0]) for row in rows}


def test_nothing_is_found_where_nothing_was_laid_out(tmp_path: Path) -> None:
    schema = pa.schema([("share", pa.int32()), ("year", pa.int32()), ("is_in_force", pa.bool_())])
    with LaidOut(tmp_path, schema):
        pass
    assert (
        figures_of_share(tmp_path, 0).num_rows == figures_of_years(tmp_path, {2022}, ["year"]).num_rows == 0
    )


def told(table: pa.Table) -> set[tuple[int, str | None]]:
    return {(row["row"], row["name"]) for row in table.to_pylist()}


@pytest.mark.slow
def test_the_process_that_judges_beside_is_ready_without_what_it_does_not_need(tmp_path: Path) -> None:
    """Importing it would take as long as all the rest of getting ready."""
    root = Path(__file__).parents[3] / "catalog"
    parts = [Part(tmp_path, root, (), (), (str(n),), share=n) for n in range(2)]
    names = {"pandas", "duckdb", "expectations.identities.judging"}
    with _pool(parts) as pool:
        assert pool is not None
        assert pool.submit(eval, f"{names} & set(__import__('sys').modules)").result() == {
            "expectations.identities.judging"
        }
