"""A whole that is less than what its parts report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from catalog import Catalog
from catalog.model import Indicator, WeightedRatio
from expectations.identities.checks.regions import children_sum
from expectations.identities.findings import Finding, Judged
from expectations.identities.registry import NoParameters, Scene, check


@check("whole_below_parts", NoParameters)
def whole_below_parts(scene: Scene, parameters: NoParameters) -> Judged:
    """A whole-region figure below the sum of the regions in it is that of a part; so are its rates."""
    judged = children_sum(scene, parameters)
    rates = _rates_from(scene.catalog)
    findings = (f for f in judged.findings if _is_below(f))
    return replace(judged, findings=tuple(_with_rates(scene, finding, rates) for finding in findings))


def _is_below(finding: Finding) -> bool:
    return " < " in finding.figures


def _with_rates(scene: Scene, finding: Finding, rates_from: Mapping[str, tuple[str, ...]]) -> Finding:
    rates = tuple(row for figure in finding.rows for row in _rates_of(scene, figure, rates_from))
    held = (*finding.held, *rates) if finding.held else ()
    return replace(finding, rows=(*finding.rows, *rates), held=held)


def _rates_of(scene: Scene, row: int, rates_from: Mapping[str, tuple[str, ...]]) -> Iterator[int]:
    """Where the rates that are worked out from a figure stand beside it."""
    frame = int(scene.panel.frame[row])
    for rate_id in rates_from.get(scene.panel.figures.indicator_id.at(row) or "", ()):
        yield from scene.panel.rows_at(frame, rate_id)


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
