"""Shares as statisticians print them: one decimal, half up, and no share of nothing."""

from __future__ import annotations

from decimal import Decimal

from publishing.wording import NOT_APPLICABLE, rounded

SMALLEST = Decimal("0.1")
"""The least share that is printed, in percent."""


def share(part: int, whole: int) -> Decimal | None:
    """A percentage with one decimal; None where there is nothing to take it of."""
    return rounded(Decimal(100) * part / whole, 1) if whole else None


def percent(part: int, whole: int) -> str:
    """The share in print; — where there is nothing to take it of, and no zero for what is only small."""
    found = share(part, whole)
    if found is None:
        return NOT_APPLICABLE
    return f"不足{SMALLEST:f}%" if part and not found else f"{found:f}%"
