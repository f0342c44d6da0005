"""Homes made once for all tests of the pipeline that only look."""

from __future__ import annotations

from pathlib import Path

import pytest
from homes import CORPUS, SAMPLES, RunHome, run_once


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> RunHome:
    """A home after one run over the samples; tests that change anything work on a copy."""
    return run_once(tmp_path_factory, "sample_home", SAMPLES)


@pytest.fixture(scope="session")
def corpus_home(tmp_path_factory: pytest.TempPathFactory) -> RunHome:
    """A home after one run over the five real reports."""
    if not CORPUS.is_dir():
        pytest.skip("the five real reports are not beside this checkout (../shared/corpus/reports)")
    return run_once(tmp_path_factory, "corpus_home", CORPUS)


@pytest.fixture
def own_home(sample_home: RunHome, tmp_path: Path) -> RunHome:
    """A copy of the sample home that a test may change."""
    return sample_home.copy(tmp_path / "home")
