"""The catalogue as Arrow tables, the form in which the warehouse reads it.

Every table has a fixed schema and a fixed order, also where it is empty.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from catalog import regions_tables
from catalog.code_tables import obligation_table, rule_table, source_precedence_table, vocabulary_table
from catalog.indicator_tables import definition_break_table, indicator_table
from catalog.loader import Catalog
from catalog.regions import load_regions

__all__ = [
    "definition_break_table",
    "indicator_table",
    "obligation_table",
    "region_change_table",
    "region_table",
    "rule_table",
    "source_precedence_table",
    "vocabulary_table",
    "warehouse_tables",
]


def region_table(catalog: Catalog) -> pa.Table:
    """One row per region version; see :func:`catalog.regions_tables.region_table`."""
    return regions_tables.region_table(load_regions(catalog.root))


def region_change_table(catalog: Catalog) -> pa.Table:
    """One row per change of a region; see :func:`catalog.regions_tables.region_change_table`."""
    return regions_tables.region_change_table(load_regions(catalog.root))


def warehouse_tables(catalog: Catalog) -> Mapping[str, pa.Table]:
    """All tables that the warehouse reads, by the name of the file that each is written to."""
    return {
        "indicators": indicator_table(catalog),
        "definition_breaks": definition_break_table(catalog),
        "vocabulary": vocabulary_table(catalog),
        "source_precedence": source_precedence_table(catalog),
        "obligations": obligation_table(catalog),
        "rules": rule_table(catalog),
        "regions": region_table(catalog),
        "region_changes": region_change_table(catalog),
    }
