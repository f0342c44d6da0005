"""Whether the rows of a table add up to the total that is printed below or above them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from catalog.model import Indicator
from ingestion.forms.cells.text import is_subset
from ingestion.forms.cells.values import CellReader, CellValue
from ingestion.forms.records.named_regions import Places
from ingestion.forms.records.rows import Entry, Record, is_regional
from ingestion.submissions import Identity

_FEWEST = 2
_NOTHING = ("not_applicable", "nil_return")


def unequal_columns(
    records: Sequence[Record],
    cells: CellReader,
    indicators: Mapping[str, Indicator],
    counted_once: Collection[str],
) -> Iterator[tuple[Entry, Decimal]]:
    """The entries of a total that differ from the sum of the rows, each with that sum.

    Judged only where one total stands beside plain rows, each of them printed as an exact number or as
    nothing; of which rows a subtotal or an “of these” is the sum cannot be known. What is counted in one of
    the units ``counted_once`` may be less in the total than in the rows together.
    """
    totals = [record for record in records if record.role == "total"]
    rows = [record for record in records if record.role in ("unit", "own")]
    if not _are_plain(records, totals, rows):
        return
    for entry in totals[0].entries:
        values = [cells.read(e.cell) for row in rows for e in row.entries if e.column == entry.column]
        printed = cells.read(entry.cell)
        is_sum = _adds_up(entry, indicators, counted_once)
        if len(values) == len(rows) and is_sum and _are_exact((printed, *values)):
            whole = sum((value.number or Decimal(0) for value in values), Decimal(0))
            if printed.number is not None and whole != printed.number:
                yield entry, whole


def _are_plain(records: Sequence[Record], totals: Sequence[Record], rows: Sequence[Record]) -> bool:
    """Whether a table has one total, several rows of different names, and nothing beside them."""
    if len(totals) != 1 or len(rows) < _FEWEST or len(totals) + len(rows) != len(records):
        return False
    return not any(map(_is_special, records)) and len({row.name for row in rows}) == len(rows)


def are_of_one_kind(records: Sequence[Record], identity: Identity, places: Places) -> bool:
    """Whether the rows are all regions right inside the reporter's own, or none is any region's.

    An office among regions, or a region that nobody knows, may be left out of the total.
    """
    units = [record.label for record in records if record.role == "unit"]
    inside = [places.below(label, identity) is not None for label in units]
    return all(inside) or not (any(inside) or any(is_regional(label, places.lexicon) for label in units))


def _is_special(record: Record) -> bool:
    """Whether a row is a part of others, or of another time than the table."""
    return bool(record.detail or record.aspect or record.year or record.section or is_subset(record.label))


def _adds_up(entry: Entry, indicators: Mapping[str, Indicator], counted_once: Collection[str]) -> bool:
    indicator = indicators.get(entry.item.indicator or "")
    return indicator is not None and indicator.kind == "flow" and indicator.unit not in counted_once


def _are_exact(values: Sequence[CellValue]) -> bool:
    return all(
        value.status in _NOTHING or (value.number is not None and value.qualifier == "exact")
        for value in values
    )
