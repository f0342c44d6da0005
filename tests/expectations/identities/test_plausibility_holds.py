"""What is implausible holds back what it concerns, and only that."""

from __future__ import annotations

import pytest
from figure_tables import in_force, submissions

from catalog import load_catalog
from expectations.identities import evaluate

PASTED = ["ins_document_review", "ins_employers_inspected", "ins_complaints_received", "wage_clues_received"]
OWN = ["lic_applications", "svc_items_total", "pub_materials", "info_proactive", "review_contracts"]


@pytest.mark.parametrize(("more", "held"), [(["credit_rated_firms"], 5), ([], 0), (["pub_consultations"], 0)])
def test_five_figures_of_one_subject_area_that_are_those_of_another_region_wait_for_review(
    more: list[str], held: int
) -> None:
    """Four may be alike by chance, and five of several areas; the figures of its own stay a region's own."""
    catalog = load_catalog()
    alike = [*PASTED, *more]
    own = [[name, 300 + 7 * n] for n, name in enumerate([*alike, *OWN])]
    other = [[name, 300 + 7 * n, {"region_code": "990122"}] for n, name in enumerate(alike)]
    others_own = [[name, 900 + 7 * n, {"region_code": "990122"}] for n, name in enumerate(OWN)]
    figures = in_force(catalog, [*own, *other, *others_own])
    holds = evaluate(submissions(catalog, []), figures, catalog, rules={"Q04"}).holds.to_pylist()
    of_the_first = {h["observation_id"] for h in holds} & {f"o{n:04d}" for n in range(len(own))}
    assert of_the_first == {f"o{n:04d}" for n in range(held)}


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
