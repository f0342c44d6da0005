"""The tests of the models catch what must stop a build; each fault here must be noticed by name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from candidate_warehouse import build_once, figure
from invented_county import BASIN_2023, EVERYTHING, HILL_2022

pytestmark = pytest.mark.slow

UNKNOWN_REGION = replace(BASIN_2023, name="unknown_region", region="990999")
PLACELESS = replace(
    HILL_2022, name="placeless", figures=(figure("arb_cases_accepted", 1, start=None, end=None, cell=None),)
)
UNKNOWN_CODE = replace(
    HILL_2022, name="unknown_code", figures=(figure("pub_banners", 1, value_status="perhaps"),)
)
UNKNOWN_INDICATOR = replace(HILL_2022, name="unknown_indicator", figures=(figure("number_of_unicorns", 1),))
FAULTY = replace(EVERYTHING, submissions=(UNKNOWN_REGION, PLACELESS, UNKNOWN_CODE, UNKNOWN_INDICATOR))


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the tests of the models say of the faulty inputs."""
    return build_once(tmp_path_factory, "faulty", FAULTY, unit_tests=False).failures()


@pytest.mark.parametrize(
    "test",
    [
        "relationships_fct_observation_region_code__region_code__ref_dim_region_: fail",
        "relationships_dim_submission_region_code__region_code__ref_dim_region_: fail",
        "has_a_place_fct_observation_: fail",
        "codes_of_vocabularies_fct_observation_",
        "relationships_fct_observation_indicator_id__indicator_id__ref_dim_indicator_: warn",
    ],
)
def test_a_fault_is_noticed(failed: list[str], test: str) -> None:
    assert any(failure.startswith(test) for failure in failed), failed


def test_a_code_without_a_label_is_named(failed: list[str]) -> None:
    assert any(
        "value_status says perhaps, which the vocabulary value_status does not have" in f for f in failed
    )
