"""One rename puts a build in force; it names itself, may be repeated, and never goes back unasked."""

from __future__ import annotations

import fcntl
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from pipeline import promotion, stages
from pipeline.errors import BuildFailed, OvertakenBuild
from pipeline.promotion import Build, is_in_force, promote, record_in_force, write_record
from pipeline.settings import HOME_VARIABLE, Home

KNOWN = datetime(2024, 3, 1, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def candidate(home: Home, build_id: str, last_sequence: int, *, is_dated: bool = False) -> Build:
    """A build whose candidate is written and holds nothing but its record."""
    build = Build(build_id, home.builds / f"{build_id}-aside", KNOWN, last_sequence, is_dated)
    build.folder.mkdir(parents=True)
    write_record(build)
    return build


def test_the_warehouse_itself_says_which_build_it_is(home: Home) -> None:
    build = candidate(home, "first", 4)
    assert not is_in_force(home, "first")
    assert promote(home, build).path == home.promoted
    assert is_in_force(home, "first")
    assert not is_in_force(home, "second")
    assert sorted(path.name for path in home.warehouse.iterdir()) == [
        ".build.lock",
        "builds",
        "nianjian.duckdb",
    ]


def test_a_promotion_that_was_done_succeeds_again(home: Home) -> None:
    build = candidate(home, "first", 4)
    assert promote(home, build) == promote(home, build)


def test_a_promotion_without_a_candidate_says_so(home: Home) -> None:
    build = candidate(home, "first", 4)
    build.candidate.unlink()
    with pytest.raises(BuildFailed, match="is gone: start a new build"):
        promote(home, build)


def test_a_build_again_replaces_the_same_build(home: Home) -> None:
    promote(home, candidate(home, "first", 4))
    again = replace(candidate(home, "second", 4), build_id="first")
    write_record(again)
    promote(home, again)
    assert not again.candidate.exists()


@pytest.mark.parametrize(
    ("last_sequence", "is_dated", "in_force"),
    [
        pytest.param(3, False, "newer", id="an older build is refused"),
        pytest.param(-1, False, "newer", id="a build of nothing is refused"),
        pytest.param(4, False, "later", id="a build of the same receipts is promoted"),
        pytest.param(5, False, "later", id="a build of more receipts is promoted"),
        pytest.param(3, True, "later", id="a dated build may go back"),
    ],
)
def test_an_older_build_never_overwrites_a_newer_warehouse(
    home: Home, last_sequence: int, is_dated: bool, in_force: str
) -> None:
    later = candidate(home, "later", last_sequence, is_dated=is_dated)
    promote(home, candidate(home, "newer", 4))
    if in_force == "newer":
        with pytest.raises(OvertakenBuild, match="start a new build"):
            promote(home, later)
    else:
        promote(home, later)
    assert is_in_force(home, in_force)


@pytest.mark.parametrize("content", [b"no database", b""], ids=["damaged", "empty"])
def test_a_warehouse_that_cannot_be_read_gives_way_to_any_build(home: Home, content: bytes) -> None:
    build = candidate(home, "first", -1)
    home.promoted.write_bytes(content)
    assert record_in_force(home) is None
    promote(home, build)
    assert is_in_force(home, "first")


def test_a_warehouse_without_a_record_gives_way_to_any_build(home: Home) -> None:
    build = candidate(home, "first", -1)
    duckdb.connect(str(home.promoted)).close()
    promote(home, build)
    assert is_in_force(home, "first")


def test_a_stage_hands_everything_about_a_build_on(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(home.root))
    plain = stages.prepare_build("2024-03-01")
    assert plain["is_dated"] is True
    build = stages._build(plain)
    assert stages._plain(build) == plain
    write_record(build)
    assert stages.promote(plain) == stages.promote(plain)
    assert stages.is_in_force(plain)


def test_a_build_that_failed_keeps_its_folder_until_it_is_discarded(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(home.root))
    plain = stages.prepare_build(None)
    (Path(plain["folder"]) / "candidate.duckdb").write_bytes(b"no database")
    with pytest.raises(duckdb.IOException):
        stages.check_marts(plain)
    assert Path(plain["folder"]).is_dir()
    stages.discard(plain)
    stages.discard(plain)
    assert list(home.builds.iterdir()) == []


def test_a_promotion_waits_for_the_build_that_holds_the_lock(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = candidate(home, "first", 4)
    held: list[Path] = []
    honest = promotion.put_in_force

    def while_locked(home: Home, build: Build) -> promotion.Promoted:
        with pytest.raises(BlockingIOError):
            _try_lock(promotion.lock_of(home))
        held.append(build.candidate)
        return honest(home, build)

    monkeypatch.setattr(promotion, "put_in_force", while_locked)
    promote(home, build)
    assert held == [build.candidate]


def _try_lock(path: Path) -> None:
    with path.open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
