"""A region and year that had figures does not vanish unseen: builds are held against counted ones."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from homes import ROOT, RunHome, nianjian

from expectations.completeness import (
    COLUMNS,
    Count,
    CountFileError,
    count_file,
    expected_counts,
    read_counts,
)
from expectations.outcomes import GateFailed
from pipeline.build import prepare_build
from pipeline.counts import (
    COUNTS_VARIABLE,
    Compared,
    compared,
    counts_are_required,
    counts_in_force,
    counts_to_hold,
)
from pipeline.gates import marts_gate
from pipeline.roster import ROSTER
from pipeline.settings import Home

SHIPPED = ROOT / "samples" / "expected_counts.csv"
LATER = datetime(2100, 1, 1, tzinfo=UTC)


def count(region_code: str = "990121", year: int = 2023, figures: int = 3) -> Count:
    return Count(region_code=region_code, year=year, figures=figures, as_of=datetime(2024, 3, 1, tzinfo=UTC))


def test_a_file_of_counts_is_read_as_it_was_written(tmp_path: Path) -> None:
    counts = (count(), count("990122"), count(year=2024))
    path = tmp_path / "counts.csv"
    path.write_text(count_file(counts), encoding="utf-8")
    assert set(read_counts(path)) == set(counts)
    assert read_counts(tmp_path / "none.csv") == ()


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (["region,year"], "the columns must be"),
        ([",".join(COLUMNS), "9901,2023,3,2024-03-01T00:00:00+00:00"], "line 2"),
        ([",".join(COLUMNS), "990121,2023,0,2024-03-01T00:00:00+00:00"], "line 2"),
        (
            [",".join(COLUMNS), *["990121,2023,3,2024-03-01T00:00:00+00:00"] * 2],
            "line 3: 990121 2023 stands twice",
        ),
    ],
)
def test_a_file_that_says_something_else_is_refused(lines: list[str], fault: str, tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(CountFileError, match=fault):
        read_counts(path)


def test_a_named_file_of_counts_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(COUNTS_VARIABLE, raising=False)
    assert counts_to_hold(Home(tmp_path)) == ()
    monkeypatch.setenv(COUNTS_VARIABLE, str(tmp_path / "slip.csv"))
    with pytest.raises(CountFileError, match=f"slip.csv.*{COUNTS_VARIABLE}"):
        counts_to_hold(Home(tmp_path))
    (tmp_path / "slip.csv").write_text(",".join(COLUMNS), encoding="utf-8")
    assert counts_to_hold(Home(tmp_path)) == ()


@pytest.mark.parametrize(("is_named", "has_roster"), [(True, True), (True, False), (False, True)])
def test_counts_are_required_where_they_are_named_and_duties_are_stated(
    is_named: bool, has_roster: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(COUNTS_VARIABLE, raising=False)
    if is_named:
        monkeypatch.setenv(COUNTS_VARIABLE, str(tmp_path / "counts.csv"))
    if has_roster:
        (tmp_path / ROSTER).write_text("region_code,kind\n", encoding="utf-8")
    assert counts_are_required(Home(tmp_path)) is (is_named and has_roster)


def test_other_counts_make_another_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a warehouse that was built from the same files would stay in force unchecked."""
    monkeypatch.delenv(COUNTS_VARIABLE, raising=False)
    home, moment = Home(tmp_path), count().as_of
    ids = [prepare_build(home, moment).build_id for _ in range(2)]
    (tmp_path / "expected_counts.csv").write_text(count_file([count()]), encoding="utf-8")
    assert ids[0] == ids[1] != prepare_build(home, moment).build_id


def test_an_earlier_state_of_knowledge_is_not_held_against_later_counts() -> None:
    counted = count()
    assert expected_counts([counted], counted.as_of).num_rows == 1
    assert expected_counts([counted], datetime(2024, 2, 29, tzinfo=UTC)).num_rows == 0


@pytest.mark.parametrize(
    ("expected", "found", "state"),
    [(3, 3, "same"), (None, 3, "new"), (3, 4, "grown"), (3, 2, "fewer"), (3, None, "vanished")],
)
def test_both_sides_of_the_join_say_what_became_of_a_year(
    expected: int | None, found: int | None, state: str
) -> None:
    assert Compared("990121", 2023, expected, found).state == state


@pytest.mark.slow
def test_no_region_and_year_of_the_samples_has_lost_figures(
    sample_home: RunHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has grown is written anew by `nianjian counts --propose samples/expected_counts.csv`."""
    monkeypatch.setenv(COUNTS_VARIABLE, str(SHIPPED))
    states = [one.state for one in compared(Home(sample_home.root))]
    assert len(states) > 8
    assert not {"fewer", "vanished"} & set(states)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"year": 1999}, "a region and year that was reported does not vanish"),
        ({"figures": 10_000}, "a region and year does not lose figures unseen"),
    ],
)
def test_a_loss_stops_the_gate_of_the_marts(
    changed: dict[str, int], why: str, sample_home: RunHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path)
    first, *others = counts_in_force(Home(sample_home.root))
    path = tmp_path / "counts.csv"
    monkeypatch.setenv(COUNTS_VARIABLE, str(path))
    path.write_text(count_file([first, *others]), encoding="utf-8")
    marts_gate(home, "run", LATER, Home(sample_home.root).promoted)
    path.write_text(count_file([first.model_copy(update=changed), *others]), encoding="utf-8")
    with pytest.raises(GateFailed, match=why):
        marts_gate(home, "run", LATER, Home(sample_home.root).promoted)


@pytest.mark.slow
def test_the_command_says_what_changed_and_proposes_the_next_file(
    sample_home: RunHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected, proposed = tmp_path / "expected.csv", tmp_path / "proposed.csv"
    monkeypatch.setenv(COUNTS_VARIABLE, str(expected))
    first, *others = counts_in_force(Home(sample_home.root))
    lost = count("990199", 2001)
    expected.write_text(count_file([lost, *others]), encoding="utf-8")
    code, output = nianjian(sample_home.root, "counts", "--propose", proposed)
    assert code == 0
    assert "990199 2001年 消失：3 → —" in output
    assert f"{first.region_code} {first.year}年 新增：— → {first.figures}" in output
    assert read_counts(proposed) == (first, *others)
