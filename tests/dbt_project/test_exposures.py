"""What leaves the warehouse is declared with the tables it is made of, and the raw layer is watched."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from candidate_warehouse import PROJECT

from pipeline.quality import collecting, waiting_queries
from publishing.marts import TABLES

MARTS = {path.stem for path in (PROJECT / "models" / "marts").glob("*.sql")}
PUBLISHED = ("comparison_open_data", "comparison_workbook", "edition_page", "annual_summary")
REF = re.compile(r"ref\('(\w+)'\)")
FROM = re.compile(r"\b(?:from|join) marts\.(\w+)")


def text_of(module: ModuleType) -> str:
    """The source of a module."""
    return Path(str(module.__file__)).read_text(encoding="utf-8")


def exposures() -> dict[str, dict[str, Any]]:
    """The exposures by name."""
    declared = yaml.safe_load((PROJECT / "models" / "exposures.yml").read_text(encoding="utf-8"))
    return {exposure["name"]: exposure for exposure in declared["exposures"]}


def made_of(exposure: dict[str, Any]) -> set[str]:
    """The models that an exposure depends on."""
    return {name for text in exposure["depends_on"] for name in REF.findall(text)}


@pytest.mark.parametrize("name", PUBLISHED)
def test_what_an_edition_publishes_is_made_of_what_it_reads(name: str) -> None:
    assert made_of(exposures()[name]) == set(TABLES)


def test_the_quality_report_is_made_of_what_it_reads() -> None:
    """As the queries of its two modules name the marts."""
    read = {name for module in (collecting, waiting_queries) for name in FROM.findall(text_of(module))}
    assert made_of(exposures()["quality_report"]) == read


def test_every_mart_is_exported() -> None:
    assert len(MARTS) > 15
    assert made_of(exposures()["marts_as_parquet"]) == MARTS


@pytest.mark.parametrize("name", exposures())
def test_an_exposure_has_a_label_an_owner_and_a_description(name: str) -> None:
    exposure = exposures()[name]
    assert exposure["label"] and exposure["owner"]["name"] and exposure["description"].endswith(".")
    assert made_of(exposure) <= MARTS


def test_the_receipts_are_watched_over_more_than_a_year() -> None:
    """Collections are a year apart: what is fresh within that time must not be called stale."""
    source = yaml.safe_load((PROJECT / "models" / "sources" / "raw.yml").read_text(encoding="utf-8"))
    (receipts,) = [t for t in source["sources"][0]["tables"] if t["name"] == "receipts"]
    freshness = receipts["config"]["freshness"]
    assert receipts["config"]["loaded_at_field"] == "cast(received_at as timestamp)"
    days = [freshness[level]["count"] for level in ("warn_after", "error_after")]
    assert 366 < days[0] < days[1]
    assert {freshness[level]["period"] for level in ("warn_after", "error_after")} == {"day"}
