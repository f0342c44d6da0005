"""Homes made once for all tests of the pipeline that only look; each build takes many seconds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from amended import amend
from homes import CORPUS, PAST_DAY, SAMPLES, RunHome, commands_once, continue_once, nianjian, run_once
from plain_builds import without_data_tests, without_pages
from real_reports import fill_inbox


@pytest.fixture(scope="module", autouse=True)
def no_pages() -> Iterator[None]:
    """What a test of this room builds is looked at as tables and records."""
    with without_pages():
        yield


@pytest.fixture
def no_data_tests() -> Iterator[None]:
    """For a build whose tables are held against expected ones."""
    with without_data_tests():
        yield


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> RunHome:
    """A home after one run over the samples; tests that change anything work on a copy."""
    return run_once(tmp_path_factory, "sample_home", SAMPLES)


@pytest.fixture(scope="session")
def corpus_home(tmp_path_factory: pytest.TempPathFactory) -> RunHome:
    """A home that received the five real reports: tables alone, for the assigned home is tested."""
    if not CORPUS.is_dir():
        pytest.skip("the five real reports are not beside this checkout (../shared/corpus/reports)")
    with without_data_tests():
        return commands_once(tmp_path_factory, "corpus_home", ("ingest", CORPUS), ("build",))


@pytest.fixture(scope="session")
def assigned_home(corpus_home: RunHome, tmp_path_factory: pytest.TempPathFactory) -> RunHome:
    """The home of the real reports after a second run: the samples too, and regions for masked reports."""
    inbox = fill_inbox(tmp_path_factory.mktemp("inbox"))
    return continue_once(
        tmp_path_factory,
        "assigned_home",
        corpus_home,
        lambda home: nianjian(home.root, "run", "--inbox", inbox),
    )


@pytest.fixture(scope="session")
def past_home(sample_home: RunHome, tmp_path_factory: pytest.TempPathFactory) -> RunHome:
    """The sample home as it was known at the end of 2024."""
    return continue_once(
        tmp_path_factory,
        "past_home",
        sample_home,
        lambda home: nianjian(home.root, "build", "--as-of", PAST_DAY),
    )


@pytest.fixture(scope="session")
def past_again_home(past_home: RunHome, tmp_path_factory: pytest.TempPathFactory) -> RunHome:
    """The home of the past day after the same build once more, its third."""
    return continue_once(
        tmp_path_factory,
        "past_again_home",
        past_home,
        lambda home: nianjian(home.root, "build", "--as-of", PAST_DAY),
        is_tested=False,
    )


@pytest.fixture(scope="session")
def amended_home(sample_home: RunHome, tmp_path_factory: pytest.TempPathFactory) -> RunHome:
    """The sample home after a review, two withdrawals and a roster, and one build."""
    folder = tmp_path_factory.mktemp("review")
    return continue_once(tmp_path_factory, "amended_home", sample_home, lambda home: amend(home, folder))


@pytest.fixture(scope="session")
def amended_past_home(
    sample_home: RunHome, amended_home: RunHome, tmp_path_factory: pytest.TempPathFactory
) -> RunHome:
    """The amended home, built again as everything was known when the last sample arrived."""
    ((last,),) = sample_home.rows("select max(received_at) from staging.stg_receipts")
    return continue_once(
        tmp_path_factory,
        "amended_past_home",
        amended_home,
        lambda home: nianjian(home.root, "build", "--as-of", f"{last.isoformat()}+00:00"),
        is_tested=False,
    )


@pytest.fixture
def own_home(sample_home: RunHome, tmp_path: Path) -> RunHome:
    """A copy of the sample home that a test may change."""
    return sample_home.copy(tmp_path / "home")
