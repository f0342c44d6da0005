"""The page of models and lineage needs nothing but itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from homes import RunHome

from pipeline.lineage import write_lineage
from pipeline.settings import Home

pytestmark = pytest.mark.slow

LOADED = re.compile(r"""<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=["']?(?:https?:)?//""", re.I)


def test_the_page_describes_the_promoted_warehouse_and_loads_nothing(own_home: RunHome) -> None:
    before = (own_home.root / "warehouse" / "nianjian.duckdb").read_bytes()
    page = write_lineage(Home(own_home.root))
    text = page.read_text(encoding="utf-8")
    assert page == own_home.root / "docs" / "warehouse.html"
    for name in (
        "model.nianjian.rpt_roll_up",
        "exposure.nianjian.annual_summary",
        "source.nianjian.raw.receipts",
    ):
        assert name in text
    assert not LOADED.search(text)
    assert (own_home.root / "warehouse" / "nianjian.duckdb").read_bytes() == before
    assert [path.name for path in page.parent.iterdir()] == [page.name]


def test_the_page_can_be_written_before_anything_was_built(tmp_path: Path) -> None:
    assert "model.nianjian.fct_indicator_year" in write_lineage(Home(tmp_path)).read_text(encoding="utf-8")
