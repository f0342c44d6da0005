"""A small catalogue of invented indicators, to be broken in one place at a time."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalog import Catalog, load_catalog
from catalog.loader import CATALOG_ROOT
from catalog.model import SUBJECT_AREAS

SHARED_FILES = ("catalog.yaml", "vocabulary.yaml", "obligations.yaml", "lexicon/measure_words.yaml")

SmallCatalog = Callable[..., Catalog]


def an_indicator(id: str = "bridges_inspected", **changes: Any) -> dict[str, Any]:
    """An invented indicator without fault, with ``changes`` applied."""
    sound = {
        "id": id,
        "name_zh": "检查桥梁座数",
        "name_en": "Bridges inspected",
        "unit": "个",
        "display_unit": "个",
        "decimals_display": 0,
        "kind": "flow",
        "aggregation": {"rule": "sum", "across_years": "sum"},
        "definition": "本期检查的桥梁座数。",
        "source": "虚构",
        "default_scope": {"county": "region", "city": "own", "province": "own", "local": "region"},
        "direction": "neutral",
        "publish_tier": 3,
        "phrases": [f"{id}{{n}}座"],
    }
    return {key: value for key, value in (sound | changes).items() if value is not None}


def a_rate(id: str = "bridge_rate", **changes: Any) -> dict[str, Any]:
    """An invented ratio without fault, with ``changes`` applied."""
    rate = {
        "unit": "%",
        "display_unit": "%",
        "kind": "ratio",
        "aggregation": {"rule": "not_additive", "reason": "虚构", "across_years": "never"},
    }
    return an_indicator(id, **(rate | changes))


def a_rule(**changes: Any) -> dict[str, Any]:
    """An invented rule without fault, with ``changes`` applied."""
    return {
        "id": "C01",
        "name_zh": "虚构规则",
        "kind": "bound",
        "severity": "error",
        "statement_zh": "检查数不小于零。",
        "expression": "bridges_inspected >= 0",
        "rationale": "虚构",
        "message_zh": "检查数小于零。",
    } | changes


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
