"""Small warehouses with the tables of the contract, about an invented province (虚构样例)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

YEAR = 2031
RECEIVED = datetime(2032, 1, 20, 3, 30)

TABLES = """
create schema marts;
create table marts.dim_region (
    region_key varchar, region_code varchar, name_zh varchar, short_name varchar, region_level varchar,
    parent_code varchar, valid_from_year integer, valid_to_year integer, is_local boolean,
    is_invented boolean);
create table marts.fct_indicator_year (
    region_key varchar, region_code varchar, year integer, org_scope varchar, indicator_id varchar,
    value double,
    value_low double, value_high double, unit varchar, qualifier varchar, value_status varchar,
    period_type varchar, scope_basis varchar, observation_id varchar, held_back_reason varchar);
create table marts.fct_observation (
    observation_id varchar, submission_id varchar, region_code varchar, year integer, indicator_id varchar,
    raw_text varchar, evidence varchar, source_name varchar, source_sha256 varchar, char_start bigint,
    char_end bigint, page integer, sheet varchar, cell varchar, received_at timestamp);
create table marts.cmp_year_over_year (
    region_key varchar, region_code varchar, year integer, org_scope varchar, indicator_id varchar,
    value double,
    previous_value double, change double, change_rate double, change_points double, refusal_reason varchar);
create table marts.rpt_reconciliation (
    submission_id varchar, region_code varchar, year integer, rule_id varchar, severity varchar,
    result varchar, figures varchar, hint varchar);
create table marts.rpt_coverage (
    region_code varchar, year integer, kind varchar, due_on date, status varchar, received_at timestamp);
