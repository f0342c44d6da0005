"""The warehouses that the tests of this room ask for, each built once."""

from __future__ import annotations

import pytest
from candidate_warehouse import Candidate, Inputs, build_once
from invented_county import EVERYTHING


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Candidate:
    """The warehouse of the invented county, built up to the latest receipt, with the models' unit tests."""
    return build_once(tmp_path_factory, "warehouse", EVERYTHING)


@pytest.fixture(scope="session")
def earlier_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Candidate:
    """The same inputs as they were known on 15 March 2024."""
    return build_once(tmp_path_factory, "earlier", EVERYTHING, as_of="2024-03-15", unit_tests=False)


@pytest.fixture(scope="session")
def empty_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Candidate:
    """A warehouse of which the inputs have columns and no rows."""
    return build_once(tmp_path_factory, "empty", Inputs(), unit_tests=False)
