"""`explain` says what it did not find and `status` answers before the first build."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from homes import nianjian

from ingestion.landing import DOCUMENT_SCHEMA, OBSERVATION_SCHEMA, RECEIPT_SCHEMA, write_batch
from pipeline.errors import NotFound
from pipeline.explain import explain
from pipeline.settings import Home

MARTS = """
    create schema marts;
    create schema intermediate;
    create schema staging;
    create table marts.dim_region as
    select *, coalesce(own_key, region_code) as region_key from (values
        ('990000', '云汀省', '云汀', null, 1990, null, null),
        ('990100', '澄湾市', '澄湾', '990000', 1990, null, null),
        ('990102', '望杉区', '望杉', '990100', 1990, null, null),
        ('990200', '墨川市', '墨川', '990000', 1990, null, null),
        ('990202', '临棠区', '临棠', '990200', 1990, null, null),
        ('990221', '望杉县', '望杉', '990200', 2010, null, null),
        ('990222', '临棠区', '东棠', '990100', 1990, 2005, null),
        ('990223', '石岭县', '石岭', '990200', 1990, 2010, 'stone'),
        ('990203', '石岭区', '石岭', '990200', 2011, null, 'stone')
    ) as t (region_code, name_zh, short_name, parent_code, valid_from_year, valid_to_year, own_key);
    create table marts.dim_indicator as
    select 'cases_accepted' as indicator_id, '受理案件' as name_zh, 'cases_accepted_yuan' as column_name;
    create table marts.fct_indicator_year as
    select
        region_code, 2009 + shift as year, 'region' as org_scope, 'cases_accepted' as indicator_id,
        null::varchar as decision_id
    from marts.dim_region, range(4) as years (shift) where region_code != '990000';
    create table marts.cmp_merged_region as
    select
        region_code, year, org_scope, indicator_id, 1.0 as merged_base, ['990001'] as merged_from_codes
    from marts.fct_indicator_year limit 0;
    create table marts.rpt_roll_up as
    select *, '' as region_key, '' as basis from marts.fct_indicator_year limit 0;
    create table staging.stg_decisions as
    select '' as decision_id, '' as decided_by, '' as confirmed_by, now() as decided_at, '' as reason limit 0;
    create table marts.cmp_year_over_year as
    select *, 1 as previous_value, 1 as change, 1 as change_rate, 1 as change_points, '' as refusal_reason
    from marts.fct_indicator_year;
    create table marts.fct_observation as
    select *, null as not_in_force_reason, now() as received_at, 0 as char_start, '' as cell,
        'one' as observation_id
    from marts.fct_indicator_year;
"""
STATUS = """
    create table intermediate.int_as_of as select cast(? as timestamp) as as_of;
    create table marts.rpt_coverage as
    select '' as region_code, 1 as year, '' as kind, '' as status, null as due_on, null as received_at
    where false;
    create table marts.dim_submission as
    select '甲.txt' as source_name, 'accepted' as status, ['']::varchar[] as reasons, 's' as submission_id,
        '' as agency, '' as region_name, '990121' as region_code, 2024 as report_year, 'narrative' as kind;
    create schema if not exists staging;
    create table staging.stg_documents as select 'r1' as receipt_id;
    create table intermediate.int_receipt_known as
    select *, 's' as submission_id, false as is_withdrawn, null as stated_agency, null as stated_region
    from (values
        ('r1', 1, '甲.txt', 'accepted', ['']), ('r2', 2, '乙.txt', 'needs_review', ['标明的地区不同'])
    ) as t (receipt_id, sequence, source_name, outcome, reasons);
    create table marts.rpt_quality_history as
    select 1 as build_number, 'review_open' as measure, 1 as measure_position, 7 as value, '项' as unit;
    create table marts.dim_code as
    select 'quality_measure' as vocabulary, 'review_open' as code, '待审核事项' as label_zh;