"""

REGIONS: tuple[tuple[str, str, str, str | None], ...] = (
    ("990000", "云汀省", "province", None),
    ("990100", "澄湾市", "city", "990000"),
    ("990102", "望杉区", "county", "990100"),
    ("990121", "青岚县", "county", "990100"),
    ("990200", "墨川市", "city", "990000"),
)


def observation_id(code: str, year: int, scope: str, indicator: str) -> str:
    """An id that is the same in every run."""
    return hashlib.sha256(f"{code}/{year}/{scope}/{indicator}".encode()).hexdigest()[:16]


@dataclass
class WarehouseWriter:
    """Fills a warehouse figure by figure; comparisons are given, as the marts are what is tested against."""

    path: Path
    connection: duckdb.DuckDBPyConnection = field(init=False)

    def __post_init__(self) -> None:
        self.path.unlink(missing_ok=True)
        self.connection = duckdb.connect(str(self.path))
        # One transaction: a commit waits for the disk.
        self.connection.execute(f"begin transaction; {TABLES}")
        for code, name, level, parent in REGIONS:
            row = [code, code, name, name[:-1], level, parent, None, None, False, True]
            self.insert("dim_region", row)

    def insert(self, table: str, row: list[Any]) -> None:
        """One row into a mart."""
        marks = ", ".join("?" for _ in row)
        self.connection.execute(f"insert into marts.{table} values ({marks})", row)

    def figure(
        self,
        code: str,
        indicator: str,
        value: float | None,
        *,
        year: int = YEAR,
        scope: str = "region",
        unit: str = "件",
        **more: Any,
    ) -> None:
        """A figure in force and the observation behind it.

        ``more``: low, high, qualifier, status, period, held_back, raw_text, evidence, sheet, cell.
        """
        observation = observation_id(code, year, scope, indicator)
        raw = more.get("raw_text", "" if value is None else f"{Decimal(repr(value)).normalize():f}{unit}")
        evidence = more.get("evidence", f"全年共办理{raw}，比上年有所变化")
        low, high = more.get("low"), more.get("high")
        qualifier, status = more.get("qualifier", "exact"), more.get("status", "value")
        period = more.get("period", "full_year")
        self.insert(
            "fct_indicator_year",
            [
                *(code, code, year, scope, indicator, value, low, high, unit, qualifier, status, period),
                *("stated", observation, more.get("held_back")),
            ],
        )
        sheet, cell = more.get("sheet"), more.get("cell")
        start = None if cell else 120
        sha256 = hashlib.sha256(f"{code}/{year}".encode()).hexdigest()
        self.insert(
            "fct_observation",
            [
                *(observation, sha256, code, year, indicator, raw, evidence, f"{code}_{year}.docx", sha256),
                *(start, None if start is None else start + len(raw), None, sheet, cell, RECEIVED),
            ],
        )

    def compare(
        self,
        code: str,
        indicator: str,
        value: float | None,
        previous: float | None,
        *,
        scope: str = "region",
        **more: Any,
    ) -> None:
        """A row of the comparison. ``more``: change, rate, points, refusal."""
        self.insert(
            "cmp_year_over_year",
            [
                *(code, code, YEAR, scope, indicator, value, previous),
                *(more.get(name) for name in ("change", "rate", "points", "refusal")),
            ],
        )

    def coverage(self, code: str, status: str, kind: str = "narrative", year: int = YEAR) -> None:
        """A submission owed."""
        received = RECEIVED if status in {"on_time", "late", "in_review", "nil_return"} else None
        self.insert("rpt_coverage", [code, year, kind, date(year + 1, 3, 1), status, received])

    def checked(self, rule: str, severity: str, result: str, code: str) -> None:
        """The outcome of an identity."""
        self.insert("rpt_reconciliation", ["s", code, YEAR, rule, severity, result, "67 ≠ 175 + 46", None])

    def close(self) -> Path:
        """Ends writing; the path is what the publisher opens."""
        self.connection.commit()
        self.connection.close()
        return self.path


def province_warehouse(path: Path) -> WarehouseWriter:
    """Five bodies: a province, two cities and two counties, with one case of everything tables must show."""
    w = WarehouseWriter(path)
    pairs = [
        ("990000", "disputes_handled_total", "region", 125000.0, 118000.0, "件"),
        ("990000", "arb_cases_accepted", "region", 48210.0, 45000.0, "件"),
        ("990000", "arb_cases_closed", "region", 47800.0, 47800.0, "件"),
        ("990000", "lit_cases_total", "own", 61.0, 48.0, "件"),
        ("990000", "pub_events", "region", 3120.0, 2800.0, "次"),
        ("990000", "lic_granted", "own", 402.0, 455.0, "件"),
        ("990100", "disputes_handled_total", "region", 1030.0, 1000.0, "件"),
        ("990100", "wage_recovered_amount", "region", 29005051.0, 31000000.0, "元"),
        ("990102", "disputes_handled_total", "region", 757.0, 781.0, "件"),
    ]
    for code, indicator, scope, value, previous, unit in pairs:
        w.figure(code, indicator, value, scope=scope, unit=unit)
        w.figure(code, indicator, previous, scope=scope, unit=unit, year=YEAR - 1)
        rate = float(round((Decimal(value) / Decimal(previous) - 1) * 100, 1))
        w.compare(code, indicator, value, previous, scope=scope, change=value - previous, rate=rate)
    _ratios(w)
    _refusals(w)
    for code, status in (("990000", "on_time"), ("990100", "late"), ("990102", "on_time")):
        w.coverage(code, status)
    w.coverage("990121", "missing")
    w.coverage("990200", "in_review")
    w.coverage("990100", "on_time", kind="dispute_form")
    w.checked("C02", "error", "violated", "990102")
    w.checked("C03", "error", "satisfied", "990100")
    w.checked("C04", "error", "not_testable", "990100")
    return w


def _ratios(w: WarehouseWriter) -> None:
    for code, indicator, scope, value, previous in (
        ("990000", "arb_closure_rate", "region", 98.15, 97.3),
        ("990100", "med_success_rate", "region", 82.64, 100.0),
    ):
        w.figure(code, indicator, value, scope=scope, unit="%")
        w.figure(code, indicator, previous, scope=scope, unit="%", year=YEAR - 1)
        points = float(Decimal(repr(value)) - Decimal(repr(previous)))
        w.compare(code, indicator, value, previous, scope=scope, points=points)


def _refusals(w: WarehouseWriter) -> None:
    held = "contradicted:C02+C05"
    w.figure("990102", "arb_closed_by_mediation", 175.0, held_back=held)
    w.compare("990102", "arb_closed_by_mediation", None, None, refusal=f"held_back:{held}")
    w.figure("990102", "penalty_decisions", 12.0, scope="own")
    w.figure("990102", "penalty_decisions", 7.0, scope="own", year=YEAR - 1)
    refused = {"change": 5.0, "refusal": "base_below_10"}
    w.compare("990102", "penalty_decisions", 12.0, 7.0, scope="own", **refused)
    w.figure(
        "990100",
        "arb_amount_involved",
        29000000.0,
        low=29000000.0,
        unit="元",
        qualifier="at_least",
        raw_text="2900余万元",
        evidence="涉案金额2900余万元，由王小明同志经办",
    )
    w.compare("990100", "arb_amount_involved", 29000000.0, None, refusal="no_previous_year")
    w.figure("990100", "lit_cases_total", 20.0, scope="own", period="ytd", sheet="应诉", cell="C5")
    w.figure("990100", "lit_cases_total", 25.0, scope="own", year=YEAR - 1)
    w.compare("990100", "lit_cases_total", 20.0, 25.0, scope="own", refusal="partial_period")
    w.figure("990102", "pub_events", 5.0, unit="次")
    w.figure("990102", "pub_events", 6.0, unit="次", year=YEAR - 1)
    w.compare("990102", "pub_events", 5.0, 6.0, refusal="boundary_change")
    w.figure("990102", "pub_materials", 3000.0, unit="份", year=YEAR - 1)
