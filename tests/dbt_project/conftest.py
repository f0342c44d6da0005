"""The warehouses that the tests of this room ask for, each built once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from candidate_warehouse import Candidate, Inputs, build
from invented_county import EVERYTHING


@pytest.fixture(scope="session")
def patch() -> Iterator[pytest.MonkeyPatch]:
    """A monkeypatch that lasts as long as the built warehouses."""
    with pytest.MonkeyPatch.context() as context:
        yield context


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory, patch: pytest.MonkeyPatch) -> Candidate:
    """The warehouse of the invented county, built up to the latest receipt, with the models' unit tests."""
    return build(tmp_path_factory.mktemp("warehouse"), EVERYTHING, patch)


@pytest.fixture(scope="session")
def earlier_warehouse(tmp_path_factory: pytest.TempPathFactory, patch: pytest.MonkeyPatch) -> Candidate:
    """The same inputs as they were known on 15 March 2024."""
    return build(tmp_path_factory.mktemp("earlier"), EVERYTHING, patch, as_of="2024-03-15", unit_tests=False)


@pytest.fixture(scope="session")
def empty_warehouse(tmp_path_factory: pytest.TempPathFactory, patch: pytest.MonkeyPatch) -> Candidate:
    """A warehouse of which the inputs have columns and no rows."""
    path: Path = tmp_path_factory.mktemp("empty")
    return build(path, Inputs(), patch, unit_tests=False)
