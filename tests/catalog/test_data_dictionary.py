"""The generated data dictionary is up to date and names every indicator."""

from __future__ import annotations

from catalog import load_catalog
from catalog.dictionary import DICTIONARY, render


def test_the_data_dictionary_is_up_to_date() -> None:
    written = DICTIONARY.read_text(encoding="utf-8")
    assert written == render(load_catalog()), "run python -m catalog.dictionary"


def test_every_indicator_has_a_row_with_definition_and_source() -> None:
    catalog = load_catalog()
    lines = render(catalog).splitlines()
    for indicator in catalog.indicators.values():
        rows = [line for line in lines if f"| `{indicator.id}` |" in line and indicator.definition in line]
        assert len(rows) == 1, indicator.id
        assert indicator.source in rows[0]


def test_every_row_of_a_table_has_as_many_cells_as_its_heading() -> None:
    width = 0
    for line in render(load_catalog()).splitlines():
        cells = line.count("|") if line.startswith("|") else 0
        assert not (cells and width) or cells == width, line
        width = cells
    assert "## 口径断点" in render(load_catalog())
