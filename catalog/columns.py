"""The names of the columns that hold an indicator, one pure function for all rooms."""

from __future__ import annotations

from catalog.model import Indicator

UNIT_SUFFIXES = {"元": "yuan", "%": "pct"}


def column_name(indicator: Indicator) -> str:
    """The column of an indicator in the wide tables: its id, with the unit where the id does not say it.

    Money in 元 ends with ``_yuan``, percent numbers with ``_pct``; an id that already ends so stays as it
    is. ``_rate`` does not say whether 0.98 or 98 is meant, so it takes ``_pct`` too
    (``arb_closure_rate_pct``). Counts go without a suffix: the thing counted is the unit.
    """
    suffix = UNIT_SUFFIXES.get(indicator.unit)
    if suffix is None or indicator.id.endswith(f"_{suffix}"):
        return indicator.id
    return f"{indicator.id}_{suffix}"
