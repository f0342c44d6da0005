"""What the totals of a form prove: a blank part is zero if the printed parts already make up the total."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from catalog.forms import Form
from ingestion.forms.cells import CellValue
from ingestion.forms.records import Entry


def proven_zeros(form: Form, values: Mapping[Entry, CellValue]) -> frozenset[Entry]:
    """The blank entries of one record that a total of the form proves to be zero."""
    proven: set[Entry] = set()
    for total in form.totals:
        whole = _printed_total(total.total, values)
        parts = {entry: value for entry, value in values.items() if entry.item.key in total.parts}
        blank = [entry for entry, value in parts.items() if value.status == "blank"]
        printed = [value for value in parts.values() if value.status != "blank"]
        if whole is None or not blank or any(value.number is None for value in printed):
            continue
        if printed and sum((v.number for v in printed if v.number is not None), Decimal(0)) == whole:
            proven.update(blank)
    return frozenset(proven)


def _printed_total(key: str, values: Mapping[Entry, CellValue]) -> Decimal | None:
    found = [value for entry, value in values.items() if entry.item.key == key]
    return found[0].number if len(found) == 1 and found[0].qualifier == "exact" else None


def broken_totals(form: Form, values: Mapping[Entry, CellValue]) -> tuple[tuple[Entry, Decimal], ...]:
    """The totals of one record that differ from the sum of their parts, each with that sum.

    Judged only where every part in the table is printed as an exact number.
    """
    broken: list[tuple[Entry, Decimal]] = []
    for total in form.totals:
        whole = next((entry for entry in values if entry.item.key == total.total), None)
        parts = [value for entry, value in values.items() if entry.item.key in total.parts]
        if whole is None or len(parts) < 2 or values[whole].number is None:
            continue
        numbers = [value.number for value in parts if value.number is not None and value.qualifier == "exact"]
        if len(numbers) == len(parts) and sum(numbers, Decimal(0)) != values[whole].number:
            broken.append((whole, sum(numbers, Decimal(0))))
    return tuple(broken)
