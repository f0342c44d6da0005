"""The Data Docs keep the last builds and every year's edition, and no more."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pipeline.quality.history import append
from pipeline.quality.pruning import KEPT_BUILDS, prune_data_docs

AS_OF = datetime(2032, 3, 1, tzinfo=UTC)
FOLDERS = ("gx/uncommitted/validations/raw/facts", "data_docs/validations/raw/facts")


def pages(quality: Path, run: str) -> None:
    """Stored results and a page of a run."""
    for folder in FOLDERS:
        (quality / folder / run / "20320301T000000").mkdir(parents=True)
        (quality / folder / run / "20320301T000000" / "result").touch()


def left(quality: Path) -> list[set[str]]:
    return [{path.name for path in (quality / folder).iterdir()} for folder in FOLDERS]


def test_the_last_builds_and_the_editions_stay(tmp_path: Path) -> None:
    builds = [f"build-{n:02d}" for n in range(1, KEPT_BUILDS + 3)]
    for build in builds:
        append(tmp_path, build, AS_OF, "promoted", {})
    for run in (*builds, "edition-2031", "broke_off", "this"):
        pages(tmp_path, run)
    assert prune_data_docs(tmp_path, "this") == ("broke_off", "build-01", "build-02", "build-03")
    kept = {*builds[3:], "edition-2031", "this"}
    assert left(tmp_path) == [kept, kept]
    assert prune_data_docs(tmp_path, "this") == ()


def test_a_build_that_is_repeated_counts_as_its_last(tmp_path: Path) -> None:
    append(tmp_path, "again", AS_OF, "stopped", {}, "gate_raw")
    for n in range(KEPT_BUILDS - 2):
        append(tmp_path, f"build-{n}", AS_OF, "promoted", {})
    append(tmp_path, "again", AS_OF, "promoted", {})
    for run in ("again", *(f"build-{n}" for n in range(KEPT_BUILDS - 2))):
        pages(tmp_path, run)
    assert prune_data_docs(tmp_path, "this") == ()


def test_a_home_without_any_page_is_left_alone(tmp_path: Path) -> None:
    assert prune_data_docs(tmp_path / "quality", "this") == ()
    assert not (tmp_path / "quality").exists()
