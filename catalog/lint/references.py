"""Whether indicators name each other rightly: parents, children, operands of aggregation, look-alikes."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.lint.finding import Finding
from catalog.loader import Catalog
from catalog.model import Indicator, WeightedRatio


def unknown_references(catalog: Catalog) -> Iterator[Finding]:
    """Ids that no indicator bears."""
    for indicator in catalog.indicators.values():
        for field, target in _references(indicator):
            if target not in catalog.indicators:
                yield Finding(indicator.id, f"{field} names the unknown indicator {target!r}")


def asymmetric_families(catalog: Catalog) -> Iterator[Finding]:
    """Children that do not name their parent, and parents that do not name their child."""
    named = {(p, i.id) for i in catalog.indicators.values() for p in _parents(i)}
    listed = {(i.id, c) for i in catalog.indicators.values() for c in i.children}
    for parent, child in sorted(named - listed):
        yield Finding(child, f"names the parent {parent!r}, which does not list it among its children")
    for parent, child in sorted(listed - named):
        yield Finding(
            parent, f"lists the child {child!r}, which names it neither as parent nor as further parent"
        )


def parent_cycles(catalog: Catalog) -> Iterator[Finding]:
    """Indicators that are their own ancestor."""
    for indicator in catalog.indicators.values():
        seen, current = set[str](), indicator.parent
        while current is not None and current not in seen and current in catalog.indicators:
            seen.add(current)
            current = catalog.indicators[current].parent
        if indicator.id in seen:
            yield Finding(indicator.id, "is its own ancestor")


def mismatched_aggregation(catalog: Catalog) -> Iterator[Finding]:
    """Rates that would be summed, and counts that would be divided."""
    for indicator in catalog.indicators.values():
        rule = indicator.aggregation.rule
        if indicator.kind == "ratio" and rule == "sum":
            yield Finding(indicator.id, "is a ratio and cannot be aggregated by sum")
        if indicator.kind != "ratio" and rule == "weighted_ratio":
            yield Finding(indicator.id, f"is a {indicator.kind} and cannot be aggregated by weighted_ratio")


def _parents(indicator: Indicator) -> tuple[str, ...]:
    return (*((indicator.parent,) if indicator.parent else ()), *indicator.further_parents)


def _references(indicator: Indicator) -> Iterator[tuple[str, str]]:
    yield from (("parent", target) for target in _parents(indicator))
    yield from (("children", target) for target in indicator.children)
    yield from (("not_to_be_confused_with", c.id) for c in indicator.not_to_be_confused_with if c.id)
    yield from (("shared_with", target) for p in indicator.phrases for target in p.shared_with)
    if isinstance(indicator.aggregation, WeightedRatio):
        yield "aggregation", indicator.aggregation.numerator
        yield from (("aggregation", target) for target in indicator.aggregation.denominators)
