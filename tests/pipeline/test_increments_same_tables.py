"""A build that carries on from the warehouse in force gives the same tables as one that builds all anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from homes import start_home
from increment_arrivals import (
    DECIDED,
    WAITING,
    Arrival,
    arrives,
    built,
    carried_on,
    decides,
    differences,
    query,
    resends,
    resubmits,
    same_exports,
    shuffled,
    withdraws,
)
from invented_batches import InventedReports
from parsed_once import parsed_once
from plain_builds import without_data_tests

from pipeline import touched
from pipeline.promotion import put_in_force
from pipeline.settings import Home

EVENTS = """
    select 'split', count(*) from marts.cmp_year_over_year where refusal_reason = 'boundary_change'
    union all
    select 'merged', count(*) from marts.cmp_merged_region
    union all
    select 'ranked', count(*) from marts.rpt_region_rank where ranked_count > 1
    union all
    select 'built', count(*) from marts.rpt_roll_up where basis = 'built'
    union all
    select 'taken back', count(*) from marts.rpt_coverage where status = 'withdrawn'
"""
BEGIN = datetime(2025, 4, 1, tzinfo=UTC)
SEED = 20


@dataclass(slots=True)
class Sequence:
    """What a sequence of arrivals left behind, observed once for all tests."""

    carried_on: list[int] = field(default_factory=list)
    differing: dict[str, dict[str, int]] = field(default_factory=dict)
    exports: dict[str, bool] = field(default_factory=dict)
    forgetful: dict[str, int] = field(default_factory=dict)
    touched: list[int] = field(default_factory=list)
    events: list[tuple[Any, ...]] = field(default_factory=list)
    decided: list[list[tuple[Any, ...]]] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)


@pytest.fixture(scope="module")
def patch() -> Iterator[pytest.MonkeyPatch]:
    """Builds without dbt's data tests: they look at tables and leave them as they are."""
    with without_data_tests(), pytest.MonkeyPatch.context() as patched:
        yield patched


@pytest.fixture(scope="module")
def sequence(tmp_path_factory: pytest.TempPathFactory, patch: pytest.MonkeyPatch) -> Sequence:
    """Arrivals in a seeded order, each followed by a build that carries on; twice compared with one anew.

    One fixture for all assertions: it takes eight builds.
    """
    root, parsed = tmp_path_factory.mktemp("increments"), parsed_once(tmp_path_factory)
    home, anew, files, found = Home(root / "home"), Home(root / "anew"), shuffled(SEED), Sequence()
    for started in (home, anew):
        start_home(started.root, parsed)
    arrives(files[:6])(home, BEGIN)
    put_in_force(home, built(home))
    for name in ("raw", "review"):
        (home.root / name).mkdir(exist_ok=True)
    for name in ("raw", "review"):
        (anew.root / name).symlink_to(home.root / name)
    settled = touched.touched_by_arrivals
    patch.setattr(
        touched,
        "touched_by_arrivals",
        lambda build: (keys := settled(build), found.touched.append(len(keys)))[0],
    )

    def steps(*arrivals: Arrival) -> None:
        for number, arrival in enumerate(arrivals, start=1):
            arrival(home, BEGIN + timedelta(days=len(found.carried_on) + number))
        put_in_force(home, built(home))
        found.carried_on.append(carried_on(home.promoted))

    def compare(label: str, as_of: datetime | None = None) -> None:
        whole = built(anew, as_of)
        found.differing[label] = differences(home.promoted, whole.candidate)
        found.exports[label] = same_exports(whole, home)

    def look_at_decisions() -> None:
        found.decided.append(query(home.promoted, DECIDED))
        found.waiting.append(len(query(home.promoted, WAITING)))

    reports = InventedReports(SEED)
    steps(arrives(files[6:-1]), resubmits, reports.arrive)
    steps(arrives(files[-1:]), decides, reports.move)
    look_at_decisions()
    withdraws(home, BEGIN + timedelta(days=20))
    reports.take_back(home, BEGIN + timedelta(days=21))
    resends(home, BEGIN + timedelta(days=22))
    with patch.context() as forgetful:
        forgetful.setattr(touched, "touched_by_arrivals", lambda build: ())
        without = built(home)
    steps()
    compare("reports of three provinces and new years, sent again, corrected, decided on, moved, withdrawn")
    look_at_decisions()
    found.events = query(home.promoted, EVENTS)
    found.forgetful = differences(without.candidate, home.promoted)
    put_in_force(home, built(home, BEGIN + timedelta(days=1)))
    found.carried_on.append(carried_on(home.promoted))
    compare("an earlier moment", BEGIN + timedelta(days=1))
    return found


@pytest.mark.slow
def test_every_build_of_the_sequence_carried_on(sequence: Sequence) -> None:
    assert sequence.carried_on == [1, 2, 3, 4]
    assert all(sequence.touched)


@pytest.mark.slow
def test_the_sequence_has_mergers_splits_ranks_and_totals(sequence: Sequence) -> None:
    """Tables that are alike because they are empty prove nothing."""
    assert len(sequence.events) == 5
    assert all(count for _, count in sequence.events), sequence.events


@pytest.mark.slow
def test_every_table_is_that_of_a_build_from_scratch(sequence: Sequence) -> None:
    assert len(sequence.differing) == 2
    assert all(found == {} for found in sequence.differing.values()), sequence.differing


@pytest.mark.slow
def test_the_exports_are_those_of_a_build_from_scratch_byte_by_byte(sequence: Sequence) -> None:
    assert len(sequence.exports) == 2
    assert all(sequence.exports.values()), sequence.exports


@pytest.mark.slow
def test_what_is_not_touched_is_not_done_again(sequence: Sequence) -> None:
    """The control of the comparison: with touched regions left out, the tables differ."""
    assert {
        "intermediate.int_observation_loaded",
        "marts.fct_observation",
    } <= set(sequence.forgetful)


@pytest.mark.slow
def test_a_decision_lapses_when_its_source_is_replaced(sequence: Sequence) -> None:
    """The figures say the same in the new file; what was decided was about other bytes."""
    before, after = sequence.decided
    assert [verdict for verdict, _ in before] == ["confirm", "replace_value"]
    assert after == []
    assert sequence.waiting[1] > sequence.waiting[0]
