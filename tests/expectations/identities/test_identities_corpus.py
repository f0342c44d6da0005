"""The identities on the annotated figures of five real reports, where these are at hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from figure_tables import in_force, row, table

from catalog import Catalog, load_catalog
from expectations.identities import IdentityReport, evaluate

GOLD = Path(__file__).parents[4] / "shared" / "gold"
pytestmark = pytest.mark.skipif(
    not (GOLD / "facts.jsonl").exists(), reason="the annotated reports are not beside the repository"
)

SCOPES = {"own_or_region": "region", "province": "region", "township": "other"}
CONTRADICTED = {"arb_cases_accepted": 67, "arb_closed_by_mediation": 175, "arb_closed_by_award": 46,
                "arb_cases_pending_end": 6}  # fmt: skip


def gold_rows(catalog: Catalog) -> Iterator[dict[str, Any]]:
    lines = (GOLD / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    years = {"000": 2022, "001": 2024, "002": 2023, "003": 2024, "004": 2023}
    for place, fact in enumerate(json.loads(line) for line in lines if line.strip()):
        report = fact["doc"][:3]
        given = {
            name: fact[name] for name in ("qualifier", "in_words", "period_type", "assertion", "evidence")
        }
        yield row(
            catalog,
            place,
            fact["indicator_id"],
            fact["value"],
            **given,
            submission_id=report,
            region_code=None,
            year=fact["period_year"],
            report_year=years[report],
            org_scope=SCOPES.get(fact["org_scope"], fact["org_scope"]),
            raw_text=fact["number_text"],
            value_high=None if fact["qualifier"] == "at_least" else fact["value"],
            event_label=f"活动{place}" if fact["period_type"] == "event" else None,
            char_start=fact["start"],
            char_end=fact["end"],
        )


@pytest.fixture(scope="module")
def figures() -> pa.Table:
    return table(gold_rows(load_catalog()))


@pytest.fixture(scope="module")
def report(figures: pa.Table) -> IdentityReport:
    return evaluate(figures, in_force(load_catalog(), []), load_catalog())


def rules(report: IdentityReport, submission: str, result: str, severity: str | None = None) -> set[str]:
    rows = report.results.to_pylist()
    return {
        r["rule_id"]
        for r in rows
        if r["submission_id"] == submission and r["result"] == result and severity in (None, r["severity"])
    }


def test_the_contradictions_of_the_first_report_are_found(report: IdentityReport) -> None:
    assert {"C02", "C05", "C08", "C11"} <= rules(report, "000", "violated")


@pytest.mark.parametrize("submission", ["001", "002", "003", "004"])
def test_no_other_report_is_contradicted_at_error_level(report: IdentityReport, submission: str) -> None:
    assert rules(report, submission, "violated", "error") == set()


def test_all_operands_of_the_contradiction_are_held_back(report: IdentityReport, figures: pa.Table) -> None:
    by_id = {r["observation_id"]: r for r in figures.to_pylist()}
    held = {by_id[h["observation_id"]]["indicator_id"]: by_id[h["observation_id"]]["value"]
            for h in report.holds.to_pylist() if h["rule_id"] == "C02"}  # fmt: skip
    assert held == CONTRADICTED


def test_the_hint_names_the_smallest_change(report: IdentityReport) -> None:
    (row,) = [r for r in report.results.to_pylist() if r["rule_id"] == "C02" and r["submission_id"] == "000"]
    assert row["figures"] == "67 ≠ 175 + 46 + 6"
    assert row["hint"].startswith("67 = 15 + 46 + 6")


def test_equal_cases_and_persons_are_only_flagged(report: IdentityReport) -> None:
    (row,) = [r for r in report.results.to_pylist() if r["rule_id"] == "C12" and r["submission_id"] == "001"]
    assert (row["result"], row["figures"]) == ("flagged", "1030 = 1030")


def test_only_contradicted_figures_are_held_back(report: IdentityReport, figures: pa.Table) -> None:
    by_id = {r["observation_id"]: r for r in figures.to_pylist()}
    assert {by_id[h["observation_id"]]["submission_id"] for h in report.holds.to_pylist()} == {"000"}


def closing_breakdowns() -> list[tuple[str, str, frozenset[str]]]:
    if not (GOLD / "identities.json").exists():
        return []
    entries = json.loads((GOLD / "identities.json").read_text(encoding="utf-8"))
    return [
        (e["id"], e["doc"][:3], frozenset(o["catalogue_id"][0] for o in e["operands"]))
        for e in entries
        if e["satisfied"] is True and e["type"] in ("sum_of_parts", "part_not_above_whole", "flow_balance")
    ]


@pytest.mark.parametrize(("entry", "submission", "operands"), closing_breakdowns())
def test_no_breakdown_that_closes_is_called_violated(
    report: IdentityReport, entry: str, submission: str, operands: frozenset[str]
) -> None:
    catalog = load_catalog()
    for rule_id in rules(report, submission, "violated"):
        named = set(catalog.identities[rule_id].operand_ids)
        # The first report's award belongs to a contradiction besides the bound that holds.
        assert not operands <= named or (entry, rule_id) == ("0.4", "C02"), (rule_id, entry)
