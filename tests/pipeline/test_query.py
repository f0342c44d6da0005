"""`nianjian query` answers from the promoted warehouse and can do nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from homes import nianjian


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("asked")
    (root / "warehouse").mkdir()
    with duckdb.connect(str(root / "warehouse" / "nianjian.duckdb")) as connection:
        connection.execute("create schema marts")
        connection.execute(
            "create table marts.fct_cases as "
            "select 2000 + i as year, nullif(i * 1234.5, 0) as amount from range(5) as t (i)"
        )
    return root


def test_a_mart_needs_no_prefix_and_a_missing_value_stays_empty(home: Path) -> None:
    code, text = nianjian(home, "query", "select year, amount from fct_cases order by year limit 2")
    assert code == 0
    lines = [line.split() for line in text.splitlines()]
    assert lines == [["year", "amount"], ["2000"], ["2001", "1,234.5"], ["2", "行"]]


def test_rows_beyond_the_limit_are_counted(home: Path) -> None:
    _, text = nianjian(home, "query", "--limit", "2", "from fct_cases")
    assert text.splitlines()[-1].startswith("2 行，另有 3 行未显示")


def test_csv_and_jsonl_give_every_row(home: Path) -> None:
    sql = "select year, amount from fct_cases order by year"
    _, lines = nianjian(home, "query", "--format", "csv", "--limit", "1", sql)
    assert lines.splitlines() == [
        "year,amount",
        "2000,",
        "2001,1234.5",
        "2002,2469.0",
        "2003,3703.5",
        "2004,4938.0",
    ]
    _, objects = nianjian(home, "query", "--format", "jsonl", sql)
    assert [json.loads(line)["amount"] for line in objects.splitlines()] == [
        None,
        1234.5,
        2469.0,
        3703.5,
        4938.0,
    ]


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("select nothing from fct_cases", "nothing"),
        ("create table marts.mine as select 1", "read-only"),
        ("delete from fct_cases", "read-only"),
        ("select * from read_csv('README.md')", "disabled"),
        ("copy fct_cases to 'out.csv'", "disabled"),
        ("set enable_external_access = true", "lock"),
    ],
)
def test_a_query_that_is_wrong_or_leaves_the_warehouse_is_refused(home: Path, sql: str, said: str) -> None:
    before = (home / "warehouse" / "nianjian.duckdb").read_bytes()
    code, text = nianjian(home, "query", sql)
    assert code == 2
    assert said in text
    assert (home / "warehouse" / "nianjian.duckdb").read_bytes() == before


def test_without_a_warehouse_the_command_says_what_to_run(tmp_path: Path) -> None:
    code, text = nianjian(tmp_path, "query", "select 1")
    assert code == 2
    assert "nianjian run" in text
