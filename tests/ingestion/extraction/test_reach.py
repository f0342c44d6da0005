"""How far the rules look stands in one place."""

from __future__ import annotations

import re
from pathlib import Path

import ingestion.extraction
from catalog import load_catalog
from ingestion.extraction.text import reach

DISTANCE = re.compile(r"^[A-Z_]*REACH\b.*= *\d", re.MULTILINE)


def test_words_are_looked_for_as_far_as_the_catalogue_says() -> None:
    assert load_catalog().lexicon["linking"]["window"] == reach.WORDS


def test_no_module_has_a_reach_of_its_own() -> None:
    modules = sorted(Path(ingestion.extraction.__file__).parent.rglob("*.py"))
    assert len(modules) > 1, "no module found: nothing was checked"
    assert [path.name for path in modules if DISTANCE.search(path.read_text(encoding="utf-8"))] == []
    assert DISTANCE.search("from x import y\n\nAIM_REACH = 120\n")
