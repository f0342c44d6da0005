"""The semantic layer of the warehouse, written from the catalogue: what may be added up, and how.

A metric adds the figures of regions of one level at one scope, so that no figure is counted at two levels and
no scope is mixed with another; a rate is the sum of its numerators by the sum of its denominators, never an
average. Indicators that nothing can be added of (``not_additive``) have no metric. The metrics are those of
the indicators that are published first (``publish_tier`` 1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from catalog.loader import Catalog
from catalog.model import Indicator

FILE = "figure_sums.yml"
TIER = 1
LEVELS: Mapping[str, tuple[str, str]] = {
    "county": ("counties", "各县"),
    "city": ("cities", "各市"),
    "province": ("provinces", "各省"),
}
"""By level of the regions that are added: the ending of the metric's name, and the beginning of its label."""

COUNTED = "figures_counted"
_MADE_BY = "Written by `python -m pipeline.generate`; change the catalogue, not this file."
_NUMERATOR, _DENOMINATOR = "numerator", "denominator"


@dataclass(frozen=True, slots=True)
class Measure:
    """A sum over rows: which indicator's, and of which column."""

    name: str
    indicator: Indicator
    column: str
    label: str

    @property
    def scope(self) -> str:
        """Whose figures are added at every level: those that a county states unless it says otherwise."""
        return self.indicator.default_scope["county"]


def semantic_files(catalog: Catalog) -> dict[str, str]:
    """The text of the generated file by its name."""
    indicators = [i for i in catalog.indicators.values() if i.publish_tier == TIER]
    measures = [measure for indicator in indicators for measure in measures_of(indicator)]
    content = {
        "version": 2,
        "semantic_models": [_figures(measures), _regions()],
        "metrics": [metric for level in LEVELS for metric in _metrics(indicators, level)],
    }
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)
    return {FILE: f"# {_MADE_BY}\n{text}"}


def measures_of(indicator: Indicator) -> tuple[Measure, ...]:
    """What of an indicator can be added up: itself, both parts of a rate, or nothing."""
    rule, name = indicator.aggregation.rule, indicator.name_zh
    if rule == "sum":
        return (Measure(indicator.id, indicator, "amount", name),)
    if rule == "weighted_ratio":
        return (
            Measure(f"{indicator.id}_{_NUMERATOR}", indicator, "amount", f"{name}（分子）"),
            Measure(f"{indicator.id}_{_DENOMINATOR}", indicator, "divisor", f"{name}（分母）"),
        )
    return ()


def _figures(measures: list[Measure]) -> dict[str, Any]:
    return {
        "name": "figure",
        "description": (
            "Publishable figures of whole years that can be added up. "
            "One row per region, year, scope and indicator."
        ),
        "model": "ref('int_addable_figure')",
        "defaults": {"agg_time_dimension": "year_start"},
        "primary_entity": "figure",
        "entities": [{"name": "region", "type": "foreign", "expr": "region_key"}],
        "dimensions": [
            _time("year_start", "make_date(year, 1, 1)"),
            {"name": "org_scope", "type": "categorical"},
            {"name": "indicator_id", "type": "categorical"},
        ],
        "measures": [*map(_measure, measures), _count()],
    }


def _measure(measure: Measure) -> dict[str, Any]:
    indicator = measure.indicator
    described = {
        "name": measure.name,
        "description": f"{measure.label}（{indicator.unit}）",
        "agg": "sum",
        "expr": f"case when indicator_id = '{indicator.id}' and is_addable then {measure.column} end",
    }
    if indicator.kind != "stock":
        return described
    # What stands at the end of a year is not added over years: the last one is taken.
    return described | {"non_additive_dimension": {"name": "year_start", "window_choice": "max"}}


def _count() -> dict[str, Any]:
    return {
        "name": COUNTED,
        "description": "How many figures there are to add, by indicator.",
        "agg": "sum",
        "expr": "case when is_addable then 1 end",
    }


def _regions() -> dict[str, Any]:
    return {
        "name": "region",
        "description": "Regions as they were in each year. One row per region version.",
        "model": "ref('dim_region')",
        "primary_entity": "region_version",
        "entities": [{"name": "region", "type": "natural", "expr": "region_key"}],
        "dimensions": [
            _time("valid_from", "make_date(valid_from_year, 1, 1)") | {"type_params": _validity("is_start")},
            _time("valid_to", "make_date(valid_to_year + 1, 1, 1)") | {"type_params": _validity("is_end")},
            *(
                {"name": name, "type": "categorical"}
                for name in ("region_level", "region_code", "name_zh", "parent_code", "province_code")
            ),
        ],
    }


def _time(name: str, expression: str) -> dict[str, Any]:
    return {"name": name, "type": "time", "expr": expression, "type_params": {"time_granularity": "year"}}


def _validity(end: str) -> dict[str, Any]:
    return {"time_granularity": "year", "validity_params": {end: True}}


def _metrics(indicators: list[Indicator], level: str) -> Iterator[dict[str, Any]]:
    """The metrics of one level, in catalogue order; last, how many figures went into them."""
    for indicator in indicators:
        for measure in measures_of(indicator):
            yield _sum(measure.name, measure.label, level, measure.scope)
        if indicator.aggregation.rule == "weighted_ratio":
            yield _rate(indicator, level)
    yield _sum(COUNTED, "可加总的指标数", level, None)


def _sum(measure: str, label: str, level: str, scope: str | None) -> dict[str, Any]:
    filters = [f"{{{{ Dimension('region__region_level') }}}} = '{level}'"]
    if scope is not None:
        filters.append(f"{{{{ Dimension('figure__org_scope') }}}} = '{scope}'")
    return {
        **_named(measure, label, level),
        "type": "simple",
        "type_params": {"measure": measure},
        "filter": " and ".join(filters),
    }


def _rate(indicator: Indicator, level: str) -> dict[str, Any]:
    parts = {part: metric_name(f"{indicator.id}_{part}", level) for part in (_NUMERATOR, _DENOMINATOR)}
    return {
        **_named(indicator.id, f"{indicator.name_zh}（%）", level),
        "type": "derived",
        "type_params": {
            "expr": f"100.0 * {_NUMERATOR} / nullif({_DENOMINATOR}, 0)",
            "metrics": [{"name": name, "alias": part} for part, name in parts.items()],
        },
    }


def _named(measure: str, label: str, level: str) -> dict[str, Any]:
    whole = f"{LEVELS[level][1]}{label}"
    return {"name": metric_name(measure, level), "label": whole, "description": whole}


def metric_name(measure: str, level: str) -> str:
    """`arb_cases_accepted_of_counties`: what is added, and the regions of which level."""
    return f"{measure}_of_{LEVELS[level][0]}"
