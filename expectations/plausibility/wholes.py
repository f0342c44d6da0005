"""A whole that is less than what its parts report."""

from __future__ import annotations

from dataclasses import replace

from expectations.identities.checks.regions import children_sum
from expectations.identities.findings import Finding, Judged
from expectations.identities.registry import NoParameters, Scene, check
from expectations.plausibility.rates import rates_beside


@check("whole_below_parts", NoParameters)
def whole_below_parts(scene: Scene, parameters: NoParameters) -> Judged:
    """A whole-region figure below the sum of the regions in it is that of a part; so are its rates."""
    judged = children_sum(scene, parameters)
    findings = (f for f in judged.findings if _is_below(f))
    return replace(judged, findings=tuple(_with_rates(scene, finding) for finding in findings))


def _is_below(finding: Finding) -> bool:
    return " < " in finding.figures


def _with_rates(scene: Scene, finding: Finding) -> Finding:
    rates = tuple(row for figure in finding.rows for row in rates_beside(scene, figure))
    held = (*finding.held, *rates) if finding.held else ()
    return replace(finding, rows=(*finding.rows, *rates), held=held)
