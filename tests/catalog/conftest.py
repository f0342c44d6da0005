"""A small catalogue of invented indicators, to be broken in one place at a time."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml
from invented_entries import SmallCatalog

from catalog import load_catalog
from catalog.loader import CATALOG_ROOT
from catalog.model import SUBJECT_AREAS

SHARED_FILES = (
    *("catalog.yaml", "vocabulary.yaml", "obligations.yaml", "alerts.yaml"),
    "lexicon/measure_words.yaml",
)


@pytest.fixture
def small_catalog_folder(tmp_path: Path) -> Callable[..., Path]:
    """Writes a catalogue folder: indicators, rules, and whole files that replace the shipped ones."""
    numbers = count()

    def write(
        *indicators: dict[str, Any],
        rules: tuple[dict[str, Any], ...] = (),
        files: Mapping[str, Any] | None = None,
    ) -> Path:
        root = tmp_path / f"catalog{next(numbers)}"
        for name in SHARED_FILES:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(CATALOG_ROOT / name, root / name)
        content: dict[str, Any] = {f"indicators/{area}.yaml": {"indicators": []} for area in SUBJECT_AREAS}
        content["indicators/cases.yaml"] = {"indicators": list(indicators)}
        content["identities/cases.yaml"] = {"rules": list(rules)}
        for name, data in (content | dict(files or {})).items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            text = (
                data if isinstance(data, str) else yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
            )
            (root / name).write_text(text, encoding="utf-8")
        return root

    return write


@pytest.fixture
def small_catalog(small_catalog_folder: Callable[..., Path]) -> SmallCatalog:
    """As ``small_catalog_folder``, and loads what it wrote."""
    return lambda *indicators, **options: load_catalog(small_catalog_folder(*indicators, **options))
