"""Which rates are worked out from a figure: they stand and fall with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from catalog import Catalog
from catalog.model import Indicator, WeightedRatio
from expectations.identities.registry import Scene


def rates_beside(scene: Scene, row: int) -> Iterator[int]:
    """Where the rates that are worked out from a figure stand beside it."""
    rates = scene.panel.once("rates_from", lambda: _rates_from(scene.catalog))
    for rate_id in rates.get(scene.panel.figures.indicator_id.at(row) or "", ()):
        yield from scene.panel.rows_at(int(scene.panel.frame[row]), rate_id)


def _rates_from(catalog: Catalog) -> Mapping[str, tuple[str, ...]]:
    """For every indicator the rates that are worked out from it, in the order of the catalogue."""
    found: dict[str, list[str]] = {}
    for rate in catalog.indicators.values():
        groups = _worked_out(catalog, rate) if rate.unit == "%" else ()
        for indicator_id in dict.fromkeys(i for group in groups for i in group):
            found.setdefault(indicator_id, []).append(rate.id)
    return {indicator_id: tuple(rates) for indicator_id, rates in found.items()}


def _worked_out(catalog: Catalog, rate: Indicator) -> Iterator[tuple[str, ...]]:
    """What a rate is worked out from, by its definition and by the rules that do it again."""
    if isinstance(rate.aggregation, WeightedRatio):
        yield (rate.aggregation.numerator, *rate.aggregation.denominators)
    for rule in catalog.identities.values():
        if rule.kind == "recompute" and rate.id in rule.operand_ids:
            yield rule.operand_ids
