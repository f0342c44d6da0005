"""The review queue as the promoted warehouse has it: every item with its history and the other readings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from pipeline.warehouse import Row, opened, rows

YEARS_OF_HISTORY = 5

ITEMS = "select * from marts.rpt_review_item order by position"
HISTORY = """
    select distinct items.item_id, earlier.year, earlier.value, earlier.value_low, earlier.value_high,
        earlier.qualifier, earlier.held_back_reason
    from marts.rpt_review_item as items
    inner join marts.dim_region as regions
        on
            items.region_code = regions.region_code
            and items.year >= regions.valid_from_year
            and items.year <= coalesce(regions.valid_to_year, items.year)
    inner join marts.fct_indicator_year as earlier
        on
            regions.region_key = earlier.region_key
            and items.indicator_id = earlier.indicator_id
            and items.org_scope = earlier.org_scope
            and earlier.year between items.year - ? and items.year - 1
    order by items.item_id, earlier.year desc
"""
OTHER_READINGS = """
    select items.item_id, other.value, other.value_low, other.value_high, other.qualifier, other.source_name,
        other.raw_text
    from marts.rpt_review_item as items
    inner join marts.fct_observation as other
        on
            items.region_code = other.region_code
            and items.year = other.year
            and items.indicator_id = other.indicator_id
            and items.org_scope = other.org_scope
            and items.observation_id != other.observation_id
    where
        list_contains(string_split(items.issues, ';'), 'conflict')
        and coalesce(other.not_in_force_reason, 'conflict') = 'conflict'
    order by items.item_id, other.source_name, other.char_start, other.cell, other.observation_id
"""
BUILD = "select build_id from meta.build"
KNOWN = "select distinct decision_id from staging.stg_decisions"


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One item: its row of ``rpt_review_item``, earlier years (the latest first) and conflicting readings.

    ``number`` is its place among the open items of its subject, which is its row on the sheet.
    """

    row: Row
    history: tuple[Row, ...] = ()
    others: tuple[Row, ...] = ()
    number: int = 1

    @property
    def item_id(self) -> str:
        """The id of the item."""
        return str(self.row["item_id"])

    @property
    def subject(self) -> str:
        """``figure`` or ``submission``."""
        return str(self.row["subject"])


@dataclass(frozen=True, slots=True)
class ReviewQueue:
    """The items of a build in their order, and the decisions that the build knew of."""

    build_id: str
    items: tuple[ReviewItem, ...]
    known_decisions: frozenset[str]

    @property
    def open(self) -> tuple[ReviewItem, ...]:
        """The items that nobody has answered; what was sent back waits for the bureau."""
        counts: Counter[str] = Counter()
        found: list[ReviewItem] = []
        for item in self.items:
            if item.row["state"] == "open":
                counts[item.subject] += 1
                found.append(replace(item, number=counts[item.subject]))
        return tuple(found)


def read_queue(warehouse: Path) -> ReviewQueue:
    """The queue of the promoted warehouse; raises :class:`WarehouseMissing` where none was promoted."""
    with opened(warehouse) as connection:
        history = _by_item(connection, HISTORY, YEARS_OF_HISTORY)
        others = _by_item(connection, OTHER_READINGS)
        items = tuple(
            ReviewItem(row, history.get(row["item_id"], ()), others.get(row["item_id"], ()))
            for row in rows(connection, ITEMS)
        )
        build_id = str(rows(connection, BUILD)[0]["build_id"])
        known = frozenset(str(row["decision_id"]) for row in rows(connection, KNOWN))
    return ReviewQueue(build_id, items, known)


def _by_item(
    connection: duckdb.DuckDBPyConnection, query: str, *values: object
) -> Mapping[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows(connection, query, values):
        found[row["item_id"]].append(row)
    return {item_id: tuple(found[item_id]) for item_id in found}
