"""Checks of the data files against each other, beyond what their types already refuse."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from catalog.lint.alerts import faulty_alerts
from catalog.lint.characters import exposed_characters, faulty_characters
from catalog.lint.codes import missing_terms, unknown_kinds
from catalog.lint.files import unended_files
from catalog.lint.finding import Finding
from catalog.lint.forms import faulty_forms
from catalog.lint.identities import idle_rules, statements_without_indicator, unknown_operands
from catalog.lint.naming import faulty_columns, faulty_measure_words, repeated_breaks, unknown_units
from catalog.lint.notation import ill_formed_phrases, unreadable_terms
from catalog.lint.parted import faulty_parted_words
from catalog.lint.phrases import (
    ambiguous_phrases,
    contradictory_phrases,
    unreadable_phrases,
    unreadable_wordings,
)
from catalog.lint.references import (
    asymmetric_families,
    mismatched_aggregation,
    parent_cycles,
    unknown_references,
)
from catalog.lint.regions import faulty_regions
from catalog.loader import Catalog

__all__ = ["CHECKS", "Finding", "lint"]

CHECKS: tuple[Callable[[Catalog], Iterable[Finding]], ...] = (
    unknown_references,
    asymmetric_families,
    parent_cycles,
    mismatched_aggregation,
    unreadable_terms,
    ill_formed_phrases,
    unreadable_phrases,
    unreadable_wordings,
    contradictory_phrases,
    exposed_characters,
    faulty_characters,
    faulty_parted_words,
    ambiguous_phrases,
    unknown_units,
    faulty_measure_words,
    faulty_columns,
    repeated_breaks,
    missing_terms,
    unknown_kinds,
    faulty_alerts,
    unknown_operands,
    idle_rules,
    statements_without_indicator,
    faulty_forms,
    faulty_regions,
    unended_files,
)
"""Every check, in the order in which its findings are printed."""


def lint(catalog: Catalog) -> tuple[Finding, ...]:
    """All findings about ``catalog``: the errors make it unfit for use, the warnings are worth knowing."""
    return tuple(finding for check in CHECKS for finding in sorted(check(catalog)))
