"""What is implausible holds back what it concerns, and only that."""

from __future__ import annotations

from figure_tables import in_force, submissions

from catalog import load_catalog
from expectations.identities import evaluate


def test_a_whole_below_its_parts_takes_its_rates_along() -> None:
    catalog = load_catalog()
    city = {"region_code": "990200"}
    figures = in_force(
        catalog,
        [
            ["med_cases_handled_org", 90, city],
            ["med_success_rate", 78.89, city],
            ["pub_events", 40, city],
            ["med_cases_handled_org", 110, {"region_code": "990202"}],
            ["med_cases_handled_org", 120, {"region_code": "990221"}],
        ],
    )
    holds = evaluate(submissions(catalog, []), figures, catalog, rules={"Q10"}).holds.to_pylist()
    assert [(h["observation_id"], h["severity"]) for h in holds] == [("o0000", "warn"), ("o0001", "warn")]
