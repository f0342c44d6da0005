"""Reading needs neither data frames nor arrays: who only reads does not pay for them."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("pyarrow", "numpy", "pandas", "duckdb")


@pytest.mark.parametrize(
    ("module", "expected"), [("ingestion.extraction", []), ("ingestion.landing", ["pyarrow", "numpy"])]
)
def test_which_of_the_heavy_libraries_a_room_brings_along(module: str, expected: list[str]) -> None:
    brought = f"import sys, {module}; print([name for name in {HEAVY} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", brought], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == str(expected)
