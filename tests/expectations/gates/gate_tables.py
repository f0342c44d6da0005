"""Small sound tables for each gate, of an invented home, to be broken one column at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from catalog import Catalog
from catalog.columns import column_name
from expectations.contracts import Gate, contract_of

SHA = "5" * 64
INSTANT = datetime(2024, 2, 1, 8, 0, tzinfo=UTC)
TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "double": pa.float64(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "bool": pa.bool_(),
    "date32[day]": pa.date32(),
    "timestamp[us]": pa.timestamp("us"),
    "timestamp[us, tz=UTC]": pa.timestamp("us", "UTC"),
    "list<string>": pa.list_(pa.string()),
}
Rows = dict[str, list[dict[str, Any]]]


def tables(gate: Gate, rows: Rows, catalog: Catalog) -> dict[str, pa.Table]:
    """The rows as tables with every column of the contract; a table that no row is given for is empty."""
    return {
        name: pa.table(
            {c: pa.array([r.get(c) for r in rows.get(name, ())], TYPES[t]) for c, t in columns.items()}
        )
        for name, columns in contract_of(gate, catalog).items()
    }


def empty(gate: Gate, catalog: Catalog) -> dict[str, pa.Table]:
    """The tables of a home that has received nothing."""
    return tables(gate, {name: [] for name in contract_of(gate, catalog)}, catalog)


def raw_rows() -> Rows:
    receipt = {"receipt_id": "r1", "submission_id": SHA, "batch_id": "b1", "sequence": 1, "size_bytes": 10,
               "source_name": "虚构样例.txt", "received_at": INSTANT, "outcome": "accepted", "reasons": [],
               "media_type": "text/plain"}  # fmt: skip
    document = {"reading_id": "d1", "submission_id": SHA, "receipt_id": "r1", "batch_id": "b1", "sequence": 1,
                "source_name": "虚构样例.txt", "received_at": INSTANT, "status": "accepted", "reasons": [],
                "region_code": "990121", "region_name": "青岚县", "region_level": "county",
                "report_year": 2023, "kind": "narrative", "published_on": date(2024, 1, 20), "chars": 900,
                "format": "txt", "extractor_version": "1", "catalog_version": "1"}  # fmt: skip
    figure = {"reading_id": "d1", "submission_id": SHA, "batch_id": "b1", "disposition": "fact", "rule": "x",
              "confidence": 0.9, "qualifier": "exact", "in_words": False, "value_status": "value",
              "org_scope": "region", "scope_basis": "default", "period_type": "full_year",
              "period_year": 2023, "assertion": "actual", "extractor_version": "1", "catalog_version": "1",
              "region_code": "990121", "report_year": 2023}  # fmt: skip
    observations = [
        figure | {"observation_id": "o1", "indicator_id": "arb_cases_accepted", "value": 58.0, "unit": "件",
                  "raw_text": "58", "evidence": "立案受理58件", "start": 14, "end": 16},
        figure | {"observation_id": "o2", "indicator_id": "arb_closure_rate", "value": 96.5, "unit": "%",
                  "raw_text": "96.5%", "evidence": "结案率96.5%", "sheet": "表一", "cell": "B2"},
        figure | {"observation_id": "o3", "indicator_id": None, "disposition": "date", "raw_text": "2023年",
                  "evidence": "2023年以来", "start": 0, "end": 5, "qualifier": None, "value_status": None,
                  "org_scope": None, "scope_basis": None, "period_type": None, "assertion": None},
    ]  # fmt: skip
    text = {"reading_id": "d1", "batch_id": "b1", "text": "2023年以来，全县立案受理58件。"}
    return {
        "receipts": [receipt],
        "documents": [document],
        "observations": observations,
        "texts": [text],
    }


def marts_rows(catalog: Catalog) -> Rows:
    figure = {"region_code": "990121", "year": 2023, "org_scope": "region"}
    accepted = figure | {"indicator_id": "arb_cases_accepted", "value": 58.0, "unit": "件",
                         "qualifier": "exact", "value_status": "value", "period_type": "full_year",
                         "scope_basis": "default", "observation_id": "o1"}  # fmt: skip
    held = accepted | {"indicator_id": "arb_cases_closed", "value": 900.0, "observation_id": "o2",
                       "held_back_reason": "contradicted:C02+C05"}  # fmt: skip
    observed = {"submission_id": SHA, "report_year": 2023, "confidence": 0.9, "evidence": "立案受理58件",
                "source_name": "虚构样例.txt", "source_sha256": SHA, "char_start": 10, "char_end": 12,
                "assertion": "actual", "received_at": INSTANT.replace(tzinfo=None)}  # fmt: skip
    refused = {"refusal_reason": "no_previous_year"}
    rule = {"subject": "region_year", "region_code": "990121", "year": 2023, "severity": "warn",
            "result": "not_testable"}  # fmt: skip
    return {
        "dim_region": [{"region_code": "990121", "name_zh": "青岚县"}],
        "dim_region_change": [],
        "dim_indicator": [{"indicator_id": i} for i in catalog.indicators],
        "dim_year": [{"year": 2023}],
        "dim_submission": [{"submission_id": SHA}],
        "fct_observation": [observed | f for f in (accepted, held)],
        "fct_indicator_year": [accepted, held],
        "fct_cases": [figure | {column_name(catalog.indicators["arb_cases_accepted"]): 58.0}],
        "fct_enforcement": [],
        "fct_publicity": [],
        "fct_approvals": [],
        "cmp_year_over_year": [
            accepted | refused,
            held | {"value": None, "refusal_reason": "held_back:contradicted:C02+C05"},
        ],
        "rpt_reconciliation": [rule | {"rule_id": rule_id} for rule_id in catalog.identities],
        "rpt_coverage": [
            figure | {"kind": "narrative", "due_on": date(2024, 3, 1), "status": "on_time",
                      "duty_basis": "roster"},
        ],
        "dim_region_comparability": [
            figure | {"previous_year": 2022, "is_comparable": True, "comparability": "same_territory",
                      "comparable_since_year": 2009},
        ],
        "cmp_merged_region": [
            figure | {"indicator_id": "arb_cases_accepted", "value": 58.0, "merged_base": 50.0,
                      "parts_reporting": 2, "parts_expected": 2, "is_official": False},
        ],
        "rpt_roll_up": [
            figure | {"indicator_id": "arb_cases_accepted", "basis": "reported", "value": 58.0,
                      "observation_id": "o1", "counties_covered": 0, "counties_expected": 3,
                      "is_complete": True, "check_result": "not_tested"},
            figure | {"indicator_id": "pub_events", "basis": "built", "value": 7.0, "qualifier": "exact",
                      "counties_covered": 2, "counties_expected": 3, "is_complete": False,
                      "check_result": "not_tested"},
        ],
        "counts_basis": [{"is_required": False}],
        "expected_counts": [
            {"region_code": "990121", "year": 2023, "figures": 2, "counted_at": INSTANT.replace(tzinfo=None)}
        ],
        "rpt_reporting_rate": [
            figure | {"kind": "narrative", "owing_level": "county", "owed": 3, "filed": 2, "on_time": 1,
                      "late": 1, "in_review": 0, "missing": 1, "withdrawn": 0, "still_due": 0,
                      "reporting_rate_pct": 66.67, "duty_basis": "roster"},
        ],
    }  # fmt: skip


def edition_rows(catalog: Catalog) -> Rows:
    marts = marts_rows(catalog)
    accepted, held = marts["cmp_year_over_year"]
    source = {"year": 2023, "region_code": "990121", "org_scope": "region",
              "indicator_id": "arb_cases_accepted", "observation_id": "o1", "source_name": "虚构样例.txt",
              "source_sha256": SHA, "evidence": "立案受理58件"}  # fmt: skip
    return {
        "comparison": [accepted, held | {"observation_id": None}],
        "sources": [source],
        "coverage": [{"region_code": "990121", "kind": "narrative", "status": "on_time"}],
        "texts": [{"file": "sources.csv", "text": "由××同志经办58件", "masked_text": "由××同志经办58件"}],
        "edition_year": [{"year": 2023}],
        "rpt_coverage": marts["rpt_coverage"],
        "fct_indicator_year": marts["fct_indicator_year"],
        "cmp_year_over_year": marts["cmp_year_over_year"],
    }


def rows_of(gate: Gate, catalog: Catalog) -> Rows:
    """Sound rows for any gate."""
    makers: Mapping[str, Callable[[], Rows]] = {
        "raw": raw_rows,
        "marts": lambda: marts_rows(catalog),
        "edition": lambda: edition_rows(catalog),
    }
    return makers[gate]()


def broken(gate: Gate, table: str, place: int, catalog: Catalog, **changes: Any) -> dict[str, pa.Table]:
    """The sound tables with one row changed."""
    rows = rows_of(gate, catalog)
    rows[table] = [r | changes if i == place else r for i, r in enumerate(rows[table])]
    return tables(gate, rows, catalog)
