"""The home of a run on the command line, which the DAGs must agree with."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "pipeline"))

from homes import SAMPLES, RunHome, run_once


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> RunHome:
    """A home after one run of the command line over the samples, shared with the tests of the pipeline."""
    return run_once(tmp_path_factory, "sample_home", SAMPLES)
