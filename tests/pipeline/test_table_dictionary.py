"""The page of the warehouse's tables is up to date and leaves no table and no column out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from catalog import load_catalog
from pipeline.generate import generated_files
from pipeline.table_dictionary import MARTS, TABLES, render_tables

PAGE = render_tables(load_catalog())
MODELS = sorted(MARTS.glob("*.yml"))


def section(table: str) -> str:
    """What the page says of a table."""
    return PAGE.split(f"## {table}\n")[1].split("\n## ")[0]


def test_the_page_is_written_with_the_other_generated_files() -> None:
    assert generated_files(load_catalog())[TABLES] == PAGE


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_table_shows_its_grain_and_every_column(path: Path) -> None:
    (model,) = yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
    text = section(model["name"])
    assert re.search(r"One row", text)
    shown = set(re.findall(r"^\| `(\w+)` \|", text, re.M))
    columns = {column["name"] for column in model["columns"]}
    left_out = columns - shown
    assert shown <= columns
    assert not left_out or f"| {len(left_out)} indicators" in text


def test_an_indicator_is_explained_in_the_data_dictionary_alone() -> None:
    assert "`arb_cases_accepted`" not in section("fct_cases")
    assert "`org_scope`" in section("fct_cases")
