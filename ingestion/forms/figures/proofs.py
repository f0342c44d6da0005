"""What the totals of a form prove: a blank part is zero if the printed parts already make up the total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from catalog.forms import Form
from ingestion.forms.cells.values import CellValue
from ingestion.forms.records.rows import Entry

_FEW = 2
# A mark for “no such item” adds nothing to a total.
_NOTHING = ("not_applicable", "nil_return")


def proven_zeros(form: Form, values: Mapping[Entry, CellValue]) -> frozenset[Entry]:
    """The blank entries of one record that a total of the form proves to be zero."""
    proven: set[Entry] = set()
    for total in form.totals:
        whole = _printed_total(total.total, values)
        parts = {entry: value for entry, value in values.items() if entry.item.key in total.parts}
        blank = [entry for entry, value in parts.items() if value.status == "blank"]
        printed = [value for value in parts.values() if value.status not in ("blank", *_NOTHING)]
        if whole is None or not blank or any(not _is_amount(value) for value in printed):
            continue
        if sum((v.number for v in printed if v.number is not None), Decimal(0)) == whole:
            proven.update(blank)
    return frozenset(proven)


def _is_amount(value: CellValue) -> bool:
    return value.number is not None and value.number >= 0 and value.qualifier == "exact"


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


def is_shifted(form: Form, values: Mapping[Entry, CellValue]) -> bool:
    """Whether a row lost one of its numbers, so that the others stand under their neighbours' headers.

    It shows where the place of a total holds nothing (or the first number once more) and the number before
    it is the sum of all before that.
    """
    for total in form.totals:
        row = [(e, v) for e, v in values.items() if e.item.key in (total.total, *total.parts)]
        if len(row) > _FEW and row[-1][0].item.key == total.total and _stands_early(row):
            return True
    return False


def _stands_early(row: Sequence[tuple[Entry, CellValue]]) -> bool:
    *parts, early, last = [value for _, value in row]
    is_free = last.status == "blank" or (last.number is not None and last.number == parts[0].number)
    if not is_free or not early.number or not all(map(_is_amount, parts)):
        return False
    return sum((v.number for v in parts if v.number is not None), Decimal(0)) == early.number
