"""Every rule of the catalogue lets one case pass and stops another; the cases stand in a table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from figure_tables import REPORT_YEAR, in_force, submissions

from catalog import load_catalog
from expectations.identities import evaluate
from expectations.identities.registry import check_named, check_names

CASES: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "rule_cases.yaml").read_text(encoding="utf-8")
)


def outcome(rule_id: str, case: dict[str, Any]) -> dict[str, Any]:
    """The one row of the rule on the subject that the case is about, and the holds of the rule."""
    catalog = load_catalog()
    regional = case.get("in_force", False)
    reported = submissions(catalog, case.get("submissions", []) if regional else case["figures"])
    standing = in_force(catalog, case["figures"] if regional else [])
    report = evaluate(reported, standing, catalog, rules={rule_id})
    wanted = {"rule_id": rule_id, "subject": "region_year" if regional else "submission"}
    rows = [r for r in report.results.to_pylist() if wanted.items() <= r.items() and r["year"] == REPORT_YEAR]
    strongest = max(
        rows, key=lambda r: ["not_testable", "satisfied", "flagged", "violated"].index(r["result"])
    )
    held = [h for h in report.holds.to_pylist() if h["rule_id"] == rule_id]
    return strongest | {"held": held}


def test_every_rule_has_both_cases() -> None:
    assert list(CASES) == list(dict.fromkeys(CASES))
    assert set(CASES) == set(load_catalog().identities)
    assert len(CASES) == 78
    assert all({"passing", "failing"} == set(case) for case in CASES.values())


@pytest.mark.parametrize("rule_id", CASES)
def test_rule_lets_a_sound_case_pass(rule_id: str) -> None:
    found = outcome(rule_id, CASES[rule_id]["passing"])
    assert (found["result"], found["held"]) == ("satisfied", []), found["figures"]


@pytest.mark.parametrize("rule_id", CASES)
def test_rule_stops_a_faulty_case(rule_id: str) -> None:
    case = CASES[rule_id]["failing"]
    found = outcome(rule_id, case)
    expected = case["expect"]
    hint = found.pop("hint") or ""
    assert hint.startswith(str(expected.get("hint", "")))
    assert found | {k: v for k, v in expected.items() if k != "hint"} == found
    assert found["message_zh"]
    rule = load_catalog().identities[rule_id]
    contradicted = (found["result"], found["severity"]) == ("violated", "error")
    to_review = rule.review and found["severity"] != "info"
    assert bool(found["held"]) == ((contradicted or to_review) and rule.holds != ())


def test_every_rule_is_computed() -> None:
    for rule in load_catalog().identities.values():
        assert rule.all_clauses or check_named(rule)


def test_every_check_is_named_by_a_rule() -> None:
    assert {rule.check for rule in load_catalog().identities.values()} - {None} == set(check_names())


def test_every_operand_is_an_indicator() -> None:
    catalog = load_catalog()
    assert {o for rule in catalog.identities.values() for o in rule.operand_ids} <= set(catalog.indicators)
