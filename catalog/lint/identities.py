"""Whether the identities speak of indicators that exist and hold back what they judge."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.lint.finding import Finding
from catalog.loader import Catalog


def unknown_operands(catalog: Catalog) -> Iterator[Finding]:
    """Operands of expressions, conditions and holds that no indicator bears."""
    for rule in catalog.identities.values():
        for operand in rule.operand_ids:
            if operand not in catalog.indicators:
                yield Finding(rule.id, f"names the unknown indicator {operand!r}")


def idle_rules(catalog: Catalog) -> Iterator[Finding]:
    """Rules that compute nothing: no statement, and no check of the vocabulary."""
    known = catalog.vocabulary.vocabularies.get("rule_check", {})
    for rule in catalog.identities.values():
        if rule.check is not None and rule.check not in known:
            yield Finding(rule.id, f"names the unknown check {rule.check!r}")
        if rule.check is None and not rule.all_clauses:
            yield Finding(rule.id, "computes nothing: it has neither an expression nor a check")


def statements_without_indicator(catalog: Catalog) -> Iterator[Finding]:
    """Statements over constants alone, which hold or fail whatever is reported."""
    for rule in catalog.identities.values():
        if rule.all_clauses and not rule.operand_ids:
            yield Finding(rule.id, "states something about no indicator at all")
