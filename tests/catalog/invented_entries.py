"""Invented entries of a catalogue, without fault until a test changes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from catalog import Catalog

SmallCatalog = Callable[..., Catalog]
"""Takes indicators, ``rules`` and whole ``files``, and gives the catalogue made of them."""


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
