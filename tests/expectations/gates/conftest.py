"""The catalogue and sound tables for the tests of the gates."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from catalog import Catalog, load_catalog

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The catalogue of the product."""
    return load_catalog()
