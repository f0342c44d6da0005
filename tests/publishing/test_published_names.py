"""No personal name is published, wherever in a source it stands."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import duckdb
import pytest
from edition_warehouses import YEAR, province_warehouse

from catalog import Catalog
from publishing import evidence, marts, publish_edition
from publishing.store import RECORD
from publishing.verification import COMPLETE


def unmasked(publications: Path, warehouse: Path, catalog: Catalog) -> set[tuple[str, str]]:
    """The file and the text of everything in a draft that masking would still change."""
    seen: list[dict[str, str]] = []
    publish_edition(
        warehouse, YEAR, publications, catalog, check=lambda tables: seen.extend(tables["texts"].to_pylist())
    )
    assert {row["file"] for row in seen} >= COMPLETE - {RECORD}
    return {(row["file"], row["text"]) for row in seen if row["text"] != row["masked_text"]}


@pytest.fixture
def with_names(tmp_path: Path) -> Path:
    """A warehouse whose files, sheets and sentences name persons."""
    path = province_warehouse(tmp_path / "names.duckdb").close()
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "update marts.fct_observation set source_name = '年报（王小明）.docx', sheet = '李明', "
            "evidence = evidence || '，由局长李明主持'"
        )
    return path


def test_no_text_of_an_edition_shows_a_personal_name(
    warehouse: Path, with_names: Path, publications: Path, catalog: Catalog, tmp_path: Path
) -> None:
    assert unmasked(publications, warehouse, catalog) == set()
    assert unmasked(tmp_path / "named", with_names, catalog) == set()


@pytest.mark.parametrize(
    ("module", "mask", "files"),
    [
        (marts, "masked_label", {"sources.csv", RECORD}),
        (evidence, "masked", {"sources.csv", "comparison.xlsx", "index.html"}),
    ],
)
def test_a_name_that_slips_past_the_masking_is_shown_to_the_gate(
    module: ModuleType,
    mask: str,
    files: set[str],
    with_names: Path,
    publications: Path,
    catalog: Catalog,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, mask, lambda text: text)
    assert {file for file, _ in unmasked(publications, with_names, catalog)} >= files
