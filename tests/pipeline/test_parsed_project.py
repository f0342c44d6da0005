"""The parsed dbt project is kept between builds, without what belongs to one, and never believed blindly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline import parsed_project as module
from pipeline.dbt import DbtInputs, DbtProject
from pipeline.parsed_project import mark_of, parsed_project

LOCATION = "external_location"


def inputs(folder: Path, name: str) -> DbtInputs:
    own = folder / name
    return DbtInputs(
        raw=own / "raw",
        catalog=own / "catalog",
        audit=own / "audit",
        candidate=own / "candidate.duckdb",
        working=own / "dbt",
        parsed=folder / "parsed",
        as_of="2024-03-01T00:00:00+00:00",
    )


def manifest_of(project: DbtInputs, parse: Any) -> Any:
    return parsed_project(project.parsed, project.roots, parse)


def locations(manifest: Any) -> set[str]:
    return {source.config.meta[LOCATION] for source in manifest.sources.values()}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """A folder in which a first build has left the parsed project, and its manifest."""
    folder = tmp_path_factory.mktemp("home")
    first = inputs(folder, "first")
    return folder, manifest_of(first, DbtProject(first)._parse)


def refuse() -> Any:
    raise AssertionError("parsed again")


def test_a_second_build_reads_its_own_folders_without_parsing(kept: tuple[Path, Any]) -> None:
    folder, first = kept
    second = manifest_of(inputs(folder, "second"), refuse)
    assert set(second.nodes) == set(first.nodes)
    assert len(locations(second)) >= 3
    for before, after in zip(sorted(locations(first)), sorted(locations(second)), strict=True):
        assert before.replace(f"{folder}/first/", f"{folder}/second/") == after


def test_no_folder_of_a_build_is_kept(kept: tuple[Path, Any]) -> None:
    (path,) = (kept[0] / "parsed").glob("*.manifest")
    content = path.read_bytes()
    assert mark_of("raw_root").encode() in content
    assert str(kept[0] / "first" / "raw").encode() not in content


def test_a_quote_in_a_folder_stays_within_the_string(kept: tuple[Path, Any]) -> None:
    manifest = parsed_project(kept[0] / "parsed", {"raw_root": "/it's"}, refuse)
    assert any("'/it''s/batches" in location for location in locations(manifest))


@pytest.mark.parametrize("damage", ["cut", "changed"])
def test_damaged_bytes_are_parsed_anew(kept: tuple[Path, Any], tmp_path: Path, damage: str) -> None:
    (path,) = (kept[0] / "parsed").glob("*.manifest")
    content = bytearray(path.read_bytes())
    if damage == "cut":
        del content[len(content) // 2 :]
    else:
        content[-1] ^= 1
    (tmp_path / path.name).write_bytes(content)
    asked: list[str] = []

    def parse() -> Any:
        asked.append("parse")
        return kept[1]

    parsed_project(tmp_path, {}, parse)
    assert asked == ["parse"]


def test_another_version_of_the_project_takes_the_place_of_the_kept_one(
    kept: tuple[Path, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in ("one", "two"):
        monkeypatch.setattr(module, "project_digest", lambda version=version: version)
        parsed_project(tmp_path, {}, lambda: kept[1])
    assert [path.name for path in tmp_path.iterdir()] == ["two.manifest"]