"""


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explain") / "nianjian.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(MARTS)
    return path


@pytest.mark.parametrize(
    ("region", "year", "code"),
    [
        pytest.param("990100", 2012, "990100", id="a code"),
        pytest.param("澄湾市", 2012, "990100", id="a full name"),
        pytest.param("澄湾", 2012, "990100", id="a short name"),
        pytest.param("望杉", 2009, "990102", id="a short name that was unique in that year"),
        pytest.param("望杉县", 2012, "990221", id="a full name whose short name is shared"),
        pytest.param("临棠区", 2012, "990202", id="a full name that another region has given up"),
        pytest.param("990203", 2010, "990223", id="the later code of a region that had another one then"),
        pytest.param("石岭县", 2012, "990203", id="the earlier name of a region that is a district since"),
    ],
)
def test_a_region_is_known_by_code_full_name_or_unique_short_name(
    warehouse: Path, region: str, year: int, code: str
) -> None:
    (chain,) = explain(warehouse, region, year, "cases_accepted", None)
    assert chain.figure["region_code"] == code
    assert len(chain.observations) == 1


@pytest.mark.parametrize(
    ("region", "year", "scope", "words"),
    [
        pytest.param("青岚", 2012, None, "2012年没有这样的地区：青岚", id="no such region"),
        pytest.param("望杉县", 2009, None, "2009年没有这样的地区：望杉县", id="not yet a region"),
        pytest.param(
            "望杉",
            2012,
            None,
            "2012年不止一个地区叫望杉，请用代码：990102 澄湾市望杉区、990221 墨川市望杉县",
            id="an ambiguous short name",
        ),
        pytest.param("云汀省", 2012, None, "没有这样的数值：云汀省 2012年 cases_accepted", id="no figure"),
        pytest.param(
            "澄湾市", 2012, "own", "没有这样的数值：澄湾市 2012年 cases_accepted own", id="no such scope"
        ),
    ],
)
def test_what_was_not_found_is_said(
    warehouse: Path, region: str, year: int, scope: str | None, words: str
) -> None:
    with pytest.raises(NotFound) as found:
        explain(warehouse, region, year, "cases_accepted", scope)
    assert str(found.value).startswith(words)


def test_a_home_that_has_received_nothing_says_so(tmp_path: Path) -> None:
    assert nianjian(tmp_path / "home", "status") == (0, "尚未收到材料\n")
    assert not (tmp_path / "home").exists()


def test_a_home_that_was_never_built_counts_what_came(tmp_path: Path) -> None:
    receipt = {field.name: filler(field) for field in RECEIPT_SCHEMA}
    write_batch(
        tmp_path,
        pa.Table.from_pylist([receipt], schema=RECEIPT_SCHEMA),
        DOCUMENT_SCHEMA.empty_table(),
        OBSERVATION_SCHEMA.empty_table(),
    )
    exit_code, output = nianjian(tmp_path, "status")
    assert exit_code == 0
    assert output.startswith("已收到 1 份材料，尚未构建数据仓库")


def filler(field: pa.Field) -> object:
    """Some value of the field's type."""
    if pa.types.is_timestamp(field.type):
        return datetime(2024, 3, 1, tzinfo=UTC)
    if pa.types.is_list(field.type):
        return []
    return "x" if pa.types.is_string(field.type) else 0


@pytest.mark.parametrize(
    ("as_of", "title"),
    [
        pytest.param("1970-01-01", "报送情况（尚未收到材料）", id="built from nothing"),
        pytest.param("2024-03-01 20:00", "报送情况（截至 2024-03-02）", id="built from receipts"),
    ],
)
def test_the_status_is_dated_only_where_there_is_a_date(tmp_path: Path, as_of: str, title: str) -> None:
    home = Home(tmp_path)
    home.warehouse.mkdir()
    with duckdb.connect(str(home.promoted)) as connection:
        connection.execute(MARTS)
        for statement in STATUS.split(";")[:-1]:
            connection.execute(statement, [as_of] if "?" in statement else [])
    exit_code, output = nianjian(tmp_path, "status")
    assert exit_code == 0
    assert title in output.replace("\n", "")
    assert "1970" not in output
    assert "待审核事项" in output and "提醒：报送单位" in output
    assert "乙.txt" in output and "标明的地区不同" in output, "a file sent for another region waits"
    assert "甲.txt" not in output


@pytest.mark.parametrize("named", ["cases_accepted", "cases_accepted_yuan", "受理案件"])
def test_an_indicator_is_known_by_id_column_or_name(warehouse: Path, named: str) -> None:
    (chain,) = explain(warehouse, "990100", 2012, named, None)
    assert chain.figure["indicator_id"] == "cases_accepted"


def test_a_warehouse_of_an_earlier_version_has_a_status_without_counts(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.warehouse.mkdir()
    with duckdb.connect(str(home.promoted)) as connection:
        connection.execute(MARTS)
        for statement in STATUS.split(";")[:-1]:
            connection.execute(statement, ["2024-03-01"] if "?" in statement else [])
        connection.execute("drop table marts.rpt_quality_history")
    exit_code, output = nianjian(tmp_path, "status")
    assert exit_code == 0
    assert "待审核事项" not in output and "提醒：报送单位" in output
