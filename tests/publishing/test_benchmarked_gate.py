"""The benchmark of the gates gives the last one what a publication gives it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
from edition_warehouses import YEAR, province_warehouse

from benchmarks.gates.run import _draft
from catalog import load_catalog
from publishing import publish_edition


def texts_of(tables: Mapping[str, pa.Table]) -> set[str]:
    return {text for text in tables["texts"]["text"].to_pylist() if text}


def test_the_benchmarked_gate_judges_the_tables_of_an_edition(tmp_path: Path) -> None:
    warehouse = province_warehouse(tmp_path / "nianjian.duckdb").close()
    given: dict[str, pa.Table] = {}
    publish_edition(warehouse, YEAR, tmp_path / "publications", load_catalog(), check=given.update)
    draft = _draft(warehouse, YEAR)
    assert set(draft) == set(given)
    for name in sorted(set(given) - {"texts"}):
        assert draft[name].num_rows > 0, name
        assert draft[name].to_pylist() == given[name].to_pylist(), name
    assert texts_of(draft) <= texts_of(given)
    assert len(texts_of(draft)) > draft["sources"].num_rows
