"""The gates let sound tables pass and stop every kind of structural fault."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from gate_tables import SHA, broken, empty, rows_of, tables
from plain_builds import without_pages

from catalog import Catalog
from expectations.contracts import GATES, Gate
from expectations.outcomes import GateFailed, GateResult
from expectations.runner import preview, run_gate
from expectations.validation import LOCK, documented


@pytest.fixture(scope="session")
def quality(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("quality")


@pytest.fixture
def no_pages() -> Iterator[None]:
    """For tests of what a gate says, not of how it is laid out."""
    with without_pages():
        yield


def run(gate: Gate, given: dict[str, pa.Table], catalog: Catalog, quality: Path) -> GateResult:
    return run_gate(gate, given, catalog, quality, "2024-02-01T08-00-00")


@pytest.mark.slow
@pytest.mark.parametrize("gate", GATES)
def test_sound_tables_pass(gate: Gate, catalog: Catalog, quality: Path) -> None:
    result = run(gate, tables(gate, rows_of(gate, catalog), catalog), catalog, quality)
    assert result.success and not result.warnings
    assert result.evaluated > 10 and result.rows > 0
    written = json.loads(result.path.read_text(encoding="utf-8"))
    assert written["evaluated"] == len(written["outcomes"]) == result.evaluated
    assert (quality / "data_docs" / "index.html").exists()


@pytest.mark.slow
def test_the_pages_of_earlier_runs_stand_and_those_of_a_run_are_added(
    catalog: Catalog, tmp_path: Path
) -> None:
    given = tables("raw", rows_of("raw", catalog), catalog)
    run_gate("raw", given, catalog, tmp_path, "first")
    index = tmp_path / "data_docs" / "index.html"
    before = {path: path.read_bytes() for path in (tmp_path / "data_docs" / "validations").rglob("*.html")}
    run_gate("raw", given, catalog, tmp_path, "second")
    after = set((tmp_path / "data_docs" / "validations").rglob("*.html"))
    assert before and all(path.read_bytes() == content for path, content in before.items())
    added = {str(path.relative_to(tmp_path)).replace("/second/", "/first/") for path in after - set(before)}
    assert added == {str(path.relative_to(tmp_path)) for path in before}
    assert "second" in index.read_text(encoding="utf-8")


@pytest.mark.slow
def test_gates_of_several_processes_take_turns(tmp_path: Path) -> None:
    """Years that are published side by side write the same results and pages."""
    docs = documented(tmp_path, tmp_path / "data_docs")
    with docs, (tmp_path / LOCK).open("a") as other, pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    with (tmp_path / LOCK).open("a") as other:
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)


@pytest.mark.slow
@pytest.mark.usefixtures("no_pages")
@pytest.mark.parametrize("gate", GATES)
def test_an_empty_home_passes_with_what_could_be_evaluated(
    gate: Gate, catalog: Catalog, quality: Path
) -> None:
    result = run(gate, empty(gate, catalog), catalog, quality)
    assert result.is_empty_home and result.evaluated > 0
    assert not [o for o in result.outcomes if not o.success and o.severity == "error"]


NAN, INF = float("nan"), float("inf")
STOPPED: list[tuple[Gate, str, int, dict[str, Any], str]] = [
    ("raw", "receipts", 0, {"submission_id": "abc"}, "receipts.submission_id"),
    ("raw", "receipts", 0, {"submission_id": None}, "receipts.submission_id"),
    ("raw", "receipts", 0, {"outcome": "lost"}, "receipts.outcome"),
    ("raw", "documents", 0, {"receipt_id": "r9"}, "documents.has_receipt"),
    ("raw", "documents", 0, {"region_code": "99012"}, "documents.region_code"),
    ("raw", "observations", 0, {"observation_id": "o2"}, "observations.observation_id"),
    ("raw", "observations", 0, {"submission_id": SHA[:-1]}, "observations.submission_id"),
    ("raw", "observations", 0, {"evidence": None}, "observations.evidence"),
    ("raw", "observations", 0, {"evidence": ""}, "observations.evidence_length"),
    ("raw", "observations", 0, {"raw_text": None}, "observations.raw_text"),
    ("raw", "observations", 0, {"end": 14}, "observations.span_length"),
    ("raw", "observations", 0, {"end": None}, "observations.has_place"),
    ("raw", "observations", 0, {"disposition": "maybe"}, "observations.disposition"),
    ("raw", "observations", 0, {"qualifier": "gt"}, "observations.qualifier"),
    ("raw", "observations", 0, {"org_scope": "county"}, "observations.org_scope"),
    ("raw", "observations", 0, {"period_type": "year"}, "observations.period_type"),
    ("raw", "observations", 0, {"value_status": "none"}, "observations.value_status"),
    ("raw", "observations", 0, {"unit": "万件"}, "facts.unit+catalogue_unit"),
    ("raw", "observations", 0, {"indicator_id": "arb_unknown"}, "facts.indicator_id"),
    ("raw", "observations", 0, {"indicator_id": None}, "facts.indicator_id"),
    ("raw", "observations", 0, {"reading_id": "d9"}, "observations.has_reading"),
    ("raw", "observations", 0, {"raw_text": "158"}, "observations.span_fits"),
    ("raw", "observations", 0, {"evidence": "立案受理若干件"}, "observations.is_shown"),
    ("raw", "observations", 0, {"start": 15, "end": 17}, "observations.is_in_text"),
    ("raw", "observations", 2, {"start": 1, "end": 6}, "observations.is_in_text"),
    ("raw", "observations", 0, {"start": 58, "end": 60}, "observations.is_in_text"),
    ("raw", "texts", 0, {"text": "2023年以来，全县立案受理85件。"}, "observations.is_in_text"),
    ("raw", "texts", 0, {"reading_id": "d9"}, "texts.has_reading"),
    ("raw", "observations", 2, {"disposition": None}, "observations.disposition"),
    ("raw", "observations", 0, {"confidence": 1.2}, "observations.confidence"),
    ("raw", "observations", 0, {"confidence": NAN}, "observations.confidence"),
    ("raw", "observations", 0, {"value": NAN}, "observations.is_finite"),
    ("raw", "observations", 0, {"value_high": -INF}, "observations.is_finite"),
    ("raw", "observations", 0, {"value_low": 60.0, "value_high": 50.0}, "observations.bounds_width"),
    ("marts", "fct_observation", 0, {"source_sha256": None}, "fct_observation.source_sha256"),
    ("marts", "fct_observation", 0, {"evidence": None}, "fct_observation.evidence"),
    ("marts", "fct_observation", 0, {"observation_id": "o2"}, "fct_observation.observation_id"),
    ("marts", "fct_observation", 0, {"submission_id": "7" * 64}, "fct_observation.has_submission"),
    ("marts", "fct_indicator_year", 0, {"indicator_id": "arb_cases_closed"},
     "fct_indicator_year.region_code+year+org_scope+indicator_id"),
    ("marts", "fct_indicator_year", 0, {"observation_id": "o9"}, "fct_indicator_year.has_observation"),
    ("marts", "fct_indicator_year", 0, {"region_code": "990199"}, "fct_indicator_year.has_region"),
    ("marts", "fct_indicator_year", 0, {"value": 59.0}, "fct_indicator_year.is_as_observed"),
    ("marts", "fct_indicator_year", 1, {"held_back_reason": "C02"}, "fct_indicator_year.held_back_reason"),
    ("marts", "cmp_year_over_year", 1, {"value": 900.0}, "cmp_year_over_year.is_publishable"),
    ("marts", "cmp_year_over_year", 0, {"value": 85.0}, "cmp_year_over_year.agrees"),
    ("marts", "cmp_year_over_year", 0, {"refusal_reason": "because"}, "cmp_year_over_year.refusal_reason"),
    ("marts", "cmp_year_over_year", 0, {"refusal_reason": None}, "cmp_year_over_year.is_explained"),
    ("marts", "fct_cases", 0, {"arb_cases_closed": 900.0}, "published_figures.is_publishable"),
    ("marts", "fct_cases", 0, {"arb_cases_accepted": 85.0}, "published_figures.value+value_in_force"),
    ("marts", "fct_cases", 0, {"arb_cases_accepted": None}, "published_figures.value+value_in_force"),
    ("marts", "fct_cases", 0, {"year": 2022}, "published_figures.value+value_in_force"),
    ("marts", "fct_cases", 0, {"org_scope": "all"}, "fct_cases.org_scope"),
    ("marts", "fct_indicator_year", 0, {"value": NAN}, "fct_indicator_year.is_finite"),
    ("marts", "rpt_reporting_rate", 0, {"reporting_rate_pct": NAN}, "rpt_reporting_rate.reporting_rate_pct"),
    ("marts", "rpt_reconciliation", 0, {"result": "wrong"}, "rpt_reconciliation.result"),
    ("marts", "rpt_reconciliation", 0, {"rule_id": "C02"}, "rules_by_subject.judged+rules"),
    ("marts", "rpt_reconciliation", 0, {"result": "violated"}, "rpt_reconciliation.is_explained"),
    ("marts", "rpt_coverage", 0, {"status": "lost"}, "rpt_coverage.status"),
    ("marts", "rpt_coverage", 0, {"duty_basis": "hearsay"}, "rpt_coverage.duty_basis"),
    ("marts", "rpt_reporting_rate", 0, {"missing": 0}, "rpt_reporting_rate.adds_up"),
    ("marts", "rpt_reporting_rate", 0, {"filed": 3}, "rpt_reporting_rate.adds_up"),
    ("marts", "rpt_reporting_rate", 0, {"late": None}, "rpt_reporting_rate.adds_up"),
    ("marts", "rpt_reporting_rate", 0, {"owed": 0}, "rpt_reporting_rate.owed"),
    ("marts", "rpt_reporting_rate", 0, {"reporting_rate_pct": 120.0},
     "rpt_reporting_rate.reporting_rate_pct"),
    ("marts", "dim_region_comparability", 0, {"comparability": "perhaps"},
     "dim_region_comparability.comparability"),
    ("marts", "dim_region_comparability", 0, {"comparable_since_year": 2023},
     "dim_region_comparability.fits_since"),
    ("marts", "cmp_merged_region", 0, {"is_official": True}, "cmp_merged_region.is_official"),
    ("marts", "cmp_merged_region", 0, {"parts_reporting": 1}, "cmp_merged_region.is_whole"),
    ("marts", "rpt_roll_up", 0, {"value": 59.0}, "rpt_roll_up.is_as_reported"),
    ("marts", "rpt_roll_up", 0, {"basis": "built"}, "rpt_roll_up.is_as_reported"),
    ("marts", "rpt_roll_up", 0, {"basis": "built", "observation_id": None}, "rpt_roll_up.is_as_reported"),
    ("marts", "rpt_roll_up", 1, {"org_scope": "own"}, "rpt_roll_up.org_scope"),
    ("marts", "rpt_roll_up", 1, {"basis": "guessed"}, "rpt_roll_up.basis"),
    ("marts", "rpt_roll_up", 1, {"check_result": "fine"}, "rpt_roll_up.check_result"),
    ("marts", "rpt_roll_up", 1, {"counties_covered": 4}, "rpt_roll_up.is_covered"),
    ("marts", "rpt_roll_up", 1, {"indicator_id": "svc_items_online"}, "rpt_roll_up.is_addable"),
    ("marts", "expected_counts", 0, {"figures": 3}, "completeness.is_whole"),
    ("marts", "expected_counts", 0, {"year": 2022}, "completeness.is_there"),
    ("marts", "expected_counts", 0, {"region_code": "990122"}, "completeness.is_there"),
    ("edition", "comparison", 0, {"value": 85.0}, "comparison.value+value_of_marts"),
    ("edition", "comparison", 1, {"value": 900.0}, "comparison.is_publishable"),
    ("edition", "comparison", 0, {"change": 4.0}, "comparison.change+change_of_marts"),
    ("edition", "comparison", 0, {"observation_id": "o7"}, "comparison.has_source"),
    ("edition", "comparison", 0, {"indicator_id": "arb_awards_final"}, "row_counts.rows+expected_rows"),
    ("edition", "sources", 0, {"source_sha256": "x"}, "sources.source_sha256"),
    ("edition", "edition_year", 0, {"year": 2024}, "row_counts.rows+expected_rows"),
    ("edition", "fct_indicator_year", 1, {"held_back_reason": None}, "row_counts.rows+expected_rows"),
    ("edition", "rpt_coverage", 0, {"year": 2022}, "row_counts.rows+expected_rows"),
    ("edition", "texts", 0, {"text": "由王小明同志经办58件"}, "texts.text+masked_text"),
]  # fmt: skip


@pytest.mark.parametrize(("gate", "table", "place", "changes", "named"), STOPPED)
def test_a_structural_fault_fails_at_error_level(
    gate: Gate, table: str, place: int, changes: dict[str, Any], named: str, catalog: Catalog
) -> None:
    given = broken(gate, table, place, catalog, **changes)
    view, _, columns = named.partition(".")
    failed = [o for o in preview(gate, given, catalog, {view}) if not o.success]
    assert columns in {"+".join(o.columns) for o in failed if o.severity == "error"}


@pytest.mark.parametrize(
    ("gate", "table", "changes", "named", "examples"),
    [
        ("marts", "expected_counts", {"region_code": "990122"}, "completeness.is_there", ("990122 2023",)),
        ("marts", "fct_observation", {"submission_id": "7" * 64}, "fct_observation.has_submission", ("o1",)),
        ("raw", "observations", {"org_scope": None}, "facts.org_scope", ()),
        ("raw", "receipts", {"outcome": "lost"}, "receipts.outcome", ("lost",)),
    ],
)
def test_a_failed_expectation_names_its_rows_or_their_values(
    gate: Gate, table: str, changes: dict[str, Any], named: str, examples: tuple[str, ...], catalog: Catalog
) -> None:
    view, _, column = named.partition(".")
    outcomes = preview(gate, broken(gate, table, 0, catalog, **changes), catalog, {view})
    assert [o.examples for o in outcomes if not o.success and o.columns == (column,)] == [examples]


@pytest.mark.slow
@pytest.mark.usefixtures("no_pages")
@pytest.mark.parametrize("gate", GATES)
def test_a_gate_stops_the_run_and_keeps_what_it_found(gate: Gate, catalog: Catalog, quality: Path) -> None:
    table, place, changes = next((f[1], f[2], f[3]) for f in STOPPED if f[0] == gate)
    with pytest.raises(GateFailed) as stopped:
        run(gate, broken(gate, table, place, catalog, **changes), catalog, quality)
    written = json.loads(stopped.value.result.path.read_text(encoding="utf-8"))
    assert written["success"] is False and written["failed"] == len(stopped.value.result.failures) > 0


WARNED: list[tuple[dict[str, Any], int, str]] = [
    ({"value": 120.0}, 1, "rate"),
    ({"value": -3.0}, 0, "amount"),
    ({"value": 12.5}, 0, "count_fraction"),
    ({"value_status": "blank"}, 0, "status_fits"),
    ({"org_scope": None}, 0, "org_scope"),
]


@pytest.mark.parametrize(("changes", "place", "column"), WARNED)
def test_what_a_bureau_printed_wrongly_only_warns(
    changes: dict[str, Any], place: int, column: str, catalog: Catalog
) -> None:
    outcomes = preview("raw", broken("raw", "observations", place, catalog, **changes), catalog, {"facts"})
    failed = [o for o in outcomes if not o.success]
    assert column in {o.columns[0] for o in failed}
    assert {o.severity for o in failed} == {"warn"}


def test_a_reading_without_its_text_is_told_and_stops_nothing(catalog: Catalog) -> None:
    rows = rows_of("raw", catalog) | {"texts": []}
    outcomes = preview("raw", tables("raw", rows, catalog), catalog, {"observations"})
    failed = {(o.columns, o.severity, o.unexpected) for o in outcomes if not o.success}
    assert failed == {(("has_text",), "warn", 2)}


def test_an_edition_speaks_of_one_year(catalog: Catalog) -> None:
    rows = rows_of("edition", catalog) | {"edition_year": [{"year": 2023}, {"year": 2019}]}
    outcomes = preview("edition", tables("edition", rows, catalog), catalog, {"row_counts"})
    assert [o.columns for o in outcomes if not o.success] == [("rows", "expected_rows")]


def completeness(catalog: Catalog, **changes: Any) -> set[str]:
    """The columns about completeness that fail with other rows in some tables."""
    given = tables("marts", rows_of("marts", catalog) | changes, catalog)
    outcomes = preview("marts", given, catalog, {"completeness", "counts_basis"})
    return {f"{o.columns[0]} {o.severity}" for o in outcomes if not o.success}


@pytest.mark.parametrize(
    ("taken_back", "expected", "in_force", "failed"),
    [
        ({}, 3, 2, set()),
        ({}, 4, 2, {"is_whole error"}),
        ({}, 1, 0, set()),
        ({}, 2, 0, {"is_there error"}),
        # What was reported again is not lost by having been taken back.
        ({"indicator_id": "arb_cases_accepted"}, 3, 2, {"is_whole error"}),
        # What could never have been counted is not lost either.
        ({"period_type": "event"}, 3, 2, {"is_whole error"}),
        ({"assertion": "reference"}, 3, 2, {"is_whole error"}),
        ({"received_at": datetime(2030, 1, 1)}, 3, 2, {"is_whole error"}),
    ],
)
def test_what_a_bureau_took_back_excuses_its_own_figures_only(
    taken_back: dict[str, Any], expected: int, in_force: int, failed: set[str], catalog: Catalog
) -> None:
    sound = rows_of("marts", catalog)
    withdrawn = {"observation_id": "o3", "indicator_id": "pub_events", "not_in_force_reason": "withdrawn"}
    observed = [*sound["fct_observation"], sound["fct_observation"][0] | withdrawn | taken_back]
    counts = [sound["expected_counts"][0] | {"figures": expected}]
    figures = sound["fct_indicator_year"][:in_force]
    changes = {"fct_observation": observed, "fct_indicator_year": figures, "expected_counts": counts}
    assert completeness(catalog, **changes) == failed


@pytest.mark.parametrize(
    ("is_required", "failed"),
    [(False, {"is_counted warn"}), (True, {"is_counted warn", "is_counted_where_required error"})],
)
def test_a_build_without_counts_says_that_nothing_was_compared(
    is_required: bool, failed: set[str], catalog: Catalog
) -> None:
    changes = {"expected_counts": [], "counts_basis": [{"is_required": is_required}]}
    assert completeness(catalog, **changes) == failed
    assert completeness(catalog, **changes, fct_indicator_year=[]) == set()


@pytest.mark.slow
@pytest.mark.usefixtures("no_pages")
@pytest.mark.parametrize("gate", GATES)
def test_a_missing_column_stops_the_run_and_is_named(gate: Gate, catalog: Catalog, quality: Path) -> None:
    given = tables(gate, rows_of(gate, catalog), catalog)
    name = next(iter(given))
    given[name] = given[name].drop_columns([given[name].column_names[0]])
    with pytest.raises(GateFailed, match="a table has the columns it promises"):
        run(gate, given, catalog, quality)


@pytest.mark.slow
@pytest.mark.usefixtures("no_pages")
@pytest.mark.parametrize("gate", GATES)
def test_a_missing_table_stops_the_run(gate: Gate, catalog: Catalog, quality: Path) -> None:
    given = tables(gate, rows_of(gate, catalog), catalog)
    del given[next(iter(given))]
    with pytest.raises(GateFailed):
        run(gate, given, catalog, quality)


@pytest.mark.slow
@pytest.mark.usefixtures("no_pages")
def test_a_wrong_type_stops_the_run(catalog: Catalog, quality: Path) -> None:
    given = tables("raw", rows_of("raw", catalog), catalog)
    place = given["documents"].column_names.index("region_code")
    codes = pa.array([990121], pa.int64())
    given["documents"] = given["documents"].set_column(place, "region_code", codes)
    with pytest.raises(GateFailed, match="a table has the columns it promises"):
        run("raw", given, catalog, quality)


@pytest.mark.slow
@pytest.mark.usefixtures("no_pages")
def test_observations_without_any_receipt_are_no_empty_home(catalog: Catalog, quality: Path) -> None:
    rows = rows_of("raw", catalog) | {"receipts": [], "documents": []}
    with pytest.raises(GateFailed, match="a figure belongs to a reading"):
        run("raw", tables("raw", rows, catalog), catalog, quality)


@pytest.mark.slow
@pytest.mark.usefixtures("no_pages")
def test_marts_that_lost_all_their_figures_stop_the_run(catalog: Catalog, quality: Path) -> None:
    rows = rows_of("marts", catalog) | {"fct_indicator_year": [], "cmp_year_over_year": [], "fct_cases": []}
    with pytest.raises(GateFailed, match="no table loses all its rows"):
        run("marts", tables("marts", rows, catalog), catalog, quality)
