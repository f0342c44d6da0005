"""From the number as printed to the value in base units: which unit holds for a cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from catalog.form_conventions import Dimension, FormConventions
from ingestion.forms.cells.values import CellValue

Fault = Literal[
    "unit_missing", "unit_contradicts", "share_or_percent", "run_together", "negative", "not_whole"
]
# No bureau counts a thousand million of anything: cells that lost their borders read as one number.
_LARGEST_COUNT = 10**9
_COMPUTED = Decimal("0.000001")
# People and things are counted alike: 人次 and 次, 户 and 人 are one kind of number in a header.
_COUNTED: frozenset[Dimension] = frozenset({"people", "count"})


@dataclass(frozen=True, slots=True)
class Measured:
    """A value and its upper end (of a range) in base units; ``fault`` says why it cannot be trusted."""

    number: Decimal | None
    high: Decimal | None = None
    fault: Fault | None = None


def measure(
    value: CellValue,
    base_unit: str,
    own_units: Sequence[str],
    table_units: Sequence[str],
    conventions: FormConventions,
) -> Measured:
    """The value in ``base_unit``. The cell's unit wins over its header's, that over the table's line."""
    if value.number is None:
        return Measured(None)
    base = conventions.units[base_unit].dimension
    stated = _from_cell(value, base, conventions)
    factor = stated if stated is not None else _from_headers(base, own_units, table_units, conventions)
    fault = _fault(value, base, factor, own_units, conventions)
    high = None if value.high is None else _scaled(value.high, factor, base)
    number = _scaled(value.number, factor, base)
    return Measured(number, high, fault or _impossible(number, base))


def _scaled(number: Decimal, factor: int | None, base: Dimension) -> Decimal:
    """The number times its factor; a count that a spreadsheet computed to 22.000000000000004 is 22."""
    scaled = number * (factor or 1)
    whole = scaled.to_integral_value()
    return whole if base in _COUNTED and abs(scaled - whole) <= _COMPUTED else scaled


def _impossible(number: Decimal, base: Dimension) -> Fault | None:
    """Nothing that a form counts, pays or shares out is less than nought, and a count has no fraction."""
    if number < 0:
        return "negative"
    return "not_whole" if base in _COUNTED and number != number.to_integral_value() else None


def _agrees(unit: Dimension, base: Dimension) -> bool:
    return unit == base or {unit, base} <= _COUNTED


def _may_measure(unit: Dimension, base: Dimension) -> bool:
    return unit == "scale" or _agrees(unit, base)


def _from_cell(value: CellValue, base: Dimension, conventions: FormConventions) -> int | None:
    unit = conventions.units.get(value.unit or "")
    if unit is None:
        return None
    return unit.factor if unit.dimension == "scale" or _agrees(unit.dimension, base) else None


def _from_headers(
    base: Dimension, own: Sequence[str], table: Sequence[str], conventions: FormConventions
) -> int | None:
    units = conventions.units
    exact = [units[name].factor for name in (*own, *table) if units[name].dimension == base]
    close = [units[name].factor for name in own if _agrees(units[name].dimension, base)]
    return next(iter((*exact, *close)), None)


def _fault(
    value: CellValue, base: Dimension, factor: int | None, own: Sequence[str], conventions: FormConventions
) -> Fault | None:
    if base in _COUNTED and value.number is not None and value.number >= _LARGEST_COUNT:
        return "run_together"
    named = conventions.units.get(value.unit or "")
    if named is not None and named.dimension != "scale" and not _agrees(named.dimension, base):
        return "unit_contradicts"
    if own and not any(_may_measure(conventions.units[name].dimension, base) for name in own):
        return "unit_contradicts"
    if factor is not None and not (base == "ratio" and value.unit is None and _looks_like_share(value, own)):
        return None
    if base == "money" and value.number != 0:
        return "unit_missing"
    if base == "ratio":
        return "share_or_percent" if _looks_like_share(value, own) else None
    return None


def _looks_like_share(value: CellValue, own: Sequence[str]) -> bool:
    """0.988 without a percent format under a header without % may be a share or a percentage."""
    return value.number is not None and 0 < value.number <= 1 and "%" not in own and value.unit != "%"
