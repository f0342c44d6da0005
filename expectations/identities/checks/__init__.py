"""The named checks: what arithmetic over indicators cannot say. Importing this package registers them."""

from __future__ import annotations

from expectations.identities.checks import (
    changes,
    grids,
    periods,
    print_status,
    rates,
    regions,
    repetition,
    scopes,
    sources,
    sums,
    values,
    wording,
)

__all__ = [
    "changes",
    "grids",
    "periods",
    "print_status",
    "rates",
    "regions",
    "repetition",
    "scopes",
    "sources",
    "sums",
    "values",
    "wording",
]
