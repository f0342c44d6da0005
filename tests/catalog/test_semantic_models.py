"""The semantic layer adds like with like: one level, one scope, whole years, and rates from their parts."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from catalog import load_catalog
from catalog.semantic_models import COUNTED, FILE, LEVELS, TIER, measures_of, metric_name, semantic_files

LAYER: dict[str, Any] = yaml.safe_load(semantic_files(load_catalog())[FILE])
METRICS = {metric["name"]: metric for metric in LAYER["metrics"]}
MEASURES = {m["name"]: m for model in LAYER["semantic_models"] for m in model.get("measures", ())}
FIRST = [i for i in load_catalog().indicators.values() if i.publish_tier == TIER]
SIMPLE = [metric for metric in METRICS.values() if metric["type"] == "simple"]


def test_every_first_indicator_that_can_be_added_has_a_metric_at_every_level() -> None:
    wanted = {metric_name(i.id, level) for i in FIRST if measures_of(i) for level in LEVELS}
    assert len(wanted) > 3 * 20
    assert wanted <= set(METRICS)


def test_what_cannot_be_added_has_none() -> None:
    lone = [i.id for i in FIRST if not measures_of(i)]
    assert "svc_satisfaction" in lone
    assert not [name for name in METRICS if any(name.startswith(f"{i}_of_") for i in lone)]


@pytest.mark.parametrize("metric", SIMPLE, ids=lambda metric: metric["name"])
def test_a_sum_is_over_regions_of_one_level_and_figures_of_one_scope(metric: dict[str, Any]) -> None:
    assert metric["filter"].count("Dimension('region__region_level') }} = ") == 1
    is_count = metric["type_params"]["measure"] == COUNTED
    assert metric["filter"].count("Dimension('figure__org_scope') }} = ") == (0 if is_count else 1)
    assert " or " not in metric["filter"]


def test_a_measure_takes_only_what_can_be_added() -> None:
    assert all("is_addable" in measure["expr"] for measure in MEASURES.values())
    assert {measure["agg"] for measure in MEASURES.values()} == {"sum"}


def test_a_rate_is_the_sum_of_numerators_by_the_sum_of_denominators() -> None:
    rate = METRICS["head_appearance_rate_of_counties"]
    assert rate["type_params"]["expr"] == "100.0 * numerator / nullif(denominator, 0)"
    parts = {
        part["alias"]: METRICS[part["name"]]["type_params"]["measure"]
        for part in rate["type_params"]["metrics"]
    }
    assert MEASURES[parts["numerator"]]["expr"].endswith("then amount end")
    assert MEASURES[parts["denominator"]]["expr"].endswith("then divisor end")


def test_a_stock_is_not_added_over_years_and_a_flow_is() -> None:
    assert MEASURES["enforcement_cert_holders"]["non_additive_dimension"]["window_choice"] == "max"
    assert "non_additive_dimension" not in MEASURES["pub_events"]


def test_what_a_bureau_did_itself_is_added_at_that_scope() -> None:
    assert "'own'" in METRICS["penalty_decisions_of_counties"]["filter"]
    assert "'region'" in METRICS["pub_events_of_counties"]["filter"]
