"""The dbt project, parsed once for all homes and warehouses that tests build: it takes seconds each time."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from made_once import made_once

from pipeline.dbt import DbtInputs, DbtProject
from pipeline.parsed_project import parsed_project


def parsed_once(factory: pytest.TempPathFactory) -> Path:
    """The folder where the parsed project is kept; builds may share it."""
    folder, _ = made_once(factory, "parsed_project", _parse)
    return folder


def _parse(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as working:
        aside = Path(working)
        inputs = DbtInputs(
            raw=aside,
            catalog=aside,
            audit=aside,
            candidate=aside / "candidate.duckdb",
            working=aside,
            parsed=folder,
            as_of="",
        )
        parsed_project(folder, inputs.roots, DbtProject(inputs)._parse)
