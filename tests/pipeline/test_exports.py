"""The marts lie beside the warehouse as Parquet: the same rows, the same bytes again, queries that run."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
from homes import RunHome

from pipeline.exports import contents, export_marts
from pipeline.exports.keys import key_of
from pipeline.exports.pieces import BY_PROVINCE
from pipeline.exports.writing import EXAMPLES
from pipeline.query import answered

QUERIES = re.findall(r"```sql\n(.*?)```", EXAMPLES.read_text(encoding="utf-8"), re.DOTALL)


def marts_of(home: Path) -> tuple[str, ...]:
    with duckdb.connect(str(home / "warehouse" / "nianjian.duckdb"), read_only=True) as connection:
        query = "select table_name from information_schema.tables where table_schema = 'marts' order by 1"
        return tuple(name for (name,) in connection.execute(query).fetchall())


def files_of(folder: Path, mart: str) -> str:
    """The file of a mart, or the files of its provinces."""
    return f"{folder / mart}/*.parquet" if mart in BY_PROVINCE else f"{folder / mart}.parquet"


@pytest.mark.slow
def test_every_mart_is_exported_with_the_same_rows(sample_home: RunHome) -> None:
    folder = sample_home.root / "warehouse" / "marts"
    names = marts_of(sample_home.root)
    assert {path.stem for path in folder.glob("[!.R]*")} == set(names)
    assert {path.name for path in folder.iterdir() if path.is_dir()} == BY_PROVINCE
    with duckdb.connect(
        str(sample_home.root / "warehouse" / "nianjian.duckdb"), read_only=True
    ) as connection:
        for name in names:
            file = files_of(folder, name)
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
        files = duckdb.execute("from glob(?)", [files_of(folder, name)]).fetchall()
        assert files
        for (file,) in files:
            keys_of_rows = f"select {', '.join(key)} from '{file}'"
            found = duckdb.execute(keys_of_rows).fetchall()
            assert found == duckdb.execute(f"{keys_of_rows} order by all").fetchall()
            assert len(set(found)) == len(found)


@pytest.mark.slow
def test_the_same_build_gives_the_same_bytes(sample_home: RunHome, tmp_path: Path) -> None:
    warehouse = sample_home.root / "warehouse" / "nianjian.duckdb"
    first, second = tmp_path / "first", tmp_path / "second"
    names = export_marts(warehouse, first)
    assert export_marts(warehouse, second) == names
    assert len(names) > len(BY_PROVINCE)
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes()


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
    names = {path.relative_to(before) for path in before.rglob("*") if path.is_file()}
    assert names == {path.relative_to(after) for path in after.rglob("*") if path.is_file()}
    assert [n for n in names if (before / n).read_bytes() != (after / n).read_bytes()] == []


@pytest.mark.slow
@pytest.mark.parametrize("query", QUERIES)
def test_an_example_query_answers_alike_from_the_warehouse_and_from_the_files(
    query: str, sample_home: RunHome
) -> None:
    with answered(sample_home.root / "warehouse" / "nianjian.duckdb", query) as answer:
        from_warehouse = list(answer.rows)
    views = duckdb.connect()
    for name in marts_of(sample_home.root):
        files = files_of(sample_home.root / "warehouse" / "marts", name)
        views.execute(f"create view {name} as select * from read_parquet('{files}')")
    assert views.execute(query).fetchall() == from_warehouse
    assert from_warehouse or "not_in_force_reason" in query


PLACES = """
    create schema marts;
    create table marts.dim_year as select 2023 as year;
    create table marts.fct_observation as
    select * from (values ('a', '110101', 1), ('b', '310101', 2), ('c', '310102', 3), ('d', null, 4))
        as rows (observation_id, region_code, value);
    create table marts.rpt_region_rank
        (region_code varchar, year integer, org_scope varchar, indicator_id varchar);
"""


def exported(folder: Path, change: str = "", earlier: Path | None = None) -> dict[str, int]:
    """Export small marts that were changed; the files by name, told apart by where their bytes lie."""
    warehouse = folder.with_suffix(".duckdb")
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(PLACES + change)
    return {name: (folder / name).stat().st_ino for name in export_marts(warehouse, folder, earlier)}


def test_a_large_mart_has_a_file_for_each_province_and_one_where_there_is_none(tmp_path: Path) -> None:
    assert list(exported(tmp_path / "first")) == [
        "dim_year.parquet",
        "fct_observation/11.parquet",
        "fct_observation/31.parquet",
        "fct_observation/none.parquet",
        "rpt_region_rank/none.parquet",
    ]
    assert duckdb.execute(f"from '{tmp_path}/first/rpt_region_rank/*.parquet'").fetchall() == []


UPDATE = "update marts.fct_observation set value = 9 where observation_id = 'b'"
SAME_SUM = "update marts.fct_observation set value = 5 - value where region_code like '31%'"


@pytest.mark.parametrize(
    ("change", "written"),
    [
        ("", set()),
        # Rows in another order are the same rows.
        (
            "create or replace table marts.fct_observation as from marts.fct_observation order by value desc",
            set(),
        ),
        (UPDATE, {"fct_observation/31.parquet"}),
        (SAME_SUM, {"fct_observation/31.parquet"}),
        ("insert into marts.fct_observation values ('e', null, 4)", {"fct_observation/none.parquet"}),
        ("insert into marts.fct_observation values ('e', '420000', 4)", {"fct_observation/42.parquet"}),
        ("insert into marts.dim_year values (2023)", {"dim_year.parquet"}),
        ("alter table marts.dim_year alter year type bigint", {"dim_year.parquet"}),
    ],
)
def test_only_what_changed_is_written_and_the_bytes_are_those_of_an_export_from_scratch(
    tmp_path: Path, change: str, written: set[str]
) -> None:
    before = exported(tmp_path / "first")
    after = exported(tmp_path / "second", change, tmp_path / "first")
    assert {name for name, place in after.items() if before.get(name) != place} == written
    exported(tmp_path / "anew", change)
    for name in [*after, contents.CONTENTS]:
        assert (tmp_path / "second" / name).read_bytes() == (tmp_path / "anew" / name).read_bytes()


def test_what_was_altered_or_written_otherwise_is_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = exported(tmp_path / "first")
    (tmp_path / "first" / "dim_year.parquet").write_bytes(b"altered")
    (tmp_path / "first" / "fct_observation" / "11.parquet").unlink()
    after = exported(tmp_path / "second", earlier=tmp_path / "first")
    changed = {name for name, place in after.items() if before[name] != place}
    assert changed == {"dim_year.parquet", "fct_observation/11.parquet"}
    monkeypatch.setattr(contents, "WRITTEN_BY", "another version")
    third = exported(tmp_path / "third", earlier=tmp_path / "second")
    assert set(third.values()).isdisjoint(after.values())


@pytest.mark.parametrize("record", [None, "", "[]", "{}", '{"1": 2}'])
def test_an_export_that_says_nothing_of_its_files_is_left_alone(tmp_path: Path, record: str | None) -> None:
    if record is not None:
        (tmp_path / contents.CONTENTS).write_text(record, encoding="utf-8")
    assert contents.earlier_export(tmp_path) is None
    assert contents.earlier_export(None) is None
