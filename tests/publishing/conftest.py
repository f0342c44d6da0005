"""A province's warehouse and the edition made of it, built once: the tests only read them."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from edition_warehouses import YEAR, province_warehouse

from catalog import Catalog, load_catalog
from publishing import Comparison, Edition, publish_edition
from publishing.marts import read_comparison


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return province_warehouse(tmp_path_factory.mktemp("warehouse") / "nianjian.duckdb").close()


@pytest.fixture(scope="session")
def comparison(warehouse: Path, catalog: Catalog) -> Comparison:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return read_comparison(connection, YEAR, catalog)


@pytest.fixture(scope="session")
def edition(warehouse: Path, catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return publish_edition(warehouse, YEAR, tmp_path_factory.mktemp("publications"), catalog)


@pytest.fixture
def publications(tmp_path: Path) -> Path:
    return tmp_path / "publications"
