"""A whole that is less than what its parts report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from catalog.model import Indicator, WeightedRatio
from expectations.identities.checks.regions import children_sum
from expectations.identities.findings import Finding, Judged
from expectations.identities.registry import NoParameters, Scene, check


@check("whole_below_parts", NoParameters)
def whole_below_parts(scene: Scene, parameters: NoParameters) -> Judged:
    """A whole-region figure below the sum of the regions in it is that of a part; so are its rates."""
    judged = children_sum(scene, parameters)
    findings = (f for f in judged.findings if _is_below(f))
    return replace(judged, findings=tuple(_with_rates(scene, finding) for finding in findings))


def _is_below(finding: Finding) -> bool:
    return " < " in finding.figures


def _with_rates(scene: Scene, finding: Finding) -> Finding:
    rates = tuple(row for figure in finding.rows for row in _rates_of(scene, figure))
    held = (*finding.held, *rates) if finding.held else ()
    return replace(finding, rows=(*finding.rows, *rates), held=held)


def _rates_of(scene: Scene, row: int) -> Iterator[int]:
    """Where the rates that are worked out from a figure stand beside it."""
    frame = int(scene.panel.figures["frame"].to_numpy()[row])
    indicator_id = str(scene.panel.figures["indicator_id"].iat[row])
    for rate in scene.catalog.indicators.values():
        if rate.unit == "%" and any(indicator_id in group for group in _worked_out(scene, rate)):
            yield from scene.panel.rows_at(frame, rate.id)


def _worked_out(scene: Scene, rate: Indicator) -> Iterator[tuple[str, ...]]:
    """What a rate is worked out from, by its definition and by the rules that do it again."""
    if isinstance(rate.aggregation, WeightedRatio):
        yield (rate.aggregation.numerator, *rate.aggregation.denominators)
    for rule in scene.catalog.identities.values():
        if rule.kind == "recompute" and rate.id in rule.operand_ids:
            yield rule.operand_ids
