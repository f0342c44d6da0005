"""A home with one report in its books and a hand-made queue about it: fast, without a build."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
from openpyxl import load_workbook

from ingestion.landing import read_raw_table
from pipeline.ingest import ingest_paths
from pipeline.settings import Home

RECEIVED = datetime(2032, 2, 1, 8, tzinfo=UTC)
DECIDED = datetime(2032, 3, 1, 8, tzinfo=UTC)
REPORT = (
    "青岚县人力资源和社会保障局2031年法治政府建设情况报告（虚构样例）\n\n"
    "全年共受理劳动人事争议案件470件。检查用人单位35户。\n"
)
OTHER = "某县人力资源和社会保障局2031年法治政府建设情况报告（虚构样例）\n\n检查用人单位12户。\n"
COLUMNS = (
    "item_id varchar, position integer, subject varchar, issue varchar, issues varchar, state varchar,"
    " submission_id varchar, source_name varchar, agency varchar, kind varchar, report_year integer,"
    " received_at timestamp, observation_id varchar, region_code varchar, region_name varchar, year integer,"
    " indicator_id varchar, read_indicator_id varchar, value double, value_low double, value_high double,"
    " printed_value double, unit varchar, qualifier varchar, value_status varchar, org_scope varchar,"
    " period_type varchar, period_year integer, raw_text varchar, evidence varchar, char_start bigint,"
    " char_end bigint, page integer, sheet varchar, cell varchar, confidence double, reading_rule varchar,"
    " alternatives varchar, rule_ids varchar, finding varchar, hint varchar"
)
TABLES = (
    "create schema marts; create schema meta; create schema staging;"
    f" create table marts.rpt_review_item ({COLUMNS});"
    " create table meta.build as select 'build-1' as build_id;"
    " create table staging.stg_decisions (decision_id varchar);"
    " create table marts.dim_region as select '990121' as region_code, 'hill' as region_key,"
    " 2000 as valid_from_year, null::integer as valid_to_year;"
    " create table marts.fct_indicator_year as select 'hill' as region_key,"
    " 'arb_cases_accepted' as indicator_id, 'region' as org_scope, 2030 as year, 431::double as value,"
    " null::double as value_low, null::double as value_high, 'exact' as qualifier,"
    " null::varchar as held_back_reason;"
    " create table marts.fct_observation (observation_id varchar, region_code varchar, year integer,"
    " indicator_id varchar, org_scope varchar, value double, value_low double, value_high double,"
    " qualifier varchar, source_name varchar, raw_text varchar, char_start bigint, cell varchar,"
    " not_in_force_reason varchar);"
)


def item(**changes: Any) -> dict[str, Any]:
    """A contradicted figure with everything that an item has; ``changes`` over it."""
    return {
        "item_id": "a" * 20,
        "position": 1,
        "subject": "figure",
        "issue": "contradicted",
        "issues": "contradicted",
        "state": "open",
        "submission_id": "0" * 64,
        "source_name": "报告.txt",
        "agency": "青岚县人力资源和社会保障局",
        "kind": "narrative",
        "report_year": 2031,
        "received_at": RECEIVED.replace(tzinfo=None),
        "observation_id": "o1",
        "region_code": "990121",
        "region_name": "青岚县",
        "year": 2031,
        "indicator_id": "arb_cases_accepted",
        "read_indicator_id": "arb_cases_accepted",
        "value": 470.0,
        "value_low": None,
        "value_high": None,
        "printed_value": 470.0,
        "unit": "件",
        "qualifier": "exact",
        "value_status": "value",
        "org_scope": "region",
        "period_type": "full_year",
        "period_year": None,
        "raw_text": "470件",
        "evidence": "全年共受理劳动人事争议案件470件",
        "char_start": 48,
        "char_end": 52,
        "page": None,
        "sheet": None,
        "cell": None,
        "confidence": 0.97,
        "reading_rule": "phrase",
        "alternatives": "arb_cases_closed",
        "rule_ids": "C02",
        "finding": "C02：所报各数不相符（470 ≠ 30 + 9）。",
        "hint": "470 若为 47 即相符",
        **changes,
    }


def whole_submission(**changes: Any) -> dict[str, Any]:
    """A submission of an unknown region."""
    nothing = dict.fromkeys(set(item()) - KEPT)
    return item() | nothing | {"item_id": "b" * 20, "subject": "submission", "position": 2} | changes


KEPT = {
    *("item_id", "subject", "position", "issue", "issues", "state", "submission_id", "source_name", "agency"),
    *("kind", "received_at", "report_year", "year", "finding"),
}


def make_home(tmp_path: Path) -> Home:
    """A home that received two reports, and a warehouse whose queue has three items."""
    inbox, home = tmp_path / "inbox", Home(tmp_path / "home")
    inbox.mkdir()
    (inbox / "报告.txt").write_text(REPORT, encoding="utf-8")
    (inbox / "某县报告.txt").write_text(OTHER, encoding="utf-8")
    ingest_paths(home, [inbox], None, RECEIVED)
    rows = {row["raw_text"]: row for row in read_raw_table(home.root, "observations").to_pylist()}
    reports = {r["source_name"]: r["submission_id"] for r in receipts(home)}
    write_queue(
        home,
        item(**placed(rows["470件"])),
        item(**placed(rows["35户"]), item_id="c" * 20, position=3, unit="户", value=35.0),
        whole_submission(
            submission_id=reports["某县报告.txt"],
            source_name="某县报告.txt",
            agency=None,
            issue="unresolved_region",
            issues="unresolved_region",
            finding="报告单位的地名被遮盖，请指定地区",
        ),
    )
    return home


def placed(row: dict[str, Any]) -> dict[str, Any]:
    """Where an observation of the raw layer stands and what it was read as, as an item has it."""
    return {
        "submission_id": row["submission_id"],
        "observation_id": row["observation_id"],
        "indicator_id": row["indicator_id"],
        "read_indicator_id": row["indicator_id"],
        "raw_text": row["raw_text"],
        "evidence": row["evidence"],
        "char_start": row["start"],
        "char_end": row["end"],
        "printed_value": row["value"],
    }


def write_queue(home: Home, *rows: dict[str, Any]) -> None:
    """A promoted warehouse with these items; decisions are known to none."""
    home.promoted.parent.mkdir(parents=True, exist_ok=True)
    home.promoted.unlink(missing_ok=True)
    with duckdb.connect(str(home.promoted)) as connection:
        connection.execute(TABLES)
        for row in rows:
            names, marks = ", ".join(row), ", ".join("?" * len(row))
            connection.execute(
                f"insert into marts.rpt_review_item ({names}) values ({marks})", list(row.values())
            )


def receipts(home: Home) -> list[dict[str, Any]]:
    """The receipts of a home as rows."""
    return read_raw_table(home.root, "receipts").to_pylist()


def fill(path: Path, sheet: str, row: int, **answers: Any) -> None:
    """Fill cells of a row of the workbook by heading, as a clerk would, and save it."""
    book = load_workbook(path)
    table = book[sheet]
    headings = {cell.value: cell.column for cell in table[2]}
    for heading, value in answers.items():
        table.cell(row, headings[heading]).value = value
    book.save(path)
