"""The marts lie beside the warehouse as Parquet: the same rows, the same bytes again, queries that run."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
from homes import RunHome

from pipeline.exports import export_marts
from pipeline.exports.keys import key_of
from pipeline.exports.writing import EXAMPLES
from pipeline.query import answered

QUERIES = re.findall(r"```sql\n(.*?)```", EXAMPLES.read_text(encoding="utf-8"), re.DOTALL)


def marts_of(home: Path) -> tuple[str, ...]:
    with duckdb.connect(str(home / "warehouse" / "nianjian.duckdb"), read_only=True) as connection:
        query = "select table_name from information_schema.tables where table_schema = 'marts' order by 1"
        return tuple(name for (name,) in connection.execute(query).fetchall())


@pytest.mark.slow
def test_every_mart_is_exported_with_the_same_rows(sample_home: RunHome) -> None:
    folder = sample_home.root / "warehouse" / "marts"
    names = marts_of(sample_home.root)
    assert {path.stem for path in folder.glob("*.parquet")} == set(names)
    with duckdb.connect(
        str(sample_home.root / "warehouse" / "nianjian.duckdb"), read_only=True
    ) as connection:
        for name in names:
            file = folder / f"{name}.parquet"
            for left, right in ((f"marts.{name}", f"'{file}'"), (f"'{file}'", f"marts.{name}")):
                assert connection.execute(f"from {left} except all from {right}").fetchall() == []


def test_the_key_of_a_mart_is_what_the_project_tests() -> None:
    assert key_of("fct_indicator_year") == ("region_code", "year", "org_scope", "indicator_id")
    assert key_of("fct_observation") == ("observation_id",)
    assert key_of("no_such_mart") == ()


@pytest.mark.slow
def test_the_rows_of_a_file_follow_its_key(sample_home: RunHome) -> None:
    folder = sample_home.root / "warehouse" / "marts"
    names = marts_of(sample_home.root)
    keys = {name: key_of(name) for name in names}
    assert all(keys.values())
    for name, key in keys.items():
        keys_of_rows = f"select {', '.join(key)} from '{folder / name}.parquet'"
        found = duckdb.execute(keys_of_rows).fetchall()
        assert found == duckdb.execute(f"{keys_of_rows} order by all").fetchall()
        assert len(set(found)) == len(found)


@pytest.mark.slow
def test_the_same_build_gives_the_same_bytes(sample_home: RunHome, tmp_path: Path) -> None:
    warehouse = sample_home.root / "warehouse" / "nianjian.duckdb"
    first, second = tmp_path / "first", tmp_path / "second"
    names = export_marts(warehouse, first)
    assert export_marts(warehouse, second) == names
    for name in names:
        assert (first / f"{name}.parquet").read_bytes() == (second / f"{name}.parquet").read_bytes()


@pytest.mark.slow
def test_two_builds_of_the_same_day_give_the_same_bytes_and_only_the_last_is_kept_beside(
    past_home: RunHome, past_again_home: RunHome
) -> None:
    """The third build of the home: the exports follow the build in force, those of the first are gone."""
    assert past_again_home.exit_code == 0, past_again_home.output
    warehouse = past_again_home.root / "warehouse"
    after = (warehouse / "marts").resolve()
    before = warehouse / "exports" / (past_home.root / "warehouse" / "marts").resolve().name
    assert before != after
    assert set((warehouse / "exports").iterdir()) == {before, after}
    names = {path.name for path in before.iterdir()}
    assert names == {path.name for path in after.iterdir()}
    assert [n for n in names if (before / n).read_bytes() != (after / n).read_bytes()] == []


@pytest.mark.slow
@pytest.mark.parametrize("query", QUERIES)
def test_an_example_query_answers_alike_from_the_warehouse_and_from_the_files(
    query: str, sample_home: RunHome
) -> None:
    with answered(sample_home.root / "warehouse" / "nianjian.duckdb", query) as answer:
        from_warehouse = list(answer.rows)
    views = duckdb.connect()
    for file in (sample_home.root / "warehouse" / "marts").glob("*.parquet"):
        views.execute(f"create view {file.stem} as select * from read_parquet('{file}')")
    assert views.execute(query).fetchall() == from_warehouse
    assert from_warehouse or "not_in_force_reason" in query
