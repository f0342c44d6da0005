"""Homes made once for all tests of the pipeline that only look."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from homes import CORPUS, SAMPLES, RunHome, nianjian


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> RunHome:
    """A home after one run over the samples; tests that change anything work on a copy."""
    home = tmp_path_factory.mktemp("sample_home")
    return RunHome(home, *nianjian(home, "run", "--inbox", SAMPLES))


@pytest.fixture(scope="session")
def corpus_home(tmp_path_factory: pytest.TempPathFactory) -> RunHome:
    """A home after one run over the five real reports."""
    if not CORPUS.is_dir():
        pytest.skip("the five real reports are not beside this checkout (../shared/corpus/reports)")
    home = tmp_path_factory.mktemp("corpus_home")
    return RunHome(home, *nianjian(home, "run", "--inbox", CORPUS))


@pytest.fixture
def own_home(sample_home: RunHome, tmp_path: Path) -> RunHome:
    """A copy of the sample home that a test may change."""
    home = tmp_path / "home"
    shutil.copytree(sample_home.root, home, symlinks=True)
    return RunHome(home, sample_home.exit_code, sample_home.output)
