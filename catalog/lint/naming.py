"""Whether units and columns are known and names are free."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from catalog.columns import column_name
from catalog.lint.finding import Finding
from catalog.loader import Catalog

COLUMN = re.compile(r"[a-z][a-z0-9_]{0,62}")
KEY_COLUMNS = ("region_code", "year", "org_scope")


def unknown_units(catalog: Catalog) -> Iterator[Finding]:
    """Units without a family of measure words, and display units outside that family."""
    known = catalog.measure_words.units
    for indicator in catalog.indicators.values():
        if indicator.unit not in known:
            yield Finding(indicator.id, f"has the unknown unit {indicator.unit!r}")
        elif indicator.display_unit not in catalog.measure_words.printed_for(indicator.unit):
            yield Finding(indicator.id, f"cannot be shown in {indicator.display_unit!r}")
        if (indicator.unit == "%") != (indicator.kind == "ratio"):
            yield Finding(indicator.id, f"is a {indicator.kind} in {indicator.unit}")


def faulty_measure_words(catalog: Catalog) -> Iterator[Finding]:
    """Families given twice or without their own unit, and money units without a multiplier."""
    units = Counter(catalog.measure_words.units)
    for family in catalog.measure_words.families:
        if units[family.unit] > 1:
            yield Finding("measure_words", f"the family {family.unit!r} is given twice")
        if family.printed[0] != family.unit:
            yield Finding("measure_words", f"the family {family.unit!r} does not begin with its unit")
        if family.kind == "money":
            for word in family.printed:
                if word not in catalog.measure_words.multipliers:
                    yield Finding("measure_words", f"the money unit {word!r} has no multiplier")


def faulty_columns(catalog: Catalog) -> Iterator[Finding]:
    """Column names that are no identifier, belong to two indicators or to a key of the wide tables."""
    columns = Counter(column_name(indicator) for indicator in catalog.indicators.values())
    for indicator in catalog.indicators.values():
        column = column_name(indicator)
        if not COLUMN.fullmatch(column):
            yield Finding(indicator.id, f"the column name {column!r} is no valid identifier")
        if columns[column] > 1:
            yield Finding(indicator.id, f"the column name {column!r} belongs to two indicators")
        if column in KEY_COLUMNS:
            yield Finding(indicator.id, f"the column name {column!r} is a key of the wide tables")


def repeated_breaks(catalog: Catalog) -> Iterator[Finding]:
    """Definition breaks given twice for one year."""
    for indicator in catalog.indicators.values():
        years = Counter(gap.year for gap in indicator.definition_breaks)
        for year in sorted(year for year, count in years.items() if count > 1):
            yield Finding(indicator.id, f"has two definition breaks in {year}")
