"""Interval arithmetic on columns: what can be concluded from bounds, roundings and missing figures.

A figure is rarely a point: 余 and 多 give a lower bound, a figure in 万 is rounded, a part that nobody
reported is some amount from nought upwards. Every term is therefore a pair of columns, and a statement is
refuted only where no admissible values satisfy it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

SLACK = 1e-9
"""Relative slack for binary fractions: 100 * 14 / 15 must not fail against itself."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Lower and upper bounds by row; both are NaN where the term cannot be computed.

    ``printed`` says where at least one figure of the submission (or a constant) is part of the term.
    """

    low: Floats
    high: Floats
    printed: Bools

    @property
    def known(self) -> Bools:
        """Where the term can be computed."""
        return ~np.isnan(self.low)


def constant(value: float, rows: int) -> Interval:
    """The same point in every row."""
    column = np.full(rows, value)
    return Interval(column, column, np.ones(rows, dtype=bool))


def unknown_part(rows: int, high: float = np.inf) -> Interval:
    """An unreported amount, from nought to ``high``."""
    return Interval(np.zeros(rows), np.full(rows, high), np.zeros(rows, dtype=bool))


def choose(first: Interval, second: Interval) -> Interval:
    """``first`` where it can be computed, else ``second``."""
    use = first.known
    return Interval(
        np.where(use, first.low, second.low),
        np.where(use, first.high, second.high),
        np.where(use, first.printed, second.printed),
    )


def absolute(term: Interval) -> Interval:
    """The size of a term: nought is the lower bound where the sign can turn."""
    low, high = np.abs(term.low), np.abs(term.high)
    spans = (term.low < 0) & (term.high > 0)
    return Interval(np.where(spans, 0.0, np.minimum(low, high)), np.maximum(low, high), term.printed)


def combine(sign: str, a: Interval, b: Interval) -> Interval:
    """``a sign b``; undefined (NaN) where either is, and where a divisor can only be nought or less."""
    with np.errstate(invalid="ignore", divide="ignore"):
        low, high = _BOUNDS[sign](a, b)
    undefined = ~(a.known & b.known)
    low, high = np.where(undefined, np.nan, low), np.where(undefined, np.nan, high)
    return Interval(low, high, a.printed | b.printed)


def _sum(a: Interval, b: Interval) -> tuple[Floats, Floats]:
    return a.low + b.low, a.high + b.high


def _difference(a: Interval, b: Interval) -> tuple[Floats, Floats]:
    return a.low - b.high, a.high - b.low


def _product(a: Interval, b: Interval) -> tuple[Floats, Floats]:
    corners = np.stack([a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high])
    corners = np.where(np.isnan(corners), 0.0, corners)  # nought times unbounded
    return corners.min(axis=0), corners.max(axis=0)


def _quotient(a: Interval, b: Interval) -> tuple[Floats, Floats]:
    """Divisors are counts and amounts: one that may be nought gives no upper bound, a nought is undefined."""
    impossible = b.high <= 0
    divisor = Interval(np.maximum(b.low, 0.0), b.high, b.printed)
    low = np.where(a.low >= 0, a.low / divisor.high, a.low / divisor.low)
    high = np.where(a.high >= 0, a.high / divisor.low, a.high / divisor.high)
    low, high = np.where(np.isnan(low), 0.0, low), np.where(np.isnan(high), np.inf, high)
    return np.where(impossible, np.nan, low), np.where(impossible, np.nan, high)


_BOUNDS: dict[str, Callable[[Interval, Interval], tuple[Floats, Floats]]] = {
    "+": _sum,
    "-": _difference,
    "*": _product,
    "/": _quotient,
}


def refuted(a: Interval, comparator: str, b: Interval, absolute: float, relative: float) -> Bools:
    """Where no admissible values of the two sides compare as stated, within the tolerance.

    ``absolute`` is in the unit of the sides, ``relative`` a share of the larger one.
    """
    slack = _slack(a, b, absolute, relative)
    with np.errstate(invalid="ignore"):
        above = a.low > b.high + slack
        below = b.low > a.high + slack
        outcome = {
            "=": above | below,
            "<=": above,
            ">=": below,
            "<": a.low >= b.high - slack,
            ">": b.low >= a.high - slack,
            "!=": _points(a, b) & (np.abs(a.low - b.low) <= slack),
        }[comparator]
    return np.asarray(outcome & a.known & b.known, dtype=bool)


def refutable(a: Interval, comparator: str, b: Interval) -> Bools:
    """Where figures on both sides are printed and bounded so that the comparison could fail."""
    with np.errstate(invalid="ignore"):
        bounded = {
            "=": np.isfinite(a.low) & np.isfinite(b.high) | np.isfinite(b.low) & np.isfinite(a.high),
            "!=": _points(a, b),
        }.get(comparator)
        if bounded is None:
            upper, lower = (b, a) if comparator in ("<=", "<") else (a, b)
            bounded = np.isfinite(upper.high) & np.isfinite(lower.low)
    return np.asarray(bounded & a.known & b.known & a.printed & b.printed, dtype=bool)


def certain(a: Interval, comparator: str, b: Interval) -> Bools:
    """Where all admissible values of the two sides compare as stated."""
    with np.errstate(invalid="ignore"):
        outcome = {
            "=": _points(a, b) & (a.low == b.low),
            "!=": (a.high < b.low) | (b.high < a.low),
            "<=": a.high <= b.low,
            ">=": b.high <= a.low,
            "<": a.high < b.low,
            ">": b.high < a.low,
        }[comparator]
    return np.asarray(outcome & a.known & b.known, dtype=bool)


def _points(a: Interval, b: Interval) -> Bools:
    return np.asarray((a.low == a.high) & (b.low == b.high), dtype=bool)


def _slack(a: Interval, b: Interval, absolute: float, relative: float) -> Floats:
    sizes = [np.where(np.isfinite(x), np.abs(x), 0.0) for x in (a.low, a.high, b.low, b.high)]
    size = np.maximum.reduce(sizes)
    return np.asarray(np.maximum(absolute, relative * size) + SLACK * size)
