"""Shares as statisticians print them: one decimal, half up, and no share of nothing."""

from __future__ import annotations

from decimal import Decimal

from publishing.wording import NOT_APPLICABLE, rounded


def share(part: int, whole: int) -> Decimal | None:
    """A percentage with one decimal; None where there is nothing to take it of."""
    return rounded(Decimal(100) * part / whole, 1) if whole else None


def percent(part: int, whole: int) -> str:
    """The share in print; — where there is nothing to take it of."""
    found = share(part, whole)
    return NOT_APPLICABLE if found is None else f"{found:f}%"
